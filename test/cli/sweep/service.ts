/**
 * A service on loopback, made of exhibits of the gallery: all of them leaky, or all of them mended.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { World } from 'glomar/testkit'
import type { Exhibit } from '../../gallery/Exhibit.js'
import { gallery } from '../../gallery/gallery.js'

const exhibits = gallery.flatMap((section) => section.exhibits)

const titled = (title: string): Exhibit => exhibits.find((each) => each.title === title) as Exhibit

/** Which exhibit answers: the first that fits. */
const routes: ReadonlyArray<readonly [RegExp, Exhibit]> = [
  [/^\w+ \/api\/v1\/applications\//, titled('403 for what exists')],
  [/^\w+ \/api\/injects\//, titled('Two texts of one 404')],
  [/^POST \/comments/, titled('A foreign key as an oracle')],
  [/^PATCH \/documents\//, titled('A move into a hidden folder')],
  [/^\w+ \/documents\//, titled('304 before the permission')],
  [/^\w+ \/pub\//, titled('A 404 with an ETag')],
  [/^\w+ \/notes\//, titled('A history of its own')],
  [/^\w+ \/folders\/\w+\/documents\//, titled('An open document in a closed folder')],
  [/^\w+ \/folders\//, titled('A move into a hidden folder')],
]

export interface Served {
  readonly origin: string
  /** Every request, as `GET /documents/emmas-will as tara`. */
  readonly requests: ReadonlyArray<string>
  readonly close: () => void
}

/** Serves a handler until it is closed. */
export const served = async (
  handle: (request: Request) => Response | Promise<Response>,
): Promise<Served> => {
  const requests: Array<string> = []
  const server = createServer((incoming, outgoing) => {
    const chunks: Array<Buffer> = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const { method = 'GET', url = '/' } = incoming
      const headers = new Headers()
      for (const [name, value] of Object.entries(incoming.headers))
        if (value !== undefined) headers.set(name, String(value))
      const who = headers.get('authorization')?.replace('Bearer ', '') ?? 'nobody'
      requests.push(`${method} ${url} as ${who}`)
      const body = Buffer.concat(chunks)
      const isBare = method === 'GET' || method === 'HEAD'
      const answered = async (): Promise<Response> =>
        // a Request has no such method
        method === 'TRACE'
          ? new Response('', { status: 405 })
          : handle(
              new Request(`http://127.0.0.1${url}`, {
                method,
                headers,
                ...(isBare ? {} : { body }),
              }),
            )
      // as frameworks do with a path that has no meaning
      const refused = () => new Response('', { status: 400 })
      void answered()
        .catch(refused)
        .then(async (response) => {
          const bytes = Buffer.from(await response.arrayBuffer())
          const length = [204, 304].includes(response.status)
            ? []
            : ['content-length', bytes.length]
          outgoing.writeHead(response.status, [...[...response.headers].flat(), ...length])
          outgoing.end(bytes)
        })
    })
  })
  server.unref()
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    close: () => void server.close(),
  }
}

/** The tokens of the configuration, as names of the gallery. */
const tokens: Readonly<Record<string, string>> = {
  'Bearer token-of-emma': 'Bearer emma',
  'Bearer token-of-tara': 'Bearer tara',
}

/** The request with the credentials that the gallery knows. */
const known = (request: Request): Request => {
  const token = request.headers.get('authorization')
  if (token !== null) request.headers.set('authorization', tokens[token] ?? token)
  return request
}

/** The exhibits, in one of their two states. */
export const exhibited = (which: 'leaky' | 'mended'): Promise<Served> =>
  served((request) => {
    const line = `${request.method === 'HEAD' ? 'GET' : request.method} ${new URL(request.url).pathname}`
    const [, exhibit] = routes.find(([pattern]) => pattern.test(line)) ?? []
    return exhibit?.[which](known(request), 'hidden') ?? new Response('{}', { status: 404 })
  })

/** One exhibit. By `POST /things`, its hidden thing is made, and removed by `DELETE /things/…`. */
export const exhibitServed = (exhibit: Exhibit, which: 'leaky' | 'mended'): Promise<Served> => {
  let world: World = 'hidden'
  const id = exhibit.path.replace(/^.*\//, '')
  return served((request) => {
    const { pathname } = new URL(request.url)
    if (!/^\/things(?:$|\/)/.test(pathname)) return exhibit[which](known(request), world)
    world = request.method === 'POST' ? 'hidden' : 'missing'
    return Response.json({ id })
  })
}

const item = (...names: ReadonlyArray<string>) => ({
  parameters: names.map((name) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  })),
  get: { responses: {} },
})

const body = (...names: ReadonlyArray<string>) => ({
  requestBody: {
    content: {
      'application/json': {
        schema: {
          type: 'object',
          required: names,
          properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
        },
      },
    },
  },
  responses: {},
})

/** The service as its document has it. */
export const document = {
  openapi: '3.0.3',
  info: { title: 'exhibits', version: '1' },
  paths: {
    '/api/v1/applications/{name}': item('name'),
    '/api/injects/{id}': item('id'),
    '/documents/{id}': { ...item('id'), patch: body('folder') },
    '/pub/{id}': item('id'),
    '/notes/{id}': item('id'),
    '/notes/{id}/history': item('id'),
    '/folders/{id}': item('id'),
    '/folders/{id}/documents/{document}': item('id', 'document'),
    '/comments': { post: body('document', 'text') },
    '/login': { post: body('user', 'password') },
    '/health': { get: { responses: {} } },
    '/reports/{report}': item('report'),
  },
}

const type = (
  place: string,
  [hidden, missing, spare]: readonly [string, string, string],
  more = {},
) => ({
  entitled: ['emma'],
  in: [place],
  hidden,
  missing,
  spare,
  ...more,
})

/** The configuration of a sweep over it. */
export const configOf = (server: string, more: object = {}) => ({
  version: 1,
  server,
  api: 'openapi.json',
  identities: {
    emma: { headers: { authorization: 'Bearer ${EMMA}' } },
    tara: { headers: { authorization: 'Bearer ${TARA}' } },
  },
  types: {
    application: type('/api/v1/applications/{name}', ['ledger', 'budget', 'outlay']),
    inject: type('/api/injects/{id}', ['emmas-inject', 'ninas-inject', 'lucys-inject']),
    document: {
      ...type('/documents/{id}', ['emmas-will', 'ninas-will', 'lucys-will']),
      in: ['/documents/{id}', '/comments document'],
      own: { emma: 'emmas-will', tara: 'taras-notes' },
    },
    diary: type('/pub/{id}', ['emmas-diary', 'ninas-diary', 'lucys-diary']),
    note: type('/notes/{id}', ['emmas-note', 'ninas-note', 'lucys-note']),
    folder: {
      ...type('/folders/{id}', ['emmas-plans', 'ninas-plans', 'lucys-plans']),
      in: ['/folders/{id}', '/documents folder'],
    },
    minutes: type(
      '/folders/{id}/documents/{id}',
      ['emmas-minutes', 'ninas-minutes', 'lucys-minutes'],
      {
        with: { folder: 'board' },
      },
    ),
  },
  limits: { perSecond: 1000 },
  ...more,
})

export const env = { EMMA: 'token-of-emma', TARA: 'token-of-tara' }
