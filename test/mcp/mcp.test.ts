/**
 * The server in docs/mcp.md, over sockets: what its refusals say, and what they keep to themselves.
 */
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client'
import { createAdaptorServer } from '@hono/node-server'
import { Authn, decideBeforeLookup } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { leaks, report, type Probe, type Question, type World } from 'glomar/testkit'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { client, valueOf, type Heard } from '../servers/socket.js'
import { applicationOf } from './application.js'
import { tokenFor } from './authorizationServer.js'
import type * as recipe from './server.js'
import { issuer, url } from './server.js'

type Module = typeof recipe

interface Running {
  readonly origin: string
  readonly send: (probe: Probe) => Promise<Heard>
  readonly close: () => void
}

const run = async (fetch: Module['serveMcp']): Promise<Running> => {
  const server = createAdaptorServer({ fetch }) as Server
  server.keepAliveTimeout = 300_000
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const { send, close } = client(port)
  return {
    origin: `http://127.0.0.1:${String(port)}`,
    send,
    close: () => {
      close()
      server.close()
      server.closeAllConnections()
    },
  }
}

type Worlds = Readonly<Record<World, Running>>

/** One server in two worlds: in the missing one, there is neither the tool nor the document. */
const start = async (serve: (module: Module) => Module['serveMcp']): Promise<Worlds> => {
  vi.resetModules()
  const hidden = await import('./server.js')
  vi.resetModules()
  const missing = await import('./server.js')
  missing.tools.delete('delete_document')
  missing.documents.delete('emmas-document')
  return { hidden: await run(serve(hidden)), missing: await run(serve(missing)) }
}

const stop = ({ hidden, missing }: Worlds): void => {
  hidden.close()
  missing.close()
}

let worlds: Worlds
const tokens = {} as Record<'emma' | 'tara' | 'reader' | 'weak' | 'expired', string>

beforeAll(async () => {
  worlds = await start(({ serveMcp }) => serveMcp)
  const all = 'mcp documents:write documents:delete'
  tokens.emma = await tokenFor('emma', all)
  tokens.tara = await tokenFor('tara', all)
  tokens.reader = await tokenFor('emma', 'mcp documents:read')
  tokens.weak = await tokenFor('emma', 'openid')
  tokens.expired = await tokenFor('tara', all, '-1 minute')
})
afterAll(() => {
  stop(worlds)
})

// ------------------------------------------------------------------ messages

const meta = {
  'io.modelcontextprotocol/protocolVersion': '2026-07-28',
  'io.modelcontextprotocol/clientInfo': { name: 'test', version: '1' },
  'io.modelcontextprotocol/clientCapabilities': {},
}

const headers = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
}

const post = (body: unknown, more: Readonly<Record<string, string>> = {}): Probe => ({
  method: 'POST',
  path: url.pathname,
  headers: { ...headers, ...more },
  body: JSON.stringify(body),
})

/** A message of the revision of 2026-07-28. */
const message = (method: string, params: object = {}, name?: string): Probe =>
  post(
    { jsonrpc: '2.0', id: 7, method, params: { ...params, _meta: meta } },
    {
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': method,
      ...(name !== undefined && { 'mcp-name': name }),
    },
  )

const callOf = (name: string, id: unknown = 'emmas-document'): Probe =>
  message('tools/call', { name, arguments: { id } }, name)

/** A message of the revisions before. */
const older = (method: string, params: object): object => ({
  jsonrpc: '2.0',
  id: 7,
  method,
  params,
})

const olderCall = (name: string, id = 'emmas-document'): object =>
  older('tools/call', { name, arguments: { id } })

const as = (token: string | undefined, { headers, ...probe }: Probe): Probe => ({
  ...probe,
  headers: { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...headers },
})

const ask = (world: World, token: string | undefined, probe: Probe): Promise<Heard> =>
  worlds[world].send(as(token, probe))

const textOf = ({ body }: Heard): string => body.toString()

// ------------------------------------------------------------------ hidden and missing

/** The tool, for the kit: a GET of it is a call of it, with the header fields of the GET. */
const tool = `${url.pathname}/delete_document`
const spoken = (probe: Probe): Probe => {
  if (!probe.path.startsWith(tool)) return probe
  const call = callOf('delete_document')
  return probe.method === 'GET'
    ? { ...call, headers: { ...call.headers, ...probe.headers } }
    : { ...probe, path: url.pathname }
}

const question = (name: string, probe: Probe): Question => ({ name, at: () => probe })

