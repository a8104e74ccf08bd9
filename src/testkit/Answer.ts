/**
 * What a handler answers, in any of the shapes that handlers have, as an observation.
 */
import type { Unavailable, Verdict } from '../domain/Verdict.js'
import {
  bytesOf,
  latin1,
  ofRefusal,
  ofRendered,
  ofVerdict,
  type Field,
  type Interim,
  type Observation,
  type Rendered,
} from '../observe/Observation.js'
import { isAnswer, jsonOf, type Handled } from './Handled.js'
import { bodyOfLambda, fieldsOfLambda, type LambdaAnswer } from './LambdaAnswer.js'

/** A `Response` of fetch, as far as it is read here. */
export interface FetchResponse {
  /** The status code. */
  readonly status: number
  /** The reason phrase. HTTP/2 and later have none. */
  readonly statusText: string
  /** The header fields. */
  readonly headers: { readonly forEach: (f: (value: string, name: string) => void) => void }
  /** The bytes of the body. */
  readonly arrayBuffer: () => Promise<ArrayBuffer>
}

/** An answer that was written down, by a client of your own. */
export interface Recorded {
  /** The status code. */
  readonly status: number
  /** The reason phrase. Default: empty. */
  readonly reason?: string
  /** In the order in which they came, or as a record. */
  readonly headers:
    ReadonlyArray<Field> | Readonly<Record<string, string | ReadonlyArray<string> | undefined>>
  /** The fields after the body. Default: none. */
  readonly trailers?: ReadonlyArray<Field>
  /** The answers that came before this one: 100, 102, 103. Default: none. */
  readonly interim?: ReadonlyArray<Interim>
  /** Did the server close the connection? Default: no. */
  readonly closed?: boolean
  /** As it was sent: not parsed. */
  readonly body?: string | Uint8Array
}

/**
 * What a handler answers. The test kit reads a verdict, `unavailable`, what `render` gives, what a
 * route of `enforce` returns, what a Lambda function returns, a `Response`, and an answer that was
 * written down.
 */
export type Answer =
  Verdict | Handled | Unavailable | Rendered | LambdaAnswer | FetchResponse | Recorded

const fieldsOf = (headers: Recorded['headers']): ReadonlyArray<Field> =>
  Array.isArray(headers)
    ? (headers as ReadonlyArray<Field>)
    : Object.entries(
        headers as Readonly<Record<string, string | ReadonlyArray<string> | undefined>>,
      ).flatMap(([name, value]) =>
        value === undefined
          ? []
          : typeof value === 'string'
            ? [[name, value] as const]
            : value.map((v) => [name, v] as const),
      )

/**
 * What the caller sees of an answer.
 *
 * @param answer - The answer. The body of a `Response` is read.
 * @param method - The method of the request. The answer to a HEAD has no body (RFC 9110 §9.3.2).
 * @returns The observation, which `differences` compares.
 * @throws TypeError where it is no answer, or has another shape, so that nothing could be compared.
 */
export const observe = async (answer: Answer, method: string): Promise<Observation> => {
  const seen = await seenOf(answer)
  // a client is given no body with the answer to a HEAD (RFC 9110 §9.3.2)
  return method === 'HEAD' ? { ...seen, body: '' } : seen
}

const seenOf = (answer: Answer): Observation | Promise<Observation> => {
  const u: unknown = answer
  if (typeof u !== 'object' || u === null)
    throw new TypeError(`expected an answer, got ${u === null ? 'null' : typeof u}`)
  if ('_tag' in answer) return ofTagged(answer)
  if ('arrayBuffer' in answer) return ofResponse(answer)
  return 'statusCode' in answer ? ofLambda(answer) : ofRecorded(answer)
}

const ofTagged = (
  answer: Verdict | Handled | Unavailable | Rendered,
): Observation | Promise<Observation> => {
  switch (answer._tag) {
    case 'Rendered':
      return ofRendered(answer)
    case 'Unavailable':
    case 'Unauthenticated':
    case 'Forbidden':
    case 'NotFound':
      return ofRefusal(answer)
    case 'Ok':
      return 'value' in answer ? ofHandled(answer) : ofVerdict(answer, 'what is there')
    case 'Empty':
    case 'Conflict':
    case 'UnresolvedReference':
      return ofVerdict(answer, 'what is there')
    default: {
      const { _tag } = answer as { readonly _tag: unknown }
      throw new TypeError(`expected an answer, got a ${String(_tag)}: hand over what is in it`)
    }
  }
}

const ofHandled = ({ value }: Handled): Observation | Promise<Observation> =>
  isAnswer(value)
    ? seenOf(value as Answer)
    : { status: 0, reason: 'Ok', headers: [], trailers: [], body: bytesOf(jsonOf(value)) }

const ofResponse = async (response: FetchResponse): Promise<Observation> => {
  const { status, statusText: reason } = response
  const headers: Array<Field> = []
  response.headers.forEach((value, name) => headers.push([name, value]))
  const body = latin1(new Uint8Array(await response.arrayBuffer()))
  return { status, reason, headers, trailers: [], body }
}

const ofLambda = (answer: LambdaAnswer): Observation => {
  const { statusCode: status, statusDescription: reason = '' } = answer
  checkNumber('statusCode', status)
  const body = bodyOfLambda(answer)
  return ofRecorded({ status, reason, headers: fieldsOfLambda(answer), body })
}

const ofRecorded = (answer: Recorded): Observation => {
  const { status, reason = '', headers, trailers = [], body = '', interim, closed } = answer
  checkNumber('status', status)
  if (typeof headers !== 'object')
    throw new TypeError(`expected \`headers\` to be a list or a record, got ${typeof headers}`)
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError(
      `expected \`body\` to be the text or the bytes that were sent, got ${typeof body}`,
    )
  return {
    status,
    reason,
    headers: fieldsOf(headers),
    trailers,
    body: typeof body === 'string' ? bytesOf(body) : latin1(body),
    ...(interim && { interim }),
    ...(closed !== undefined && { closed }),
  }
}

const checkNumber = (name: string, status: unknown): void => {
  if (!Number.isInteger(status))
    throw new TypeError(`expected \`${name}\` to be a number, got ${typeof status}`)
}
