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
  type Observation,
  type Rendered,
} from '../observe/Observation.js'

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
  /** As it was sent: not parsed. */
  readonly body?: string | Uint8Array
}

/**
 * What a handler answers. The test kit reads a verdict, `unavailable`, what `render` gives, a
 * `Response`, and an answer that was written down.
 */
export type Answer = Verdict | Unavailable | Rendered | FetchResponse | Recorded

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
  const u: unknown = answer
  if (typeof u !== 'object' || u === null)
    throw new TypeError(`expected an answer, got ${u === null ? 'null' : typeof u}`)
  if ('_tag' in answer) return withoutBody(ofTagged(answer), method)
  if ('arrayBuffer' in answer) {
    const headers: Array<Field> = []
    answer.headers.forEach((value, name) => headers.push([name, value]))
    const body = latin1(new Uint8Array(await answer.arrayBuffer()))
    return withoutBody(
      { status: answer.status, reason: answer.statusText, headers, trailers: [], body },
      method,
    )
  }
  const { status, reason = '', headers, trailers = [], body = '' } = answer
  if (!Number.isInteger(status))
    throw new TypeError(`expected \`status\` to be a number, got ${typeof status}`)
  if (typeof headers !== 'object')
    throw new TypeError(`expected \`headers\` to be a list or a record, got ${typeof headers}`)
  if (typeof body !== 'string' && !(body instanceof Uint8Array))
    throw new TypeError(
      `expected \`body\` to be the text or the bytes that were sent, got ${typeof body}`,
    )
  return withoutBody(
    {
      status,
      reason,
      headers: fieldsOf(headers),
      trailers,
      body: typeof body === 'string' ? bytesOf(body) : latin1(body),
    },
    method,
  )
}

const ofTagged = (answer: Verdict | Unavailable | Rendered): Observation => {
  if (answer._tag === 'Rendered') return ofRendered(answer)
  return answer._tag === 'Unavailable' ? ofRefusal(answer) : ofVerdict(answer, 'what is there')
}

/** A client is given no body with the answer to a HEAD (RFC 9110 §9.3.2). */
const withoutBody = (o: Observation, method: string): Observation =>
  method === 'HEAD' ? { ...o, body: '' } : o
