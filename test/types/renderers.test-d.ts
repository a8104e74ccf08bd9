/**
 * Nothing here runs. A renderer of the catalogue sees the refusal and what the request carried, and
 * asks for no more of a request than it reads. No code may be left out.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'
import type { ALBEvent, APIGatewayProxyEvent, APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Request as ExpressRequest } from 'express'
import type { FastifyRequest } from 'fastify'
import type { Context as HonoContext } from 'hono'
import type { Context as KoaContext } from 'koa'
import {
  Authn,
  Permission,
  Policy,
  Route,
  type Refusal,
  type Renderer,
  type Unavailable,
} from 'glomar'
import { enforce } from 'glomar/enforce'
import { toResponse } from 'glomar/http/fetch'
import { toResult } from 'glomar/http/lambda'
import { send } from 'glomar/http/node'
import {
  byAccept,
  byLanguage,
  envelope,
  graphQl,
  html,
  jsonApi,
  jsonRpc,
  plain,
  problem,
  texts,
  toLogin,
  withStatus,
  type PageParts,
  type WithHeaders,
  type WithUrl,
} from 'glomar/renderers'

declare const refusal: Refusal
declare const response: ServerResponse
declare const incoming: IncomingMessage
declare const fetched: Request

interface Document {
  readonly owner: string
}
declare const row: Document

// ------------------------------------------------------------------ those that look at no request

export const blind: ReadonlyArray<Renderer> = [
  envelope(),
  jsonApi(),
  problem(),
  html(),
  plain(),
  withStatus(envelope(), 200),
]
send(refusal, response, { renderer: envelope() })

// ------------------------------------------------------------------ those that do

const page = byAccept({ 'text/html': html(), 'text/plain': plain() })
const login = toLogin({ page: '/login', returnTo: 'next', otherwise: page })
const both = byAccept({
  'text/html': login,
  'application/json': byLanguage({ en: envelope(), de: envelope() }),
})
const readsBoth: Renderer<WithHeaders & WithUrl> = both
send(refusal, response, { renderer: readsBoth, request: incoming })

send(refusal, response, { renderer: page, request: incoming })
send(refusal, response, { renderer: both, request: incoming })
send(refusal, response, { renderer: graphQl(), request: incoming })
declare const others: readonly [
  Http2ServerRequest,
  ExpressRequest,
  KoaContext['req'],
  FastifyRequest,
  KoaContext['request'],
]
send(refusal, response, { renderer: page, request: others[0] })
send(refusal, response, { renderer: both, request: others[1] })
send(refusal, response, { renderer: both, request: others[2] })
send(refusal, response, { renderer: both, request: others[3] })
send(refusal, response, { renderer: both, request: others[4] })
send(refusal, response, { renderer: jsonRpc(), request: others[1] })
send(refusal, response, { renderer: jsonRpc(), request: others[3] })
toResponse(refusal, 'GET', { renderer: both, request: fetched })
declare const context: HonoContext
toResponse(refusal, 'GET', { renderer: both, request: context.req.raw })
declare const events: readonly [APIGatewayProxyEvent, APIGatewayProxyEventV2, ALBEvent]
toResult(refusal, events[0], { renderer: page, request: events[0] })
toResult(refusal, events[1], { renderer: page, request: events[1] })
toResult(refusal, events[2], { renderer: page, request: events[2] })

const policy = Policy.of({ document: {} })
enforce({
  route: Route.of({ method: 'GET', resource: 'document' }),
  policy,
  authenticate: ({ method }: IncomingMessage) => ({ authn: Authn.anonymous, method }),
  lookUp: () => row,
  authorize: () => Permission.grant(),
  renderer: both,
  audit: () => undefined,
  handle: () => undefined,
})

// @ts-expect-error it reads the request, and none is given
send(refusal, response, { renderer: page })
// @ts-expect-error it reads the body, and there is none
send(refusal, response, { renderer: jsonRpc(), request: { url: '/' } })
// @ts-expect-error it reads the URL as well
send(refusal, response, { renderer: both, request: { headers: {}, url: 7 } })

// ------------------------------------------------------------------ the row stays outside

export const seen: ReadonlyArray<Refusal | Unavailable> = [] as ReadonlyArray<
  Parameters<ReturnType<typeof envelope>>[0]
>
export const carried = (sent: Parameters<typeof both>[1]): WithHeaders & WithUrl => sent
// @ts-expect-error a row is no request
send(refusal, response, { renderer: page, request: row })
// @ts-expect-error likewise
send(refusal, response, { renderer: login, request: row })
// @ts-expect-error likewise
send(refusal, response, { renderer: jsonRpc(), request: row })
// @ts-expect-error a layout sees the parts of the page alone
html({ layout: ({ row }: PageParts) => String(row) })
// @ts-expect-error what a renderer is made of is no function of a row
envelope({ texts: (document: Document) => ({ ...texts, 'not-found': document.owner }) })

// ------------------------------------------------------------------ words

const { unavailable: _, ...withoutOne } = texts
envelope({ texts: { ...texts, 'not-found': 'No such document' } })
withStatus(envelope(), { 'not-found': 409 })
// @ts-expect-error a code is missing
envelope({ texts: withoutOne })
// @ts-expect-error no such code
problem({ texts: { ...texts, 'not-fund': 'No such document' } })
// @ts-expect-error an integer
jsonRpc({ codes: texts })
// @ts-expect-error no such code
withStatus(envelope(), { notFound: 409 })
// @ts-expect-error an honest denial does not lead to a login page
toLogin({ page: '/login', on: ['permission-denied'] })
// @ts-expect-error a renderer is made by a call
byAccept({ 'text/html': html })
