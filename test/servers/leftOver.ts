/**
 * Applications whose handlers say all there is to say of a document before anybody may know of it,
 * on hosts that keep header fields apart from the response and merge them later. One answers by the
 * recipe of its host, and the other does not.
 */
import { createServer, type Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { All, Controller, Logger, Module, Req, Res, UseFilters } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { Elysia } from 'elysia'
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify'
import { createApp, eventHandler, setResponseHeaders, toNodeListener, toWebHandler } from 'h3'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { decide, render, type Ok, type Refusal, type Renderer } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { send } from 'glomar/http/node'
import { ofTheBody, ofTheService, ofTheThing } from '../http/said.js'
import { facts, policy, readDocument, type Documents } from './documents.js'
import type { Application } from './matrix.js'
import { Refused, RefusedFilter } from './nest.js'

/** A renderer that says 200, as some services do: some hosts put another status in its place. */
const renderer: Renderer = ({ code }) => ({ status: 200, body: JSON.stringify({ error: code }) })

const idIn = (url = ''): string => /\/documents\/([^/?]+)/.exec(url)?.[1] ?? ''

const judge = (documents: Documents, url: string | undefined, authorization?: string | null) =>
  decide(readDocument, ...facts(authorization ?? undefined, documents.get(idIn(url))), policy)

/** What the handler has said by the time of the verdict. */
const said = (documents: Documents, url: string | undefined): Record<string, string> => ({
  ...ofTheService,
  vary: 'Origin',
  ...(documents.has(idIn(url)) && { ...ofTheThing, ...ofTheBody }),
})

const statusOf = (documents: Documents, url: string | undefined): number =>
  documents.has(idIn(url)) ? 206 : 200

interface Both {
  readonly byTheRecipe: Application
  readonly without: Application
}

const both = (application: (mended: boolean) => Application): Both => ({
  byTheRecipe: application(true),
  without: application(false),
})

/** Any server that takes a function of fetch. */
const viaFetch = (fetch: (request: Request) => Response | Promise<Response>): Server =>
  createAdaptorServer({ fetch }) as Server

const viaHono = (middleware: boolean) =>
  both((mended) => (documents) => {
    const app = new Hono()
    if (middleware) app.use(cors())
    app.all('*', (c) => {
      for (const [name, value] of Object.entries(said(documents, c.req.url))) c.header(name, value)
      c.status(statusOf(documents, c.req.url) as 200)
      const verdict = judge(documents, c.req.url, c.req.header('authorization'))
      if (verdict._tag === 'Ok') return c.text('here it is')
      const options = mended ? { renderer, setBefore: c.res.headers } : { renderer }
      return toResponse(verdict, c.req.method, options)
    })
    return viaFetch(app.fetch)
  })

const viaElysia = both((mended) => (documents) => {
  const app = new Elysia().all('/*', ({ request, set }) => {
    // an object knows no case: `ETag` is as good as `etag`
    for (const [name, value] of Object.entries(said(documents, request.url)))
      set.headers[name.toUpperCase()] = value
    set.status = statusOf(documents, request.url)
    const verdict = judge(documents, request.url, request.headers.get('authorization'))
    if (verdict._tag === 'Ok') return 'here it is'
    if (!mended) return toResponse(verdict, 'GET', { renderer })
    set.status = 200
    return toResponse(verdict, 'GET', { renderer, setBefore: set.headers })
  })
  return viaFetch(app.fetch)
})

const viaH3 = (listen: (app: ReturnType<typeof createApp>) => Server) =>
  both((mended) => (documents) => {
    const app = createApp().use(
      eventHandler((event) => {
        const { req, res } = event.node
        setResponseHeaders(event, said(documents, req.url))
        res.statusCode = statusOf(documents, req.url)
        res.statusMessage = documents.has(idIn(req.url)) ? 'Here it is' : ''
        const verdict = judge(documents, req.url, event.headers.get('authorization'))
        if (verdict._tag === 'Ok') return 'here it is'
        return mended
          ? send(verdict, res, { renderer })
          : toResponse(verdict, req.method, { renderer })
      }),
    )
    return listen(app)
  })

const viaFastify = both((mended) => async (documents) => {
  const app = fastify()
  app.all('/*', ({ url, headers }, reply) => {
    void reply.headers(said(documents, url)).code(statusOf(documents, url))
    const verdict = judge(documents, url, headers.authorization)
    if (verdict._tag === 'Ok') return reply.send('here it is')
    return refuseViaFastify(verdict, reply, mended)
  })
  await app.ready()
  return app.server
})

const refuseViaFastify = (verdict: Refusal, reply: FastifyReply, mended: boolean) => {
  if (!mended) {
    const { status, headers, body } = render(verdict, renderer)
    return reply.code(status).headers(headers).removeHeader('content-length').send(body)
  }
  reply.hijack()
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) reply.raw.setHeader(name, value)
  return send(verdict, reply.raw, { renderer })
}

const viaNest = both((mended) => async (documents) => {
  class Documents {
    read({ url, headers }: FastifyRequest, reply: FastifyReply) {
      void reply.headers(said(documents, url)).code(statusOf(documents, url))
      const verdict: Ok | Refusal = judge(documents, url, headers.authorization)
      if (verdict._tag === 'Ok') return reply.send('here it is')
      if (mended) throw new Refused(render(verdict, renderer))
      return refuseViaFastify(verdict, reply, mended)
    }
  }
  const { prototype } = Documents
  All('*')(prototype, 'read', Object.getOwnPropertyDescriptor(prototype, 'read') ?? {})
  Req()(prototype, 'read', 0)
  Res()(prototype, 'read', 1)
  UseFilters(RefusedFilter)(Documents)
  Controller()(Documents)
  class Application {
    readonly name = 'documents'
  }
  Module({ controllers: [Documents] })(Application)
  Logger.overrideLogger(false)
  const app = await NestFactory.create<NestFastifyApplication>(Application, new FastifyAdapter())
  await app.init()
  await app.getHttpAdapter().getInstance().ready()
  return app.getHttpServer()
})

export const hosts: Readonly<Record<string, Both>> = {
  Hono: viaHono(false),
  'Hono with middleware': viaHono(true),
  Elysia: viaElysia,
  'h3 on Node': viaH3((app) => createServer(toNodeListener(app))),
  'h3 by fetch': viaH3((app) => viaFetch(toWebHandler(app))),
  Fastify: viaFastify,
  'NestJS on Fastify': viaNest,
}
