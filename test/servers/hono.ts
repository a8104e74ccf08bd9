/**
 * The recipe for Hono in docs/servers.md.
 */
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { cors as honoCors } from 'hono/cors'
import { etag as honoEtag } from 'hono/etag'
import { requestId } from 'hono/request-id'
import { secureHeaders } from 'hono/secure-headers'
import { toResponse } from 'glomar/http/fetch'
import { change, facts, hear, isStale, type Call, type Calls } from './calls.js'

export const honoServer = (calls: Calls): Server => {
  const app = new Hono()
  app.use(compress(), honoEtag(), secureHeaders(), honoCors(), requestId())
  app.get('/calls/:id', (c) => {
    const call = calls.get(c.req.param('id'))
    const verdict = hear(...facts(c.req.header('authorization'), call))
    if (verdict._tag !== 'Ok') return toResponse(verdict, c.req.method)
    const { title, etag, modified } = call as Call
    return c.json({ title }, 200, { etag, 'last-modified': modified })
  })
  app.put('/calls/:id', (c) => {
    const call = calls.get(c.req.param('id'))
    const verdict = change(...facts(c.req.header('authorization'), call))
    if (verdict._tag !== 'Ok') return toResponse(verdict, c.req.method)
    return c.body(null, isStale(c.req.header('if-match'), call as Call) ? 412 : 204)
  })
  return createAdaptorServer({ fetch: app.fetch }) as Server
}
