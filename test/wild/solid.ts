/**
 * The Community Solid Server with the pods of Emma and Tara. Emma says by WAC, the access control of
 * Solid, what Tara may do.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Question } from 'glomar/testkit'
import { get, oracle, quiet, refused, silent, type Check, type Tried, type Wild } from './checks.js'
import { start, type Heard, type Sent, type Server } from './server.js'

type User = 'emma' | 'tara'

const loginOf = (user: User) => ({
  email: `${user}@pods.example`,
  password: `the-password-of-${user}`,
})
const seed = (['emma', 'tara'] as const).map((user) => ({
  ...loginOf(user),
  pods: [{ name: user }],
}))

// ------------------------------------------------------------------ who they are

/** The server says where everything is. */
interface Account {
  readonly authorization: string
  readonly controls: {
    readonly password: { readonly login: string }
    readonly account: { readonly clientCredentials: string }
  }
}

/** A token is good for ten minutes. It is renewed after half of these. */
const fresh = 300_000

/** Tokens, as an application without a browser gets them. */
const tokensOf = async ({ origin, must }: Server) => {
  const read = async <A>(sent: Sent): Promise<A> =>
    JSON.parse((await must(sent)).body.toString()) as A
  const account = (authorization?: string): Promise<Account> =>
    read({
      method: 'GET',
      path: '/.account/',
      headers: { accept: 'application/json', ...(authorization && { authorization }) },
    })
  const post = (url: string, value: unknown, authorization?: string): Sent => ({
    method: 'POST',
    path: new URL(url).pathname,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      ...(authorization && { authorization }),
    },
    body: JSON.stringify(value),
  })

  const clientOf = async (user: User): Promise<string> => {
    const { controls } = await account()
    const signedIn = await read<Account>(post(controls.password.login, loginOf(user)))
    const authorization = `CSS-Account-Token ${signedIn.authorization}`
    const { clientCredentials } = (await account(authorization)).controls.account
    const client = { name: 'glomar', webId: `${origin}/${user}/profile/card#me` }
    const { id, secret } = await read<{ id: string; secret: string }>(
      post(clientCredentials, client, authorization),
    )
    return `Basic ${btoa(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`)}`
  }
  const clients = { emma: await clientOf('emma'), tara: await clientOf('tara') }
  const known = new Map<User, { readonly token: string; readonly since: number }>()
  return async (user: User): Promise<string> => {
    const { token, since } = known.get(user) ?? { token: '', since: -Infinity }
    if (Date.now() - since < fresh) return token
    const { access_token } = await read<{ access_token: string }>({
      method: 'POST',
      path: '/.oidc/token',
      headers: {
        authorization: clients[user],
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials&scope=webid',
    })
    known.set(user, { token: `Bearer ${access_token}`, since: Date.now() })
    return `Bearer ${access_token}`
  }
}

// ------------------------------------------------------------------ what the two do

/** What Tara may do with a container itself, and with all that is in it. */
interface Modes {
  readonly itself?: string
  readonly inside?: string
}

const usersOf = async (server: Server) => {
  const tokenOf = await tokensOf(server)
  const signed = async (user: User, { headers, ...sent }: Sent): Promise<Sent> => ({
    ...sent,
    headers: { authorization: await tokenOf(user), ...headers },
  })
  const as =
    (user: User) =>
    async (sent: Sent): Promise<Heard> =>
      server.send(await signed(user, sent))
  const emma = async (sent: Sent): Promise<Heard> => server.must(await signed('emma', sent))

  const put = (path: string, type: string, body: string): Promise<Heard> =>
    emma({ method: 'PUT', path, headers: { 'content-type': type }, body })
  const rule = (user: User, of: string, modes: string): string =>
    `[] a acl:Authorization; acl:agent <${server.origin}/${user}/profile/card#me>; ${of}; acl:mode ${modes}.`
  /** All that is not said is Emma's alone. */
  const allow = (path: string, { itself, inside }: Modes = {}): Promise<Heard> =>
    put(
      `${path}.acl`,
      'text/turtle',
      [
        '@prefix acl: <http://www.w3.org/ns/auth/acl#>.',
        rule('emma', `acl:accessTo <${path}>`, 'acl:Read, acl:Write, acl:Control'),
        rule('emma', `acl:default <${path}>`, 'acl:Read, acl:Write, acl:Control'),
        ...(itself === undefined ? [] : [rule('tara', `acl:accessTo <${path}>`, itself)]),
        ...(inside === undefined ? [] : [rule('tara', `acl:default <${path}>`, inside)]),
      ].join('\n'),
    )
  return {
    tokenOf,
    as,
    allow,
    write: (path: string) => put(path, 'text/plain', 'All of it goes to Nick.'),
    remove: (path: string) => emma({ method: 'DELETE', path }),
    exists: async (path: string) => (await as('emma')({ method: 'HEAD', path })).status === 200,
  }
}

