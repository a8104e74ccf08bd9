/**
 * Frameworks × callers × methods × variations, over sockets: nothing tells the hidden from the missing; and a mistake in each is found.
 */
import { report } from 'glomar/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { expressServer } from './express.js'
import { fastifyServer } from './fastify.js'
import { honoServer } from './hono.js'
import { koaServer } from './koa.js'
import { callers, path, run, type Caller, type Running } from './matrix.js'
import { nodeServer } from './node.js'
import { planted } from './planted.js'
import { valueOf, type Heard } from './socket.js'

const applications = { Express: expressServer, Fastify: fastifyServer, Koa: koaServer, Hono: honoServer, 'node:http': nodeServer }

// koa-etag recommends its successor, and Koa prints the stack of every error that it answers with a 4xx
vi.spyOn(console, 'warn').mockImplementation(() => undefined)
vi.spyOn(console, 'error').mockImplementation(() => undefined)

const get = { method: 'GET', path, headers: {} }
const head = { method: 'HEAD', path, headers: {} }

describe.each(Object.entries(applications))('%s', (name, application) => {
  let running: Running
  beforeAll(async () => {
    running = await run(application)
  })
  afterAll(() => {
    running.close()
  })

  test.each(Object.keys(callers) as ReadonlyArray<Caller>)('says nothing to a stranger: %s', async (caller) => {
    const before = running.asked()
    expect(report(await running.leaks(caller))).toBe('')
    // every method, each with every variation, in both worlds
    expect(running.asked() - before).toBeGreaterThan(2 * 14 * 20)
  })

  test('the middleware is on for those who may see the call', async () => {
    const { status, headers } = await running.ask('hidden', 'Bearer emma', get)
    expect(status).toBe(200)
    expect(valueOf(headers, 'etag')).toMatch(/"v7"/)
    expect(valueOf(headers, 'last-modified')).toMatch(/GMT$/)
    const conditional = { ...get, headers: { 'if-none-match': '"v7"' } }
    expect((await running.ask('hidden', 'Bearer emma', conditional)).status).toBe(304)
    expect(valueOf(headers, 'x-request-id')).toMatch(/^[\w-]{36}$/)
    if (name === 'node:http') return
    expect(valueOf(headers, 'content-encoding')).toMatch(/^(?:br|gzip)$/)
    expect(valueOf(headers, 'access-control-allow-origin')).toBe('*')
    expect(valueOf(headers, 'x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['Bearer tara', 404],
    [undefined, 401],
    ['Bearer expired', 401],
  ] as const)('%s: the refusal of this library arrives whole, with what other middleware adds and no validators', async (who, status) => {
    const heard = await running.ask('hidden', who, get)
    expect(heard.status).toBe(status)
    expect(JSON.parse(heard.body.toString())).toMatchObject({ type: 'about:blank', status })
    expect(valueOf(heard.headers, 'content-type')).toBe('application/problem+json')
    expect(valueOf(heard.headers, 'cache-control')).toBe('no-store')
    expect(valueOf(heard.headers, 'www-authenticate')).toMatch(/^Bearer realm="api"/)
    expect(valueOf(heard.headers, 'content-length')).toBe(String(heard.body.length))
    expect(valueOf(heard.headers, 'etag')).toBeUndefined()
    expect(valueOf(heard.headers, 'x-request-id')).toMatch(/^[\w-]{36}$/)
    if (name !== 'node:http') expect(valueOf(heard.headers, 'access-control-allow-origin')).toBe('*')
  })

  test('a HEAD is refused without a body, with the fields of a GET in the same order', async () => {
    const fields = ({ headers }: Heard) => headers.filter(([field]) => !/^(?:date|x-request-id)$/i.test(field))
    const ofGet = await running.ask('hidden', 'Bearer tara', get)
    const ofHead = await running.ask('hidden', 'Bearer tara', head)
    expect(ofHead.status).toBe(ofGet.status)
    expect(fields(ofHead)).toEqual(fields(ofGet))
    // were there a body, it would be taken for the next answer
    expect(ofHead.rest).toBe('')
    expect((await running.ask('hidden', 'Bearer tara', get)).status).toBe(404)
  })
})

describe('a mistake is found', () => {
  test.each(planted)('$framework: $mistake', async ({ application, request, tells }) => {
    const running = await run(application)
    const [leak] = await running.leaks('tara')
    running.close()
    expect(leak?.request).toBe(request)
    const [first] = leak?.differences ?? []
    expect(first?.channel === 'header' ? first.field : first?.channel).toBe(tells)
  })
  test('in each framework, and by each channel', () => {
    expect(new Set(planted.map(({ framework }) => framework))).toEqual(new Set(Object.keys(applications)))
    expect(new Set(planted.map(({ tells }) => tells))).toEqual(
      new Set(['status', 'reason', 'etag', 'transfer-encoding', 'trailer', 'order', 'body']),
    )
  })
})
