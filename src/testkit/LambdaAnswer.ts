/**
 * What a Lambda function returns to API Gateway, to a load balancer, or to a function URL.
 */
import type { Field } from '../observe/Observation.js'

type Value = string | number | boolean

/** What a Lambda function returns, in any of the forms that name a status. */
export interface LambdaAnswer {
  /** The status code. */
  readonly statusCode: number
  /** For a load balancer: the status code with a reason phrase. */
  readonly statusDescription?: string | undefined
  /** The header fields, one value each. */
  readonly headers?: Readonly<Record<string, Value>> | undefined
  /** The header fields, a list each. What both hold is observed of both. */
  readonly multiValueHeaders?: Readonly<Record<string, ReadonlyArray<Value>>> | undefined
  /** The values of `Set-Cookie`, for an HTTP API or a function URL. */
  readonly cookies?: ReadonlyArray<string> | undefined
  /** The text of the body, or its bytes in base64. */
  readonly body?: string | null | undefined
  /** Whether the body is in base64. */
  readonly isBase64Encoded?: boolean | undefined
}

/** The header fields that are sent. */
export const fieldsOfLambda = ({
  headers = {},
  multiValueHeaders = {},
  cookies = [],
}: LambdaAnswer): ReadonlyArray<Field> => [
  ...Object.entries(headers).map(([name, value]): Field => [name, String(value)]),
  ...Object.entries(multiValueHeaders).flatMap(([name, values]) =>
    values.map((value): Field => [name, String(value)]),
  ),
  ...cookies.map((cookie): Field => ['set-cookie', cookie]),
]

/**
 * The body that is sent.
 *
 * @throws TypeError where it is not the base64 that it is said to be.
 */
export const bodyOfLambda = ({ body, isBase64Encoded }: LambdaAnswer): string | Uint8Array => {
  if (body === null || body === undefined) return ''
  if (isBase64Encoded !== true) return body
  try {
    return Uint8Array.from(atob(body), (byte) => byte.charCodeAt(0))
  } catch {
    throw new TypeError('expected `body` to be base64, as `isBase64Encoded` says')
  }
}
