/**
 * The application on `node:http`: its paths, one exchange at a time, and what is the same for every
 * resource.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decide, explain, unavailable, type Explanation, type Refusal, type Renderer } from 'glomar'
import { send } from 'glomar/http/node'
import type { Database } from './database.js'
import * as handlers from './handlers.js'
import { reply, type Exchange, type Handler, type Reply } from './handlers.js'
import type { AppPolicy } from './policies.js'
import type { Sent } from './renderers.js'
import type { Tokens } from './tokens.js'

type Methods = Readonly<Record<string, Handler>>

const { hearCall: GET, replaceCall: PUT, deleteCall: DELETE } = handlers

const paths: ReadonlyArray<readonly [pattern: RegExp, methods: Methods]> = [
  [/^\/users\/(?<phone>[^/]+)\/calls$/, { GET: handlers.listCalls }],
  [/^\/users\/(?<phone>[^/]+)\/calls\/(?<id>[^/]+)$/, { GET: handlers.hearCallOf }],
  [/^\/calls\/(?<id>[^/]+)$/, { GET, PUT, DELETE }],
  [/^\/access-requests$/, { GET: handlers.listRequests, POST: handlers.fileRequest }],
  [/^\/accounts\/(?<id>[^/]+)$/, { GET: handlers.getAccount }],
  [/^\/accounts\/(?<id>[^/]+)\/records$/, { GET: handlers.listRecords }],
  [/^\/records\/(?<id>[^/]+)$/, { GET: handlers.getRecord, PUT: handlers.changeRecord }],
  [/^\/records\/(?<id>[^/]+)\/users$/, { GET: handlers.listUsers }],
  [/^\/identity-providers\/(?<domain>[^/]+)$/, { GET: handlers.getIdentityProvider }],
]

export interface Deployment {
  readonly policy: AppPolicy
  readonly renderer: Renderer<Sent>
  readonly db: Database
  readonly tokens: Tokens
  /** Where the truth goes. */
  readonly audit: (explanation: Explanation) => void
  /** Where the cause of a 503 goes, and a fault of the renderer. */
  readonly failed: (cause: unknown) => void
}

export interface Running {
  readonly url: string
  readonly close: () => Promise<void>
}

export const serve = async (deployment: Deployment, port = 0): Promise<Running> => {
  const server = createServer((request, response) => {
    void respond(deployment, request)
      // A fact could not be had: a 503 that is the same for every resource. Its cause is not sent.
      .catch((cause: unknown) => {
        deployment.failed(cause)
        return unavailable
      })
      .then((answer) => {
        const { renderer, failed } = deployment
        if (answer._tag === 'Reply') write(answer, response)
        else send(answer, response, { renderer, request: sentIn(request), onFault: failed })
      })
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

const urlOf = ({ url = '/' }: IncomingMessage): URL => new URL(url, 'http://localhost')

const sentIn = (incoming: IncomingMessage): Sent => {
  const id = incoming.headers['x-correlation-id']
  return {
    path: URL.canParse(incoming.url ?? '/', 'http://localhost') ? urlOf(incoming).pathname : '/',
    correlationId: typeof id === 'string' ? id : undefined,
  }
}

const respond = async (
  { policy, db, tokens, audit }: Deployment,
  incoming: IncomingMessage,
): Promise<Reply | Refusal> => {
  const { method = 'GET', headers, url = '/' } = incoming
  if (!URL.canParse(url, 'http://localhost')) return reply(400)
  const { pathname, searchParams: query } = urlOf(incoming)
  const body = await text(incoming)
  for (const [pattern, methods] of paths) {
    const match = pattern.exec(pathname)
    if (match === null) continue
    // answered for the path, whatever it names: `Allow` may not depend on the resource
    const allow = ['OPTIONS', 'HEAD', ...Object.keys(methods)].join(', ')
    if (method === 'OPTIONS') return reply(204, { allow })
    const handler = methods[method === 'HEAD' ? 'GET' : method]
    if (handler === undefined) return reply(405, { allow })
    return handler({
      method,
      params: { ...match.groups },
      query,
      headers: headers as Exchange['headers'],
      body,
      db,
      policy,
      ...(await tokens.authenticate(headers.authorization)),
      decide: audited(audit),
    })
  }
  return reply(404)
}

/** Decide, and keep the truth for the operator. */
const audited =
  (audit: Deployment['audit']): typeof decide =>
  (...facts) => {
    audit(explain(...facts))
    return decide(...facts)
  }

const text = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Array<Buffer> = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

const write = ({ status, headers, body }: Reply, response: ServerResponse): void => {
  const framed = body !== '' && { 'content-length': Buffer.byteLength(body) }
  response.writeHead(status, { ...headers, ...framed }).end(body)
}
