/**
 * One request and its answer, as they are on the wire: the path as it is written, the fields in
 * their order, the answers that come before. `fetch` shows none of this, and does not send every
 * field.
 */
import { Agent as HttpAgent, request as requestByHttp, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as requestByHttps } from 'node:https'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Field, Interim } from '../../observe/Observation.js'
import type { Probe } from '../../testkit/Probe.js'

/** An answer, as it came. */
export interface Reply {
  readonly status: number
  readonly reason: string
  readonly headers: ReadonlyArray<Field>
  readonly trailers: ReadonlyArray<Field>
  readonly interim: ReadonlyArray<Interim>
  readonly body: Uint8Array
}

/** Sends a request to an origin. No redirect is followed. */
export type Exchange = (origin: string, probe: Probe) => Promise<Reply>

/** The raw fields of Node: names and values by turns. */
const fieldsOf = (raw: ReadonlyArray<string>): ReadonlyArray<Field> =>
  raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []))

/** The values of a field. */
export const valuesOf = (
  { headers }: Pick<Reply, 'headers'>,
  name: string,
): ReadonlyArray<string> =>
  headers.flatMap(([each, value]) => (each.toLowerCase() === name.toLowerCase() ? [value] : []))

const decoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
}

/** Names and noise do not show in compressed bytes. Their number says what the body says anyway. */
const decoded = (reply: Reply): Reply => {
  const decode = decoders[valuesOf(reply, 'content-encoding').join().toLowerCase()]
  if (decode === undefined || reply.body.length === 0) return reply
  try {
    const headers = reply.headers.filter(([name]) => name.toLowerCase() !== 'content-length')
    return { ...reply, headers, body: decode(reply.body) }
  } catch {
    return reply
  }
}

/** A body of which the end does not come, is no answer. */
const bytesOf = (incoming: IncomingMessage): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Array<Uint8Array> = []
    incoming.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    incoming.on('end', () => {
      resolve(Buffer.concat(chunks))
    })
    incoming.on('error', reject)
  })

const replyOf = (
  incoming: IncomingMessage,
  interim: ReadonlyArray<Interim>,
  body: Uint8Array,
): Reply =>
  decoded({
    status: incoming.statusCode ?? 0,
    reason: incoming.statusMessage ?? '',
    headers: fieldsOf(incoming.rawHeaders),
    trailers: fieldsOf(incoming.rawTrailers),
    interim,
    body,
  })

/** Connections are kept from one request to the next. */
const schemes = {
  'http:': { request: requestByHttp, agent: new HttpAgent({ keepAlive: true }) },
  'https:': { request: requestByHttps, agent: new HttpsAgent({ keepAlive: true }) },
}

/** Node sends ASCII alone in a path, and no white space. */
const written = (path: string): string =>
  path.replace(/#.*$/s, '').replaceAll(/[^!-~]+/gu, encodeURIComponent)

/** Sends a request over HTTP/1.1. */
export const exchange: Exchange = (origin, { method, path, headers, body }) =>
  new Promise((resolve, reject) => {
    const { protocol, hostname, port } = new URL(origin)
    const { request, agent } = schemes[protocol as keyof typeof schemes]
    const interim: Array<Interim> = []
    const outgoing = request({
      agent,
      hostname: hostname.replace(/^\[(.*)\]$/, '$1'),
      port,
      method,
      path: written(path),
      headers: {
        accept: '*/*',
        'user-agent': 'glomar',
        ...headers,
        // a DELETE has no body for Node, unless its length is given
        ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }),
      },
    })
    outgoing.on('information', ({ statusCode, rawHeaders }) => {
      // a 100 may be left out, if the body was faster (RFC 9110 §10.1.1)
      if (statusCode !== 100) interim.push({ status: statusCode, headers: fieldsOf(rawHeaders) })
    })
    outgoing.on('response', (incoming) => {
      bytesOf(incoming).then((bytes) => {
        resolve(replyOf(incoming, interim, bytes))
      }, reject)
    })
    outgoing.on('upgrade', (incoming, socket) => {
      socket.destroy()
      resolve(replyOf(incoming, interim, new Uint8Array()))
    })
    outgoing.on('error', reject)
    outgoing.end(body)
  })
