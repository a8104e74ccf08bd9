/**
 * What users of each framework really do wrong: the same applications, with one mistake each.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import koaCors from '@koa/cors'
import Router from '@koa/router'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import Koa from 'koa'
import fastifyEtag from '@fastify/etag'
import type { Verdict } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { send } from 'glomar/http/node'
import { change, facts, hear, isStale, type Call, type Calls } from './calls.js'
import type { Application } from './matrix.js'

export interface Planted {
  readonly framework: string
  readonly mistake: string
  readonly application: Application
  /** The first request that tells. */
  readonly request: string
  /** The first difference in the answers to it: a channel, or the name of a header field. */
  readonly tells: string
}

const notFound = { error: 'not found' }
const forbidden = { error: 'forbidden' }

const isOwner = (authorization: string | undefined, call: Call): boolean => authorization === `Bearer ${call.owner}`

const idIn = (url = ''): string => /^\/calls\/([^/?]+)/.exec(url)?.[1] ?? ''

// ---------------------------------------------------------------- Express

const viaExpress =
  (routes: (app: express.Express, calls: Calls) => unknown): Application =>
  (calls) => {
    const app = express()
    routes(app, calls)
    return createServer(app)
  }

const ofExpress: ReadonlyArray<Planted> = [
  {
    framework: 'Express',
    mistake: '403 for what exists, and the ETag that Express makes of every body',
    application: viaExpress((app, calls) =>
      app.get('/calls/:id', (request, response) => {
        const call = calls.get(request.params.id)
        if (call === undefined) response.status(404).json(notFound)
        else if (!isOwner(request.headers.authorization, call)) response.status(403).json(forbidden)
        else response.json(call)
      }),
    ),
    request: 'GET',
    tells: 'status',
  },
  {
    framework: 'Express',
    mistake: 'an ETag that was set before the permission is checked',
    application: viaExpress((app, calls) =>
      app.get('/calls/:id', (request, response) => {
        const call = calls.get(request.params.id)
        if (call !== undefined) response.set('etag', call.etag)
        if (call === undefined || !isOwner(request.headers.authorization, call)) response.status(404).json(notFound)
        else response.json(call)
      }),
    ),
    request: 'GET',
    tells: 'etag',
  },
  {
    framework: 'Express',
    mistake: 'a body parser behind the look-up',
    application: viaExpress((app, calls) => {
      app.use('/calls/:id', (request, response, next) => {
        if (calls.has(request.params.id)) next()
        else response.sendStatus(404)
      })
      app.put('/calls/:id', express.json(), (request, response) => {
        const call = calls.get(request.params.id) as Call
        if (isOwner(request.headers.authorization, call)) response.sendStatus(204)
        else response.sendStatus(404)
      })
      app.get('/calls/:id', (request, response) => {
        const call = calls.get(request.params.id) as Call
        if (isOwner(request.headers.authorization, call)) response.json(call)
        else response.sendStatus(404)
      })
      // whatever has no route looks as if it had
      app.use((_, response) => response.sendStatus(404))
    }),
    request: 'PUT of a title with a body that is not JSON',
    tells: 'status',
  },
]

// ---------------------------------------------------------------- Fastify

const ofFastify: ReadonlyArray<Planted> = [
  {
    framework: 'Fastify',
    mistake: 'a schema that is asked about what exists alone',
    application: async (calls) => {
      const app = fastify()
      const body = { type: 'object', required: ['title'] }
      app.get<{ Params: { id: string } }>('/calls/:id', (request, reply) => {
        const call = calls.get(request.params.id)
        if (call !== undefined && isOwner(request.headers.authorization, call)) void reply.send(call)
        else reply.callNotFound()
      })
      const preValidation = (request: { readonly params: unknown }, reply: { readonly callNotFound: () => unknown }, done: () => void) => {
        if (calls.has((request.params as { readonly id: string }).id)) done()
        else reply.callNotFound()
      }
      app.put('/calls/:id', { schema: { body }, preValidation }, (_, reply) => {
        reply.callNotFound()
      })
      await app.ready()
      return app.server
    },
    request: 'PUT of a title with a body that is not valid',
    tells: 'status',
  },
  {
    framework: 'Fastify',
    mistake: 'an error text of its own, of which @fastify/etag makes a validator',
    application: async (calls) => {
      const app = fastify()
      await app.register(fastifyEtag)
      app.get<{ Params: { id: string } }>('/calls/:id', (request, reply) => {
        const call = calls.get(request.params.id)
        if (call !== undefined && isOwner(request.headers.authorization, call)) void reply.send(call)
        else void reply.code(404).send({ error: call === undefined ? 'no such call' : 'not your call' })
      })
      await app.ready()
      return app.server
    },
    request: 'GET',
    tells: 'etag',
  },
]

// ---------------------------------------------------------------- Koa

const viaKoa =
  (handle: (ctx: Koa.Context, call: Call | undefined) => void): Application =>
  (calls) => {
    const router = new Router()
    router.get('/calls/:id', (ctx) => {
      handle(ctx, calls.get(ctx.params['id'] ?? ''))
    })
    return createServer(new Koa().use(koaCors()).use(router.routes()).use(router.allowedMethods()).callback())
  }

