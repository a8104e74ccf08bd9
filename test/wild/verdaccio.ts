/**
 * Verdaccio, a registry for npm packages, with packages that Emma alone may read. Tara is signed in,
 * too. Its version is the last that runs on Node 20. It asks for `node-fetch` by a tag that is gone,
 * so package.json says which.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Question } from 'glomar/testkit'
import { get, oracle, quiet, refused, silent, type Check, type Tried, type Wild } from './checks.js'
import { start, type Heard, type Sent, type Server } from './server.js'

export const config = `
storage: ./storage
auth: { htpasswd: { file: ./htpasswd, algorithm: bcrypt, rounds: 4 } }
uplinks: {}
packages:
  '@emma/*': { access: emma, publish: emma, unpublish: emma }
  'emmas-diary': { access: emma, publish: emma, unpublish: emma }
  '**': { access: $authenticated, publish: emma, unpublish: emma }
userRateLimit: { windowMs: 3600000, max: 1000000 }
web: { rateLimit: { windowMs: 3600000, max: 1000000 } }
log: { type: stdout, format: pretty, level: fatal }
`

export type User = 'emma' | 'tara'

export const passwordOf = (user: User): string => `the-password-of-${user}`
const basic = (user: User): string => `Basic ${btoa(`${user}:${passwordOf(user)}`)}`

const withJson = (method: string, path: string, value: unknown): Sent => ({
  method,
  path,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
})

const accountOf = (user: string): string => `/-/user/org.couchdb.user:${user}`
const signUp = (account: string, password: string): Sent =>
  withJson('PUT', account, { name: account.replace(/^.*:/, ''), password })

export const pathOf = (name: string): string => `/${name.replace('/', '%2f')}`
/** The name of a package behind its scope. */
const bareNameOf = (path: string): string => path.replace(/^.*(?:\/|%2f)/, '')

// ------------------------------------------------------------------ what the two do

const usersOf = async ({ origin, send, must }: Server) => {
  for (const user of ['emma', 'tara'] as const)
    await must(signUp(accountOf(user), passwordOf(user)))

  const webTokenOf = async (user: User): Promise<string> => {
    const login = { username: user, password: passwordOf(user) }
    const { body } = await must(withJson('POST', '/-/verdaccio/sec/login', login))
    return `Bearer ${(JSON.parse(body.toString()) as { token: string }).token}`
  }
  const webTokens = { emma: await webTokenOf('emma'), tara: await webTokenOf('tara') }
  /** What the pages ask for takes tokens of its own. */
  const authorizationOf = (user: User, path: string): string =>
    path.startsWith('/-/verdaccio/') ? webTokens[user] : basic(user)
  const as =
    (user: User) =>
    ({ headers, ...sent }: Sent): Promise<Heard> =>
      send({ ...sent, headers: { authorization: authorizationOf(user, sent.path), ...headers } })

  const emma = (sent: Sent): Promise<Heard> =>
    must({ ...sent, headers: { authorization: basic('emma'), ...sent.headers } })
  const revisionOf = async (name: string): Promise<string> => {
    const { body } = await emma({ method: 'GET', path: pathOf(name) })
    return (JSON.parse(body.toString()) as { _rev: string })._rev
  }
  return {
    as,
    publish: (name: string) => {
      const file = `${name}-1.0.0.tgz`
      const dist = { tarball: `${origin}/${name}/-/${file}` }
      return emma(
        withJson('PUT', pathOf(name), {
          name,
          'dist-tags': { latest: '1.0.0' },
          versions: { '1.0.0': { name, version: '1.0.0', dist } },
          _attachments: { [file]: { data: btoa('a tarball'), length: 9 } },
        }),
      )
    },
    unpublish: async (name: string) =>
      emma({ method: 'DELETE', path: `${pathOf(name)}/-rev/${await revisionOf(name)}` }),
    exists: async (name: string) =>
      (await as('emma')({ method: 'GET', path: pathOf(name) })).status === 200,
    star: async (name: string, users: Readonly<Record<string, boolean>>) =>
      emma(withJson('PUT', pathOf(name), { _id: name, _rev: await revisionOf(name), users })),
  }
}

// ------------------------------------------------------------------ what is asked

const sidebar = get('the sidebar', (path) => `/-/verdaccio/data/sidebar${path.replace('%2f', '/')}`)

