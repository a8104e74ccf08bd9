/**
 * Callers that are signed in. A login is tried once: a wrong one must not lock an account.
 */
import { isPlainObject, own } from '../../lib/read.js'
import { decoded } from '../../testkit/forms.js'
import { CannotRun } from '../Io.js'
import type { Identity, Step } from './Config.js'
import type { Ask } from './client.js'
import { valuesOf, type Reply } from './exchange.js'
import type { Secrets } from './secrets.js'
import { filled, filledBody, namesIn, type Values } from './templates.js'

/** What a caller sends with every request. */
export interface Session {
  readonly headers: Readonly<Record<string, string>>
  /** The same as it is written down, with `${NAME}` for what is secret. */
  readonly written: Readonly<Record<string, string>>
  /** What must not be printed. */
  readonly secrets: Secrets
}

/** Nobody has no credentials. */
export const noSession: Session = { headers: {}, written: {}, secrets: new Map() }

/** The service refused a step. */
export class Refused extends CannotRun {
  readonly status: number
  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** What came of a step. */
export interface Stepped {
  readonly status: number
  readonly taken: Readonly<Record<string, string>>
  readonly cookies: Readonly<Record<string, string>>
}

const cookiesOf = (reply: Reply): Readonly<Record<string, string>> =>
  Object.fromEntries(
    valuesOf(reply, 'set-cookie').flatMap((field) => {
      const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(field) ?? []
      return name === undefined || value === undefined ? [] : [[name, value.trim()] as const]
    }),
  )

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The last segment of an address: the id of what was made. */
const idAt = (address = ''): string | undefined => {
  const segment = /([^/?#]+)\/?(?:[?#].*)?$/.exec(address)?.[1]
  return segment === undefined ? undefined : decoded(segment)
}

/** `body.user.token`, `header.etag`, `cookie.session` or `location`, in an answer. */
const valueAt = (
  place: string,
  reply: Reply,
  body: string,
  cookies: Stepped['cookies'],
): string | undefined => {
  const [kind, ...keys] = place.split('.')
  if (place === 'location') return idAt(valuesOf(reply, 'location')[0])
  if (kind === 'header') return valuesOf(reply, keys.join('.'))[0]
  if (kind === 'cookie') return cookies[keys.join('.')]
  const found = keys.reduce<unknown>(
    (u, key) => (Array.isArray(u) ? (u as ReadonlyArray<unknown>)[Number(key)] : own(u, key)),
    parsed(body),
  )
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}

const lowered = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

/**
 * Sends one step. `said` names it in a message.
 *
 * @throws CannotRun where the service refuses or is not there, or its answer does not hold what is
 * to
 *   be taken.
 */
export const run = async (
  said: string,
  step: Step,
  base: string,
  values: Values,
  headers: Session['headers'],
  ask: Ask,
): Promise<Stepped> => {
  const { method, path, take = {} } = step
  const body = filledBody(step.body, values)
  const own = Object.entries(lowered(step.headers ?? {})).map(([name, value]) => [
    name,
    filled(value, values),
  ])
  const named = `${said}: ${method} ${path}`
  const reply = await ask({
    method,
    path: base + filled(path, values),
    headers: {
      ...(body === undefined || typeof body === 'string'
        ? {}
        : { 'content-type': 'application/json' }),
      ...headers,
      ...(Object.fromEntries(own) as Record<string, string>),
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  }).catch((cause: unknown) => {
    throw new CannotRun(`${named} was not answered (${reasonOf(cause)}). Is the service there?`)
  })
  if (reply.status >= 400)
    throw new Refused(
      `${named} was answered ${String(reply.status)}. Check what it sends. It is not tried again.`,
      reply.status,
    )
  const text = new TextDecoder().decode(reply.body)
  const cookies = cookiesOf(reply)
  const taken = Object.entries(take).map(([name, place]) => {
    const value = valueAt(place, reply, text, cookies)
    if (value !== undefined) return [name, value] as const
    throw new CannotRun(
      `${named} has no ${place} in its answer (${String(reply.status)}). Check \`take\`.`,
    )
  })
  return { status: reply.status, taken: Object.fromEntries(taken), cookies }
}

/** Why it failed. Of several addresses of a name, Node gives the causes alone. */
export const reasonOf = (cause: unknown): string => {
  const deeper =
    cause instanceof AggregateError ? (cause.errors as ReadonlyArray<unknown>)[0] : cause
  if (!(deeper instanceof Error)) return String(deeper)
  const { message, name, code = name } = deeper as NodeJS.ErrnoException
  // of TLS, the message is a line of a log
  return message === '' || message.includes('\n') ? code : message
}

/** Loads a module. */
export type Load = (path: string) => Promise<unknown>

/** Header fields that a function of a person gives. Each of their values is secret. */
const byModule = async (name: string, path: string, env: Values, load: Load): Promise<Session> => {
  const said = `the login of ${name}: ${path}`
  const loaded = await load(path).catch((cause: unknown) => {
    throw new CannotRun(`${said} cannot be loaded (${reasonOf(cause)}). Check the path.`)
  })
  const give = own(loaded, 'default')
  if (typeof give !== 'function')
    throw new CannotRun(`${said} has no default export that is a function.`)
  // what it throws may hold a secret
  const given: unknown = await Promise.resolve()
    .then(() => (give as (env: Values) => unknown)(env))
    .catch(() => {
      throw new CannotRun(`${said} has thrown. It is not tried again.`)
    })
  const fields = isPlainObject(given) ? Object.entries(given) : undefined
  if (fields?.every((field): field is [string, string] => typeof field[1] === 'string') !== true)
    throw new CannotRun(`${said} gave no header fields, such as { authorization: 'Bearer …' }.`)
  const headers = lowered(Object.fromEntries(fields))
  const variable = (field: string): string =>
    `${name}_${field}`.replaceAll(/\W/g, '_').toUpperCase()
  return {
    headers,
    written: Object.fromEntries(
      Object.keys(headers).map((field) => [field, `\${${variable(field)}}`]),
    ),
    secrets: new Map(
      Object.entries(headers).flatMap(([field, value]) =>
        // an answer may repeat the token without its scheme
        [value, value.replace(/^\w+ /, '')].map((each) => [each, `$${variable(field)}`] as const),
      ),
    ),
  }
}

/** Signs a caller in. */
export const signIn = async (
  name: string,
  { headers = {}, login = [] }: Identity,
  base: string,
  env: Values,
  ask: Ask,
  load: Load,
): Promise<Session> => {
  if (typeof login === 'string') {
    const session = await byModule(name, login, env, load)
    return { ...session, headers: { ...lowered(headers), ...session.headers } }
  }
  let values = env
  let cookies: Stepped['cookies'] = {}
  const secrets = new Map<string, string>()
  for (const step of login) {
    const sent = cookieField(cookies)
    const stepped = await run(`the login of ${name}`, step, base, values, sent, ask)
    values = { ...values, ...stepped.taken }
    cookies = { ...cookies, ...stepped.cookies }
    for (const [key, value] of Object.entries({ ...stepped.taken, ...stepped.cookies }))
      secrets.set(value, `$${key}`)
  }
  const written = lowered(headers)
  const filledIn = Object.entries(written).map(
    ([key, value]) => [key, filled(value, values)] as const,
  )
  // a secret that is too short to be found alone is found in its field
  for (const [key, value] of filledIn)
    if (namesIn(written[key] ?? '').length > 0) secrets.set(value, shownIn(written[key] ?? ''))
  return {
    headers: {
      ...cookieField(cookies),
      ...Object.fromEntries(filledIn),
    },
    written: {
      ...cookieField(Object.fromEntries(Object.keys(cookies).map((key) => [key, `\${${key}}`]))),
      ...written,
    },
    secrets,
  }
}

/** `Bearer ${TOKEN}` as `Bearer $TOKEN`. */
const shownIn = (template: string): string =>
  filled(template, Object.fromEntries(namesIn(template).map((name) => [name, `$${name}`])))

const cookieField = (cookies: Stepped['cookies']): Readonly<Record<string, string>> => {
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${value}`)
  return pairs.length === 0 ? {} : { cookie: pairs.join('; ') }
}
