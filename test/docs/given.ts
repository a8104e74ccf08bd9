/**
 * What the examples in docstrings take for granted: an application of documents.
 */
import { createMongoAbility } from '@casl/ability'
import { Authn, decide, Facts, Permission, Policy, Route, type Renderer } from 'glomar'
import type { Answer } from 'glomar/interop/cedar'

export * as option from 'fp-ts/lib/Option.js'

export interface Document {
  readonly owner: string
  readonly text: string
}

export const user = 'emma'

export const documents: ReadonlyMap<string, Document> = new Map([
  ['emmas-document', { owner: 'emma', text: 'Dear Tara' }],
])

export const row: Document | null | undefined = documents.get('emmas-document')

export const policy = Policy.of({ document: { existence: 'if-may-know' } })

export const route = Route.of({ method: 'GET', resource: 'document' })

export const verdict = decide(
  route,
  Authn.authenticated(),
  ...Facts.of(null, () => Permission.deny()),
  policy,
)

export const renderer: Renderer = ({ code }) => ({ body: JSON.stringify({ error: code }) })

// ------------------------------------------------------------------ requests, and what answers them

export const request = new Request('https://api.example/documents/emmas-document')

/** To a stranger, whatever the request. */
export const handler = (of: Request): Response =>
  new Response(null, { status: of.url === '' ? 500 : 404 })

export const callerOf = (of: Request) => ({
  name: of.headers.get('x-user') ?? user,
  authn: Authn.authenticated(),
})

export const idOf = ({ url }: Request): string => url.slice(url.lastIndexOf('/') + 1)

export const log = { write: (record: object): string => JSON.stringify(record) }

export const response = {
  statusCode: 200,
  statusMessage: '',
  req: { method: 'GET', httpVersionMajor: 1 },
  getHeaderNames: (): ReadonlyArray<string> => [],
  getHeader: (): undefined => undefined,
  setHeader: (): void => undefined,
  removeHeader: (): void => undefined,
  end: (): void => undefined,
}

export const event = { requestContext: { http: { method: 'GET' } } }

// ------------------------------------------------------------------ permission engines

export const ability = createMongoAbility([{ action: 'read', subject: 'Document' }])

export const toRead = { action: 'read' }
export const toDelete = { action: 'delete' }

export const isAuthorized = (asked: { readonly action: string }): Answer => ({
  type: 'success',
  response: {
    decision: asked.action === 'read' ? 'allow' : 'deny',
    diagnostics: { errors: [] },
  },
})