const ofKoa: ReadonlyArray<Planted> = [
  {
    framework: 'Koa',
    mistake: 'freshness looked at first, as Koa documents it',
    application: viaKoa((ctx, call) => {
      if (call !== undefined) {
        ctx.status = 200
        ctx.set('etag', call.etag)
        if (ctx.fresh) {
          ctx.status = 304
          return
        }
      }
      const verdict = hear(...facts(ctx.headers.authorization, call))
      if (verdict._tag === 'Ok') {
        ctx.body = call
        return
      }
      ctx.respond = false
      send(verdict, ctx.res)
    }),
    request: 'GET with if-none-match: *',
    tells: 'status',
  },
  {
    framework: 'Koa',
    mistake: 'two texts, though of one length',
    application: viaKoa((ctx, call) => {
      const isTheirs = call !== undefined && isOwner(ctx.headers.authorization, call)
      ctx.body = isTheirs ? call : { error: call === undefined ? 'not found' : 'not yours' }
      if (!isTheirs) ctx.status = 404
    }),
    request: 'GET',
    tells: 'body',
  },
  {
    framework: 'Koa',
    mistake: 'a status that leaves its phrase behind',
    application: viaKoa((ctx, call) => {
      if (call !== undefined) ctx.status = 200
      const verdict = hear(...facts(ctx.headers.authorization, call))
      if (verdict._tag === 'Ok') {
        ctx.body = call
        return
      }
      ctx.respond = false
      ctx.res.writeHead(verdict.status, { ...verdict.headers }).end(JSON.stringify(verdict.body))
    }),
    request: 'GET',
    tells: 'reason',
  },
]

// ---------------------------------------------------------------- Hono

const viaHono =
  (routes: (app: Hono, calls: Calls) => unknown): Application =>
  (calls) => {
    const app = new Hono()
    routes(app, calls)
    return createAdaptorServer({ fetch: app.fetch }) as Server
  }

const ofHono: ReadonlyArray<Planted> = [
  {
    framework: 'Hono',
    mistake: 'an ETag that was set before, and goes onto the refusal as soon as cors is on',
    application: viaHono((app, calls) =>
      app.use(cors()).get('/calls/:id', (c) => {
        const call = calls.get(c.req.param('id'))
        if (call !== undefined) c.header('etag', call.etag)
        const verdict = hear(...facts(c.req.header('authorization'), call))
        return verdict._tag === 'Ok' ? c.json(call) : toResponse(verdict, c.req.method)
      }),
    ),
    request: 'GET',
    tells: 'etag',
  },
  {
    framework: 'Hono',
    mistake: 'a HEAD that only looks whether it is there',
    application: viaHono((app, calls) =>
      app.get('/calls/:id', (c) => {
        const call = calls.get(c.req.param('id'))
        if (c.req.method === 'HEAD') return c.body(null, call === undefined ? 404 : 200)
        const verdict = hear(...facts(c.req.header('authorization'), call))
        return verdict._tag === 'Ok' ? c.json(call) : toResponse(verdict, c.req.method)
      }),
    ),
    request: 'HEAD',
    tells: 'status',
  },
]

// ---------------------------------------------------------------- node:http

interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly call: Call | undefined
  readonly verdict: Verdict
}

/** A handler that is right, but for what it does first: that says whether it has answered. */
const viaNode =
  (first: (x: Exchange) => boolean): Application =>
  (calls) =>
    createServer((request, response) => {
      const call = calls.get(idIn(request.url))
      const verdict = (request.method === 'PUT' ? change : hear)(...facts(request.headers.authorization, call))
      if (first({ request, response, call, verdict })) return
      if (verdict._tag === 'Ok') response.end(call?.title)
      else send(verdict, response)
    })

const ofNode: ReadonlyArray<Planted> = [
  {
    framework: 'node:http',
    mistake: 'methods that depend on the thing',
    application: viaNode(({ request, response, call }) => {
      if (call === undefined || request.method !== 'DELETE') return false
      response.writeHead(405, { allow: 'GET, HEAD, PUT' }).end()
      return true
    }),
    request: 'DELETE',
    tells: 'status',
  },
  {
    framework: 'node:http',
    mistake: 'a precondition before the permission',
    application: viaNode(({ request, response, call }) => {
      if (call === undefined || !isStale(request.headers['if-match'], call)) return false
      response.writeHead(412).end()
      return true
    }),
    request: 'PUT of a title with if-match: "0"',
    tells: 'status',
  },
  {
    framework: 'node:http',
    mistake: 'a refusal in chunks where the other has a length',
    application: viaNode(({ request, response, call, verdict }) => {
      if (request.method !== 'GET' || verdict._tag === 'Ok') return false
      response.statusCode = 404
      if (call !== undefined) response.flushHeaders()
      response.end('{}')
      return true
    }),
    request: 'GET',
    tells: 'transfer-encoding',
  },
  {
    framework: 'node:http',
    mistake: 'a trailer with what the look-up cost',
    application: viaNode(({ request, response, call, verdict }) => {
      if (request.method !== 'GET' || verdict._tag === 'Ok') return false
      response.writeHead(404, { trailer: 'server-timing' })
      if (call !== undefined) response.addTrailers({ 'server-timing': 'owner' })
      response.end('{}')
      return true
    }),
    request: 'GET',
    tells: 'trailer',
  },
  {
    framework: 'node:http',
    mistake: 'the same fields, set in two places',
    application: viaNode(({ request, response, call, verdict }) => {
      if (request.method !== 'GET' || verdict._tag === 'Ok') return false
      const names = ['cache-control', 'vary']
      for (const name of call === undefined ? names : names.reverse()) response.setHeader(name, 'x')
      response.writeHead(404).end()
      return true
    }),
    request: 'GET',
    tells: 'order',
  },
]

export const planted: ReadonlyArray<Planted> = [...ofExpress, ...ofFastify, ...ofKoa, ...ofHono, ...ofNode]
