/**
 * The Community Solid Server with two pods, whose owners say by WAC who may do what.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Send } from 'glomar/testkit'
import { start, type Heard, type Sent } from './server.js'

const users = ['emma', 'tara'] as const
type User = (typeof users)[number]

const login = (user: User) => ({
  email: `${user}@example.com`,
  password: `the-password-of-${user}`,
})
const seed = users.map((user) => ({ ...login(user), pods: [{ name: user }] }))

/** A token is good for ten minutes. */
const fresh = 5 * 60_000

export const solid = async () => {
  const server = await start(
    '@solid/community-server/bin/server.js',
    ({ folder, socket, origin }) => {
      writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed))
      return [
        ...['--config', '@css:config/default.json', '--socket', socket, '--baseUrl', `${origin}/`],
        ...['--seedConfig', join(folder, 'seed.json'), '--loggingLevel', 'error'],
      ]
    },
    '/tara/profile/card',
  )
  const { send, origin, stop } = server
  const must = async (request: Sent): Promise<Heard> => {
    const heard = await send(request)
    if (heard.status < 300) return heard
    throw new Error(
      `${request.method} ${request.path}: ${String(heard.status)} ${heard.body.toString()}`,
    )
  }
  const webId = (user: User): string => `${origin}/${user}/profile/card#me`

  // ---------------------------------------------------------------- tokens, as an application has them

  interface Controls {
    readonly controls: {
      readonly password: { readonly login: string }
      readonly account: { readonly clientCredentials: string }
    }
  }
  const json = async <A>(
    method: string,
    url: string,
    authorization?: string,
    value?: unknown,
  ): Promise<A> => {
    const heard = await must({
      method,
      path: new URL(url, origin).pathname,
      headers: {
        accept: 'application/json',
        ...(authorization !== undefined && { authorization }),
        ...(value !== undefined && { 'content-type': 'application/json' }),
      },
      ...(value !== undefined && { body: JSON.stringify(value) }),
    })
    return JSON.parse(heard.body.toString()) as A
  }
  const clientOf = async (user: User): Promise<string> => {
    const { controls } = await json<Controls>('GET', '/.account/')
    const account = await json<{ authorization: string }>(
      'POST',
      controls.password.login,
      undefined,
      login(user),
    )
    const authorization = `CSS-Account-Token ${account.authorization}`
    const mine = await json<Controls>('GET', '/.account/', authorization)
    const { id, secret } = await json<{ id: string; secret: string }>(
      'POST',
      mine.controls.account.clientCredentials,
      authorization,
      { name: 'test', webId: webId(user) },
    )
    return `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`
  }
  const clients = new Map<User, string>()
  for (const user of users) clients.set(user, await clientOf(user))
  const tokens = new Map<User, { readonly token: string; readonly at: number }>()
  const tokenOf = async (user: User): Promise<string> => {
    const known = tokens.get(user)
    if (known !== undefined && Date.now() - known.at < fresh) return known.token
    const heard = await must({
      method: 'POST',
      path: '/.oidc/token',
      headers: {
        authorization: clients.get(user) ?? '',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials&scope=webid',
    })
    const { access_token } = JSON.parse(heard.body.toString()) as { access_token: string }
    const token = `Bearer ${access_token}`
    tokens.set(user, { token, at: Date.now() })
    return token
  }

  const as =
    (user: User): Send =>
    async ({ headers, ...probe }) =>
      send({ ...probe, headers: { authorization: await tokenOf(user), ...headers } })

  // ---------------------------------------------------------------- what Emma does

  const emma = async (request: Sent): Promise<Heard> =>
    must({ ...request, headers: { authorization: await tokenOf('emma'), ...request.headers } })
  const write = (path: string): Promise<Heard> =>
    emma({ method: 'PUT', path, headers: { 'content-type': 'text/plain' }, body: 'my last will' })
  const remove = (path: string): Promise<Heard> => emma({ method: 'DELETE', path })
  const exists = async (path: string): Promise<boolean> =>
    (await send({ method: 'HEAD', path, headers: { authorization: await tokenOf('emma') } }))
      .status === 200
  /** What Tara may do with the container, and with what is in it. The rest is Emma's alone. */
  const allow = (
    container: string,
    rules: { readonly it?: string; readonly in?: string },
  ): Promise<Heard> => {
    const rule = (user: User, what: string, modes: string): string =>
      `[] a acl:Authorization; acl:agent <${webId(user)}>; ${what}; acl:mode ${modes}.`
    return emma({
      method: 'PUT',
      path: `${container}.acl`,
      headers: { 'content-type': 'text/turtle' },
      body: [
        '@prefix acl: <http://www.w3.org/ns/auth/acl#>.',
        rule('emma', 'acl:accessTo <./>; acl:default <./>', 'acl:Read, acl:Write, acl:Control'),
        ...(rules.it === undefined ? [] : [rule('tara', 'acl:accessTo <./>', rules.it)]),
        ...(rules.in === undefined ? [] : [rule('tara', 'acl:default <./>', rules.in)]),
      ].join('\n'),
    })
  }
  return { send, as, write, remove, exists, allow, stop, origin }
}
