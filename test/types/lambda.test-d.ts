/**
 * Nothing here runs. A handler of each kind compiles against the types that its authors have from
 * elsewhere.
 */
import type {
  ALBHandler,
  APIGatewayProxyHandler,
  APIGatewayProxyHandlerV2,
  APIGatewayProxyResult,
  APIGatewayProxyStructuredResultV2,
  LambdaFunctionURLHandler,
  ScheduledEvent,
} from 'aws-lambda'
import { unavailable, type Refusal, type Renderer, type Verdict } from 'glomar'
import { toResult, type LambdaEvent } from 'glomar/http/lambda'

declare const refusal: Refusal
declare const verdict: Verdict
declare const scheduled: ScheduledEvent
declare const renderer: Renderer<LambdaEvent>

export const rest: APIGatewayProxyHandler = (event) => Promise.resolve(toResult(refusal, event))
export const http: APIGatewayProxyHandlerV2 = (event) => Promise.resolve(toResult(refusal, event))
export const balanced: ALBHandler = (event) => Promise.resolve(toResult(refusal, event))
export const url: LambdaFunctionURLHandler = (event) =>
  Promise.resolve(toResult(unavailable, event, { renderer, request: event }))

// what others make of the same refusal is no narrower than they say
export const first: APIGatewayProxyResult = toResult(refusal, { httpMethod: 'GET' })
export const second: APIGatewayProxyStructuredResultV2 = toResult(refusal, {
  requestContext: { http: { method: 'GET' } },
})

// @ts-expect-error a verdict may be `Ok`, which nobody may send
toResult(verdict, { httpMethod: 'GET' })
// @ts-expect-error an event without a request
toResult(refusal, scheduled)
// @ts-expect-error the renderer looks at the request, and none is given
toResult(refusal, { httpMethod: 'GET' }, { renderer })
