/**
 * A sweep of the Community Solid Server. It has one route with many methods: the resource.
 */
import type { Tried } from './checks.js'
import { startWithPods } from './solid.js'
import { findsCache, sweeps, type Arranged, type ByHand } from './sweep.js'

const folders = ['closed', 'listed', 'writable'] as const
type Folder = (typeof folders)[number]

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

const routesOf = (folder: Folder): ReadonlyArray<string> => [
  `GET /emma/${folder}/`,
  ...methods.map((method) => `${method} /emma/${folder}/{document}`),
]

/** The server names what it makes by a UUID. */
const typeOf = (folder: Folder) => ({
  entitled: ['emma'],
  in: [`/emma/${folder}/{document}`],
  missing: '00000000-0000-4000-8000-000000000000',
  spare: '00000000-0000-4000-8000-000000000001',
  create: {
    as: 'emma',
    method: 'POST',
    path: `/emma/${folder}/`,
    headers: { 'content-type': 'text/plain' },
    body: 'All of it goes to Nick.',
    take: { id: 'location' },
  },
  remove: { as: 'emma', method: 'DELETE', path: `/emma/${folder}/\${id}` },
})

/** A PATCH in JSON is none that the server knows: the sweep says that nobody could tell by it. */
const coverageOf = (folder: Folder): string => `
  covered       GET /emma/${folder}/ as tara, nobody
  covered       GET /emma/${folder}/{document} as tara, nobody
  covered       POST /emma/${folder}/{document} as tara, nobody
  covered       PUT /emma/${folder}/{document} as tara, nobody
  dead          PATCH /emma/${folder}/{document} as tara, nobody
  covered       DELETE /emma/${folder}/{document} as tara, nobody
`

/** Starts it, with containers that Tara may use in different ways. */
export const solidSwept = async (): Promise<Tried> => {
  const { server, tokenOf, as, allow, write, exists } = await startWithPods()
  for (const folder of folders) await write(`/emma/${folder}/emmas-list`)
  await allow('/emma/closed/')
  await allow('/emma/listed/', { itself: 'acl:Read' })
  await allow('/emma/writable/', { inside: 'acl:Write' })

  const loginOf = (user: 'emma' | 'tara') => async () => ({ authorization: await tokenOf(user) })
  const arranged = (folder: Folder, more: Partial<Arranged['config']> = {}): Arranged => ({
    config: {
      version: 1,
      server: server.origin,
      routes: routesOf(folder),
      identities: { emma: { login: 'emma' }, tara: { login: 'tara' } },
      types: { document: typeOf(folder) },
      methods: 'all',
      questions: 'declared',
      limits: { perSecond: 1_000 },
      coverage: 0.8,
      ...more,
    },
    logins: { emma: loginOf('emma'), tara: loginOf('tara') },
  })

  /** The same request about a document that is there, and about one that is not. */
  const statusesOf =
    (method: string): ByHand =>
    async () => {
      await write('/emma/writable/emmas-will')
      const statusOf = async (name: string): Promise<string> => {
        const headers = { 'content-type': 'application/json' }
        const path = `/emma/writable/${name}`
        return String((await as('tara')({ method, path, headers, body: '{}' })).status)
      }
      return [await statusOf('emmas-will'), await statusOf('emmas-poem')]
    }

  return {
    stop: server.stop,
    checks: [
      ...sweeps('a container that is closed', () => arranged('closed', { questions: 'all' }), {
        code: 0,
        coverage: coverageOf('closed'),
      }),
      findsCache('a container that is closed', '/emma/closed/emmas-list', () =>
        arranged('closed', {
          routes: ['GET /emma/closed/{document}'],
          types: {
            document: {
              entitled: ['emma'],
              in: ['/emma/closed/{document}'],
              hidden: 'emmas-list',
              missing: 'emmas-poem',
            },
          },
        }),
      ),
      ...sweeps('a container that may be read', () => arranged('listed'), {
        code: 1,
        findings: {
          'mention: GET /emma/listed/ as tara: the body names it': [
            'named',
            'not named',
            async () => {
              const heard = async (name: string): Promise<string> => {
                const list = await as('tara')({ method: 'GET', path: '/emma/listed/' })
                return list.body.includes(name) ? 'named' : 'not named'
              }
              return [await heard('emmas-list'), await heard('emmas-poem')]
            },
          ],
        },
        coverage: coverageOf('listed'),
      }),
      ...sweeps('a container of what may be written', () => arranged('writable'), {
        code: 1,
        findings: {
          'existence: POST /emma/writable/{document} as tara: status 405 against 404': [
            '405',
            '404',
            statusesOf('POST'),
          ],
          'access: PUT /emma/writable/{document} as tara: status 205 against 403': [
            '205',
            '403',
            statusesOf('PUT'),
          ],
        },
        coverage: coverageOf('writable'),
        changed: ['PUT /emma/writable/{id} as tara was answered 205.'],
      }),
      [
        'a sweep leaves nothing behind',
        async () => {
          const left = await Promise.all(
            folders.map(async (folder) => {
              const { body } = await as('emma')({ method: 'GET', path: `/emma/${folder}/` })
              const missing = await exists(`/emma/${folder}/${typeOf(folder).missing}`)
              return missing || /<[\da-f]{8}-[\da-f-]{27}>/.test(body.toString()) ? [folder] : []
            }),
          )
          return left.flat().join(', ')
        },
      ],
    ],
  }
}
