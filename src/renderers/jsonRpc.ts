/**
 * An error of JSON-RPC 2.0, for the Model Context Protocol among others.
 */
import { own } from '../lib/read.js'
import type { Renderer } from '../wire/render.js'
import { detailsOf } from './details.js'
import { anInteger, codesAndTexts, type PerCode } from './words.js'

/** As much of a request as `jsonRpc` reads: the body, after it was parsed. */
export interface WithBody {
  /** What came as JSON. Its `id` is repeated, if it has one. */
  readonly body?: unknown
}

/** What `jsonRpc` may be given. */
export interface JsonRpcOptions {
  /** The `code` of the error, an integer. Default: see `jsonRpc`. */
  readonly codes?: PerCode<number> | undefined
  /** The `message` of the error. Default: `texts`. */
  readonly texts?: PerCode<string> | undefined
}

/** A tool or a resource that is unknown is an invalid parameter of the call, so hidden ones are. */
const invalidParams = -32602
const internalError = -32603
/** The first code that servers may define (JSON-RPC 2.0 §5.1) and that MCP's AuthZEN profile takes. */
const denied = -32001

const usual: PerCode<number> = {
  'authentication-required': denied,
  'invalid-credentials': denied,
  'step-up-required': denied,
  'insufficient-scope': denied,
  'not-found': invalidParams,
  forbidden: denied,
  'does-not-exist': invalidParams,
  'permission-denied': denied,
  unavailable: internalError,
}

/**
 * A renderer for JSON-RPC 2.0: `{ jsonrpc, id, error: { code, message, data } }`. The remedies of an
 * honest refusal stand in `data`.
 *
 * A 404 goes out as a 200, because an error of a call is an answer like any other. A client of MCP
 * would take a 404 for the end of its session. A 401, a 403 and a 503 stay, and so do challenges.
 * `withStatus` changes that.
 *
 * The default codes are -32602 (invalid parameters) for what is hidden or missing, -32603 (internal
 * error) for the 503, and -32001 for all others.
 *
 * @param options - `codes` and `texts`, each for all codes.
 * @returns A renderer. It repeats the `id` of the request's parsed `body`, if it is a text or a number.
 *   Else the `id` is `null`, as for a batch.
 * @throws TypeError for a code that is missing or unknown, or that is no integer.
 * @example
 * const body = { jsonrpc: '2.0', id: 7, method: 'tools/call' }
 * render(unavailable, jsonRpc(), { body }).body
 * // → '{"jsonrpc":"2.0","id":7,"error":{"code":-32603,"message":"The service is unavailable"}}'
 */
export const jsonRpc = (options: JsonRpcOptions = {}): Renderer<WithBody> => {
  const words = codesAndTexts('jsonRpc', anInteger, usual, options)
  return (refusal, request) => {
    const data = detailsOf(refusal)
    const error = { code: words.codes[refusal.code], message: words.texts[refusal.code], data }
    return {
      status: refusal.status === 404 ? 200 : refusal.status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: idIn(request?.body), error }),
    }
  }
}

/** The id of the call (JSON-RPC 2.0 §5). */
const idIn = (body: unknown): string | number | null => {
  const id = own(body, 'id')
  return typeof id === 'string' || typeof id === 'number' ? id : null
}
