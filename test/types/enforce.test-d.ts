/**
 * Nothing here runs. What a route hands from one effect to the next is inferred. What must not compile
 * is marked so.
 */
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- it must not compile */
import type { Authn } from 'glomar'
import { Permission, Policy, Route, type Refusal, type Rendered, type Renderer } from 'glomar'
import { enforce, fromTaskEither, toTaskEither, type AuditRecord } from 'glomar/enforce'
import { left as failed, type Either } from 'fp-ts/lib/Either.js'
import { left, right, type TaskEither } from 'fp-ts/lib/TaskEither.js'

const policy = Policy.of({
  folder: {},
  user: {},
  document: { existence: 'if-may-know' },
  documents: { list: 'empty' },
})

interface Incoming {
  readonly token: string
  readonly id: string
  readonly folder: string
}
interface Document {
  readonly owner: string
  readonly text: string
}
interface Folder {
  readonly members: ReadonlyArray<string>
}
declare const verify: (
  token: string,
) => Promise<{ readonly name: string; readonly authn: Authn.Authn }>
declare const documentOf: (id: string) => Promise<Document | undefined>
declare const folderOf: (id: string) => Folder | null
declare const userOf: (id: string) => Promise<{ readonly name: string } | undefined>
declare const isAllowed: (name: string, id: string) => Promise<{ readonly allowed: boolean }>
declare const send: (refusal: Refusal) => void

// the caller from authentication, the evaluation from the engine, the row from the look-up, the value
// from the handler
export const readDocument = enforce({
  route: { method: 'GET', resource: 'document', requires: { scopes: ['documents:read'] } },
  policy,
  authenticate: (request: Incoming) => verify(request.token),
  evaluate: ({ id }, { name }) => isAllowed(name, id),
  lookUp: ({ id }, _caller, signal) =>
    signal.aborted ? Promise.resolve(undefined) : documentOf(id),
  authorize: ({ owner }, { name }, { allowed }, { id }) =>
    allowed || owner === name || id === '' ? Permission.grant() : Permission.deny(),
  whenAbsent: ({ name }, { allowed }, { folder }) =>
    allowed && name === 'admin' && folder !== '' ? Permission.grant() : Permission.deny(),
  ancestors: [
    {
      resource: 'folder',
      lookUp: ({ folder }) => folderOf(folder),
      authorize: ({ members }: Folder, { name }, { allowed }, { id }) =>
        allowed && id !== '' && members.includes(name) ? Permission.grant() : Permission.deny(),
      whenAbsent: ({ name }, { allowed }, { folder }) =>
        allowed && name === folder ? Permission.grant() : Permission.deny(),
    },
    {
      resource: 'user',
      lookUp: ({ folder }) => userOf(folder),
      authorize: (user: { readonly name: string }, { name }) =>
        user.name === name ? Permission.grant() : Permission.deny(),
    },
  ],
  audit: ({ request, caller, faults }) => {
    request.token satisfies string
    caller?.name satisfies string | undefined
    faults[0]?.path satisfies string | undefined
  },
  handle: ({ text }, { name }, { id }) => ({ text, name, id }),
})

const request: Incoming = { token: 't', id: 'emmas-document', folder: 'emmas-folder' }
const result = await readDocument(request)
if (result._tag === 'Ok') {
  const { text, name, id }: { readonly text: string; readonly name: string; readonly id: string } =
    result.value
  ;[text, name, id]
} else {
  const status: 401 | 403 | 404 | 503 = result.status
  status
  // @ts-expect-error the 503 is no refusal: nothing was decided
  send(result)
  if (result._tag !== 'Unavailable') send(result)
  // @ts-expect-error a refusal has no value
  result.value
}
// @ts-expect-error a request of another route
await readDocument({ token: 't' })
// @ts-expect-error the index of a list is no signal
void [request].map(readDocument)

const either = await toTaskEither(readDocument)(request)()
if (either._tag === 'Left' && either.left._tag !== 'Unavailable') send(either.left)
if (either._tag === 'Right') either.right.text satisfies string

// ------------------------------------------------------------------ what a route is made of

declare const rule: (title: string) => Permission.Permission
const route = Route.of({ method: 'GET', resource: 'document' })
const rest = {
  policy,
  authenticate: (request: Incoming) => verify(request.token),
  lookUp: ({ id }: Incoming) => documentOf(id),
  authorize: () => Permission.deny(),
  audit: () => undefined,
  handle: () => undefined,
} as const
const folder = {
  resource: 'folder',
  lookUp: () => folderOf(''),
  authorize: rest.authorize,
} as const

