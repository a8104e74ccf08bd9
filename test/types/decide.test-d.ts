/**
 * What must not compile is marked so: the compiler objects where it does. No statement of this file
 * runs.
 */
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unused-vars --
   what was not made, and answers of which only the type counts */
import {
  Authn,
  decide,
  decideBeforeLookup,
  explain,
  Facts,
  Permission,
  Policy,
  render,
  Route,
  type Explanation,
  type Refusal,
  type ResourceState,
  unavailable,
  Verdict,
} from 'glomar'
import { isLeft } from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { none, type Option } from 'fp-ts/lib/Option.js'

const policy = Policy.of({
  document: { existence: 'if-may-know' },
  documents: { list: 'empty' },
  'document:delete': {},
  folder: {},
})
const { grant, deny } = Permission
const emma = Authn.authenticated()
const read = Route.of({ method: 'GET', resource: 'document' })

interface Document {
  readonly owner: string
  readonly readers: ReadonlyArray<string>
}
declare const row: Document | undefined
declare const send: (refusal: Refusal) => void

// ------------------------------------------------------------------ the sample of the front page

const user = 'emma'
const authorize = (document: Document): Permission.Permission =>
  document.owner === user
    ? grant()
    : document.readers.includes(user)
      ? deny({
          mayKnow: true,
          missingPermissions: ['documents:write'],
          requestAccess: '/access-requests',
        })
      : deny()

const verdict = decide(read, emma, ...Facts.of(row, authorize), policy)
// @ts-expect-error a verdict may be Ok, which has no status
verdict.status
if (verdict._tag !== 'Ok') {
  send(verdict)
  const status: 401 | 403 | 404 = verdict.status
  status
}

// ------------------------------------------------------------------ the tags of a verdict, exactly

type Same<A, B> = [A, B] extends [B, A] ? true : false
declare const same: <A, B>(same: Same<A, B>) => void

type Refused = 'Unauthenticated' | 'Forbidden' | 'NotFound'

same<(typeof verdict)['_tag'], 'Ok' | Refused>(true)

const list = decide(
  { method: 'GET', resource: 'documents', shape: 'collection' },
  emma,
  'present',
  grant(),
  policy,
)
same<(typeof list)['_tag'], 'Ok' | 'Empty' | Refused>(true)
// @ts-expect-error Empty is left unhandled
if (list._tag !== 'Ok') send(list)
if (list._tag !== 'Ok' && list._tag !== 'Empty') send(list)

const head = Route.of({ method: 'HEAD', resource: 'documents', shape: 'collection' })
same<
  ReturnType<typeof decide<'documents', 'HEAD', 'collection'>>['_tag'],
  'Ok' | 'Empty' | Refused
>(true)
const listed = decide(head, emma, 'present', grant(), policy)
// @ts-expect-error Empty is left unhandled
if (listed._tag !== 'Ok') send(listed)

// a POST to a collection is never answered with an empty list
const post = decide(
  Route.of({ method: 'POST', resource: 'documents', shape: 'collection' }),
  emma,
  'present',
  grant(),
  policy,
)
same<(typeof post)['_tag'], 'Ok' | Refused>(true)

const create = Route.of({ method: 'PUT', resource: 'document', expects: 'absent' })
const created = decide(create, emma, 'absent', grant(), policy)
same<(typeof created)['_tag'], 'Ok' | 'Conflict' | Refused>(true)
// @ts-expect-error Conflict is left unhandled
if (created._tag !== 'Ok') send(created)

const upsert = Route.of({ method: 'PUT', resource: 'document', expects: 'either' })
const put = decide(upsert, emma, 'absent', grant(), policy)
same<(typeof put)['_tag'], 'Ok' | Refused>(true)

// the literals of a route stay literals, whether it is made before or written in place
same<typeof create, Route.Route<'document', 'PUT', 'item', 'absent'>>(true)
const inPlace = decide(
  Route.of({ method: 'GET', resource: 'documents', shape: 'collection' }),
  emma,
  'present',
  grant(),
  policy,
)
same<(typeof inPlace)['_tag'], 'Ok' | 'Empty' | Refused>(true)

// what is known only when the request comes may be anything
declare const method: string
declare const shape: 'item' | 'collection'
declare const expects: 'present' | 'absent' | 'either'
const open = decide(
  { method, resource: 'documents', shape, expects },
  emma,
  'present',
  grant(),
  policy,
)
same<(typeof open)['_tag'], 'Ok' | 'Empty' | 'Conflict' | Refused>(true)

