/**
 * The recipe for bare node:http in docs/servers.md.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { send } from 'glomar/http/node'
import { change, facts, hear, isStale, type Call, type Calls } from './calls.js'

export const nodeServer = (calls: Calls): Server =>
  createServer((request, response) => {
    const { method = '', url = '', headers } = request
    response.setHeader('x-request-id', randomUUID())
    const [, id] = /^\/calls\/([^/?]+)/.exec(url) ?? []
    if (id === undefined) return response.writeHead(404).end()
    // of the route, whatever it names
    if (!['GET', 'HEAD', 'PUT'].includes(method))
      return response.writeHead(method === 'OPTIONS' ? 204 : 405, { allow: 'GET, HEAD, PUT' }).end()

    const call = calls.get(id)
    const verdict = (method === 'PUT' ? change : hear)(...facts(headers.authorization, call))
    if (verdict._tag !== 'Ok') return send(verdict, response)
    const { title, etag, modified } = call as Call
    if (method === 'PUT') return response.writeHead(isStale(headers['if-match'], call as Call) ? 412 : 204).end()
    if (headers['if-none-match'] === etag) return response.writeHead(304, { etag }).end()
    response.writeHead(200, { 'content-type': 'application/json', etag, 'last-modified': modified }).end(JSON.stringify({ title }))
  })
