/**
 * A refusal as the result of a Lambda function behind API Gateway (REST, HTTP), an application load
 * balancer, or a function URL.
 */
import { message, type Options, type Sendable } from './message.js'

export type { Options, Sendable } from './message.js'

/**
 * As much of the event as decides how it is answered. Version 1.0 of the payload (REST and HTTP APIs)
 * and load balancers name the method themselves. Version 2.0 (HTTP APIs and function URLs) names the
 * method in the context.
 */
export type LambdaEvent =
  | {
      readonly httpMethod: string
      readonly headers?: object | null | undefined
      readonly multiValueHeaders?: object | null | undefined
    }
  | { readonly requestContext: { readonly http: { readonly method: string } } }

/** What the function returns. It has one of `headers` and `multiValueHeaders`. */
export interface LambdaResult {
  /** The status code. */
  readonly statusCode: number
  /** The header fields, one text each. */
  readonly headers?: Record<string, string>
  /** The header fields, a list each: for a load balancer with multi-value headers. */
  readonly multiValueHeaders?: Record<string, Array<string>>
  /** The text of the body. Empty for a HEAD. */
  readonly body: string
  /** The body is text. */
  readonly isBase64Encoded: false
}

/**
 * The refusal, whole, in the form that the sender of the event takes. A HEAD is answered with the
 * header fields of a GET and without a body (RFC 9110 §9.3.2). Each result is a new object, which
 * middleware may add to.
 *
 * REST APIs and function URLs rename `WWW-Authenticate` on its way out: see docs/serverless.md.
 *
 * @param refusal - What `decide` or `enforce` gave, or `unavailable`, or what `render` gave.
 * @param event - The event that the function was handed.
 * @param options - A renderer, the request that the renderer is handed, and `onFault`.
 * @returns What the function returns.
 * @throws TypeError for any other value, such as `Ok` or a promise.
 * @example
 * if (verdict._tag !== 'Ok') return toResult(verdict, event, { renderer, request: event })
 */
export const toResult = <Q = unknown>(
  refusal: Sendable,
  event: LambdaEvent,
  options?: Options<Q>,
): LambdaResult => {
  const { status, headers, body } = message(refusal, options)
  return {
    statusCode: status,
    ...(takesLists(event) ? { multiValueHeaders: lists(headers) } : { headers: { ...headers } }),
    body: methodOf(event) === 'HEAD' ? '' : body,
    isBase64Encoded: false,
  }
}

/**
 * Whether the sender reads lists and nothing else: a load balancer with multi-value headers. It sends
 * lists alone. REST APIs send and read both.
 */
const takesLists = (event: LambdaEvent): boolean =>
  'httpMethod' in event && !event.headers && !!event.multiValueHeaders

const lists = (headers: Readonly<Record<string, string>>): Record<string, Array<string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))

const methodOf = (event: LambdaEvent): string | undefined =>
  'httpMethod' in event ? event.httpMethod : event.requestContext?.http?.method
