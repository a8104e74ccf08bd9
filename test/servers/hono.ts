/**
 * The recipe for Hono in docs/servers.md.
 */
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono, type Context as HonoContext } from 'hono'
import { compress } from 'hono/compress'
import { cors as honoCors } from 'hono/cors'
import { etag as honoEtag } from 'hono/etag'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { decide, type Refusal } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import {
  changeDocument,
  facts,
  isStale,
  policy,
  readDocument,
  type Document,
  type Documents,
} from './documents.js'

export const honoServer = (documents: Documents): Server => {
  // without the header fields that would describe the document, and with those of middleware
  const refuse = (refusal: Refusal, { req, res }: HonoContext): Response =>
    toResponse(refusal, req.method, { setBefore: res.headers })

  const app = new Hono()
  app.use(compress(), honoEtag(), secureHeaders(), honoCors(), requestId())
  app.get('/documents/:id', (c) => {
    const document = documents.get(c.req.param('id'))
    const asked = facts(c.req.header('authorization'), document)
    const verdict = decide(readDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return refuse(verdict, c)
    const { title, etag, modified } = document as Document
    return c.json({ title }, 200, { etag, 'last-modified': modified })
  })
  app.put('/documents/:id', (c) => {
    const document = documents.get(c.req.param('id'))
    const asked = facts(c.req.header('authorization'), document)
    const verdict = decide(changeDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') return refuse(verdict, c)
    return c.body(null, isStale(c.req.header('if-match'), document as Document) ? 412 : 204)
  })
  return createAdaptorServer({ fetch: app.fetch }) as Server
}
