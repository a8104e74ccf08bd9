/**
 * A sweep of verdaccio. Its routes are listed from its router, by the recipe for Express 4.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { routesBy } from '../docs/recipes.js'
import type { Tried } from './checks.js'
import { findsCache, sweeps, type Arranged, type ByHand } from './sweep.js'
import { config, passwordOf, startWith, type User } from './verdaccio.js'

/** Verdaccio as an application of Express: nothing listens. */
const application = `
import { runServer } from 'verdaccio'
const server = await runServer({
  storage: './storage',
  configPath: './config.yaml',
  packages: { '**': { access: '$all' } },
  uplinks: {},
  log: { type: 'stdout', format: 'pretty', level: 'fatal' },
})
export const [app] = server.listeners('request')
process.once('beforeExit', () => process.exit())
`

const below = fileURLToPath(new URL('node_modules/.routes', import.meta.url))

const routesOfVerdaccio = (): ReadonlyArray<string> =>
  routesBy('express4', { 'app.js': application }, join(below, 'verdaccio'))
    .map((line) => line.replace('  - ', ''))
    // a mounted router is given the whole path: the limiter before it puts the address back
    .map((route) => route.replace('/-/verdaccio/-/verdaccio/', '/-/verdaccio/'))
    // a router does not know the queries
    .map((route) => route.replace(/\/search$/, '/search?text='))
    .map((route) => route.replace(/\/starredByUser$/, '/starredByUser?key=emma'))

const login = (user: User) => ({
  login: [
    {
      method: 'POST',
      path: '/-/verdaccio/sec/login',
      body: { username: user, password: `\${PASSWORD_OF_${user.toUpperCase()}}` },
      take: { token: 'body.token' },
    },
  ],
  headers: { authorization: 'Bearer ${token}' },
})

/** Tokens are good for the registry and for its pages. */
const withTokens = `${config}security: { api: { jwt: { sign: { expiresIn: 1h } } } }\n`

const places = [
  '/{package}',
  '/-/package/{package}',
  '/-/v1/search text',
  '/-/verdaccio/data/sidebar/{package}',
  '/-/verdaccio/data/package/readme/{package}',
  '/-/verdaccio/data/search/{anything}',
]

/** A package without a scope is not asked about by its scope. */
const byScope = [
  'GET /-/verdaccio/data/sidebar/{scope}/{package}',
  'GET /-/verdaccio/data/package/readme/{scope}/{package}',
  'GET /-/verdaccio/data/package/readme/{scope}/{package}/{version}',
]

const covered = `
covered       GET /-/package/{package}/dist-tags as tara, nobody
covered       GET /-/v1/search (text in the query) as tara, nobody
covered       GET /{package} as tara, nobody
covered       GET /{package}/{version} as tara, nobody
covered       GET /{package}/-/{filename} as tara, nobody
covered       GET /-/verdaccio/data/package/readme/{package} as tara, nobody
covered       GET /-/verdaccio/data/sidebar/{package} as tara, nobody
covered       GET /-/verdaccio/data/search/{anything} as tara, nobody
covered       GET /-/all as tara, nobody
covered       GET /-/all/since as tara, nobody
covered       GET /-/verdaccio/data/packages as tara, nobody
`

/** What names no package, what may change something or do harm, and what is asked as another route. */
const beside = `
without an id GET /-/static/favicon.ico as emma, tara, nobody
without an id GET /-/whoami as emma, tara, nobody
without an id GET /-/npm/v1/user as emma, tara, nobody
skipped       POST /-/npm/v1/user as emma, tara, nobody
without an id GET /-/user/{org_couchdb_user} as emma, tara, nobody
skipped       PUT /-/user/{org_couchdb_user} as emma, tara, nobody
skipped       PUT /-/user/{org_couchdb_user}/{revision} as emma, tara, nobody
skipped       PUT /-/user/{org_couchdb_user}/{_rev} as emma, tara, nobody
skipped       PUT /-/user/{org_couchdb_user}/{_rev}/{revision} as emma, tara, nobody
skipped       DELETE /-/user/token/{rest} as emma, tara, nobody
skipped       PUT /{package}/{tag} as emma, tara, nobody
skipped       POST /-/package/{package}/dist-tags/{tag} as emma, tara, nobody
skipped       PUT /-/package/{package}/dist-tags/{tag} as emma, tara, nobody
skipped       DELETE /-/package/{package}/dist-tags/{tag} as emma, tara, nobody
skipped       POST /-/package/{package}/dist-tags as emma, tara, nobody
skipped       PUT /{package} as emma, tara, nobody
skipped       PUT /{package}/{revision} as emma, tara, nobody
skipped       PUT /{package}/{_rev} as emma, tara, nobody
skipped       PUT /{package}/{_rev}/{revision} as emma, tara, nobody
skipped       DELETE /{package}/-rev/{rest} as emma, tara, nobody
skipped       DELETE /{package}/-/{filename}/-rev/{revision} as emma, tara, nobody
skipped       PUT /{package}/-/{filename}/{rest} as emma, tara, nobody
without an id GET /-/ping as emma, tara, nobody
without an id GET /-/_view/starredByUser as emma, tara, nobody
skipped       GET /-/npm/v1/tokens as emma, tara, nobody
skipped       POST /-/npm/v1/tokens as emma, tara, nobody
skipped       DELETE /-/npm/v1/tokens/token/{tokenKey} as emma, tara, nobody
without an id GET /-/static/{rest} as emma, tara, nobody
without an id GET /-/static/ui-options.js as emma, tara, nobody
without an id GET /-/web/{rest} as emma, tara, nobody
without an id GET / as emma, tara, nobody
skipped       GET /-/verdaccio/data/package/readme/{scope}/{package} as emma, tara, nobody
skipped       GET /-/verdaccio/data/package/readme/{scope}/{package}/{version} as emma, tara, nobody
skipped       GET /-/verdaccio/data/package/readme/{package}/{version} as emma, tara, nobody
skipped       GET /-/verdaccio/data/sidebar/{scope}/{package} as emma, tara, nobody
skipped       POST /-/verdaccio/sec/login as emma, tara, nobody
skipped       GET /{rest} as emma, tara, nobody
`

