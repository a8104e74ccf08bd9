/**
 * node:http again, by `enforce`: with the same documents, callers and permissions.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { enforce } from 'glomar/enforce'
import { send } from 'glomar/http/node'
import {
  authnOf,
  authorize,
  changeDocument,
  isStale,
  policy,
  readDocument,
  type Document,
  type Documents,
} from './documents.js'

export const enforcedServer = (documents: Documents): Server => {
  const idIn = (url = ''): string | undefined => /^\/documents\/([^/?]+)/.exec(url)?.[1]
  const common = {
    policy,
    authenticate: ({ headers }: IncomingMessage) => ({
      headers,
      authn: authnOf(headers.authorization),
    }),
    lookUp: ({ url }: IncomingMessage) => Promise.resolve(documents.get(idIn(url) ?? '')),
    authorize: (row: Document, { headers }: Pick<IncomingMessage, 'headers'>) =>
      authorize(row, headers.authorization),
    audit: () => undefined,
  }
  const read = enforce({
    ...common,
    route: readDocument,
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
    route: changeDocument,
    handle: (document, { headers }) => {
      const status = isStale(headers['if-match'], document) ? 412 : 204
      return { status, fields: {}, body: '' }
    },
  })

  return createServer((request, response) => {
    const { method = '', url } = request
    response.setHeader('x-request-id', randomUUID())
    if (idIn(url) === undefined) return response.writeHead(404).end()
    if (!['GET', 'HEAD', 'PUT'].includes(method)) {
      const status = method === 'OPTIONS' ? 204 : 405
      return response.writeHead(status, { allow: 'GET, HEAD, PUT' }).end()
    }
    void (method === 'PUT' ? change : read)(request).then((result) => {
      if (result._tag !== 'Ok') return send(result, response)
      const { status, fields, body } = result.value
      response.writeHead(status, fields).end(body)
    })
  })
}