enforce({ ...rest, route, ancestors: [folder], references: [{ ...folder, ancestors: [folder] }] })
enforce({
  ...rest,
  route,
  authenticate: (request: Incoming) => verify(request.token),
  references: [
    {
      resource: 'folder',
      lookUp: ({ folder }) => folderOf(folder),
      authorize: ({ members }: Folder, { name }) =>
        members.includes(name) ? Permission.grant() : Permission.deny(),
      whenAbsent: ({ name }) => rule(name),
      expects: 'absent',
      ancestors: [
        {
          resource: 'user',
          lookUp: ({ folder }) => userOf(folder),
          authorize: (user: { readonly name: string }, { name }) => rule(user.name + name),
        },
      ],
    },
  ],
})
enforce({
  ...rest,
  route,
  // @ts-expect-error a member that no reference has
  references: [{ ...folder, expect: 'absent' }],
})
// @ts-expect-error a resource type that the policy does not name
enforce({ ...rest, route: { method: 'GET', resource: 'documnet' } })
// @ts-expect-error likewise of a route that was made
enforce({ ...rest, route: Route.of({ method: 'GET', resource: 'documnet' }) })
// @ts-expect-error likewise of an ancestor
enforce({ ...rest, route, ancestors: [{ ...folder, resource: 'foldre' }] })
// @ts-expect-error likewise of a reference
enforce({ ...rest, route, references: [{ ...folder, resource: 'foldre' }] })
enforce({
  ...rest,
  route,
  // @ts-expect-error likewise of what a reference stands under
  references: [{ ...folder, ancestors: [{ ...folder, resource: 'foldre' }] }],
})
// @ts-expect-error an ancestor is expected to be present
enforce({ ...rest, route, ancestors: [{ ...folder, expects: 'absent' }] })
// @ts-expect-error a reference is expected to be present or absent
enforce({ ...rest, route, references: [{ ...folder, expects: 'either' }] })
// @ts-expect-error a caller without a result of authentication
enforce({ ...rest, route, authenticate: () => ({ name: 'emma' }) })
// @ts-expect-error a rule answers at once
enforce({ ...rest, route, authorize: () => Promise.resolve(Permission.grant()) })
// @ts-expect-error a permission is no boolean
enforce({ ...rest, route, authorize: () => true })
// @ts-expect-error a copy of a permission is not made
enforce({ ...rest, route, authorize: () => ({ ...Permission.deny(), mayKnow: true }) })
// @ts-expect-error a rule of another row
enforce({ ...rest, route, authorize: ({ title }: { readonly title: string }) => rule(title) })
enforce({
  ...rest,
  route,
  ancestors: [
    folder,
    {
      resource: 'user',
      lookUp: () => userOf('emma'),
      // @ts-expect-error likewise of an ancestor
      authorize: ({ title }: { readonly title: string }) => rule(title),
    },
  ],
})
enforce({
  ...rest,
  route,
  references: [
    folder,
    {
      resource: 'user',
      lookUp: () => userOf('emma'),
      // @ts-expect-error likewise of a reference
      authorize: ({ title }: { readonly title: string }) => rule(title),
    },
  ],
})
// @ts-expect-error nothing is done that is not written down
enforce({ ...rest, route, audit: undefined })

// ------------------------------------------------------------------ annotations

const words = {
  route: { method: 'GET', resource: 'document' },
  policy,
  authenticate: (request: Incoming) => verify(request.token),
} as const