// an early answer is no leave to act
const early = decideBeforeLookup(head, emma, policy)
same<NonNullable<typeof early>['_tag'], 'Empty' | Refused>(true)
const earlier = decideBeforeLookup(create, emma, policy)
same<NonNullable<typeof earlier>['_tag'], Refused>(true)
if (earlier !== undefined) send(earlier)

// @ts-expect-error a verdict cannot be changed
verdict._tag = 'Ok'

// ------------------------------------------------------------------ references and ancestors

const folder = Facts.of(row, authorize)
const moved = decide(
  read,
  emma,
  ...Facts.of(row, authorize, { references: [{ resource: 'folder', facts: folder }] }),
  policy,
)
same<(typeof moved)['_tag'], 'Ok' | 'UnresolvedReference' | Refused>(true)
// @ts-expect-error UnresolvedReference is left unhandled
if (moved._tag !== 'Ok') send(moved)

const renamed = decide(
  read,
  emma,
  ...Facts.of(row, authorize, {
    references: [{ resource: 'document', facts: folder, expects: 'absent' }],
  }),
  policy,
)
same<(typeof renamed)['_tag'], 'Ok' | 'UnresolvedReference' | 'Conflict' | Refused>(true)

const nested = decide(
  read,
  emma,
  ...Facts.of(row, authorize, { ancestors: [{ resource: 'folder', facts: folder }] }),
  policy,
)
// ancestors add no tag
same<(typeof nested)['_tag'], 'Ok' | Refused>(true)

// a type outside the policy: as an ancestor, as a reference, and as an ancestor of either
const shelf = { ancestors: [{ resource: 'shelf', facts: folder }] } as const
const named = { references: [{ resource: 'shelf', facts: folder }] } as const
const below = Facts.of(row, authorize, shelf)
const under = Facts.of(row, authorize, { ancestors: [{ resource: 'folder', facts: below }] })
const beside = Facts.of(row, authorize, { references: [{ resource: 'folder', facts: below }] })
// @ts-expect-error an ancestor that the policy does not name
decide(read, emma, ...below, policy)
// @ts-expect-error a reference that the policy does not name
decide(read, emma, ...Facts.of(row, authorize, named), policy)
// @ts-expect-error an ancestor of an ancestor that the policy does not name
decide(read, emma, ...under, policy)
// @ts-expect-error an ancestor of a reference that the policy does not name
decide(read, emma, ...beside, policy)
// @ts-expect-error likewise, for the operator
explain(read, emma, ...below, policy)
// @ts-expect-error a reference is expected to be present or absent
Facts.of(row, authorize, { references: [{ resource: 'folder', facts: folder, expects: 'either' }] })
// @ts-expect-error a misspelt option
Facts.of(row, authorize, { ancestor: [] })

// ------------------------------------------------------------------ resource types and names

decide({ method: 'GET', resource: 'document' }, emma, 'present', grant(), policy)
decide({ method: 'DELETE', resource: 'document:delete' }, emma, 'present', grant(), policy)
// @ts-expect-error a resource type that the policy does not name
decide({ method: 'GET', resource: 'documnet' }, emma, 'present', grant(), policy)
// @ts-expect-error an action that the policy does not name
decide({ method: 'GET', resource: 'document:read' }, emma, 'present', grant(), policy)
// @ts-expect-error likewise, for a route that was made
decide(Route.of({ method: 'GET', resource: 'documnet' }), emma, 'present', grant(), policy)
// @ts-expect-error likewise
decideBeforeLookup({ method: 'GET', resource: 'documnet' }, emma, policy)
// @ts-expect-error likewise
explain({ method: 'GET', resource: 'documnet' }, emma, 'present', grant(), policy)
// @ts-expect-error a misspelt knob
Policy.of({ document: { existance: 'if-may-know' } })
// @ts-expect-error a value that the knob does not have
Policy.of({ document: { existence: 'hidden' } })
// @ts-expect-error a misspelt constant
Policy.of({ document: {} }, { relm: 'api' })
// @ts-expect-error a misspelt requirement
Route.of({ method: 'GET', resource: 'document', requires: { scope: ['documents:read'] } })
// @ts-expect-error likewise, in a plain object
decideBeforeLookup({ method: 'GET', resource: 'document', requires: { scope: [] } }, emma, policy)
// @ts-expect-error a misspelt member of a route
Route.of({ method: 'GET', resource: 'document', require: { scopes: ['documents:read'] } })
// @ts-expect-error a requirement that asks nothing
Route.of({ method: 'GET', resource: 'document', requires: { authenticated: false } })
// @ts-expect-error a requirement that is there and undefined
Route.of({ method: 'GET', resource: 'document', requires: { scopes: undefined } })
Route.of({
  method: 'GET',
  resource: 'document',
  requires: { scopes: { anyOf: ['a', ['b', 'c']] } },
})
// @ts-expect-error a misspelt alternative
Route.of({ method: 'GET', resource: 'document', requires: { scopes: { anyOff: ['a'] } } })
// @ts-expect-error `mayKnow` has to be said of a denial
deny({ missingPermissions: ['documents:write'] })
// @ts-expect-error and of a step-up
Permission.stepUp({ maxAge: 60 })
// @ts-expect-error a misspelt member of a denial
deny({ mayKnow: true, lacking: ['documents:write'] })
// @ts-expect-error a nonce is handed out by `nonceWanted`
Authn.rejected('use-dpop-nonce')
// @ts-expect-error a misspelt member of credentials
Authn.authenticated({ scope: ['documents:read'] })

