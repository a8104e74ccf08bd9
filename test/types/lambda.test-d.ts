/**
 * Nothing here runs. A handler of each kind compiles against the types that its authors have from elsewhere.
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
import { outage, type Refusal, type Verdict } from 'glomar'
import { toResult } from 'glomar/http/lambda'

declare const refusal: Refusal
declare const verdict: Verdict
declare const scheduled: ScheduledEvent

export const rest: APIGatewayProxyHandler = (event) => Promise.resolve(toResult(refusal, event))
export const http: APIGatewayProxyHandlerV2 = (event) => Promise.resolve(toResult(refusal, event))
export const balanced: ALBHandler = (event) => Promise.resolve(toResult(refusal, event))
export const url: LambdaFunctionURLHandler = (event) => Promise.resolve(toResult(outage, event))

// what others make of the same refusal is no narrower than they say
export const first: APIGatewayProxyResult = toResult(refusal, { httpMethod: 'GET' })
export const second: APIGatewayProxyStructuredResultV2 = toResult(refusal, { requestContext: { http: { method: 'GET' } } })

// @ts-expect-error not a refusal: it may be `Ok`, which nobody may send
toResult(verdict, { httpMethod: 'GET' })
// @ts-expect-error an event without a request
toResult(refusal, scheduled)
