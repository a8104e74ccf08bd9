/**
 * The recipe for Elysia in docs/servers.md.
 */
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { Elysia } from 'elysia'
import { decide } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { facts, policy, readDocument, type Document, type Documents } from './documents.js'

export const elysiaApp = (documents: Documents) =>
  new Elysia().get('/documents/:id', ({ params, request, set }) => {
    const document = documents.get(params.id)
    const asked = facts(request.headers.get('authorization') ?? undefined, document)
    const verdict = decide(readDocument, ...asked, policy)
    if (verdict._tag !== 'Ok') {
      // it would take the place of a 200, which a renderer may say
      set.status = 200
      // a HEAD as well: Elysia counts the body, and takes it away
      return toResponse(verdict, 'GET', { setBefore: set.headers })
    }
    const { title, etag, modified } = document as Document
    Object.assign(set.headers, { etag, 'last-modified': modified })
    return { title }
  })

export const elysiaServer = (documents: Documents): Server =>
  createAdaptorServer({ fetch: elysiaApp(documents).fetch }) as Server
