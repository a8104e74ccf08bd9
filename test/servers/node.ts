/**
 * The recipe for bare node:http in docs/servers.md.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { decide } from 'glomar'
import { send } from 'glomar/http/node'
import {
  changeDocument,
  facts,
  isStale,
  policy,
  readDocument,
  type Document,
  type Documents,
} from './documents.js'

export const nodeServer = (documents: Documents): Server =>
  createServer((request, response) => {
    const { method = '', url = '', headers } = request
    response.setHeader('x-request-id', randomUUID())
    const [, id] = /^\/documents\/([^/?]+)/.exec(url) ?? []
    if (id === undefined) return response.writeHead(404).end()
    // of the route, whatever it names
    if (!['GET', 'HEAD', 'PUT'].includes(method)) {
      const status = method === 'OPTIONS' ? 204 : 405
      return response.writeHead(status, { allow: 'GET, HEAD, PUT' }).end()
    }

    const document = documents.get(id)
    const route = method === 'PUT' ? changeDocument : readDocument
    const verdict = decide(route, ...facts(headers.authorization, document), policy)
    if (verdict._tag !== 'Ok') return send(verdict, response)
    const { title, etag, modified } = document as Document
    if (method === 'PUT') {
      const stale = isStale(headers['if-match'], document as Document)
      return response.writeHead(stale ? 412 : 204).end()
    }
    if (headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
    const fields = { 'content-type': 'application/json', etag, 'last-modified': modified }
    response.writeHead(200, fields).end(JSON.stringify({ title }))
  })