const questions: ReadonlyArray<Question> = [
  question('a call of the tool with arguments that do not fit', callOf('delete_document', 7)),
  question(
    'a call of the tool whose header names another',
    message(
      'tools/call',
      { name: 'delete_document', arguments: { id: 'emmas-document' } },
      'read_document',
    ),
  ),
  question('a call about the document', callOf('read_document')),
  question('a list of the tools', message('tools/list')),
  question('an older call of the tool', post(olderCall('delete_document'))),
  question('an older call about the document', post(olderCall('read_document'))),
  question('an older list of the tools', post(older('tools/list', {}))),
  question('a batch', post([olderCall('delete_document'), olderCall('read_document')])),
  question('discovery', message('server/discover')),
  question('a call without an id', post({ jsonrpc: '2.0', method: 'tools/call', params: {} })),
]

const sendBy =
  (who: keyof typeof tokens | undefined, to: Worlds) =>
  (probe: Probe, world: World): Promise<Heard> =>
    to[world].send(as(who && tokens[who], spoken(probe)))

const arranged = { hidden: tool, missing: tool, questions }

describe('a tool and a document that are hidden', () => {
  test.each([
    ['Tara', 'tara', []],
    ['nobody', undefined, ['expired']],
  ] as const)('sound like missing ones to %s, whatever is sent', async (_, who, others) => {
    const found = await leaks({
      ...arranged,
      send: sendBy(who, worlds),
      sendAs: Object.fromEntries(others.map((name) => [name, sendBy(name, worlds)])),
      sendAsEntitled: sendBy('emma', worlds),
    })
    expect(report(found)).toBe('')
    expect(found.survey.asked).toBe(found.survey.planned)
  })

  test('are found where scopes are asked for before who may see the tool', async () => {
    const eager = await start(({ tools, policy, serveMcp }) => async (request) => {
      const body = (await request
        .clone()
        .json()
        .catch(() => null)) as { readonly params?: { readonly name?: string } } | null
      const call = tools.get(body?.params?.name ?? '')?.call
      const refusal = call && decideBeforeLookup(call, Authn.authenticated(), policy)
      return refusal ? toResponse(refusal, request.method) : serveMcp(request)
    })
    const [leak] = await leaks({ ...arranged, send: sendBy('tara', eager) })
    stop(eager)
    expect(leak?.request).toBe('a call of the tool with arguments that do not fit')
    expect(leak?.differences[0]?.channel).toBe('status')
  })

  test('are there for whoever may see them', async () => {
    expect(textOf(await ask('hidden', tokens.emma, callOf('delete_document')))).toContain(
      'emmas-document is deleted',
    )
    expect(textOf(await ask('hidden', tokens.emma, callOf('read_document')))).toContain(
      'Dear diary',
    )
    expect(textOf(await ask('hidden', tokens.tara, callOf('read_document')))).toContain('Not Found')
    expect(
      textOf(await ask('hidden', tokens.tara, callOf('read_document', 'taras-document'))),
    ).toContain('Dear Emma')
  })

  test('a tool that is hidden names no scope to whoever lacks it', async () => {
    const weak = await tokenFor('tara', 'mcp')
    const [hidden, missing] = [
      await ask('hidden', weak, callOf('delete_document')),
      await ask('hidden', weak, callOf('delete_documents')),
    ]
    expect(hidden.status).toBe(200)
    expect(valueOf(hidden.headers, 'www-authenticate')).toBeUndefined()
    expect(textOf(hidden)).toBe(
      '{"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"Tool delete_document not found"}}',
    )
    expect(textOf(hidden)).toBe(textOf(missing).replace('delete_documents', 'delete_document'))
  })
})

// ------------------------------------------------------------------ challenges

const metadata = 'https://mcp.example.com/.well-known/oauth-protected-resource/mcp'

