/**
 * HTTP/1.1 spoken over a socket by hand. So nothing of an answer is put right, sorted or dropped on
 * its way to the comparison.
 */
import { connect } from 'node:net'
import type { Field, Probe, Recorded } from 'glomar/testkit'

const fieldsOf = (lines: ReadonlyArray<string>): ReadonlyArray<Field> =>
  lines.map((line) => {
    const [, name, value] = /^([^:\s]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (name === undefined || value === undefined)
      throw new Error(`expected a header field, got ${JSON.stringify(line)}`)
    return [name, value]
  })

export const valueOf = (fields: ReadonlyArray<Field>, name: string): string | undefined =>
  fields.find(([each]) => each.toLowerCase() === name)?.[1]

interface Content {
  readonly body: string
  readonly trailers: ReadonlyArray<Field>
  /** How much of the text it took. */
  readonly end: number
}

/** RFC 9112 §7.1. `undefined` as long as the last chunk has not come. */
const chunked = (text: string, from: number): Content | undefined => {
  let [body, at] = ['', from]
  for (;;) {
    const line = text.indexOf('\r\n', at)
    if (line === -1) return undefined
    const size = text.slice(at, line)
    if (!/^[0-9a-f]+$/i.test(size))
      throw new Error(`expected the size of a chunk, got ${JSON.stringify(size)}`)
    const length = parseInt(size, 16)
    if (length === 0) break
    body += text.slice(line + 2, line + 2 + length)
    at = line + 2 + length + 2
  }
  const last = text.indexOf('\r\n', at)
  const end = text.indexOf('\r\n\r\n', last)
  if (end === -1) return undefined
  return {
    body,
    trailers: fieldsOf(
      text
        .slice(last + 2, end)
        .split('\r\n')
        .filter(Boolean),
    ),
    end: end + 4,
  }
}

export interface Heard extends Recorded {
  readonly headers: ReadonlyArray<Field>
  readonly body: Buffer
  /** How many bytes it took. */
  readonly length: number
}

/**
 * The answer in these bytes, one character each; `undefined` as long as it is not complete. RFC
 * 9112 §6.3 says where it ends.
 */
const parse = (text: string, method: string, closed: boolean): Heard | undefined => {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  // an interim answer comes before the final one (RFC 9110 §15.2)
  if (/^HTTP\/1\.1 1\d\d /.test(text)) {
    const final = parse(text.slice(head + 4), method, closed)
    const [line = '', ...lines] = text.slice(0, head).split('\r\n')
    const interim = { status: Number(line.slice(9, 12)), headers: fieldsOf(lines) }
    return (
      final && {
        ...final,
        interim: [interim, ...(final.interim ?? [])],
        length: final.length + head + 4,
      }
    )
  }
  const [line = '', ...lines] = text.slice(0, head).split('\r\n')
  const [, status, reason] = /^HTTP\/1\.1 (\d{3}) (.*)$/.exec(line) ?? []
  if (status === undefined || reason === undefined)
    throw new Error(`expected a status line, got ${JSON.stringify(line)}`)
  const headers = fieldsOf(lines)
  const start = head + 4
  const length = valueOf(headers, 'content-length')
  const content = (): Content | undefined => {
    if (method === 'HEAD' || status === '204' || status === '304')
      return { body: '', trailers: [], end: start }
    if (valueOf(headers, 'transfer-encoding') === 'chunked') return chunked(text, start)
    const end = length === undefined ? text.length : start + Number(length)
    const complete = length === undefined ? closed : text.length >= end
    return complete ? { body: text.slice(start, end), trailers: [], end } : undefined
  }
  const found = content()
  if (found === undefined) return undefined
  const { body, trailers, end } = found
  return {
    status: Number(status),
    reason,
    headers,
    trailers,
    body: Buffer.from(body, 'latin1'),
    length: end,
    closed: valueOf(headers, 'connection') === 'close',
  }
}

/** A request as it goes out: one Host for all, so that no answer tells the server by its port. */
const spelt = ({ method, path, headers, body }: Probe): string => {
  const fields = {
    host: 'documents.example',
    ...headers,
    ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
  }
  return [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`),
    '',
    body ?? '',
  ].join('\r\n')
}

const connection = (port: number) => {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1').setNoDelay()
  let text = ''
  let closed = false
  let waiting:
    | {
        readonly method: string
        readonly resolve: (heard: Heard) => void
        readonly reject: (cause: unknown) => void
      }
    | undefined
  const look = (): void => {
    if (waiting === undefined) return
    const { method, resolve, reject } = waiting
    try {
      const heard = parse(text, method, closed)
      if (heard === undefined && !closed) return
      if (heard === undefined) throw new Error(`no answer, but ${JSON.stringify(text)}`)
      waiting = undefined
      // what is left over, such as a body where there may be none, makes the next answer none
      text = text.slice(heard.length)
      if (valueOf(heard.headers, 'connection') === 'close') socket.destroy()
      resolve(heard)
    } catch (cause) {
      waiting = undefined
      socket.destroy()
      reject(cause)
    }
  }
  socket
    .on('data', (data: string) => {
      text += data
      look()
    })
    .on('close', () => {
      closed = true
      look()
    })
    .on('error', () => undefined)
    // a handler that has thrown, say, and never answers
    .setTimeout(60_000, () => socket.destroy())
  return {
    isOpen: (): boolean => !closed && !socket.destroyed,
    ask: (probe: Probe): Promise<Heard> =>
      new Promise((resolve, reject) => {
        waiting = { method: probe.method, resolve, reject }
        socket.write(spelt(probe))
      }),
    close: () => socket.destroy(),
  }
}

/**
 * Sends one request after the other to a port of this machine, over one connection as long as the
 * server keeps it.
 */
export const client = (port: number) => {
  let current = connection(port)
  return {
    send: (probe: Probe): Promise<Heard> => {
      if (!current.isOpen()) current = connection(port)
      return current.ask(probe)
    },
    close: () => current.close(),
  }
}
