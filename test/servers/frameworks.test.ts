/**
 * The recipes of docs/frameworks.md, over sockets: the same matrix as for the servers, and the
 * official clients.
 */
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client'
import { ClientError, request as graphQlRequest } from 'graphql-request'
import { createSchema, createYoga } from 'graphql-yoga'
import { report } from 'glomar/testkit'
import { describe, expect, onTestFinished, test } from 'vitest'
import { serve } from '../interop/loopback.js'
import type { Documents } from './documents.js'
import { frameworks, plantedInFrameworks } from './frameworks.js'
import { callers, run, type Caller } from './matrix.js'
import { valueOf, type Heard } from './socket.js'
import { trpcServer, type trpcRouter } from './trpc.js'
import { yogaServer } from './yoga.js'

const start = async (name: keyof typeof frameworks) => {
  const { application, at } = frameworks[name] as (typeof frameworks)[string]
  const running = await run(application, at)
  onTestFinished(running.close)
  const ask = (authorization: string | undefined, method = 'GET', path = at): Promise<Heard> =>
    running.ask('hidden', authorization, { method, path, headers: {} })
  return { ...running, ask }
}

describe.each(Object.keys(frameworks))('%s', (name) => {
  test.each(['tara', 'anonymous'] as const)('a stranger hears no difference: %s', async (who) => {
    const { leaks } = await start(name)
    const found = await leaks(who)
    expect(report(found)).toBe('')
    expect(found.survey.asked).toBe(found.survey.planned)
  })

  test('the owner gets the document, and strangers get a refusal that no cache keeps', async () => {
    const { ask } = await start(name)
    expect((await ask('Bearer emma')).body.toString()).toContain('A letter to a lawyer')
    for (const who of Object.keys(callers) as ReadonlyArray<Caller>) {
      const { status, headers, body } = await ask(callers[who])
      // an error of a field is part of an answer
      expect(status).toBe(who !== 'tara' ? 401 : name === 'GraphQL Yoga' ? 200 : 404)
      expect(valueOf(headers, 'cache-control')).toBe('no-store')
      expect(valueOf(headers, 'etag')).toBeUndefined()
      if (status === 401)
        expect(valueOf(headers, 'www-authenticate')).toMatch(/^Bearer realm="api"/)
      expect(body.toString()).toMatch(
        who === 'tara' ? /Not Found/ : /Unauthorized|authentication-required|invalid-credentials/,
      )
    }
  })
})

describe('a mistake is found,', () => {
  test.each(plantedInFrameworks)(
    '$framework: $mistake',
    async ({ application, at, request, tells }) => {
      const running = await run(application, at)
      const [leak] = await running.leaks('tara')
      running.close()
      expect(leak?.request).toBe(request)
      const [first] = leak?.differences ?? []
      expect(first?.channel === 'header' ? first.field : first?.channel).toBe(tells)
    },
  )
  test('in each framework', () => {
    expect(new Set(plantedInFrameworks.map(({ framework }) => framework))).toEqual(
      new Set(Object.keys(frameworks)),
    )
  })
})

// ------------------------------------------------------------------ the clients

const document = {
  owner: 'emma',
  title: 'Will',
  etag: '"v7"',
  modified: 'Fri, 02 May 2025 09:00:00 GMT',
}
const hidden: Documents = new Map([['emmas-document', document]])
const missing: Documents = new Map()

const serveWith =
  (application: (documents: Documents) => Server) =>
  async (documents: Documents): Promise<string> => {
    const server = application(documents)
    return serve((request, response) => void server.emit('request', request, response))
  }