// a policy from data accepts any type
declare const decoded: Policy.Policy
decide({ method: 'GET', resource: 'anything' }, emma, 'present', grant(), decoded)

// a type that one of the two names is a type of both together
const combined: Policy.Policy<'document' | 'user'> = Policy.combine(
  Policy.of({ document: {} }),
  Policy.of({ user: {} }),
)
decide({ method: 'GET', resource: 'user' }, emma, 'present', grant(), combined)

// ------------------------------------------------------------------ what was not made

// @ts-expect-error a spread copy of an authn result
decide(read, { ...emma }, 'present', grant(), policy)
// @ts-expect-error a spread copy of a permission
decide(read, emma, 'present', { ...grant() }, policy)
// @ts-expect-error a spread copy that says more
decide(read, emma, 'present', { ...deny(), mayKnow: true }, policy)
// @ts-expect-error a spread copy of a policy
decide(read, emma, 'present', grant(), { ...policy })
// @ts-expect-error a literal
decide(read, { _tag: 'Anonymous', faults: [] }, 'present', grant(), policy)
// @ts-expect-error a literal
decide(read, emma, 'present', { _tag: 'Granted', mayKnow: true }, policy)
// @ts-expect-error what comes from JSON
decide(read, emma, 'present', JSON.parse('{}') as { readonly _tag: 'Granted' }, policy)
// @ts-expect-error a spread copy in facts
Facts.of(row, () => ({ ...grant() }))
// @ts-expect-error a spread copy where it is absent
Facts.of(row, authorize, { whenAbsent: { ...grant() } })
// @ts-expect-error a spread copy among several
Permission.allOf(grant(), { ...grant() })
// @ts-expect-error a spread copy of a policy
Policy.combine({ ...policy }, policy)
declare const take: (route: Route.Route) => void
// @ts-expect-error a spread copy of a route is no route
take({ ...read })
// @ts-expect-error nor is it a route in words: its requirements are in full
decide({ ...read }, emma, 'present', grant(), policy)

// ------------------------------------------------------------------ the order of the arguments

// @ts-expect-error swapped
decide(read, 'present', emma, grant(), policy)
// @ts-expect-error swapped
decide(read, emma, grant(), 'present', policy)
// @ts-expect-error swapped
decide(policy, emma, 'present', grant(), read)
// @ts-expect-error swapped
explain(emma, read, 'present', grant(), policy)

type Arguments = [
  Parameters<typeof decide<'document', 'GET'>>[0],
  Authn.Authn,
  ResourceState,
  Permission.Permission,
  Policy.Policy<'document'>,
]
type Index = '0' | '1' | '2' | '3' | '4'

/** All 120 orders of the five. */
type Orders<I extends Index = Index> = [I] extends [never]
  ? []
  : { [First in I]: [First, ...Orders<Exclude<I, First>>] }[I]

/** The arguments in this order. */
type Ordered<Order extends ReadonlyArray<Index>> = {
  [Place in keyof Order]: Arguments[Order[Place] & Index]
}

/** Those of the orders that compile. */
type Compiling<Order> =
  Order extends ReadonlyArray<Index>
    ? Ordered<Order> extends Parameters<typeof decide<'document', 'GET'>>
      ? Order
      : never
    : never

same<Compiling<Orders>, ['0', '1', '2', '3', '4']>(true)
same<['4', '3', '2', '1', '0'] extends Orders ? true : false, true>(true)
same<['0', '0', '2', '3', '4'] extends Orders ? true : false, false>(true)

