/**
 * A refusal as a `Response`: for Hono, Next.js, SvelteKit, Bun, Deno, workers, and whatever else
 * speaks fetch.
 */
import { lengthOf, message, type Options, type Sendable } from './message.js'

export type { Options, Sendable } from './message.js'

/**
 * The `Response` of the project's own types: of lib.dom, of Node, of workers. Named in this way, it
 * compiles where there is none as well.
 */
export type FetchResponse = typeof globalThis extends {
  readonly Response: { readonly prototype: infer R }
}
  ? R
  : unknown

/**
 * The refusal, whole. A HEAD is answered with the header fields of a GET and without a body (RFC 9110
 * §9.3.2).
 *
 * It does not know the header fields that were set elsewhere. A framework that adds its own to the
 * response may add an `ETag`.
 *
 * @param refusal - What `decide` or `enforce` gave, or `unavailable`, or what `render` gave.
 * @param method - The method of the request.
 * @param options - A renderer, the request that the renderer is handed, and `onFault`.
 * @returns A new `Response`.
 * @throws TypeError for any other value, such as `Ok` or a promise.
 * @example
 * if (verdict._tag !== 'Ok') return toResponse(verdict, request.method, { renderer, request })
 */
export const toResponse = <Q = unknown>(
  refusal: Sendable,
  method: string | undefined,
  options?: Options<Q>,
): FetchResponse => {
  const { status, reason, headers, body } = message(refusal, options)
  return new Response(method === 'HEAD' ? null : body, {
    status,
    statusText: reason,
    headers: { ...headers, 'content-length': lengthOf(body) },
  })
}
