/**
 * Over sockets: what comes out of a server of Node when a refusal is sent.
 */
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import {
  connect,
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2'
import type { AddressInfo, Server } from 'node:net'
import { render, type Fault, type Refusal, type Unavailable } from 'glomar'
import { send } from 'glomar/http/node'
import { afterEach, describe, expect, test } from 'vitest'
import { client, valueOf, type Heard } from '../servers/socket.js'
import { misfits, page, redirect, refusals } from './refusals.js'
import { ofTheBody, ofTheService, ofTheThing } from './said.js'

const running: Array<() => void> = []
afterEach(() => {
  for (const close of running.splice(0)) close()
})

const listen = async (server: Server): Promise<number> => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  running.push(() => server.close())
  return (server.address() as AddressInfo).port
}

/** What comes over one connection, to a GET, a HEAD, and a GET again. */
const hear = async (listener: RequestListener): Promise<readonly [Heard, Heard, Heard]> => {
  const { send, close } = client(await listen(createServer(listener)))
  running.push(close)
  const ask = (method: string): Promise<Heard> => send({ method, path: '/', headers: {} })
  return [await ask('GET'), await ask('HEAD'), await ask('GET')]
}

const undated = ({ headers }: Heard) => headers.filter(([name]) => name !== 'Date')

const phrases: Readonly<Record<number, string>> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  503: 'Service Unavailable',
}

/** The header fields of a refusal, and the length of its body. */
const fieldsOf = ({ headers, body }: Refusal | Unavailable) => ({
  ...headers,
  'content-length': String(Buffer.byteLength(JSON.stringify(body))),
})

describe('over HTTP/1.1', () => {
  test.each(Object.entries(refusals))(
    '%s is sent whole, and to a HEAD the same without a body',
    async (_, refusal) => {
      const [ofGet, ofHead, again] = await hear((_, response) => {
        send(refusal, response)
      })
      expect([ofGet.status, ofGet.reason]).toEqual([refusal.status, phrases[refusal.status]])
      expect(Object.fromEntries(ofGet.headers)).toEqual({
        ...fieldsOf(refusal),
        Date: valueOf(ofGet.headers, 'date'),
        Connection: 'keep-alive',
        'Keep-Alive': 'timeout=5',
      })
      expect(ofGet.body.toString()).toBe(JSON.stringify(refusal.body))
      expect([ofHead.status, ofHead.reason]).toEqual([ofGet.status, ofGet.reason])
      expect(undated(ofHead)).toEqual(undated(ofGet))
      expect(again.body.toString()).toBe(ofGet.body.toString())
    },
  )

  test('what the handler said of the thing before is not sent', async () => {
    const sent = async (before: object) =>
      hear((_, response) => {
        for (const [name, value] of Object.entries(before))
          response.setHeader(name, value as string)
        response.statusCode = 200
        response.statusMessage = 'Here it is'
        send(refusals.unavailable, response)
      })
    const [plain, tainted] = [await sent({}), await sent({ ...ofTheBody, ...ofTheThing })]
    expect([tainted[0].status, tainted[0].reason]).toEqual([503, 'Service Unavailable'])
    expect(tainted.map(undated)).toEqual(plain.map(undated))
    expect(tainted.map(({ body }) => body.toString())).toEqual(
      plain.map(({ body }) => body.toString()),
    )
  })

  test('what was said of the service or the request stays', async () => {
    const [{ headers }] = await hear((_, response) => {
      for (const [name, value] of Object.entries(ofTheService)) response.setHeader(name, value)
      send(refusals.concealed, response)
    })
    expect(Object.fromEntries(headers)).toMatchObject(ofTheService)
  })

  test.each<readonly [string | ReadonlyArray<string>, string]>([
    [['Origin', 'Accept'], 'Origin, Accept, Cookie'],
    ['Origin,Accept', 'Origin, Accept, Cookie'],
    [['cookie', 'Origin', 'ORIGIN , Accept'], 'cookie, Origin, Accept'],
    [' , ', 'Cookie'],
  ])('`Vary: %j` is extended, and names nothing twice', async (before, vary) => {
    const [{ headers }] = await hear((_, response) => {
      response.setHeader('Vary', before)
      send(refusals.concealed, response)
    })
    expect(headers.filter(([name]) => /^vary$/i.test(name))).toEqual([['vary', vary]])
  })

  test('`Vary` that was set before stays where the refusal has none', async () => {
    const [{ headers }] = await hear((_, response) => {
      response.setHeader('vary', 'Origin')
      send(refusals.unavailable, response)
    })
    expect(valueOf(headers, 'vary')).toBe('Origin')
  })

  test('header fields that were sent before make it an error, and no second answer is sent', async () => {
    let thrown: unknown
    await hear((_, response) => {
      response.writeHead(200).flushHeaders()
      try {
        send(refusals.concealed, response)
      } catch (cause) {
        thrown = cause
      }
      response.end()
    })
    expect(thrown).toMatchObject({ code: 'ERR_HTTP_HEADERS_SENT' })
  })

  describe('with a renderer', () => {
    const options = { renderer: page, request: { language: 'fr' } }

    test('the rendering is sent whole, and to a HEAD the same without a body', async () => {
      const [ofGet, ofHead, again] = await hear((_, response) => {
        send(refusals.concealed, response, options)
      })
      const body = '<p>défense: not-found</p>'
      expect(Object.fromEntries(ofGet.headers)).toEqual({
        ...refusals.concealed.headers,
        'content-type': 'text/html; charset=utf-8',
        'content-language': 'fr',
        vary: 'Cookie, Accept-Language',
        'x-request-id': 'r-1',
        'content-length': String(Buffer.byteLength(body)),
        Date: valueOf(ofGet.headers, 'date'),
        Connection: 'keep-alive',
        'Keep-Alive': 'timeout=5',
      })
      expect(ofGet.body.toString()).toBe(body)
      expect(undated(ofHead)).toEqual(undated(ofGet))
      expect(ofHead.body.toString()).toBe('')
      expect(again.body.toString()).toBe(body)
    })

    test('the phrase of another status is that of Node, and not what the handler said', async () => {
      const [{ status, reason }] = await hear((_, response) => {
        response.statusMessage = 'Here it is'
        send(refusals.concealed, response, options)
      })
      expect([status, reason]).toEqual([410, 'Gone'])
    })

    test('the `Location` of the handler is not sent, and that of the rendering is', async () => {
      const [{ status, headers }] = await hear((_, response) => {
        response.setHeader('location', '/documents/8')
        send(render(refusals.challenge, redirect), response)
      })
      expect(status).toBe(302)
      expect(headers.filter(([name]) => name === 'location')).toEqual([['location', '/login']])
      expect(valueOf(headers, 'content-length')).toBe('0')
    })

    test.each(Object.entries(misfits))(
      'of %s, the default is sent, and the fault is told',
      async (_, [renderer, message]) => {
        const faults: Array<Fault> = []
        const onFault = (fault: Fault): unknown => faults.push(fault)
        const [{ status, body }] = await hear((_request, response) => {
          send(refusals.denied, response, { renderer, onFault })
        })
        expect([status, body.toString()]).toEqual([403, JSON.stringify(refusals.denied.body)])
        expect(faults[0]).toMatchObject({ path: 'renderer', message })
      },
    )
  })
})

