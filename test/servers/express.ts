/**
 * The recipe for Express 5 in docs/servers.md.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import compression from 'compression'
import cors from 'cors'
import express from 'express'
import helmet from 'helmet'
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

export const expressServer = (documents: Documents): Server => {
  const app = express()
  app.use(compression(), helmet(), cors(), express.json(), (_, response, next) => {
    response.set('x-request-id', randomUUID())
    next()
  })
  app.get('/documents/:id', (request, response) => {
    const document = documents.get(request.params.id)
    const asked = facts(request.headers.authorization, document)
    const verdict = decide(readDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return send(verdict, response)
    const { title, etag, modified } = document as Document
    response.set({ etag, 'last-modified': modified }).json({ title })
  })
  app.put('/documents/:id', (request, response) => {
    const document = documents.get(request.params.id)
    const asked = facts(request.headers.authorization, document)
    const verdict = decide(changeDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return send(verdict, response)
    response.sendStatus(isStale(request.headers['if-match'], document as Document) ? 412 : 204)
  })
  return createServer(app)
}
