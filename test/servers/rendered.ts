/**
 * The route of a document in words of its own: by each framework, with the renderer to be tried.
 */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
} from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import Router from '@koa/router'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import Koa from 'koa'
import { decide, type Ok, type Refusal, type Renderer } from 'glomar'
import { enforce } from 'glomar/enforce'
import { toResponse } from 'glomar/http/fetch'
import { send } from 'glomar/http/node'
import { authnOf, authorize, facts, policy, readDocument, type Documents } from './documents.js'
import type { Application } from './matrix.js'
import type { WithHeaders, WithUrl } from 'glomar/renderers'
import type { Carried } from './renderers.js'

/** Renderers of the catalogue look at the URL and at the header fields, too. */
export type Everything = Carried & WithHeaders & WithUrl

const carriedBy = (headers: IncomingHttpHeaders, url?: string): Everything => ({
  requestId: String(headers['x-request-id']),
  headers,
  url,
})

const judge = (documents: Documents, id = '', authorization?: string): Ok | Refusal =>
  decide(readDocument, ...facts(authorization, documents.get(id)), policy)

const idIn = (url = ''): string => url.replace('/documents/', '')

type Rendering = (renderer: Renderer<Everything>) => Application

export const frameworks: Readonly<Record<string, Rendering>> = {
  Express: (renderer) => (documents) => {
    const app = express()
    app.get('/documents/:id', ({ params, headers, url }, response) => {
      const verdict = judge(documents, params.id, headers.authorization)
      if (verdict._tag === 'Ok') response.json('here it is')
      else send(verdict, response, { renderer, request: carriedBy(headers, url) })
    })
    return createServer(app)
  },
  Fastify: (renderer) => async (documents) => {
    const app = fastify()
    app.get<{ Params: { id: string } }>('/documents/:id', ({ params, headers, url }, reply) => {
      const verdict = judge(documents, params.id, headers.authorization)
      if (verdict._tag === 'Ok') return reply.send('here it is')
      reply.hijack()
      send(verdict, reply.raw, { renderer, request: carriedBy(headers, url) })
    })
    await app.ready()
    return app.server
  },
  Koa: (renderer) => (documents) => {
    const router = new Router().get('/documents/:id', (ctx) => {
      const verdict = judge(documents, ctx.params['id'], ctx.headers.authorization)
      if (verdict._tag === 'Ok') {
        ctx.body = 'here it is'
        return
      }
      ctx.respond = false
      send(verdict, ctx.res, { renderer, request: carriedBy(ctx.headers, ctx.url) })
    })
    return createServer(new Koa().use(router.routes()).callback())
  },
  Hono: (renderer) => (documents) => {
    const app = new Hono().get('/documents/:id', (c) => {
      const verdict = judge(documents, c.req.param('id'), c.req.header('authorization'))
      if (verdict._tag === 'Ok') return c.text('here it is')
      const request = carriedBy(c.req.header(), c.req.url)
      return toResponse(verdict, c.req.method, { renderer, request })
    })
    return createAdaptorServer({ fetch: app.fetch }) as Server
  },
  'node:http': (renderer) => (documents) =>
    createServer(({ url, headers }, response) => {
      const verdict = judge(documents, idIn(url), headers.authorization)
      if (verdict._tag === 'Ok') response.end('here it is')
      else send(verdict, response, { renderer, request: carriedBy(headers, url) })
    }),
  enforce: (renderer) => (documents) => {
    const read = enforce({
      route: readDocument,
      policy,
      authenticate: ({ headers }: IncomingMessage) => ({
        authn: authnOf(headers.authorization),
        authorization: headers.authorization,
      }),
      lookUp: ({ url }) => documents.get(idIn(url)),
      authorize: (row, { authorization }) => authorize(row, authorization),
      renderer: (refusal, { headers, url }) => renderer(refusal, carriedBy(headers, url)),
      audit: () => undefined,
      handle: () => 'here it is',
    })
    return createServer((request, response) => {
      void read(request).then((result) => {
        if (result._tag === 'Ok') response.end(result.value)
        else send(result, response)
      })
    })
  },
}
