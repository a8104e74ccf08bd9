/**
 * A refusal as a `Response`: for Hono, Next.js, SvelteKit, Bun, Deno, workers, and whatever else speaks fetch.
 */
import type { Refusal } from '../domain/Verdict.js'
import type { Outage } from '../wire/outage.js'
import { message } from './message.js'

/** The `Response` of the project's own types: of lib.dom, of Node, of workers. Named so, it compiles where there is none as well. */
export type FetchResponse = typeof globalThis extends { readonly Response: { readonly prototype: infer R } } ? R : unknown

/**
 * The refusal, whole. The method is that of the request: a HEAD is answered without a body and with the header fields of a GET.
 *
 * It knows nothing of header fields that were set elsewhere: a framework that adds those to the response may add an `ETag` to it.
 *
 * @throws TypeError of what is neither a refusal nor an outage.
 */
export const toResponse = (refusal: Refusal | Outage, method: string | undefined): FetchResponse => {
  const { status, reason, headers, body } = message(refusal, method)
  return new Response(body ?? null, { status, statusText: reason, headers: { ...headers } })
}
