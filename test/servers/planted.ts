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
import { decide, type Ok, type Refusal, type Renderer } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { send } from 'glomar/http/node'
import { html, type PageParts } from 'glomar/renderers'
import {
  changeDocument,
  facts,
  isStale,
  policy,
  readDocument,
  type Document,
  type Documents,
} from './documents.js'
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

const read = (authorization: string | undefined, document: Document | undefined): Ok | Refusal =>
  decide(readDocument, ...facts(authorization, document), policy)

const isOwner = (authorization: string | undefined, document: Document): boolean =>
  authorization === `Bearer ${document.owner}`

const idIn = (url = ''): string => /^\/documents\/([^/?]+)/.exec(url)?.[1] ?? ''

// ---------------------------------------------------------------- Express

const viaExpress =
  (routes: (app: express.Express, documents: Documents) => unknown): Application =>
  (documents) => {
    const app = express()
    routes(app, documents)
    return createServer(app)
  }

const ofExpress: ReadonlyArray<Planted> = [
  {
    framework: 'Express',
    mistake: '403 for what exists, and the ETag that Express makes of every body',
    application: viaExpress((app, documents) =>
      app.get('/documents/:id', (request, response) => {
        const document = documents.get(request.params.id)
        if (document === undefined) response.status(404).json(notFound)
        else if (!isOwner(request.headers.authorization, document))
          response.status(403).json(forbidden)
        else response.json(document)
      }),
    ),
    request: 'GET',
    tells: 'status',
  },
  {
    framework: 'Express',
    mistake: 'an ETag that was set before the permission is checked',
    application: viaExpress((app, documents) =>
      app.get('/documents/:id', (request, response) => {
        const document = documents.get(request.params.id)
        if (document !== undefined) response.set('etag', document.etag)
        if (document === undefined || !isOwner(request.headers.authorization, document))
          response.status(404).json(notFound)
        else response.json(document)
      }),
    ),
    request: 'GET',
    tells: 'etag',
  },
  {
    framework: 'Express',
    mistake: 'a body parser behind the look-up',
    application: viaExpress((app, documents) => {
      app.use('/documents/:id', (request, response, next) => {
        if (documents.has(request.params.id)) next()
        else response.sendStatus(404)
      })
      app.put('/documents/:id', express.json(), (request, response) => {
        const document = documents.get(request.params.id) as Document
        if (isOwner(request.headers.authorization, document)) response.sendStatus(204)
        else response.sendStatus(404)
      })
      app.get('/documents/:id', (request, response) => {
        const document = documents.get(request.params.id) as Document
        if (isOwner(request.headers.authorization, document)) response.json(document)
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
    application: async (documents) => {
      const app = fastify()
      const body = { type: 'object', required: ['title'] }
      app.get<{ Params: { id: string } }>('/documents/:id', (request, reply) => {
        const document = documents.get(request.params.id)
        if (document !== undefined && isOwner(request.headers.authorization, document))
          void reply.send(document)
        else reply.callNotFound()
      })
      const preValidation = (
        request: { readonly params: unknown },
        reply: { readonly callNotFound: () => unknown },
        done: () => void,
      ) => {
        if (documents.has((request.params as { readonly id: string }).id)) done()
        else reply.callNotFound()
      }
      app.put('/documents/:id', { schema: { body }, preValidation }, (_, reply) => {
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
    application: async (documents) => {
      const app = fastify()
      await app.register(fastifyEtag)
      app.get<{ Params: { id: string } }>('/documents/:id', (request, reply) => {
        const document = documents.get(request.params.id)
        if (document !== undefined && isOwner(request.headers.authorization, document))
          void reply.send(document)
        else
          void reply
            .code(404)
            .send({ error: document === undefined ? 'no such document' : 'not your document' })
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
  (handle: (ctx: Koa.Context, document: Document | undefined) => void): Application =>
  (documents) => {
    const router = new Router()
    router.get('/documents/:id', (ctx) => {
      handle(ctx, documents.get(ctx.params['id'] ?? ''))
    })
    return createServer(
      new Koa().use(koaCors()).use(router.routes()).use(router.allowedMethods()).callback(),
    )
  }

const ofKoa: ReadonlyArray<Planted> = [
  {
    framework: 'Koa',
    mistake: 'freshness looked at first, as Koa documents it',
    application: viaKoa((ctx, document) => {
      if (document !== undefined) {
        ctx.status = 200
        ctx.set('etag', document.etag)
        if (ctx.fresh) {
          ctx.status = 304
          return
        }
      }
      const verdict = read(ctx.headers.authorization, document)
      if (verdict._tag === 'Ok') {
        ctx.body = document
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
    application: viaKoa((ctx, document) => {
      const isTheirs = document !== undefined && isOwner(ctx.headers.authorization, document)
      ctx.body = isTheirs ? document : { error: document === undefined ? 'not found' : 'not yours' }
      if (!isTheirs) ctx.status = 404
    }),
    request: 'GET',
    tells: 'body',
  },
  {
    framework: 'Koa',
    mistake: 'a status that leaves its phrase behind',
    application: viaKoa((ctx, document) => {
      if (document !== undefined) ctx.status = 200
      const verdict = read(ctx.headers.authorization, document)
      if (verdict._tag === 'Ok') {
        ctx.body = document
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
  (routes: (app: Hono, documents: Documents) => unknown): Application =>
  (documents) => {
    const app = new Hono()
    routes(app, documents)
    return createAdaptorServer({ fetch: app.fetch }) as Server
  }

const ofHono: ReadonlyArray<Planted> = [
  {
    framework: 'Hono',
    mistake: 'an ETag that was set before, and goes onto the refusal as soon as cors is on',
    application: viaHono((app, documents) =>
      app.use(cors()).get('/documents/:id', (c) => {
        const document = documents.get(c.req.param('id'))
        if (document !== undefined) c.header('etag', document.etag)
        const verdict = read(c.req.header('authorization'), document)
        return verdict._tag === 'Ok' ? c.json(document) : toResponse(verdict, c.req.method)
      }),
    ),
    request: 'GET',
    tells: 'etag',
  },
  {
    framework: 'Hono',
    mistake: 'a HEAD that only looks whether it is there',
    application: viaHono((app, documents) =>
      app.get('/documents/:id', (c) => {
        const document = documents.get(c.req.param('id'))
        if (c.req.method === 'HEAD') return c.body(null, document === undefined ? 404 : 200)
        const verdict = read(c.req.header('authorization'), document)
        return verdict._tag === 'Ok' ? c.json(document) : toResponse(verdict, c.req.method)
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
  readonly document: Document | undefined
  readonly verdict: Ok | Refusal
}

/** A handler that is right, but for what it does first: that says whether it has answered. */
const viaNode =
  (first: (x: Exchange) => boolean): Application =>
  (documents) =>
    createServer((request, response) => {
      const document = documents.get(idIn(request.url))
      const route = request.method === 'PUT' ? changeDocument : readDocument
      const verdict = decide(route, ...facts(request.headers.authorization, document), policy)
      if (first({ request, response, document, verdict })) return
      if (verdict._tag === 'Ok') response.end(document?.title)
      else send(verdict, response)
    })

/** A renderer that looks at more than the request carried. */
const withOwner: Renderer<Document | undefined> = ({ body }, document) => ({
  body: JSON.stringify({ ...body, ask: document?.owner ?? 'none' }),
})

export const handedTheRow = viaNode(({ request, response, document, verdict }) => {
  if (request.method !== 'GET' || verdict._tag === 'Ok') return false
  send(verdict, response, { renderer: withOwner, request: document })
  return true
})

/** A page of the catalogue that is made for each request, so that its layout can see the row. */
export const layoutOfTheRow = viaNode(({ request, response, document, verdict }) => {
  if (request.method !== 'GET' || verdict._tag === 'Ok') return false
  const layout = ({ content }: PageParts): string => `${content}${document?.title ?? ''}`
  send(verdict, response, { renderer: html({ layout }) })
  return true
})

const ofNode: ReadonlyArray<Planted> = [
  {
    framework: 'node:http',
    mistake: 'a renderer that is handed the row',
    application: handedTheRow,
    request: 'GET',
    tells: 'body',
  },
  {
    framework: 'node:http',
    mistake: 'methods that depend on the thing',
    application: viaNode(({ request, response, document }) => {
      if (document === undefined || request.method !== 'DELETE') return false
      response.writeHead(405, { allow: 'GET, HEAD, PUT' }).end()
      return true
    }),
    request: 'DELETE',
    tells: 'status',
  },
  {
    framework: 'node:http',
    mistake: 'a precondition before the permission',
    application: viaNode(({ request, response, document }) => {
      if (document === undefined || !isStale(request.headers['if-match'], document)) return false
      response.writeHead(412).end()
      return true
    }),
    request: 'PUT of a title with if-match: "0"',
    tells: 'status',
  },
  {
    framework: 'node:http',
    mistake: 'a refusal in chunks where the other has a length',
    application: viaNode(({ request, response, document, verdict }) => {
      if (request.method !== 'GET' || verdict._tag === 'Ok') return false
      response.statusCode = 404
      if (document !== undefined) response.flushHeaders()
      response.end('{}')
      return true
    }),
    request: 'GET',
    tells: 'transfer-encoding',
  },
  {
    framework: 'node:http',
    mistake: 'a trailer with what the look-up cost',
    application: viaNode(({ request, response, document, verdict }) => {
      if (request.method !== 'GET' || verdict._tag === 'Ok') return false
      response.writeHead(404, { trailer: 'server-timing' })
      if (document !== undefined) response.addTrailers({ 'server-timing': 'owner' })
      response.end('{}')
      return true
    }),
    request: 'GET',
    tells: 'trailer',
  },
  {
    framework: 'node:http',
    mistake: 'the same fields, set in two places',
    application: viaNode(({ request, response, document, verdict }) => {
      if (request.method !== 'GET' || verdict._tag === 'Ok') return false
      const names = ['cache-control', 'vary']
      for (const name of document === undefined ? names : names.reverse())
        response.setHeader(name, 'x')
      response.writeHead(404).end()
      return true
    }),
    request: 'GET',
    tells: 'order',
  },
]

export const planted: ReadonlyArray<Planted> = [
  ...ofExpress,
  ...ofFastify,
  ...ofKoa,
  ...ofHono,
  ...ofNode,
]
