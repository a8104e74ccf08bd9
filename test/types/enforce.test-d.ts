/**
 * Nothing here runs. What a route hands from one effect to the next is inferred; what must not compile is marked so.
 */
import type { Authn } from 'glomar'
import { Permission, Policy, type Refusal } from 'glomar'
import { enforce, toTaskEither, type AuditRecord } from 'glomar/enforce'

const policy = Policy.of({ user: {}, call: { existence: 'known' }, calls: { list: 'empty' } })

interface Incoming {
  readonly token: string
  readonly id: string
  readonly phone: string
}
interface Call {
  readonly owner: string
  readonly audio: string
}
declare const verify: (token: string) => Promise<{ readonly name: string; readonly authn: Authn.Authn }>
declare const callOf: (id: string) => Promise<Call | undefined>
declare const userOf: (phone: string) => { readonly phone: string } | null
declare const isAllowed: (name: string, id: string) => Promise<{ readonly allowed: boolean }>
declare const send: (refusal: Refusal) => void

// the caller from authentication, the evaluation from the engine, the row from the look-up, the value from the handler
export const getCall = enforce({
  route: { method: 'GET', resource: 'call', requires: { scopes: ['calls:read'] } },
  policy,
  sent: ({ id }) => ({ correlationId: id }),
  authenticate: (request: Incoming) => verify(request.token),
  evaluate: ({ id }, { name }) => isAllowed(name, id),
  above: [
    {
      resource: 'user',
      lookUp: ({ phone }) => userOf(phone),
      permission: ({ phone }: { readonly phone: string }, { name }, { allowed }) =>
        allowed && phone === name ? Permission.granted : Permission.denied,
    },
  ],
  lookUp: ({ id }, _caller, signal) => (signal.aborted ? Promise.resolve(undefined) : callOf(id)),
  permission: ({ owner }, { name }, { allowed }) => (allowed || owner === name ? Permission.granted : Permission.denied),
  whenAbsent: ({ name }, { allowed }) => (allowed && name === 'admin' ? Permission.granted : Permission.denied),
  audit: ({ request, caller }) => {
    request.token satisfies string
    caller?.name satisfies string | undefined
  },
  handle: ({ audio }, { name }, { id }) => ({ audio, name, id }),
})

const request: Incoming = { token: 't', id: 'Bnwgab', phone: '1' }
const result = await getCall(request)
if (result._tag === 'Ok') {
  const { audio, name, id }: { readonly audio: string; readonly name: string; readonly id: string } = result.value
  ;[audio, name, id]
} else {
  const status: 401 | 403 | 404 | 503 = result.status
  status
  // @ts-expect-error an outage is no refusal: nothing was decided
  send(result)
  if (result._tag !== 'Outage') send(result)
  // @ts-expect-error a refusal has no value
  result.value
}
// @ts-expect-error a request of another route
await getCall({ token: 't' })
// @ts-expect-error the index of a list is no signal
void [request].map(getCall)

const either = await toTaskEither(getCall)(request)()
if (either._tag === 'Left' && either.left._tag !== 'Outage') send(either.left)
if (either._tag === 'Right') either.right.audio satisfies string

// ------------------------------------------------------------------ what a route is made of

const rest = {
  policy,
  authenticate: (request: Incoming) => verify(request.token),
  lookUp: ({ id }: Incoming) => callOf(id),
  permission: () => Permission.denied,
  audit: () => undefined,
  handle: () => undefined,
} as const

// @ts-expect-error a resource type that the policy does not name
enforce({ ...rest, route: { method: 'GET', resource: 'cal' } })
// @ts-expect-error likewise of a link
enforce({ ...rest, route: { method: 'GET', resource: 'call' }, above: [{ resource: 'usr', lookUp: () => 1, permission: rest.permission }] })
// @ts-expect-error a caller without a result of authentication
enforce({ ...rest, route: { method: 'GET', resource: 'call' }, authenticate: () => ({ name: 'emma' }) })
// @ts-expect-error a rule answers at once
enforce({ ...rest, route: { method: 'GET', resource: 'call' }, permission: () => Promise.resolve(Permission.granted) })
// @ts-expect-error a permission is no boolean
enforce({ ...rest, route: { method: 'GET', resource: 'call' }, permission: () => true })
// @ts-expect-error a rule of another row
enforce({ ...rest, route: { method: 'GET', resource: 'call' }, permission: ({ title }: { readonly title: string }) => rule(title) })
enforce({
  ...rest,
  route: { method: 'GET', resource: 'call' },
  // @ts-expect-error likewise of a link
  above: [{ resource: 'user', lookUp: () => userOf('1'), permission: ({ title }: { readonly title: string }) => rule(title) }],
})
// @ts-expect-error nothing is done that is not written down
enforce({ ...rest, route: { method: 'GET', resource: 'call' }, audit: undefined })
declare const rule: (title: string) => Permission.Permission

// ------------------------------------------------------------------ what a handler is handed

enforce({ ...rest, route: { method: 'GET', resource: 'call' }, handle: (row) => row satisfies Call })
enforce({ ...rest, route: { method: 'PUT', resource: 'call', expects: 'absent' }, handle: (row) => row satisfies undefined })
// @ts-expect-error there may be none
enforce({ ...rest, route: { method: 'PUT', resource: 'call', expects: 'either' }, handle: (row) => row.owner })

const list = await enforce({ ...rest, route: { method: 'GET', resource: 'calls', shape: 'collection' } })(request)
// @ts-expect-error Empty is left unhandled
if (list._tag !== 'Ok') list.status
if (list._tag !== 'Ok' && list._tag !== 'Empty') list.status

const create = await enforce({ ...rest, route: { method: 'PUT', resource: 'call', expects: 'absent' } })(request)
// @ts-expect-error Conflict is left unhandled
if (create._tag !== 'Ok') create.status
if (create._tag !== 'Ok' && create._tag !== 'Conflict') create.status

// ------------------------------------------------------------------ the truth stays inside

declare const record: AuditRecord<Incoming, { readonly authn: Authn.Authn }>
// @ts-expect-error a record is no answer
send(record)
// @ts-expect-error before a look-up nothing is known of the state
if (record._tag === 'Settled') record.explanation.state
// @ts-expect-error who asked may not be known
if (record._tag === 'Failed') record.caller.authn