test.each([
  ['HEAD', ''],
  ['GET', JSON.stringify(refusals.concealed.body)],
])('a %s is ended with the body %j, whatever the server does with it', (method, body) => {
  const ended: Array<string> = []
  send(refusals.concealed, {
    statusCode: 200,
    statusMessage: '',
    req: { method, httpVersionMajor: 1 },
    getHeaderNames: () => [],
    getHeader: () => undefined,
    setHeader: () => undefined,
    removeHeader: () => undefined,
    end: (text) => ended.push(text),
  })
  expect(ended).toEqual([body])
})

describe('over HTTP/2', () => {
  /** Header fields and body of the answer to one request. */
  const ask = async (
    listener: (request: Http2ServerRequest, response: Http2ServerResponse) => void,
    method: string,
  ) => {
    const session = connect(`http://127.0.0.1:${String(await listen(createHttp2Server(listener)))}`)
    const stream = session.request({ ':method': method, ':path': '/' })
    const fields = once(stream, 'response')
    const chunks: Array<Buffer> = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk)).end()
    await once(stream, 'end')
    session.close()
    const { date, ...headers } = Object.fromEntries(Object.entries((await fields)[0] as object))
    expect(date).toBeTypeOf('string')
    return { headers, body: Buffer.concat(chunks).toString() }
  }

  // first, because Node warns once
  test('Node has nothing to warn of, since no reason phrase is set', async () => {
    const warnings: Array<string> = []
    const onWarning = ({ message }: Error): unknown => warnings.push(message)
    process.on('warning', onWarning)
    await ask((_, response) => {
      send(refusals.concealed, response)
    }, 'GET')
    process.off('warning', onWarning)
    expect(warnings).toEqual([])
  })

  test.each(Object.entries(refusals))(
    '%s is sent whole, and to a HEAD the same without a body',
    async (_, refusal) => {
      const listener = (_: Http2ServerRequest, response: Http2ServerResponse): void => {
        response.setHeader('etag', '"v7"')
        send(refusal, response)
      }
      const headers = { ':status': refusal.status, ...fieldsOf(refusal) }
      expect(await ask(listener, 'GET')).toEqual({ headers, body: JSON.stringify(refusal.body) })
      expect(await ask(listener, 'HEAD')).toEqual({ headers, body: '' })
    },
  )
})