describe('the client of tRPC', () => {
  const ask = async (documents: Documents, user: string) => {
    const url = `${await serveWith(trpcServer)(documents)}/trpc`
    const headers = { authorization: `Bearer ${user}` }
    const client = createTRPCClient<ReturnType<typeof trpcRouter>>({
      links: [httpBatchLink({ url, headers })],
    })
    // one batch
    return Promise.allSettled([
      client.document.query('emmas-document'),
      client.document.query('no-document'),
    ])
  }
  const errorOf = (settled: PromiseSettledResult<unknown> | undefined) => {
    const error: unknown = settled?.status === 'rejected' ? settled.reason : undefined
    return error instanceof TRPCClientError ? [error.message, error.shape, error.data] : undefined
  }
  test('sees one error for hidden and missing', async () => {
    const [ofHidden, other] = await ask(hidden, 'tara')
    const [ofMissing] = await ask(missing, 'tara')
    expect(errorOf(ofHidden)).toEqual([
      'Not Found',
      expect.anything(),
      { code: 'NOT_FOUND', httpStatus: 404, path: 'document' },
    ])
    expect(errorOf(ofHidden)).toEqual(errorOf(ofMissing))
    expect(errorOf(ofHidden)).toEqual(errorOf(other))
  })
  test('gets the document of its owner beside an error, in one batch', async () => {
    const [own, other] = await ask(hidden, 'emma')
    expect(own).toEqual({ status: 'fulfilled', value: { title: 'Will' } })
    expect(errorOf(other)?.[0]).toBe('Not Found')
  })
})

describe('graphql-request', () => {
  const ask = async (documents: Documents, user: string, query: string): Promise<unknown> => {
    const url = `${await serveWith(yogaServer)(documents)}/graphql`
    const headers = { authorization: `Bearer ${user}` }
    return graphQlRequest<unknown>(url, query, {}, headers).catch((error: unknown) => {
      if (!(error instanceof ClientError)) throw error
      const { status, errors, data } = error.response
      return { status, errors, data }
    })
  }
  const one = '{ document(id: "emmas-document") { title } }'
  test('sees one error for hidden and missing', async () => {
    const ofHidden = await ask(hidden, 'tara', one)
    expect(ofHidden).toEqual({
      status: 200,
      errors: [
        {
          message: 'Not Found',
          locations: [{ line: 1, column: 3 }],
          path: ['document'],
          extensions: { type: 'about:blank', title: 'Not Found', status: 404, code: 'not-found' },
        },
      ],
      data: { document: null },
    })
    expect(await ask(missing, 'tara', one)).toEqual(ofHidden)
  })
  test('sees the same of several fields, and the whole answer refused', async () => {
    const two = '{ a: document(id: "emmas-document") { title } b: document(id: "x") { title } }'
    expect(await ask(hidden, 'tara', two)).toEqual(await ask(missing, 'tara', two))
    expect(await ask(hidden, 'emma', one)).toEqual({ document: { title: 'Will' } })
    const expired = { status: 401, errors: [{ extensions: { code: 'invalid-credentials' } }] }
    expect(await ask(hidden, 'expired', one)).toMatchObject(expired)
  })
})

// ------------------------------------------------------------------ by themselves

test('NestJS on Express makes an ETag of its own 404, and says the method and the path', async () => {
  const { ask } = await start('NestJS on Express')
  const heard = await ask('Bearer tara', 'DELETE')
  expect(valueOf(heard.headers, 'etag')).toMatch(/^W\//)
  expect(valueOf(heard.headers, 'x-powered-by')).toBe('Express')
  expect(heard.body.toString()).toContain('Cannot DELETE /documents/emmas-document')
})

test('tRPC answers a HEAD with a 204, whatever it is about', async () => {
  const { ask } = await start('tRPC')
  for (const who of ['Bearer emma', 'Bearer tara', undefined])
    expect((await ask(who, 'HEAD')).status).toBe(204)
})

test('GraphQL Yoga puts words of its own in the place of what is no error of GraphQL', async () => {
  const schema = createSchema({
    typeDefs: 'type Query { document: String }',
    resolvers: {
      Query: {
        document: () => {
          throw new Error('not yours')
        },
      },
    },
  })
  const yoga = createYoga({ schema, logging: false })
  const url = await serve((request, response) => void yoga(request, response))
  const response = await fetch(`${url}/graphql?query={document}`)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('Unexpected error.')
})

describe('docs/frameworks.md shows what is tested', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  const page = read('../../docs/frameworks.md')
  test.each(['nestGuard', 'next', 'trpc', 'yoga'])('%s', (name) => {
    const code = read(`${name}.ts`)
      .replace(/^\/\*\*[^]*?\*\/\n/, '')
      .replaceAll(/^import [^]*? from '.*'\n/gm, '')
      .replaceAll(/^export /gm, '')
    expect(code.length).toBeGreaterThan(300)
    expect(page.includes(`\n${code.trim()}\n\`\`\`\n`)).toBe(true)
  })
})