/** Starts it, with a package in a scope of Emma's and one with a rule of its own. */
export const verdaccioSwept = async (): Promise<Tried> => {
  const { server, as, publish, star } = await startWith(withTokens)
  await publish('@emma/notes')
  await publish('emmas-diary')
  const routes = routesOfVerdaccio()

  const arranged = (
    [hidden, missing, spare]: readonly [string, string, string],
    more: Partial<Arranged['config']> = {},
  ): Arranged => ({
    config: {
      version: 1,
      server: server.origin,
      routes,
      identities: { emma: login('emma'), tara: login('tara') },
      types: { package: { entitled: ['emma'], in: places, hidden, missing, spare } },
      values: {
        filename: `${hidden.replace(/^.*\//, '')}-1.0.0.tgz`,
        version: '1.0.0',
        rest: 'index.html',
        org_couchdb_user: 'org.couchdb.user:tara',
      },
      skip: byScope,
      limits: { perSecond: 1_000 },
      ...more,
    },
    env: { PASSWORD_OF_EMMA: passwordOf('emma'), PASSWORD_OF_TARA: passwordOf('tara') },
  })
  /** By these routes alone, which name a package in their paths. */
  const by = (...few: ReadonlyArray<string>): Partial<Arranged['config']> => {
    const [hidden, missing, spare] = inScope
    return {
      routes: few,
      questions: 'declared',
      types: { package: { entitled: ['emma'], in: ['/{package}'], hidden, missing, spare } },
      values: {},
      skip: [],
    }
  }
  const inScope = ['@emma/notes', '@emma/pages', '@emma/draft'] as const
  const withRule = ['emmas-diary', 'emmas-novel', 'emmas-poems'] as const

  const statusesOf =
    (path: (name: string) => string): ByHand =>
    async () => {
      const statusOf = async (name: string): Promise<string> =>
        String((await as('tara')({ method: 'GET', path: path(name) })).status)
      return [await statusOf('emmas-diary'), await statusOf('emmas-novel')]
    }
  const ofStars =
    (send: typeof server.send): ByHand =>
    async () => {
      const heard = async (isStarred: boolean): Promise<string> => {
        await star('@emma/notes', isStarred ? { emma: true } : {})
        const { body } = await send({ method: 'GET', path: '/-/_view/starredByUser?key=emma' })
        return body.includes('@emma/notes') ? 'named' : 'not named'
      }
      return [await heard(true), await heard(false)]
    }

  return {
    stop: server.stop,
    checks: [
      ...sweeps('packages of a scope that is closed', () => arranged(inScope), {
        code: 0,
        coverage: covered + beside,
      }),
      findsCache('packages of a scope that is closed', '/%40emma%2Fnotes', () =>
        arranged(inScope, by('GET /{package}')),
      ),
      ...sweeps(
        'the stars of a user',
        async () => {
          await star('@emma/notes', { emma: true })
          return arranged(inScope, by('GET /{package}', 'GET /-/_view/starredByUser?key=emma'))
        },
        {
          code: 1,
          findings: {
            'mention: GET /-/_view/starredByUser as tara: the body names it': [
              'named',
              'not named',
              ofStars(as('tara')),
            ],
            'mention: GET /-/_view/starredByUser as nobody: the body names it': [
              'named',
              'not named',
              ofStars(server.send),
            ],
          },
          coverage: `
            covered       GET /{package} as tara, nobody
            covered       GET /-/_view/starredByUser as tara, nobody
          `,
        },
      ),
      ...sweeps('a package that has a rule of its own', () => arranged(withRule), {
        code: 1,
        findings: Object.fromEntries(
          Object.entries({
            'GET /{package}': (name: string) => `/${name}`,
            'GET /{package}/{version}': (name: string) => `/${name}/1.0.0`,
            'GET /{package}/-/{filename}': (name: string) => `/${name}/-/emmas-diary-1.0.0.tgz`,
            'GET /-/package/{package}/dist-tags': (name: string) => `/-/package/${name}/dist-tags`,
            'GET /-/verdaccio/data/sidebar/{package}': (name: string) =>
              `/-/verdaccio/data/sidebar/${name}`,
            'GET /-/verdaccio/data/package/readme/{package}': (name: string) =>
              `/-/verdaccio/data/package/readme/${name}`,
          }).map(([route, path]) => [
            `existence: ${route} as tara: status 403 against 404`,
            ['403', '404', statusesOf(path)] as const,
          ]),
        ),
        coverage: covered + beside,
      }),
    ],
  }
}
