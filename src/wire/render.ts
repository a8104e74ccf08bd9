/**
 * A refusal in the words of a service. The default is problem+json (RFC 9457).
 *
 * A renderer chooses words. It cannot choose what is told: it gets the refusal, which is the same for
 * hidden and missing, and what the request carried. It never gets the row, the facts or the policy.
 */
import type { Fault } from '../domain/Fault.js'
import type { Headers, Refusal, Unavailable } from '../domain/Verdict.js'
import { isToken } from '../lib/grammar.js'
import { dismiss, isThenable } from '../lib/promise.js'
import { isPlainObject } from '../lib/read.js'
import { show } from '../lib/show.js'
import { isNeverOnADenial } from './neverOnADenial.js'
import { varyOf } from './vary.js'

/** What a renderer changes. What it leaves out stays as it is in the refusal. */
export interface Rendering {
  /** 200 to 599, but not 204, 205, 206 or 304; and 401 only for a refusal that is one. */
  readonly status?: number
  /** Added to those of the refusal. `content-type` is replaced, `vary` is extended. */
  readonly headers?: Readonly<Record<string, string>>
  /** The text of the body. Name its type with `content-type`. */
  readonly body?: string
}

/**
 * A pure function of the refusal, and of what the request carried: a correlation id, the path,
 * `Accept-Language`. `Q` is whatever the sender or `enforce` is handed as the request. A HEAD is
 * rendered as a GET, and sent without its body.
 */
export type Renderer<Q = unknown> = (refusal: Refusal | Unavailable, request: Q) => Rendering

/** A refusal that was rendered: it can be sent as it is. */
export interface Rendered {
  readonly _tag: 'Rendered'
  /** The code of the refusal. */
  readonly code: (Refusal | Unavailable)['code']
  /** The status code: that of the refusal, or the renderer's. */
  readonly status: number
  /** Every header field, its name in lower case. */
  readonly headers: Readonly<Record<string, string>>
  /** The text of the body. Its bytes are UTF-8. */
  readonly body: string
  /** Why the default went out instead. For the operator; no sender sends it. */
  readonly faults: ReadonlyArray<Fault>
}

const withoutBody: ReadonlyArray<unknown> = [204, 205, 206, 304]

/** A login page may be named, and the language of a body that is ours. */
export const allowed: ReadonlyArray<string> = ['location', 'content-language', 'link']

/** How the body is framed is the sender's, and `no-store` stays. */
const ofTheSender = ['cache-control', 'content-length', 'connection', 'upgrade']

const isForbidden = (name: string): boolean =>
  ofTheSender.includes(name) || (isNeverOnADenial(name) && !allowed.includes(name))

/** A field value on one line (RFC 9110 §5.5), in printable US-ASCII. */
const isFieldValue = /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/

/**
 * The refusal as it is sent. This function sends nothing: the senders of `glomar/http/…` call it.
 *
 * Never throws. Where the renderer throws, answers with a promise, or gives what does not fit, the
 * default goes out, with a fault.
 *
 * @param refusal - What `decide` gave, or `unavailable`.
 * @param renderer - The words of the service. Default: problem+json (RFC 9457).
 * @param request - What the request carried, handed to the renderer as it is.
 * @returns The status, every header field and the body, frozen.
 * @example
 * render(unavailable, () => ({ body: '{"error":"try again"}' })).body // → '{"error":"try again"}'
 */
export const render = <Q>(
  refusal: Refusal | Unavailable,
  renderer?: Renderer<Q>,
  request?: Q,
): Rendered => {
  if (renderer === undefined) return rendered(refusal, unchanged, [])
  try {
    const answer: unknown = renderer(refusal, request as Q)
    if (isThenable(answer)) dismiss(answer)
    const u = copyOf(answer)
    if (isPlainObject(u)) (u as { headers?: unknown }).headers = copyOf(u['headers'])
    const misfit = misfitIn(u, refusal)
    if (misfit === undefined) return rendered(refusal, u as Rendering, [])
    return rendered(refusal, unchanged, [
      { path: 'renderer', message: `${misfit}: the default was sent` },
    ])
  } catch (cause) {
    dismiss(cause)
    const message = 'it threw: the default was sent'
    return rendered(refusal, unchanged, [{ path: 'renderer', message, cause }])
  }
}

/** What is read once and has no prototype: a getter may turn, and a prototype may be polluted. */
const copyOf = (u: unknown): unknown =>
  isPlainObject(u) ? Object.assign(Object.create(null) as object, u) : u

const unchanged: Rendering = Object.freeze(Object.create(null) as Rendering)

const rendered = (
  refusal: Refusal | Unavailable,
  { status = refusal.status, headers = {}, body = JSON.stringify(refusal.body) }: Rendering,
  faults: ReadonlyArray<Fault>,
): Rendered => {
  const own = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const { vary = '', ...rest } = copyOf(Object.fromEntries(own)) as Record<string, string>
  const both = varyOf([(copyOf(refusal.headers) as Headers).vary ?? '', vary])
  return Object.freeze({
    _tag: 'Rendered',
    code: refusal.code,
    status,
    headers: Object.freeze({ ...refusal.headers, ...(both !== '' && { vary: both }), ...rest }),
    body,
    faults,
  })
}

/** What is wrong with a rendering, in words; `undefined` where it fits. */
const misfitIn = (u: unknown, refusal: Refusal | Unavailable): string | undefined => {
  if (!isPlainObject(u)) return `expected { status, headers, body }, got ${show(u)}`
  const { status = refusal.status, headers = {}, body = '', ...others } = u
  const [other] = Reflect.ownKeys(others)
  if (other !== undefined) return `${String(other)}: no such member; only status, headers, body`
  if (!isStatus(status, refusal))
    return `status: expected one that may be sent, got ${show(status)}`
  if (typeof body !== 'string') return `body: expected text, got ${show(body)}`
  if (!isPlainObject(headers)) return `headers: expected a plain object, got ${show(headers)}`
  for (const [name, value] of Object.entries(headers)) {
    if (!isToken(name) || isForbidden(name.toLowerCase()))
      return `headers.${name}: no renderer may set it`
    if (typeof value !== 'string' || !isFieldValue.test(value))
      return `headers.${name}: expected printable US-ASCII text, got ${show(value)}`
  }
  return undefined
}

/** Whether a renderer may answer a refusal by this status. */
export const isStatus = (u: unknown, refusal: Pick<Refusal | Unavailable, 'status'>): boolean =>
  Number.isInteger(u) &&
  (u as number) >= 200 &&
  (u as number) <= 599 &&
  !withoutBody.includes(u) &&
  (u !== 401 || refusal.status === 401)