// ------------------------------------------------------------------ the truth stays inside

declare const explanation: Explanation
// @ts-expect-error an explanation is no answer
send(explanation)
// @ts-expect-error an explanation is no verdict
export const leaked: Verdict = explanation
// @ts-expect-error an explanation is not rendered
render(explanation)
// @ts-expect-error a renderer answers at once
render({} as Refusal, () => Promise.resolve({ status: 404 }))
render({} as Refusal, ({ code }, { path }) => ({ body: `${code} ${path}` }), { path: '/' })

// ------------------------------------------------------------------ facts

// @ts-expect-error a promise is no row
Facts.of(Promise.resolve(row), () => grant())
// @ts-expect-error a rule answers at once
Facts.of(row, () => Promise.resolve(grant()))
// @ts-expect-error a permission is no boolean
Facts.of(row, () => true)
// @ts-expect-error a permission is no constant of the namespace
Facts.of(row, () => Permission.grant)
Facts.fromOption({ _tag: 'None' }, authorize)
declare const option: Option<Document>
const ofOption = Facts.fromOption(option, (document) => authorize(document), {
  ancestors: [{ resource: 'folder', facts: folder }],
  references: [{ resource: 'document', facts: folder, expects: 'absent' }],
})
const byOption = decide(read, emma, ...ofOption, policy)
same<(typeof byOption)['_tag'], 'Ok' | 'UnresolvedReference' | 'Conflict' | Refused>(true)
Facts.fromOption(none, authorize)
// @ts-expect-error an option is no row: `Facts.fromOption` takes it
Facts.of(option, () => grant())
// @ts-expect-error a promise is no row
Facts.fromOption({ _tag: 'Some', value: Promise.resolve(row) }, () => grant())
// @ts-expect-error likewise an ancestor that the policy does not name
decide(read, emma, ...Facts.fromOption(option, authorize, shelf), policy)

// ------------------------------------------------------------------ what can be done with a verdict

const statusOfList = pipe(
  list,
  Verdict.match({
    Ok: ({ _tag }) => _tag,
    Empty: ({ _tag }) => _tag,
    Refusal: ({ status }) => status,
  }),
)
same<typeof statusOfList, 'Ok' | 'Empty' | 401 | 403 | 404>(true)
const ofRename = pipe(
  renamed,
  Verdict.match({
    Ok: () => true,
    Conflict: ({ _tag }) => _tag,
    UnresolvedReference: ({ _tag }) => _tag,
    Refusal: ({ status }) => status,
  }),
)
same<typeof ofRename, boolean | 'Conflict' | 'UnresolvedReference' | 401 | 403 | 404>(true)
// @ts-expect-error Empty is left unhandled
pipe(list, Verdict.match({ Ok: () => 200, Refusal: ({ status }) => status }))
// @ts-expect-error refusals are left unhandled
pipe(verdict, Verdict.match({ Ok: () => 200 }))
// @ts-expect-error Empty cannot occur
pipe(verdict, Verdict.match({ Ok: () => 200, Empty: () => 200, Refusal: () => 404 }))
// @ts-expect-error refusals share one case
pipe(verdict, Verdict.match({ Ok: () => 200, Refusal: () => 404, NotFound: () => 404 }))

const asEither = Verdict.toEither(list)
if (isLeft(asEither)) same<(typeof asEither.left)['_tag'], 'Empty' | Refused>(true)
else same<(typeof asEither.right)['_tag'], 'Ok'>(true)

if (Verdict.isRefusal(list)) send(list)
// @ts-expect-error what is no refusal is not always Ok
else list satisfies { readonly _tag: 'Ok' }
Verdict.isRefusal(unavailable)
Verdict.Show.show(unavailable)
Verdict.Eq.equals(verdict, list)
// @ts-expect-error the name of the type takes the place of no verdict
Verdict satisfies Verdict

// ------------------------------------------------------------------ data-last

const other = Policy.of({ user: {} })
const tightened: Policy.Policy<'document' | 'documents' | 'document:delete' | 'folder' | 'user'> =
  pipe(policy, Policy.combine(other))
decide({ method: 'GET', resource: 'user' }, emma, 'present', grant(), tightened)
// @ts-expect-error a type that neither names
decide({ method: 'GET', resource: 'shelf' }, emma, 'present', grant(), tightened)
// @ts-expect-error a spread copy of a policy
Policy.combine({ ...policy })
