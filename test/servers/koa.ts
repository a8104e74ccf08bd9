/**
 * The recipe for Koa in docs/servers.md.
 */
import { randomUUID } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { bodyParser } from '@koa/bodyparser'
import koaCors from '@koa/cors'
import Router from '@koa/router'
import Koa, { type Context } from 'koa'
import koaCompress from 'koa-compress'
import conditionalGet from 'koa-conditional-get'
import koaEtag from '@koa/etag'
import koaHelmet from 'koa-helmet'
import type { Refusal } from 'glomar'
import { send } from 'glomar/http/node'
import { change, facts, hear, isStale, type Call, type Calls } from './calls.js'

export const koaServer = (calls: Calls): Server => {
  // past Koa's own way of answering, with the header fields that middleware has set
  const refuse = (refusal: Refusal, ctx: Context): void => {
    ctx.respond = false
    send(refusal, ctx.res)
  }

  const router = new Router()
  router.get('/calls/:id', (ctx) => {
    const call = calls.get(ctx.params['id'] ?? '')
    const verdict = hear(...facts(ctx.headers.authorization, call))
    if (verdict._tag !== 'Ok') return refuse(verdict, ctx)
    const { title, etag, modified } = call as Call
    ctx.set({ etag, 'last-modified': modified })
    ctx.body = { title }
  })
  router.put('/calls/:id', (ctx) => {
    const call = calls.get(ctx.params['id'] ?? '')
    const verdict = change(...facts(ctx.headers.authorization, call))
    if (verdict._tag !== 'Ok') return refuse(verdict, ctx)
    ctx.status = isStale(ctx.headers['if-match'], call as Call) ? 412 : 204
  })

  const app = new Koa()
  app.use(conditionalGet()).use(koaEtag()).use(koaCompress()).use(koaHelmet()).use(koaCors()).use(bodyParser())
  app.use((ctx, next) => {
    ctx.set('x-request-id', randomUUID())
    return next()
  })
  app.use(router.routes()).use(router.allowedMethods())
  return createServer(app.callback())
}
