/**
 * A refusal as a `Response`: for Hono, Next.js, SvelteKit, Bun, Deno, workers, and whatever else
 * speaks fetch.
 */
import { fieldsOver, message, type Options, type Sendable, type SetBefore } from './message.js'

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

/** As much of a `Headers` as is touched here. */
export interface FetchHeaders {
  /** The names of the header fields. */
  keys(): Iterable<string>
  /** The value of a header field. */
  get(name: string): string | null
  /** Removes a header field. */
  delete(name: string): void
}

/** What `toResponse` may be given beside the refusal. */
export type ResponseOptions<Q> = Options<Q> & {
  /**
   * Header fields that were set before, and that the host will add to the response: Hono's
   * `c.res.headers`, Elysia's `set.headers`. Those that describe the thing are removed from it, and
   * so are those that the response has itself. `Vary` moves into the response.
   */
  readonly setBefore?: FetchHeaders | Record<string, unknown> | undefined
}

/**
 * The refusal, whole. A HEAD is answered with the header fields of a GET and without a body (RFC 9110
 * §9.3.2).
 *
 * It does not know the header fields that were set elsewhere, unless they are handed to it. A
 * framework that adds such fields to the response may add an `ETag`: see `setBefore`, and
 * docs/servers.md.
 *
 * @param refusal - What `decide` or `enforce` gave, or `unavailable`, or what `render` gave.
 * @param method - The method of the request.
 * @param options - A renderer, the request that the renderer is handed, `onFault`, and `setBefore`.
 * @returns A new `Response`.
 * @throws TypeError for any other value, such as `Ok` or a promise.
 * @example
 * if (verdict._tag !== 'Ok') return toResponse(verdict, request.method, { renderer, request })
 */
export const toResponse = <Q = unknown>(
  refusal: Sendable,
  method: string | undefined,
  options?: ResponseOptions<Q>,
): FetchResponse => {
  const sent = message(refusal, options)
  return new Response(method === 'HEAD' ? null : sent.body, {
    status: sent.status,
    statusText: sent.reason,
    headers: { ...fieldsOver(keptIn(options?.setBefore), sent) },
  })
}

/** Where the host keeps them: in a `Headers`, or in an object with names in any spelling. */
const keptIn = (setBefore: FetchHeaders | Record<string, unknown> = {}): SetBefore =>
  isHeaders(setBefore)
    ? {
        getHeaderNames: () => [...setBefore.keys()],
        getHeader: (name) => setBefore.get(name) ?? undefined,
        removeHeader: (name) => {
          setBefore.delete(name)
        },
      }
    : {
        getHeaderNames: () => Object.keys(setBefore),
        getHeader: (name) => setBefore[name] as ReturnType<SetBefore['getHeader']>,
        removeHeader: (name) => Reflect.deleteProperty(setBefore, name),
      }

const isHeaders = (u: FetchHeaders | Record<string, unknown>): u is FetchHeaders =>
  typeof u['keys'] === 'function'
