/**
 * Nothing here runs. What can be sent as it is, onto what, and in whose words.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import type { Response as ExpressResponse } from 'express'
import type { FastifyReply } from 'fastify'
import type { Context as KoaContext } from 'koa'
import type {
  Conflict,
  Empty,
  Explanation,
  Ok,
  Refusal,
  Rendered,
  Renderer,
  Unavailable,
  UnresolvedReference,
  Verdict,
} from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { send } from 'glomar/http/node'

declare const refusal: Refusal
declare const unavailable: Unavailable
declare const rendered: Rendered
declare const response: ServerResponse

export const sent: Response = toResponse(refusal, 'GET')
toResponse(unavailable, 'HEAD')
toResponse(rendered, 'GET')
// Node says so of its requests
declare const request: IncomingMessage
toResponse(refusal, request.method)

send(refusal, response)
send(unavailable, response)
send(rendered, response)
declare const others: readonly [
  Http2ServerResponse,
  ExpressResponse,
  KoaContext['res'],
  FastifyReply['raw'],
]
send(refusal, others[0])
send(refusal, others[1])
send(refusal, others[2])
send(refusal, others[3])

// ------------------------------------------------------------------ renderers

declare const ofAny: Renderer
declare const ofLanguage: Renderer<{ readonly language: string }>
send(refusal, response, { renderer: ofAny })
send(refusal, response, { renderer: ({ code }) => ({ body: code }) })
send(refusal, response, { renderer: ofLanguage, request: { language: 'fr' } })
send(refusal, response, { onFault: ({ path, message }) => [path, message] })
toResponse(refusal, 'GET', { renderer: ofLanguage, request: { language: 'fr' } })
// @ts-expect-error the renderer looks at the request, and none is given
send(refusal, response, { renderer: ofLanguage })
// @ts-expect-error likewise
toResponse(refusal, 'GET', { renderer: ofLanguage })
// @ts-expect-error another request than the renderer looks at
send(refusal, response, { renderer: ofLanguage, request: { path: '/' } })
// @ts-expect-error a renderer answers at once
send(refusal, response, { renderer: () => Promise.resolve({}) })

// ------------------------------------------------------------------ what is no answer

declare const ok: Ok
declare const empty: Empty
declare const conflict: Conflict
declare const unresolved: UnresolvedReference
declare const verdict: Verdict
declare const explanation: Explanation
// @ts-expect-error leave to act is no answer
send(ok, response)
// @ts-expect-error the handler answers an empty list
send(empty, response)
// @ts-expect-error the handler answers a conflict
send(conflict, response)
// @ts-expect-error the handler answers an unresolved reference
send(unresolved, response)
// @ts-expect-error a verdict may be leave to act
send(verdict, response)
// @ts-expect-error the truth stays inside
send(explanation, response)
// @ts-expect-error likewise
toResponse(ok, 'GET')
// @ts-expect-error likewise
toResponse(empty, 'GET')
// @ts-expect-error likewise
toResponse(conflict, 'GET')
// @ts-expect-error likewise
toResponse(unresolved, 'GET')
// @ts-expect-error likewise
toResponse(verdict, 'GET')
// @ts-expect-error likewise
toResponse(explanation, 'GET')
