/**
 * HTTP/1.1 spoken over a socket by hand, so that nothing of an answer is put right, sorted or dropped on its way to the comparison.
 */
import { connect, type Socket } from 'node:net'
import type { Field, Probe, Recorded } from 'glomar/testkit'

const fieldsOf = (lines: ReadonlyArray<string>): ReadonlyArray<Field> =>
  lines.map((line) => {
    const [, name, value] = /^([^:\s]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? []
    if (name === undefined || value === undefined) throw new Error(`expected a header field, got ${JSON.stringify(line)}`)
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

/** RFC 9112 §7.1. Nothing, as long as the last chunk has not come. */
const chunked = (text: string, from: number): Content | undefined => {
  let [body, at] = ['', from]
  for (;;) {
    const line = text.indexOf('\r\n', at)
    if (line === -1) return undefined
    const size = text.slice(at, line)
    if (!/^[0-9a-f]+$/i.test(size)) throw new Error(`expected the size of a chunk, got ${JSON.stringify(size)}`)
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
  /** What came after the answer, if anything did. */
  readonly rest: string
}

/** The answer in these bytes, one character each; nothing, as long as it is not complete. RFC 9112 §6.3 says where it ends. */
export const parse = (text: string, method: string, closed: boolean): Heard | undefined => {
  const head = text.indexOf('\r\n\r\n')
  if (head === -1) return undefined
  const [line = '', ...lines] = text.slice(0, head).split('\r\n')
  const [, status, reason] = /^HTTP\/1\.1 (\d{3}) (.*)$/.exec(line) ?? []
  if (status === undefined || reason === undefined) throw new Error(`expected a status line, got ${JSON.stringify(line)}`)
  const headers = fieldsOf(lines)
  const start = head + 4
  const length = valueOf(headers, 'content-length')
  const content = (): Content | undefined => {
    if (method === 'HEAD' || status === '204' || status === '304') return { body: '', trailers: [], end: start }
    if (valueOf(headers, 'transfer-encoding') === 'chunked') return chunked(text, start)
    const end = length === undefined ? text.length : start + Number(length)
    const complete = length === undefined ? closed : text.length >= end
    return complete ? { body: text.slice(start, end), trailers: [], end } : undefined
  }
  const found = content()
  if (found === undefined) return undefined
  const { body, trailers, end } = found
  return { status: Number(status), reason, headers, trailers, body: Buffer.from(body, 'latin1'), rest: text.slice(end) }
}

/** A request as it goes out: one Host for all, so that no answer tells the server by its port. */
const spelt = ({ method, path, headers, body }: Probe): string => {
  const fields = { host: 'calls.example', ...headers, ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }) }
  return [`${method} ${path} HTTP/1.1`, ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`), '', body ?? ''].join('\r\n')
}

/** Sends one request after the other to a port of this machine, over one connection as long as the server keeps it. */
export const client = (port: number) => {
  let kept: Socket | undefined
  const exchange = (probe: Probe): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const socket = kept ?? connect(port, '127.0.0.1').setEncoding('latin1').setNoDelay().setTimeout(60_000)
      kept = undefined
      let text = ''
      const done = (settle: () => void): void => {
        socket.removeAllListeners('data').removeAllListeners('error').removeAllListeners('close').removeAllListeners('timeout')
        settle()
      }
      const look = (closed: boolean): void => {
        try {
          const heard = parse(text, probe.method, closed)
          if (heard === undefined && !closed) return
          done(() => {
            if (heard === undefined) {
              reject(new Error(`no answer, but ${JSON.stringify(text)}`))
              return
            }
            if (closed || valueOf(heard.headers, 'connection') === 'close') socket.on('error', () => undefined).destroy()
            else kept = socket
            resolve(heard)
          })
        } catch (cause: unknown) {
          done(() => {
            socket.destroy()
            reject(cause instanceof Error ? cause : new Error(String(cause)))
          })
        }
      }
      socket
        .on('data', (data: string) => {
          text += data
          look(false)
        })
        .on('error', (cause) => {
          done(() => {
            reject(cause instanceof Error ? cause : new Error(String(cause)))
          })
        })
        .on('close', () => {
          look(true)
        })
        // a handler that has thrown, say, and never answers
        .on('timeout', () => {
          socket.destroy()
        })
      socket.write(spelt(probe))
    })
  return {
    send: exchange,
    close: (): void => {
      kept?.destroy()
    },
  }
}
