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
import { decide, type Refusal } from 'glomar'
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

export const koaServer = (documents: Documents): Server => {
  // past Koa's own way of answering, with the header fields that middleware has set
  const refuse = (refusal: Refusal, ctx: Context): void => {
    ctx.respond = false
    send(refusal, ctx.res)
  }

  const router = new Router()
  router.get('/documents/:id', (ctx) => {
    const document = documents.get(ctx.params['id'] ?? '')
    const verdict = decide(readDocument, ...facts(ctx.headers.authorization, document), policy)
    if (verdict._tag !== 'Ok') return refuse(verdict, ctx)
    const { title, etag, modified } = document as Document
    ctx.set({ etag, 'last-modified': modified })
    ctx.body = { title }
  })
  router.put('/documents/:id', (ctx) => {
    const document = documents.get(ctx.params['id'] ?? '')
    const verdict = decide(changeDocument, ...facts(ctx.headers.authorization, document), policy)
    if (verdict._tag !== 'Ok') return refuse(verdict, ctx)
    ctx.status = isStale(ctx.headers['if-match'], document as Document) ? 412 : 204
  })

  const app = new Koa()
  app.use(conditionalGet()).use(koaEtag()).use(koaCompress())
  app.use(koaHelmet()).use(koaCors()).use(bodyParser())
  app.use((ctx, next) => {
    ctx.set('x-request-id', randomUUID())
    return next()
  })
  app.use(router.routes()).use(router.allowedMethods())
  return createServer(app.callback())
}