describe('a refusal', () => {
  const challenge = async (token: string | undefined, probe: Probe) => {
    const heard = await ask('hidden', token, probe)
    return [heard.status, ...heard.headers.filter(([name]) => /^www-auth/i.test(name)).flat()]
  }

  test('of a call without the scopes is a 403 with one challenge that names all of them', async () => {
    const words = `error_description="The access token lacks a scope that this request requires"`
    for (const probe of [callOf('delete_document'), post(olderCall('delete_document'))])
      expect(await challenge(tokens.reader, probe)).toEqual([
        403,
        'www-authenticate',
        `Bearer realm="documents", error="insufficient_scope", ${words}, scope="mcp documents:read documents:delete", resource_metadata="${metadata}"`,
      ])
  })

  test('of a caller without a token is a 401 that names the first scope, whatever the message', async () => {
    const expected = [
      401,
      'www-authenticate',
      `Bearer realm="documents", scope="mcp", resource_metadata="${metadata}"`,
    ]
    for (const probe of [
      message('tools/list'),
      callOf('delete_document'),
      callOf('missing_document'),
      post([]),
      post([[]]),
      post(null),
      { ...post({}), body: '{' },
      { ...message('tools/list'), method: 'GET' },
    ])
      expect(await challenge(undefined, probe)).toEqual(expected)
  })

  test('of a token that has expired, or lacks the first scope, says so', async () => {
    expect(await challenge(tokens.expired, message('tools/list'))).toContainEqual(
      expect.stringContaining('error="invalid_token"'),
    )
    expect(await challenge(tokens.weak, message('tools/list'))).toEqual([
      403,
      'www-authenticate',
      expect.stringMatching(/error="insufficient_scope".* scope="mcp", resource_metadata/),
    ])
    const forAnother = await tokenFor('emma', 'mcp')
    expect(await challenge(`${forAnother}x`, message('tools/list'))).toContain(401)
  })

  test('is a JSON-RPC error with the id of the message', async () => {
    const heard = await ask('hidden', tokens.reader, callOf('delete_document'))
    expect(JSON.parse(textOf(heard))).toMatchObject({
      jsonrpc: '2.0',
      id: 7,
      error: { code: -32001, data: { scope: 'mcp documents:read documents:delete' } },
    })
    expect(valueOf(heard.headers, 'cache-control')).toBe('no-store')
  })

  test('one message of a batch that lacks a scope refuses the batch', async () => {
    const batch = post([older('tools/list', {}), olderCall('delete_document')])
    expect((await ask('hidden', tokens.reader, batch)).status).toBe(403)
  })

  test('a batch in a batch is no way around the refusals', async () => {
    const heard = await ask('hidden', tokens.reader, post([[olderCall('delete_document')]]))
    expect(heard.status).toBe(400)
    expect(textOf(heard)).not.toContain('is deleted')
  })

  test('a broader scope implies the narrower ones', async () => {
    const writer = await tokenFor('emma', 'mcp documents:write')
    expect((await ask('hidden', writer, callOf('read_document'))).status).toBe(200)
  })
})

test('the metadata of the protected resource is the same for everybody', async () => {
  const probe = { method: 'GET', path: new URL(metadata).pathname, headers: {} }
  const heard = await ask('hidden', undefined, probe)
  expect(JSON.parse(textOf(heard))).toMatchObject({
    resource: url.href,
    authorization_servers: [issuer],
    scopes_supported: ['mcp'],
  })
  expect(textOf(await ask('missing', tokens.tara, probe))).toBe(textOf(heard))
})

// ------------------------------------------------------------------ the official client

describe.each(['auto', 'legacy'] as const)('the client of the SDK, %s', (mode) => {
  const connected = async (user: string) => {
    const { callback, asked, ...options } = applicationOf(user, worlds.hidden.origin)
    const transport = () => new StreamableHTTPClientTransport(url, options)
    const client = new Client({ name: 'app', version: '1' }, { versionNegotiation: { mode } })
    const first = transport()
    await expect(client.connect(first)).rejects.toThrow(UnauthorizedError)
    await first.finishAuth(callback())
    const second = transport()
    await client.connect(second)
    return { client, asked, comeBack: () => second.finishAuth(callback()) }
  }
  const deleteOne = { name: 'delete_document', arguments: { id: 'emmas-document' } }
  const textIn = ({ content }: object & { content?: unknown }) => JSON.stringify(content)

  test('authorizes, is told a scope that is missing, authorizes for more, and repeats', async () => {
    const { client, asked, comeBack } = await connected('emma')
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
      'read_document',
      'delete_document',
    ])
    await expect(client.callTool(deleteOne)).rejects.toThrow(UnauthorizedError)
    await comeBack()
    expect(textIn(await client.callTool(deleteOne))).toContain('emmas-document is deleted')
    expect(asked).toEqual(['mcp', 'mcp documents:read documents:delete'])
    await client.close()
  })

  test('sees neither the tool nor its scopes, where the tool is hidden', async () => {
    const { client, asked } = await connected('tara')
    expect((await client.listTools()).tools.map(({ name }) => name)).toEqual(['read_document'])
    const said = async (name: string) =>
      client.callTool({ ...deleteOne, name }).then(
        () => 'ok',
        (error: unknown) => String(error).replace(name, 'it'),
      )
    expect(await said('delete_document')).toBe(await said('missing_document'))
    expect(asked).toEqual(['mcp'])
    await client.close()
  })
})

test('docs/mcp.md shows what is tested', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  const plain = (code: string): string =>
    code
      .replaceAll(/^import [^]*? from '.*'\n/gm, '')
      .replaceAll(/^export |^\/\/ -{20}.*/gm, '')
      .replaceAll(/\n{2,}/g, '\n')
      .trim()
  const fences = [...read('../../docs/mcp.md').matchAll(/^```ts\n([^]*?)^```/gm)]
  const page = plain(fences.map(([, code = '']) => plain(code)).join('\n'))
  const code = plain(read('server.ts').replace(/^\/\*\*[^]*?\*\/\n/, ''))
  expect(page.slice(0, code.length)).toBe(code)
})