// a row that is annotated, a request and a caller that are not, and a renderer in place
export const annotated = enforce({
  ...words,
  lookUp: ({ id }) => documentOf(id),
  authorize: (row: Document, { name }) => rule(row.owner + name),
  renderer: ({ code }, { folder }) => ({ body: code + folder }),
  audit: ({ request, caller }) => {
    request.folder satisfies string
    caller?.name satisfies string | undefined
  },
  handle: (row, { name }, { folder }) => row.text + name + folder,
})
export const annotatedAlone = enforce({
  ...words,
  evaluate: ({ id }, { name }) => isAllowed(name, id),
  lookUp: async ({ id }) => Promise.resolve(documentOf(id)),
  authorize: (row: Document) => rule(row.owner),
  whenAbsent: ({ name }, { allowed }) => rule(name + String(allowed)),
  ancestors: [
    {
      resource: 'folder',
      lookUp: ({ folder }) => folderOf(folder),
      authorize: ({ members }: Folder) => rule(String(members.length)),
    },
  ],
  references: [
    {
      resource: 'user',
      lookUp: ({ id }) => userOf(id),
      authorize: (user: { readonly name: string }) => rule(user.name),
    },
  ],
  renderer: ({ code }, { folder }) => ({ body: code + folder }),
  audit: () => undefined,
  handle: ({ text }) => text,
})
// a rule of another module, annotated in full
declare const mayRead: (
  row: Document,
  who: { readonly name: string },
  evaluation: { readonly allowed: boolean },
) => Permission.Permission
enforce({
  ...words,
  evaluate: ({ id }, { name }) => isAllowed(name, id),
  lookUp: ({ id }) => documentOf(id),
  authorize: mayRead,
  audit: () => undefined,
  handle: ({ text }) => text,
})
enforce({
  ...words,
  // @ts-expect-error a caller who has no such member
  evaluate: (_request: Incoming, { title }: { readonly title: string }) => title,
  lookUp: ({ id }) => documentOf(id),
  authorize: () => Permission.deny(),
  audit: () => undefined,
  handle: ({ text }) => text,
})
enforce({
  ...words,
  evaluate: ({ id }) => id,
  lookUp: ({ id }) => documentOf(id),
  // @ts-expect-error a rule of another evaluation
  authorize: mayRead,
  audit: () => undefined,
  handle: ({ text }) => text,
})
// the annotation of a rule says what it needs, and not what the row is
export const inPart = enforce({
  ...words,
  lookUp: ({ id }) => documentOf(id),
  authorize: ({ owner }: { readonly owner: string }) => rule(owner),
  audit: () => undefined,
  handle: ({ text }) => text,
})
enforce({
  ...words,
  lookUp: ({ id }) => documentOf(id),
  // @ts-expect-error a rule of another row
  authorize: ({ members }: Folder) => rule(String(members.length)),
  audit: () => undefined,
  handle: ({ text }) => text,
})
declare const untyped: (id: string) => unknown
// a row of an unknown type is what the rule says
enforce({
  ...words,
  lookUp: ({ id }) => untyped(id),
  authorize: ({ owner }: Document) => rule(owner),
  audit: () => undefined,
  handle: () => undefined,
})
// @ts-expect-error and its resource type is still one of the policy
enforce({ ...rest, route: { method: 'GET', resource: 'documnet' }, lookUp: () => untyped('') })
// @ts-expect-error likewise where there is never a row
enforce({ ...rest, route: { method: 'GET', resource: 'documnet' }, lookUp: () => null })

// ------------------------------------------------------------------ a route of the request

// a request that is annotated in the route alone; all the others are inferred from it
export const ofRequest = enforce({
  route: ({ id }: Incoming) => ({
    method: 'GET',
    resource: 'document',
    requires: { scopes: [`documents:${id}:read`] },
  }),
  policy,
  authenticate: ({ token }) => verify(token),
  evaluate: ({ id }, { name }) => isAllowed(name, id),
  lookUp: ({ id }) => documentOf(id),
  authorize: ({ owner }, { name }, { allowed }) => rule(owner + name + String(allowed)),
  whenAbsent: ({ name }, { allowed }, { folder }) => rule(name + folder + String(allowed)),
  ancestors: [
    {
      resource: 'folder',
      lookUp: ({ folder }) => folderOf(folder),
      authorize: ({ members }: Folder, { name }) => rule(String(members.includes(name))),
    },
  ],
  renderer: ({ code }, { folder }) => ({ body: code + folder }),
  audit: ({ request, caller }) => {
    request.folder satisfies string
    caller?.name satisfies string | undefined
  },
  handle: (row, { name }, { folder }) => row.text + name + folder,
})
ofRequest satisfies (request: Incoming) => Promise<unknown>

// a request that is annotated afterwards, and a row that is
export const annotatedLater = enforce({
  route: ({ id }) => ({ method: 'GET', resource: id === '' ? 'documents' : 'document' }),
  policy,
  authenticate: (request: Incoming) => verify(request.token),
  lookUp: ({ id }) => documentOf(id),
  authorize: (row: Document, { name }) => rule(row.owner + name),
  audit: () => undefined,
  handle: ({ text }) => text,
})
const later = await annotatedLater(request)
// one item, of whatever type: neither Empty nor Conflict
if (later._tag !== 'Ok') later.status

