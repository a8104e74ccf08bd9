/**
 * node:http again, by `enforce`: with the same calls, callers and permissions.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { enforce } from 'glomar/enforce'
import { send } from 'glomar/http/node'
import { facts, isStale, policy, type Calls } from './calls.js'

export const enforcedServer = (calls: Calls): Server => {
  const idIn = (url = ''): string | undefined => /^\/calls\/([^/?]+)/.exec(url)?.[1]
  const common = {
    policy,
    authenticate: ({ headers }: IncomingMessage) => ({ headers, authn: facts(headers.authorization, undefined)[0] }),
    lookUp: ({ url }: IncomingMessage) => Promise.resolve(calls.get(idIn(url) ?? '')),
    audit: () => undefined,
  }
  type Common = typeof common
  type Call = NonNullable<Awaited<ReturnType<Common['lookUp']>>>
  const permission = (call: Call, { headers }: ReturnType<Common['authenticate']>) => facts(headers.authorization, call)[2]
  const hear = enforce({
    ...common,
    route: { method: 'GET', resource: 'call', requires: { scopes: ['calls:read'] } },
    permission,
    handle: ({ title, etag, modified }, { headers }) =>
      headers['if-none-match'] === etag
        ? { status: 304, fields: { etag }, body: '' }
        : {
            status: 200,
            fields: { 'content-type': 'application/json', etag, 'last-modified': modified },
            body: JSON.stringify({ title }),
          },
  })
  const change = enforce({
    ...common,
    route: { method: 'PUT', resource: 'call', requires: { scopes: ['calls:write'] } },
    permission,
    handle: (call, { headers }) => ({ status: isStale(headers['if-match'], call) ? 412 : 204, fields: {}, body: '' }),
  })

  return createServer((request, response) => {
    const { method = '', url } = request
    response.setHeader('x-request-id', randomUUID())
    if (idIn(url) === undefined) return response.writeHead(404).end()
    if (!['GET', 'HEAD', 'PUT'].includes(method))
      return response.writeHead(method === 'OPTIONS' ? 204 : 405, { allow: 'GET, HEAD, PUT' }).end()
    void (method === 'PUT' ? change : hear)(request).then((result) => {
      if (result._tag !== 'Ok') return send(result, response)
      const { status, fields, body } = result.value
      response.writeHead(status, fields).end(body)
    })
  })
}
