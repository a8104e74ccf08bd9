/**
 * A refusal as the result of a Lambda function behind API Gateway (REST, HTTP), an application load balancer, or a function URL.
 */
import type { Refusal } from '../domain/Verdict.js'
import type { Outage } from '../wire/outage.js'
import { refused } from './message.js'

/**
 * As much of the event as decides how it is answered. Version 1.0 of the payload (REST and HTTP APIs) and load balancers name the
 * method themselves; version 2.0 (HTTP APIs and function URLs) in the context.
 */
export type LambdaEvent =
  | { readonly httpMethod: string; readonly headers?: object | null | undefined; readonly multiValueHeaders?: object | null | undefined }
  | { readonly requestContext: { readonly http: { readonly method: string } } }

/** What the function returns. Has one of `headers` and `multiValueHeaders`. */
export interface LambdaResult {
  readonly statusCode: number
  readonly headers?: Record<string, string>
  readonly multiValueHeaders?: Record<string, Array<string>>
  readonly body: string
  readonly isBase64Encoded: false
}

/**
 * The refusal as it stands, in the form that the sender of the event takes. The answer to a HEAD has the same headers and no body (RFC
 * 9110 §9.3.2). Each result is a new object, which middleware may add to.
 *
 * REST APIs and function URLs rename `WWW-Authenticate` on its way out: see docs/serverless.md.
 *
 * @throws TypeError of what is neither a refusal nor an outage.
 */
export const toResult = (refusal: Refusal | Outage, event: LambdaEvent): LambdaResult => {
  const { status, headers, body } = refused(refusal)
  return {
    statusCode: status,
    ...(wantsLists(event)
      ? { multiValueHeaders: Object.fromEntries(Object.entries<string>({ ...headers }).map(([name, value]) => [name, [value]])) }
      : { headers: { ...headers } }),
    body: methodOf(event) === 'HEAD' ? '' : JSON.stringify(body),
    isBase64Encoded: false,
  }
}

/** A load balancer with multi-value headers switched on sends lists alone, and reads nothing else. REST APIs send and read both. */
const wantsLists = (event: LambdaEvent): boolean => 'httpMethod' in event && !event.headers && !!event.multiValueHeaders

const methodOf = (event: LambdaEvent): string | undefined => ('httpMethod' in event ? event.httpMethod : event.requestContext?.http?.method)
