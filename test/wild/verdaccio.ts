/**
 * Verdaccio, a registry for npm, with packages that one user alone may read.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Arrangement, Recorded, Send } from 'glomar/testkit'
import { start, type Heard, type Sent } from './server.js'

const config = `
storage: ./storage
auth: { htpasswd: { file: ./htpasswd, algorithm: bcrypt, rounds: 4 } }
uplinks: {}
packages:
  '@emma/*': { access: emma, publish: emma, unpublish: emma }
  'emmas-diary': { access: emma, publish: emma, unpublish: emma }
  '**': { access: $authenticated, publish: emma, unpublish: emma }
userRateLimit: { windowMs: 1000, max: 100000 }
log: { type: stdout, format: pretty, level: fatal }
`
const users = ['emma', 'tara'] as const
type User = (typeof users)[number]

const json = { 'content-type': 'application/json' }

export const verdaccio = async () => {
  const server = await start(
    'verdaccio/bin/verdaccio',
    ({ folder, socket }) => {
      writeFileSync(join(folder, 'config.yaml'), config)
      return ['--config', join(folder, 'config.yaml'), '--listen', `unix:${socket}`]
    },
    '/-/ping',
  )
  const { send, origin, stop } = server
  const read = ({ body }: Heard): Readonly<Record<string, unknown>> =>
    JSON.parse(body.toString()) as Readonly<Record<string, unknown>>
  const must = async (request: Sent): Promise<Heard> => {
    const heard = await send(request)
    if (heard.status < 300) return heard
    throw new Error(`${request.method} ${request.path}: ${String(heard.status)} ${heard.body.toString()}`)
  }

  const passwordOf = (user: User): string => `the-password-of-${user}`
  const signUp = (user: string, password: string): Sent => ({
    method: 'PUT',
    path: `/-/user/org.couchdb.user:${user}`,
    headers: json,
    body: JSON.stringify({ name: user, password }),
  })
  for (const user of users) await must(signUp(user, passwordOf(user)))

  const basic = (user: User): string =>
    `Basic ${btoa(`${user}:${passwordOf(user)}`)}`
  const as =
    (user: User): Send =>
    ({ headers, ...probe }) =>
      send({ ...probe, headers: { authorization: basic(user), ...headers } })

  const emma = async (request: Sent): Promise<Heard> =>
    must({ ...request, headers: { authorization: basic('emma'), ...request.headers } })
  const pathOf = (name: string): string => `/${name.replace('/', '%2f')}`
  const publish = (name: string): Promise<Heard> => {
    const file = `${name}-1.0.0.tgz`
    const tarball = `${origin}/${name}/-/${file}`
    return emma({
      method: 'PUT',
      path: pathOf(name),
      headers: json,
      body: JSON.stringify({
        _id: name,
        name,
        'dist-tags': { latest: '1.0.0' },
        versions: { '1.0.0': { name, version: '1.0.0', description: 'mine', dist: { tarball } } },
        _attachments: { [file]: { content_type: 'application/octet-stream', data: btoa('x'), length: 1 } },
      }),
    })
  }
  const packageOf = async (name: string) => read(await emma({ method: 'GET', path: pathOf(name) }))
  const unpublish = async (name: string): Promise<Heard> => {
    const { _rev } = await packageOf(name)
    return emma({ method: 'DELETE', path: `${pathOf(name)}/-rev/${String(_rev)}` })
  }
  const exists = async (name: string): Promise<boolean> =>
    (await as('emma')({ method: 'GET', path: pathOf(name), headers: {} }, 'hidden') as Recorded).status === 200
  const star = async (name: string, starred: boolean): Promise<Heard> => {
    const { _rev } = await packageOf(name)
    return emma({
      method: 'PUT',
      path: pathOf(name),
      headers: json,
      body: JSON.stringify({ _id: name, _rev, users: starred ? { emma: true } : {} }),
    })
  }
  return { send, as, signUp, publish, unpublish, exists, star, stop, origin }
}
export type _A = Arrangement
