/**
 * The application on `node:http`: routes, one exchange at a time, and what is the same for every resource.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { decide, explain, outage, type Explanation } from 'glomar'
import type { Database } from './database.js'
import * as handlers from './handlers.js'
import type { Exchange, Reply } from './handlers.js'
import type { AppPolicy } from './policies.js'
import type { Tokens } from './tokens.js'

type Methods = Readonly<Record<string, (x: Exchange) => Promise<Reply>>>

const { hearCall, changeCall } = handlers

const routes: ReadonlyArray<readonly [pattern: RegExp, methods: Methods]> = [
  [/^\/users\/(?<phone>[^/]+)\/calls$/, { GET: handlers.listCalls }],
  [/^\/users\/(?<phone>[^/]+)\/calls\/(?<id>[^/]+)$/, { GET: handlers.hearCallOf }],
  [/^\/calls\/(?<id>[^/]+)$/, { GET: hearCall, PUT: changeCall, DELETE: changeCall }],
  [/^\/access-requests$/, { GET: handlers.fileRequest, POST: handlers.fileRequest }],
  [/^\/accounts\/(?<id>[^/]+)$/, { GET: handlers.getAccount }],
  [/^\/accounts\/(?<id>[^/]+)\/records$/, { GET: handlers.listRecords }],
  [/^\/records\/(?<id>[^/]+)$/, { GET: handlers.getRecord, PUT: handlers.changeRecord }],
  [/^\/records\/(?<id>[^/]+)\/users$/, { GET: handlers.listUsers }],
  [/^\/identity-providers\/(?<domain>[^/]+)$/, { GET: handlers.getIdentityProvider }],
]

export interface Deployment {
  readonly policy: AppPolicy
  readonly db: Database
  readonly tokens: Tokens
  /** Where the truth goes. */
  readonly audit: (explanation: Explanation) => void
  /** Where the cause of an outage goes. */
  readonly failed: (cause: unknown) => void
}

export interface Running {
  readonly url: string
  readonly close: () => Promise<void>
}

export const serve = async (deployment: Deployment, port = 0): Promise<Running> => {
  const server = createServer((request, response) => {
    void respond(deployment, request)
      // A fact could not be had: a 503 that is the same for every resource. Nothing of the cause is sent.
      .catch((cause: unknown): Reply => {
        deployment.failed(cause)
        return outage
      })
      .then((reply) => {
        send(reply, response)
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

const respond = async ({ policy, db, tokens, audit }: Deployment, incoming: IncomingMessage): Promise<Reply> => {
  const { method = 'GET', url: target = '/', headers } = incoming
  if (!URL.canParse(target, 'http://localhost')) return { status: 400, headers: {} }
  const { pathname, searchParams } = new URL(target, 'http://localhost')
  const body = await text(incoming)
  for (const [pattern, methods] of routes) {
    const match = pattern.exec(pathname)
    if (match === null) continue
    // answered for the route, whatever it names: `Allow` may not depend on the resource
    const allow = ['OPTIONS', 'HEAD', ...Object.keys(methods)].join(', ')
    if (method === 'OPTIONS') return { status: 204, headers: { allow } }
    const handler = methods[method === 'HEAD' ? 'GET' : method]
    if (handler === undefined) return { status: 405, headers: { allow } }
    const { authn, user } = await tokens.authenticate(headers.authorization)
    const exchange = {
      method,
      target,
      params: { ...match.groups },
      query: searchParams,
      headers: headers as Exchange['headers'],
      body,
      authn,
      user,
      db,
      policy,
    }
    return handler({ ...exchange, decide: audited(audit) })
  }
  return { status: 404, headers: {} }
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

/** A refusal is complete, so that sending it is copying it. */
const send = ({ status, headers, body }: Reply, response: ServerResponse): void => {
  const bytes = body === undefined ? '' : JSON.stringify(body)
  response.writeHead(status, { ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(bytes) }) }).end(bytes)
}
