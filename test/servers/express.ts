/**
 * The recipe for Express 5 in docs/servers.md.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import compression from 'compression'
import cors from 'cors'
import express from 'express'
import helmet from 'helmet'
import { send } from 'glomar/http/node'
import { change, facts, hear, isStale, type Call, type Calls } from './calls.js'

export const expressServer = (calls: Calls): Server => {
  const app = express()
  app.use(compression(), helmet(), cors(), express.json(), (_, response, next) => {
    response.set('x-request-id', randomUUID())
    next()
  })
  app.get('/calls/:id', (request, response) => {
    const call = calls.get(request.params.id)
    const verdict = hear(...facts(request.headers.authorization, call))
    if (verdict._tag !== 'Ok') return send(verdict, response)
    const { title, etag, modified } = call as Call
    response.set({ etag, 'last-modified': modified }).json({ title })
  })
  app.put('/calls/:id', (request, response) => {
    const call = calls.get(request.params.id)
    const verdict = change(...facts(request.headers.authorization, call))
    if (verdict._tag !== 'Ok') return send(verdict, response)
    response.sendStatus(isStale(request.headers['if-match'], call as Call) ? 412 : 204)
  })
  return createServer(app)
}
