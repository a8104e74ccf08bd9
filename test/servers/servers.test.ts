/**
 * Frameworks × callers × methods × variations, over sockets: no answer tells the hidden from the
 * missing.
 */
import { readFileSync } from 'node:fs'
import { report } from 'glomar/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { elysiaServer } from './elysia.js'
import { enforcedServer } from './enforced.js'
import { expressServer } from './express.js'
import { fastifyServer } from './fastify.js'
import { h3Server } from './h3.js'
import { honoServer } from './hono.js'
import { koaServer } from './koa.js'
import { path, run, type Running, type Stranger } from './matrix.js'
import { nodeServer } from './node.js'
import { valueOf, type Heard } from './socket.js'

const applications = {
  Express: expressServer,
  Fastify: fastifyServer,
  Koa: koaServer,
  Hono: honoServer,
  'node:http': nodeServer,
  enforce: enforcedServer,
}

// Koa prints the stack of every error that it answers with a 4xx
vi.spyOn(console, 'error').mockImplementation(() => undefined)

/** Without compression, CORS and helmet. */
const bare = ['node:http', 'enforce']

const strangers: ReadonlyArray<Stranger> = ['tara', 'anonymous']

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

  test.each(strangers)('a stranger hears no difference: %s', async (stranger) => {
    const before = running.asked()
    const found = await running.leaks(stranger)
    expect(report(found)).toBe('')
    // every question, in both worlds
    expect(found.survey.asked).toBe(found.survey.planned)
    expect(running.asked() - before).toBeGreaterThan(2 * found.survey.planned)
  })

  test('the middleware is on for those who may see the document', async () => {
    const { status, headers } = await running.ask('hidden', 'Bearer emma', get)
    expect(status).toBe(200)
    expect(valueOf(headers, 'etag')).toMatch(/"v7"/)
    expect(valueOf(headers, 'last-modified')).toMatch(/GMT$/)
    const conditional = { ...get, headers: { 'if-none-match': '"v7"' } }
    expect((await running.ask('hidden', 'Bearer emma', conditional)).status).toBe(304)
    expect(valueOf(headers, 'x-request-id')).toMatch(/^[\w-]{36}$/)
    if (bare.includes(name)) return
    expect(valueOf(headers, 'content-encoding')).toMatch(/^(?:br|gzip)$/)
    expect(valueOf(headers, 'access-control-allow-origin')).toBe('*')
    expect(valueOf(headers, 'x-content-type-options')).toBe('nosniff')
  })

  test.each([
    ['Bearer tara', 404],
    [undefined, 401],
    ['Bearer expired', 401],
  ] as const)(
    'the refusal arrives whole, with what middleware adds and no validators: %s',
    async (who, status) => {
      const heard = await running.ask('hidden', who, get)
      expect(heard.status).toBe(status)
      expect(JSON.parse(heard.body.toString())).toMatchObject({ type: 'about:blank', status })
      expect(valueOf(heard.headers, 'content-type')).toBe('application/problem+json')
      expect(valueOf(heard.headers, 'cache-control')).toBe('no-store')
      expect(valueOf(heard.headers, 'www-authenticate')).toMatch(/^Bearer realm="api"/)
      expect(valueOf(heard.headers, 'content-length')).toBe(String(heard.body.length))
      expect(valueOf(heard.headers, 'etag')).toBeUndefined()
      expect(valueOf(heard.headers, 'x-request-id')).toMatch(/^[\w-]{36}$/)
      if (!bare.includes(name))
        expect(valueOf(heard.headers, 'access-control-allow-origin')).toBe('*')
    },
  )

  test('a HEAD is refused without a body, with the fields of a GET in the same order', async () => {
    const fields = ({ headers }: Heard) =>
      headers.filter(([field]) => !/^(?:date|x-request-id)$/i.test(field))
    const ofGet = await running.ask('hidden', 'Bearer tara', get)
    const ofHead = await running.ask('hidden', 'Bearer tara', head)
    expect(ofHead.status).toBe(ofGet.status)
    expect(fields(ofHead)).toEqual(fields(ofGet))
    // were there a body, it would be taken for the next answer
    expect((await running.ask('hidden', 'Bearer tara', get)).status).toBe(404)
  })
})

describe.each(Object.entries({ Elysia: elysiaServer, h3: h3Server }))('%s', (_, application) => {
  test('a stranger hears no difference, and the owner gets the document', async () => {
    const running = await run(application)
    for (const stranger of strangers) expect(report(await running.leaks(stranger))).toBe('')
    const ofTara = await running.ask('hidden', 'Bearer tara', get)
    const ofEmma = await running.ask('hidden', 'Bearer emma', get)
    const headOfTara = await running.ask('hidden', 'Bearer tara', head)
    running.close()
    expect([ofEmma.status, valueOf(ofEmma.headers, 'etag')]).toEqual([200, '"v7"'])
    expect([ofTara.status, valueOf(ofTara.headers, 'etag')]).toEqual([404, undefined])
    expect(headOfTara.status).toBe(404)
    expect(valueOf(headOfTara.headers, 'content-length')).toBe(String(ofTara.body.length))
  })
})

describe('docs/servers.md shows what is tested', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  const page = read('../../docs/servers.md')
  const names = 'documents express fastify nest koa hono elysia h3 node renderers'.split(' ')
  test.each(names)('%s', (name) => {
    const code = read(`${name}.ts`)
      .replace(/^\/\*\*[^]*?\*\/\n/, '')
      .replaceAll(/^import [^]*? from '.*'\n/gm, '')
      .replaceAll(/^export /gm, '')
    expect(code.length).toBeGreaterThan(300)
    expect(page.includes(`\n${code.trim()}\n\`\`\`\n`)).toBe(true)
  })
})
