/**
 * One request and its answer, over a socket: nothing of either is changed on the way.
 */
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { exchange, type Reply } from '../../../src/cli/sweep/exchange.js'
import type { Probe } from '../../../src/testkit/Probe.js'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

const asked = async (answer: RequestListener, probe: Partial<Probe> = {}): Promise<Reply> => {
  const listening = (server = createServer(answer).listen(0, '127.0.0.1'))
  await new Promise((resolve) => listening.once('listening', resolve))
  const origin = `http://127.0.0.1:${String((listening.address() as AddressInfo).port)}`
  return exchange(origin, { method: 'GET', path: '/', headers: {}, ...probe })
}

const textOf = ({ body }: Reply): string => new TextDecoder().decode(body)

const withoutDate = ({ headers }: Reply) => headers.filter(([name]) => name !== 'Date')

test.each([
  ['/a/./b/../c', '/a/./b/../c'],
  ['//elsewhere.example/a', '//elsewhere.example/a'],
  ['/a b/börse#part', '/a%20b/b%C3%B6rse'],
])('the path %s is sent as it is written, as far as a path may be', async (path, sent) => {
  const reply = await asked(({ url }, response) => response.end(url), { path })
  expect(textOf(reply)).toBe(sent)
})

test('each field of an answer comes in its order, in its spelling, as often as it was sent', async () => {
  const reply = await asked((_, response) => {
    response.writeHead(404, 'Gone Away', [
      ...['X-Second', '2', 'x-first', '1', 'Set-Cookie', 'a=1', 'Set-Cookie', 'b=2'],
      ...['Connection', 'close', 'Content-Length', '0'],
    ])
    response.end()
  })
  expect([reply.status, reply.reason]).toEqual([404, 'Gone Away'])
  expect(withoutDate(reply).slice(0, 4)).toEqual([
    ['X-Second', '2'],
    ['x-first', '1'],
    ['Set-Cookie', 'a=1'],
    ['Set-Cookie', 'b=2'],
  ])
})

test('answers that come before are kept, without a 100, which may be left out by chance', async () => {
  const reply = await asked(
    (_, response) => {
      response.writeEarlyHints({ link: '</a.css>; rel=preload' })
      response.end()
    },
    { method: 'POST', headers: { expect: '100-continue' }, body: 'x' },
  )
  expect(reply.interim).toEqual([{ status: 103, headers: [['Link', '</a.css>; rel=preload']] }])
})

test('a body is decoded, and its length is that of no other bytes', async () => {
  const reply = await asked((_, response) => {
    const body = gzipSync('hello')
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': body.length })
    response.end(body)
  })
  expect(textOf(reply)).toBe('hello')
  expect(reply.headers.map(([name]) => name)).not.toContain('content-length')
})

test('a body that is not in the coding that is named stays as it is', async () => {
  const reply = await asked((_, response) => {
    response.writeHead(200, { 'content-encoding': 'br' })
    response.end('hello')
  })
  expect(textOf(reply)).toBe('hello')
})

test('a DELETE may have a body', async () => {
  const reply = await asked((request, response) => request.pipe(response), {
    method: 'DELETE',
    body: '{"ids":[]}',
  })
  expect(textOf(reply)).toBe('{"ids":[]}')
})

test('a connection that is upgraded is an answer, and is closed', async () => {
  const headers = { connection: 'upgrade', upgrade: 'x' }
  const reply = asked(() => undefined, { headers })
  const closed = new Promise((resolve) => {
    server?.on('upgrade', (_, socket) => {
      socket.write('HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n')
      socket.on('end', resolve).resume()
    })
  })
  expect(await reply).toMatchObject({
    status: 101,
    headers: [
      ['Upgrade', 'x'],
      ['Connection', 'upgrade'],
    ],
  })
  await closed
})

test('a body that breaks off is no answer', async () => {
  const broken = asked((_, response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('hello', () => response.destroy())
  })
  await expect(broken).rejects.toThrow()
})