const madeRoutes = {
  read: Route.of({ method: 'GET', resource: 'document' }),
  list: Route.of({ method: 'GET', resource: 'documents', shape: 'collection' }),
  create: Route.of({ method: 'PUT', resource: 'document', expects: 'absent' }),
} as const

// the tags of all that the function may give
const ofMade = await enforce({
  ...rest,
  route: ({ id }: Incoming) => (id === '' ? madeRoutes.read : madeRoutes.create),
  handle: (row) => row satisfies Document | undefined,
})(request)
// @ts-expect-error Conflict is left unhandled
if (ofMade._tag !== 'Ok') ofMade.status
if (ofMade._tag !== 'Ok' && ofMade._tag !== 'Conflict') ofMade.status
const ofThree = await enforce({
  ...rest,
  route: ({ id }: Incoming) => madeRoutes[id === '' ? 'list' : id === 'x' ? 'read' : 'create'],
  references: [folder],
})(request)
// @ts-expect-error Empty is left unhandled
if (ofThree._tag !== 'Ok' && ofThree._tag !== 'Conflict') ofThree satisfies { readonly status: 404 }
if (
  ofThree._tag !== 'Ok' &&
  ofThree._tag !== 'Conflict' &&
  ofThree._tag !== 'Empty' &&
  ofThree._tag !== 'UnresolvedReference'
)
  ofThree.status satisfies 401 | 403 | 404 | 503
const inWords = await enforce({
  ...rest,
  route: ({ id }: Incoming) =>
    id === ''
      ? { method: 'GET', resource: 'documents', shape: 'collection', expects: 'present' }
      : { method: 'PUT', resource: 'document', expects: 'either' },
  // @ts-expect-error there may be none
  handle: (row) => row.owner,
})(request)
// @ts-expect-error Empty is left unhandled
if (inWords._tag !== 'Ok') inWords.status
if (inWords._tag !== 'Ok' && inWords._tag !== 'Empty') inWords.status
const oneItem = await enforce({
  ...rest,
  route: ({ id }: Incoming) => ({ method: 'GET', resource: id === '' ? 'user' : 'document' }),
})(request)
if (oneItem._tag !== 'Ok') oneItem.status

// @ts-expect-error a resource type that the policy does not name
enforce({ ...rest, route: () => ({ method: 'GET', resource: 'documnet' }) })
// @ts-expect-error likewise of a route that was made
enforce({ ...rest, route: () => Route.of({ method: 'GET', resource: 'documnet' }) })
// @ts-expect-error a route of another request
enforce({ ...rest, route: ({ phone }: { phone: string }) => ({ method: phone, resource: 'user' }) })
enforce({
  ...rest,
  // @ts-expect-error it is handed the request alone, and never the row
  route: (_: Incoming, row: Document) => ({ method: row.text, resource: 'user' }),
})
// @ts-expect-error a route is given at once
enforce({ ...rest, route: () => Promise.resolve(route) })
// @ts-expect-error and it is always given
enforce({ ...rest, route: ({ id }: Incoming) => (id === '' ? route : undefined) })

// ------------------------------------------------------------------ with fp-ts

declare const verifyTask: (token: string) => TaskEither<Error, Awaited<ReturnType<typeof verify>>>
declare const documentTask: (id: string) => TaskEither<Error, Document | undefined>
declare const membersIn: (folder: Folder) => Either<string, ReadonlyArray<string>>
const ofTasks = enforce({
  route: { method: 'GET', resource: 'document' },
  policy,
  authenticate: fromTaskEither(({ token }: Incoming) =>
    token === '' ? left(new Error('no token')) : verifyTask(token),
  ),
  evaluate: fromTaskEither((_request: Incoming, { name }: { readonly name: string }) =>
    right({ allowed: name === 'emma' }),
  ),
  lookUp: fromTaskEither(({ id }: Incoming) => documentTask(id)),
  authorize: ({ owner }, { name }, { allowed }) => rule(owner + name + String(allowed)),
  ancestors: [
    {
      resource: 'folder',
      lookUp: fromTaskEither(({ folder }: Incoming) => right(folderOf(folder))),
      authorize: ({ members }, { name }) => rule(String(members.includes(name))),
    },
  ],
  audit: fromTaskEither(({ request }: AuditRecord<Incoming, object>) =>
    request.id === '' ? failed('no id') : right(undefined),
  ),
  handle: fromTaskEither(({ text }: Document) => right(text)),
})
ofTasks satisfies (request: Incoming) => Promise<unknown>
const ofTask = await ofTasks(request)
if (ofTask._tag === 'Ok') ofTask.value satisfies string
fromTaskEither(membersIn) satisfies (folder: Folder) => Promise<ReadonlyArray<string>>
// @ts-expect-error what gives no Either makes no member
enforce({ ...rest, route, lookUp: fromTaskEither(({ id }: Incoming) => documentOf(id)) })
// @ts-expect-error a rule answers at once
enforce({ ...rest, route, authorize: fromTaskEither(() => right(Permission.grant())) })
// @ts-expect-error a request of another route
enforce({ ...rest, route, lookUp: fromTaskEither(({ phone }: { phone: string }) => right(phone)) })

