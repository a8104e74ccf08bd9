/**
 * The server in docs/mcp.md: with tools, and documents, that not everybody may know of.
 */
import {
  createMcpHandler,
  fromJsonSchema,
  getOAuthProtectedResourceMetadataUrl,
  McpServer,
  oauthMetadataResponse,
  originValidationResponse,
  readRequestBody,
  type CallToolResult,
} from '@modelcontextprotocol/server'
import {
  Authn,
  decide,
  decideBeforeLookup,
  Facts,
  Permission,
  Policy,
  Route,
  unavailable,
  type Refusal,
} from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { authenticated, rejection } from 'glomar/interop/jose'
import { jsonRpc } from 'glomar/renderers'
import { jwtVerify } from 'jose'

export const url = new URL('https://mcp.example.com/mcp')

export const policy = Policy.of(
  { tool: {}, document: { existence: 'if-may-know' } },
  { realm: 'documents', resourceMetadata: getOAuthProtectedResourceMetadataUrl(url) },
)

// ------------------------------------------------------------------ who asks

interface Caller {
  readonly name: string
  readonly authn: Authn.Authn
}

/** What a scope implies, besides itself. */
const implied = new Map([['documents:write', ['documents:read']]])
const withImplied = (scope: unknown): string =>
  String(scope)
    .split(' ')
    .flatMap((one) => [one, ...(implied.get(one) ?? [])])
    .join(' ')

export const issuer = 'https://auth.example.com'
// an authorization server would sign with a key of its own: `createRemoteJWKSet(…)`
export const key = new TextEncoder().encode('a secret of at least thirty-two bytes')

const authenticate = async (authorization: string | null): Promise<Caller> => {
  if (authorization === null) return { name: '', authn: Authn.anonymous }
  const token = authorization.replace(/^Bearer /i, '')
  try {
    const expected = { issuer, audience: url.href, requiredClaims: ['sub', 'exp'] }
    const { payload } = await jwtVerify(token, key, expected)
    const claims = { ...payload, scope: withImplied(payload['scope']) }
    return { name: String(payload.sub), authn: authenticated(claims, new Date(), 'Bearer') }
  } catch (error) {
    return { name: '', authn: rejection(error, 'Bearer') }
  }
}

// ------------------------------------------------------------------ the tools

const requiring = (...scopes: ReadonlyArray<string>) =>
  Route.of({ method: 'POST', resource: 'tool', requires: { scopes: ['mcp', ...scopes] } })

/** What every message requires, and all that a 401 names. */
const anyMessage = requiring()

interface Tool {
  readonly description: string
  /** Who may know of it. For everybody else, there is no such tool. */
  readonly users: ReadonlyArray<string>
  readonly call: ReturnType<typeof requiring>
  readonly run: (id: string, caller: Caller) => CallToolResult
}

const said = (text: string): CallToolResult => ({ content: [{ type: 'text', text }] })

export const documents = new Map([
  ['emmas-document', { owner: 'emma', text: 'Dear diary' }],
  ['taras-document', { owner: 'tara', text: 'Dear Emma' }],
])
const readDocument = Route.of({ method: 'GET', resource: 'document' })

const read = (id: string, { name, authn }: Caller): CallToolResult => {
  const document = documents.get(id)
  const facts = Facts.of(document, ({ owner }) =>
    owner === name ? Permission.grant() : Permission.deny(),
  )
  const verdict = decide(readDocument, authn, ...facts, policy)
  if (verdict._tag === 'Ok') return said(document?.text ?? '')
  return { ...said(verdict.body.title), isError: true }
}

export const tools = new Map<string, Tool>([
  [
    'read_document',
    {
      description: 'Reads a document',
      users: ['emma', 'tara'],
      call: requiring('documents:read'),
      run: read,
    },
  ],
  [
    'delete_document',
    {
      description: 'Deletes a document',
      users: ['emma'],
      call: requiring('documents:read', 'documents:delete'),
      run: (id) => said(`${id} is deleted`),
    },
  ],
])

/** The tools that are there for this caller. */
const toolsFor = ({ name, authn }: Caller): ReadonlyMap<string, Tool> =>
  new Map(
    [...tools].filter(([, tool]) => {
      const facts = Facts.of(tool, ({ users }) =>
        users.includes(name) ? Permission.grant() : Permission.deny(),
      )
      return decide(anyMessage, authn, ...facts, policy)._tag === 'Ok'
    }),
  )

const inputSchema = fromJsonSchema<{ readonly id: string }>({
  type: 'object',
  properties: { id: { type: 'string' } },
  required: ['id'],
})

const handler = createMcpHandler(({ authInfo }) => {
  const caller = authInfo?.extra?.['caller'] as Caller
  const server = new McpServer({ name: 'documents', version: '1' }, { capabilities: { tools: {} } })
  for (const [name, { description, run }] of toolsFor(caller))
    server.registerTool(name, { description, inputSchema }, ({ id }) => run(id, caller))
  return server
})

// ------------------------------------------------------------------ the refusals

/** A stranger may send anything. */
type Message =
  | {
      readonly method?: unknown
      readonly params?: { readonly name?: unknown } | null
    }
  | null
  | undefined

/** The scopes of a tool are named to those for whom it is there. */
const refusalOf = (message: Message, caller: Caller): Refusal | undefined => {
  const name = message?.method === 'tools/call' ? message.params?.name : undefined
  const tool = typeof name === 'string' ? toolsFor(caller).get(name) : undefined
  return decideBeforeLookup(tool?.call ?? anyMessage, caller.authn, policy)
}

const renderer = jsonRpc()

/** `undefined` where it is too long, or no JSON: the SDK answers that. */
const bodyOf = async (request: Request): Promise<unknown> => {
  const body = await readRequestBody(request.clone())
  try {
    return body.tooLarge ? undefined : JSON.parse(body.text)
  } catch {
    return undefined
  }
}

const answer = async (request: Request): Promise<Response> => {
  const caller = await authenticate(request.headers.get('authorization'))
  const parsedBody = await bodyOf(request)
  // older clients may send a list; an empty one is no way around the refusals
  for (const message of [...[parsedBody].flat(), null] as ReadonlyArray<Message>) {
    const refusal = refusalOf(message, caller)
    if (refusal === undefined) continue
    return toResponse(refusal, request.method, { renderer, request: { body: message } })
  }
  const authInfo = { token: '', clientId: '', scopes: [], extra: { caller } }
  return handler.fetch(request, { parsedBody, authInfo })
}

// ------------------------------------------------------------------ all together

const metadata = {
  resourceServerUrl: url,
  scopesSupported: ['mcp'],
  oauthMetadata: {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    response_types_supported: ['code'],
  },
}

export const serveMcp = async (request: Request): Promise<Response> =>
  originValidationResponse(request, [url.hostname]) ??
  oauthMetadataResponse(request, metadata) ??
  answer(request).catch(() => toResponse(unavailable, request.method, { renderer, request: {} }))
