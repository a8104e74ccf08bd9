/**
 * Nothing here runs. What can be sent as it is, and onto what.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Http2ServerResponse } from 'node:http2'
import type { Response as ExpressResponse } from 'express'
import type { FastifyReply } from 'fastify'
import type { Context as KoaContext } from 'koa'
import type { Conflict, Empty, Explanation, Ok, Outage, Refusal, Verdict } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { send } from 'glomar/http/node'

declare const refusal: Refusal
declare const outage: Outage
declare const response: ServerResponse

export const sent: Response = toResponse(refusal, 'GET')
toResponse(outage, 'HEAD')
// Node says so of its requests
declare const request: IncomingMessage
toResponse(refusal, request.method)

send(refusal, response)
send(outage, response)
declare const others: readonly [Http2ServerResponse, ExpressResponse, KoaContext['res'], FastifyReply['raw']]
send(refusal, others[0])
send(refusal, others[1])
send(refusal, others[2])
send(refusal, others[3])

declare const ok: Ok
declare const empty: Empty
declare const conflict: Conflict
declare const verdict: Verdict
declare const explanation: Explanation
// @ts-expect-error leave to act is no answer
send(ok, response)
// @ts-expect-error an empty list is the handler's to spell
send(empty, response)
// @ts-expect-error so is a conflict
send(conflict, response)
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
toResponse(verdict, 'GET')
// @ts-expect-error likewise
toResponse(explanation, 'GET')
