/**
 * A refusal onto the `ServerResponse` of Node: for `node:http` and `node:http2`, Express, Koa's `ctx.res`, Fastify's `reply.raw`.
 */
import type { Refusal } from '../domain/Verdict.js'
import type { Outage } from '../wire/outage.js'
import { message } from './message.js'

/** As much of a `ServerResponse`, or of that of http2's compatibility API, as is touched here. */
export interface NodeResponse {
  statusCode: number
  statusMessage: string
  readonly req: { readonly method?: string | undefined; readonly httpVersionMajor: number }
  getHeader(name: string): number | string | ReadonlyArray<string> | undefined
  setHeader(name: string, value: string): unknown
  removeHeader(name: string): void
  end(body: string): unknown
}

/** What describes the thing, or a body that is not ours; and what may be said of credentials, where the refusal does not say it. */
const neverOnADenial = [
  // validators, and the rest of what is known of a representation (RFC 9110 §8 and §14, RFC 6266, RFC 9530)
  'etag last-modified content-encoding content-language content-location content-disposition content-range accept-ranges',
  'content-digest repr-digest content-md5 digest',
  // where it is, and what may be done with it (RFC 9110 §10.2, RFC 8288, RFC 5789, LDP, RFC 8594, RFC 9745)
  'location link allow accept-patch accept-post sunset deprecation',
  // of which version it is (RFC 7089, RFC 3229)
  'memento-datetime delta-base im',
  // how old it is (RFC 9111 §5), and what caches beside the client may do with it, whatever `Cache-Control` says (RFC 9213)
  'age expires cdn-cache-control surrogate-control surrogate-key cache-tag',
  // how another body would be framed (RFC 9112 §6, RFC 9110 §6.6.2)
  'transfer-encoding trailer',
  // what is said of credentials (RFC 9110 §11.6 and §11.7)
  'www-authenticate dpop-nonce authentication-info proxy-authenticate proxy-authentication-info',
].flatMap((names) => names.split(' '))

/**
 * Sends the refusal, whole, and ends the response. A HEAD is answered without a body and with the header fields of a GET.
 *
 * Of what was set on the response before, the status, the reason phrase, and the header fields that describe the thing (`ETag`,
 * `Last-Modified`, `Location`, `Content-Encoding`, `Allow` and the like) are not sent. Others stay: those for CORS, of helmet, request ids,
 * cookies, and `Vary`, to which that of the refusal is added. It cannot know whether one of those was set because the thing exists.
 * Trailers that were set under HTTP/2 cannot be taken away.
 *
 * @throws TypeError of what is neither a refusal nor an outage; Error of Node (`ERR_HTTP_HEADERS_SENT`), if header fields are already on the wire.
 */
export const send = (refusal: Refusal | Outage, response: NodeResponse): void => {
  const { status, reason, headers, body } = message(refusal, response.req.method)
  const vary = [response.getHeader('vary') ?? [], headers.vary ?? []].flat().join(', ')
  const fields = { ...headers, ...(vary !== '' && { vary }) }
  // A field that is replaced keeps its place among the others, which tells that it was there: they are all taken away first.
  for (const name of [...neverOnADenial, ...Object.keys(fields)]) response.removeHeader(name)
  for (const [name, value] of Object.entries(fields)) response.setHeader(name, value)
  response.statusCode = status
  // HTTP/2 has none (RFC 9113 §8.3.2), and Node warns of one.
  if (response.req.httpVersionMajor !== 2) response.statusMessage = reason
  response.end(body ?? '')
}