// ------------------------------------------------------------------ what a handler is handed

enforce({ ...rest, route, handle: (row) => row satisfies Document })
enforce({
  ...rest,
  route: { method: 'PUT', resource: 'document', expects: 'absent' },
  handle: (row) => row satisfies undefined,
})
enforce({
  ...rest,
  route: { method: 'PUT', resource: 'document', expects: 'either' },
  // @ts-expect-error there may be none
  handle: (row) => row.owner,
})

// ------------------------------------------------------------------ the tags of the verdict

const list = await enforce({
  ...rest,
  route: { method: 'GET', resource: 'documents', shape: 'collection' },
})(request)
// @ts-expect-error Empty is left unhandled
if (list._tag !== 'Ok') list.status
if (list._tag !== 'Ok' && list._tag !== 'Empty') list.status

const create = await enforce({
  ...rest,
  route: { method: 'PUT', resource: 'document', expects: 'absent' },
})(request)
// @ts-expect-error Conflict is left unhandled
if (create._tag !== 'Ok') create.status
if (create._tag !== 'Ok' && create._tag !== 'Conflict') create.status

const move = await enforce({ ...rest, route, references: [folder] })(request)
// @ts-expect-error UnresolvedReference is left unhandled
if (move._tag !== 'Ok') move.status
// a reference that is expected to be present causes no conflict
if (move._tag !== 'Ok' && move._tag !== 'UnresolvedReference') move.status

const rename = await enforce({
  ...rest,
  route,
  references: [folder, { ...folder, expects: 'absent' }],
})(request)
// @ts-expect-error Conflict is left unhandled
if (rename._tag !== 'Ok' && rename._tag !== 'UnresolvedReference') rename.status
if (rename._tag !== 'Ok' && rename._tag !== 'UnresolvedReference' && rename._tag !== 'Conflict')
  rename.status

const under = await enforce({ ...rest, route, ancestors: [folder], references: [] })(request)
// ancestors add no tag, and neither does an empty list of references
if (under._tag !== 'Ok') under.status

// ------------------------------------------------------------------ with a renderer

const rendered = await enforce({
  ...rest,
  route: { method: 'GET', resource: 'documents', shape: 'collection' },
  authenticate: (request: Incoming) => verify(request.token),
  renderer: ({ code }, { id }) => ({ headers: { 'x-request-id': id }, body: code }),
})(request)
if (rendered._tag === 'Rendered') rendered.body satisfies string
if (rendered._tag !== 'Ok' && rendered._tag !== 'Empty') rendered satisfies Rendered
declare const anyRenderer: Renderer
const renderedByAny = await enforce({ ...rest, route, renderer: anyRenderer })(request)
if (renderedByAny._tag !== 'Ok') renderedByAny satisfies Rendered
declare const perhaps: Renderer | undefined
const perhapsRendered = await enforce({ ...rest, route, renderer: perhaps })(request)
// @ts-expect-error it may have been rendered
if (perhapsRendered._tag !== 'Ok' && perhapsRendered._tag !== 'Unavailable') send(perhapsRendered)
declare const other: Renderer<{ readonly path: string }>
// @ts-expect-error a renderer for another request
enforce({ ...rest, route, renderer: other })
// @ts-expect-error a renderer answers at once
enforce({ ...rest, route, renderer: () => Promise.resolve({}) })

// ------------------------------------------------------------------ the truth stays inside

declare const record: AuditRecord<Incoming, { readonly authn: Authn.Authn }>
// @ts-expect-error a record is no answer
send(record)
// @ts-expect-error before a look-up nothing is known of the state
if (record._tag === 'DecidedBeforeLookup') record.explanation.state
// @ts-expect-error who asked may not be known
if (record._tag === 'Failed') record.caller.authn