// ------------------------------------------------------------------ what is asked

/** Containers end in a slash, and the resources that a server keeps about another one in a suffix. */
const container = get('the container', (path) => path.replace(/[^/]*$/, ''))
const routes = [
  container,
  get('the permissions', (path) => `${path}.acl`),
  get('the description', (path) => `${path}.meta`),
]

const putIfFree: Question = {
  name: 'PUT with if-none-match: *',
  at: (path) => ({
    method: 'PUT',
    path,
    headers: { 'if-none-match': '*', 'content-type': 'text/plain' },
    body: 'All of it goes to Tara.',
  }),
}

/** Starts it, with the pods of the two users. */
export const startWithPods = async () => {
  const server = await start(
    '@solid/community-server/bin/server.js',
    ({ folder, socket, origin }) => {
      writeFileSync(join(folder, 'seed.json'), JSON.stringify(seed))
      return [
        ...['--config', '@css:config/default.json', '--socket', socket],
        ...['--baseUrl', `${origin}/`, '--seedConfig', join(folder, 'seed.json')],
        ...['--loggingLevel', 'error'],
      ]
    },
    '/tara/profile/card',
  )
  return { server, ...(await usersOf(server)) }
}

/** Starts it, with a will of Emma's in containers that Tara may use in different ways. */
export const solid = async (): Promise<Tried> => {
  const { server, as, allow, write, remove, exists } = await startWithPods()

  const between = (hidden: string, missing: string): Wild => ({
    hidden,
    missing,
    send: as('tara'),
    sendAsEntitled: as('emma'),
  })
  const comingAndGoing = (path: string): Wild => ({
    ...between(path, path),
    create: () => write(path),
    remove: () => remove(path),
    exists: () => exists(path),
  })

  await write('/emma/closed/emmas-will')
  await allow('/emma/closed/emmas-will')
  await allow('/emma/closed/')
  const inClosed = between('/emma/closed/emmas-will', '/emma/closed/emmas-poem')

  await write('/emma/listed/emmas-will')
  await allow('/emma/listed/', { itself: 'acl:Read' })
  const inListed = between('/emma/listed/emmas-will', '/emma/listed/emmas-poem')

  await write('/emma/writable/emmas-poem')
  await allow('/emma/writable/', { inside: 'acl:Write' })

  const checks: ReadonlyArray<Check> = [
    ...quiet('resources of a container that is closed', () => ({
      ...inClosed,
      spare: '/emma/closed/emmas-song',
      questions: routes,
      sendAs: { nobody: server.send },
    })),
    refused('two resources that are both missing', () =>
      between('/emma/closed/emmas-song', '/emma/closed/emmas-poem'),
    ),
    ...quiet('a resource of this container that comes and goes', () => ({
      ...comingAndGoing('/emma/closed/emmas-diary'),
      questions: [container],
    })),

    oracle(
      'a container that may be read, with a resource that may not',
      () => ({ ...inListed, questions: [container] }),
      { [container.name]: 'the body names it: ' },
    ),
    oracle(
      'such a resource that comes and goes',
      () => ({ ...comingAndGoing('/emma/listed/emmas-diary'), questions: [container] }),
      { [container.name]: 'body (' },
    ),
    silent('this container when the resource is gone', async () => {
      await remove(inListed.hidden)
      const { hidden, missing, send } = inListed
      return { hidden, missing, send, questions: [container] }
    }),

    oracle(
      'a container of what may be written, and may not be read',
      () => ({ ...comingAndGoing('/emma/writable/emmas-will'), questions: [putIfFree] }),
      {
        [putIfFree.name]: 'status 412 against 403',
        PUT: 'status 205 against 403',
        POST: 'status 405 against 404',
      },
    ),
  ]
  return { checks, stop: server.stop }
}
