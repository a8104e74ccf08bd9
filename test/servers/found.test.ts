/**
 * What docs/servers.md says that each framework does by itself.
 */
import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastifyEtag from '@fastify/etag'
import { createAdaptorServer } from '@hono/node-server'
import { Elysia } from 'elysia'
import express from 'express'
import fastify from 'fastify'
import { createApp, eventHandler, setResponseHeader, toNodeListener, type H3Event } from 'h3'
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { etag } from 'hono/etag'
import Koa from 'koa'
import conditionalGet from 'koa-conditional-get'
import koaEtag from '@koa/etag'
import { render } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { send as sendRefusal } from 'glomar/http/node'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { refusals } from '../http/refusals.js'
import { client, valueOf, type Heard } from './socket.js'

const closing: Array<() => void> = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

const ask = async (
  server: Server,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
): Promise<Heard> => {
  if (!server.listening) {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  }
  const { send, close } = client((server.address() as AddressInfo).port)
  closing.push(() => {
    close()
    server.close()
  })
  return send({ method, path: '/', headers })
}

const body = { error: 'not found' }

test('Express makes an ETag of the body of a 404, and `send` makes none', async () => {
  const app = express()
  app.get('/', (_, response) => response.status(404).json(body))
  expect(valueOf((await ask(createServer(app))).headers, 'etag')).toMatch(/^W\//)
})

describe('Fastify', () => {
  const viaEtag = async (): Promise<Server> => {
    const app = fastify()
    await app.register(fastifyEtag)
    app.get('/', (_, reply) => reply.code(404).send(body))
    await app.ready()
    return app.server
  }
  test('@fastify/etag makes an ETag of every body, and turns even a 404 into a 304', async () => {
    const server = await viaEtag()
    const etag = valueOf((await ask(server)).headers, 'etag') ?? ''
    expect(etag).toMatch(/^"/)
    expect((await ask(server, { 'if-none-match': etag })).status).toBe(304)
  })
  test('`reply.raw` lacks what hooks have set, unless it is copied', async () => {
    const app = fastify()
    app.addHook('onRequest', (_, reply, done) => {
      reply.header('access-control-allow-origin', '*')
      done()
    })
    app.get('/', (_, reply) => {
      reply.hijack()
      sendRefusal(refusals.concealed, reply.raw)
    })
    await app.ready()
    expect(valueOf((await ask(app.server)).headers, 'access-control-allow-origin')).toBeUndefined()
  })
  test('a HEAD: `reply.send` of a `Response` is a 500, and of an empty text has the length 0', async () => {
    const app = fastify()
    app.get('/', ({ method }, reply) => reply.send(toResponse(refusals.concealed, method)))
    await app.ready()
    expect((await ask(app.server)).status).toBe(404)
    expect((await ask(app.server, {}, 'HEAD')).status).toBe(500)

    const byHand = fastify()
    byHand.get('/', ({ method }, reply) => {
      const { status, headers, body } = render(refusals.concealed)
      return reply
        .code(status)
        .headers({ ...headers, 'content-length': Buffer.byteLength(body) })
        .send(method === 'HEAD' ? '' : body)
    })
    await byHand.ready()
    const length = async (method: string) =>
      valueOf((await ask(byHand.server, {}, method)).headers, 'content-length')
    expect(await length('GET')).not.toBe('0')
    expect(await length('HEAD')).toBe('0')
  })
})

describe('Koa', () => {
  test('@koa/etag and koa-conditional-get leave a 404 alone', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const app = new Koa()
      .use(conditionalGet())
      .use(koaEtag())
      .use((ctx) => {
        ctx.body = body
        ctx.status = 404
      })
    const heard = await ask(createServer(app.callback() as RequestListener), {
      'if-none-match': '*',
    })
    expect(heard.status).toBe(404)
    expect(valueOf(heard.headers, 'etag')).toBeUndefined()
  })
  test('a status that was set leaves its phrase behind; `send` sets its own', async () => {
    const viaKoa = (answer: (ctx: Koa.Context) => void) =>
      createServer(
        new Koa()
          .use((ctx) => {
            ctx.status = 200
            ctx.respond = false
            answer(ctx)
          })
          .callback() as RequestListener,
      )
    const heard = [
      await ask(viaKoa(({ res }) => res.writeHead(404).end())),
      await ask(
        viaKoa(({ res }) => {
          sendRefusal(refusals.concealed, res)
        }),
      ),
    ]
    expect(heard.map(({ status, reason }) => [status, reason])).toEqual([
      [404, 'OK'],
      [404, 'Not Found'],
    ])
  })
})

describe('Hono', () => {
  const viaHono = (middleware: boolean): Server => {
    const app = new Hono()
    if (middleware) app.use(cors())
    app.get('/', (c) => {
      c.header('cache-control', 'public')
      c.header('etag', '"v7"')
      return toResponse(refusals.concealed, c.req.method)
    })
    return createAdaptorServer({ fetch: app.fetch }) as Server
  }
  test('cors puts the header fields that were set before over those of the `Response`', async () => {
    const [alone, withCors] = [await ask(viaHono(false)), await ask(viaHono(true))]
    const said = ({ headers }: Heard) => [
      valueOf(headers, 'cache-control'),
      valueOf(headers, 'etag'),
    ]
    expect(said(alone)).toEqual(['no-store', undefined])
    expect(said(withCors)).toEqual(['public', '"v7"'])
  })
  test('its etag leaves a 404 alone, and a HEAD is answered by the handler of GET', async () => {
    const app = new Hono().use(etag()).get('/', (c) => toResponse(refusals.concealed, c.req.method))
    const server = createAdaptorServer({ fetch: app.fetch }) as Server
    expect(valueOf((await ask(server)).headers, 'etag')).toBeUndefined()
    expect((await ask(server, {}, 'HEAD')).status).toBe(404)
  })
})

test('Elysia counts the body of a GET for the length of a HEAD, and keeps the length of no other', async () => {
  const lengthVia = async (method: string) => {
    const app = new Elysia().get('/', () => toResponse(refusals.concealed, method))
    const server = createAdaptorServer({ fetch: app.fetch }) as Server
    return valueOf((await ask(server, {}, 'HEAD')).headers, 'content-length')
  }
  expect(await lengthVia('HEAD')).toBe('0')
  expect(await lengthVia('GET')).toBe(String(JSON.stringify(refusals.concealed.body).length))
})

test('h3 1 keeps the reason phrase and the fields of before; `send` removes them', async () => {
  const via = (answer: (event: H3Event) => unknown): Server =>
    createServer(
      toNodeListener(
        createApp().use(
          eventHandler((event) => {
            setResponseHeader(event, 'etag', '"v7"')
            event.node.res.statusMessage = 'Here it is'
            return answer(event)
          }),
        ),
      ),
    )
  const options = { renderer: () => ({ status: 410 }) }
  const said = ({ reason, headers }: Heard) => [reason, valueOf(headers, 'etag')]
  const returned = await ask(via(() => toResponse(refusals.concealed, 'GET', options)))
  const sent = await ask(via(({ node }) => sendRefusal(refusals.concealed, node.res, options)))
  expect([said(returned), said(sent)]).toEqual([
    ['Here it is', '"v7"'],
    ['Gone', undefined],
  ])
})

test('node:http without a length sends chunks to a GET, and neither field to a HEAD', async () => {
  const server = createServer((_, response) => response.writeHead(404).end('{}'))
  const framing = ({ headers }: Heard) =>
    headers.map(([name]) => name).filter((name) => !/date|alive|connection/i.test(name))
  expect(framing(await ask(server))).toEqual(['Transfer-Encoding'])
  expect(framing(await ask(server, {}, 'HEAD'))).toEqual([])
})
