/**
 * A refusal onto the `ServerResponse` of Node: for `node:http` and `node:http2`, Express, Koa's
 * `ctx.res`, Fastify's `reply.raw`.
 */
import { fieldsOver, message, type Options, type Sendable, type SetBefore } from './message.js'

export type { Options, Sendable } from './message.js'

/** As much of a `ServerResponse`, or of that of http2's compatibility API, as is touched here. */
export interface NodeResponse extends SetBefore {
  /** The status code to be sent. */
  statusCode: number
  /** The reason phrase to be sent. HTTP/2 has none. */
  statusMessage: string
  /** The request that is answered. */
  readonly req: { readonly method?: string | undefined; readonly httpVersionMajor: number }
  /** Sets a header field. */
  setHeader(name: string, value: string): unknown
  /** Sends the body, and ends the response. */
  end(body: string): unknown
}

/**
 * Sends the refusal, whole, and ends the response. A HEAD is answered with the header fields of a GET
 * and without a body (RFC 9110 §9.3.2).
 *
 * The handler may have set a status, a reason phrase and header fields on the response before. The
 * status and the phrase are replaced. The fields that describe the thing are removed (`ETag`,
 * `Location`, `Allow` and the like). So are those by which a proxy would send the thing itself, or a
 * cache would keep the refusal (`X-Accel-Redirect`, `CDN-Cache-Control`). Other fields stay: those for
 * CORS, request ids, cookies. `Vary` is extended. `send` cannot know whether a field was set because
 * the thing exists. It cannot take away trailers that were set under HTTP/2.
 *
 * @param refusal - What `decide` or `enforce` gave, or `unavailable`, or what `render` gave.
 * @param response - The response, of which nothing was sent yet.
 * @param options - A renderer, the request that the renderer is handed, and `onFault`.
 * @throws TypeError for any other value, such as `Ok` or a promise. Error of Node
 *   (`ERR_HTTP_HEADERS_SENT`) where header fields were already sent.
 * @example
 * if (verdict._tag !== 'Ok') return send(verdict, response, { renderer, request })
 */
export const send = <Q = unknown>(
  refusal: Sendable,
  response: NodeResponse,
  options?: Options<Q>,
): void => {
  const sent = message(refusal, options)
  const { status, reason, body } = sent
  for (const [name, value] of Object.entries(fieldsOver(response, sent)))
    response.setHeader(name, value)
  response.statusCode = status
  // HTTP/2 has no phrase (RFC 9113 §8.3.2), and Node warns of one; an empty one is that of the status
  if (response.req.httpVersionMajor !== 2) response.statusMessage = reason
  response.end(response.req.method === 'HEAD' ? '' : body)
}