/** Routes of the registry and of its pages: each knows whether a package is there. */
const routes = [
  sidebar,
  get('the tags', (path) => `/-/package${path}/dist-tags`),
  get('a version', (path) => `${path}/1.0.0`),
  get('the tarball', (path) => `${path}/-/${bareNameOf(path)}-1.0.0.tgz`),
  get('a search', (path) => `/-/v1/search?text=${bareNameOf(path)}`),
  get('all packages', () => '/-/all'),
  get('all packages of the pages', () => '/-/verdaccio/data/packages'),
  get('a search of the pages', (path) => `/-/verdaccio/data/search/${bareNameOf(path)}`),
]

const stars = get('the stars of Emma', () => '/-/_view/starredByUser?key=emma')

const wrongPassword: Question = {
  name: 'a sign-up with another password',
  at: (account) => ({ headers: {}, ...signUp(account, 'not-the-password') }),
}

/** Starts it with a configuration, and with the two users. */
export const startWith = async (configuration: string) => {
  const server = await start(
    'verdaccio/bin/verdaccio',
    ({ folder, socket }) => {
      writeFileSync(join(folder, 'config.yaml'), configuration)
      return ['--config', join(folder, 'config.yaml'), '--listen', `unix:${socket}`]
    },
    '/-/ping',
  )
  return { server, ...(await usersOf(server)) }
}

/** Starts it, with a package of Emma's. */
export const verdaccio = async (): Promise<Tried> => {
  const { server, as, publish, unpublish, exists, star } = await startWith(config)
  await publish('@emma/notes')

  const between = (hidden: string, missing: string): Wild => ({
    hidden,
    missing,
    send: as('tara'),
    sendAsEntitled: as('emma'),
  })
  const inScope = between('/@emma%2fnotes', '/@emma%2fpages')
  const comingAndGoing = (name: string): Wild => ({
    ...between(pathOf(name), pathOf(name)),
    create: () => publish(name),
    remove: () => unpublish(name),
    exists: () => exists(name),
  })
  const asNobody = ({ hidden, missing }: Pick<Wild, 'hidden' | 'missing'>): Wild => ({
    hidden,
    missing,
    send: server.send,
  })

  const checks: ReadonlyArray<Check> = [
    ...quiet('packages of a scope that is closed', () => ({
      ...inScope,
      spare: '/@emma%2fdraft',
      questions: routes,
      sendAs: { nobody: server.send },
    })),
    refused('two packages that are both missing', () =>
      between('/@emma%2fsongs', '/@emma%2fpages'),
    ),
    ...quiet('a package of this scope that comes and goes', () => ({
      ...comingAndGoing('@emma/diary'),
      questions: routes,
    })),

    oracle(
      'the stars of a user',
      async () => {
        await star('@emma/notes', { emma: true })
        return { ...inScope, questions: [stars] }
      },
      { [stars.name]: 'the body names it: ' },
    ),
    silent('the stars of a user who has taken her star away', async () => {
      await star('@emma/notes', {})
      return { ...asNobody(inScope), questions: [stars] }
    }),

    oracle(
      'a package that has a rule of its own, and comes and goes',
      () => ({ ...comingAndGoing('emmas-diary'), questions: [sidebar] }),
      {
        'the sidebar with a space at the end': 'status 200 against 404',
        'the sidebar with a zero byte at the end': 'status 200 against 404',
      },
    ),
    oracle(
      'a package that has a rule of its own',
      async () => {
        await publish('emmas-diary')
        return between('/emmas-diary', '/emmas-novel')
      },
      { GET: 'status 403 against 404', HEAD: 'status 403 against 404' },
    ),
    silent('packages without a rule of their own', () => ({
      hidden: '/emmas-poems',
      missing: '/emmas-novel',
      send: as('tara'),
    })),

    oracle(
      'a sign-up under a name that is taken',
      () => ({
        ...asNobody({ hidden: accountOf('emma'), missing: accountOf('nick') }),
        spare: accountOf('tina'),
        questions: [wrongPassword],
      }),
      { [wrongPassword.name]: 'status 401 against 201' },
    ),
    silent('a sign-up under a name that is free', () => ({
      ...asNobody({ hidden: accountOf('john'), missing: accountOf('vera') }),
      questions: [wrongPassword],
    })),
  ]
  return { checks, stop: server.stop }
}
