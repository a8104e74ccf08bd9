/**
 * Nothing here runs. What must not compile is marked so, and the compiler objects where it does.
 */
import {
  Authn,
  decide,
  explain,
  Facts,
  Permission,
  Policy,
  prepare,
  type Explanation,
  type Refusal,
  type Request,
  type ResourceState,
  type Verdict,
} from 'glomar'

const policy = Policy.of({ call: { existence: 'known' }, calls: { list: 'empty' } })
const me = Authn.authenticated()

interface Call {
  readonly owner: string
}
declare const row: Call | undefined
declare const send: (refusal: Refusal) => void

// ------------------------------------------------------------------ resource types and knobs

decide({ method: 'GET', resource: 'call' }, me, 'present', Permission.granted, policy)
// @ts-expect-error a resource type that the policy does not name
decide({ method: 'GET', resource: 'cal' }, me, 'present', Permission.granted, policy)
// @ts-expect-error likewise
prepare({ method: 'GET', resource: 'cal' }, policy)
// @ts-expect-error likewise
explain({ method: 'GET', resource: 'cal' }, me, 'present', Permission.granted, policy)
// @ts-expect-error a misspelt knob
Policy.of({ call: { existance: 'known' } })
// @ts-expect-error a value that the knob does not have
Policy.of({ call: { existence: 'hidden' } })
// @ts-expect-error a misspelt constant
Policy.of({ call: {} }, { relam: 'api' })
// @ts-expect-error a misspelt requirement
decide({ method: 'GET', resource: 'call', requires: { scope: ['calls:read'] } }, me, 'present', Permission.granted, policy)
// @ts-expect-error a misspelt member of the route
prepare({ method: 'GET', resource: 'call', require: { scopes: ['calls:read'] } }, policy)

// a policy from JSON accepts any type
declare const decoded: Policy.Policy
decide({ method: 'GET', resource: 'anything' }, me, 'present', Permission.granted, decoded)

// a type that one of the two names is a type of both together
const combined: Policy.Policy<'call' | 'calls' | 'user'> = Policy.combine(policy, Policy.of({ user: {} }))
decide({ method: 'GET', resource: 'user' }, me, 'present', Permission.granted, combined)

// ------------------------------------------------------------------ the order of the arguments

// @ts-expect-error swapped
decide({ method: 'GET', resource: 'call' }, 'present', me, Permission.granted, policy)
// @ts-expect-error swapped
decide({ method: 'GET', resource: 'call' }, me, Permission.granted, 'present', policy)
// @ts-expect-error swapped
decide({ method: 'GET', resource: 'call' }, Permission.granted, 'present', me, policy)
// @ts-expect-error swapped
decide(policy, me, 'present', Permission.granted, { method: 'GET', resource: 'call' })

// Of all 120 orders one compiles, because no argument's type is assignable to another's.
type Arguments = [Request, Authn.Authn, ResourceState, Permission.Permission, Policy.Policy]
type Overlap<I extends keyof Arguments, J extends keyof Arguments> = I extends J
  ? never
  : Arguments[I] extends Arguments[J]
    ? [I, J]
    : never
type Index = '0' | '1' | '2' | '3' | '4'
type Overlaps = { [I in Index]: { [J in Index]: Overlap<I, J> }[Index] }[Index]
export const noOverlap: [Overlaps] extends [never] ? true : Overlaps = true

// ------------------------------------------------------------------ the verdict

const verdict = decide(
  { method: 'GET', resource: 'call' },
  me,
  ...Facts.of(row, (call) => (call.owner === 'emma' ? Permission.granted : Permission.denied)),
  policy,
)
// @ts-expect-error a verdict may be Ok, which has no status
verdict.status
if (verdict._tag !== 'Ok') {
  send(verdict)
  const status: 401 | 403 | 404 = verdict.status
  status
}

const list = decide({ method: 'GET', resource: 'calls', shape: 'collection' }, me, 'present', Permission.granted, policy)
if (list._tag !== 'Ok') {
  // @ts-expect-error Empty is left unhandled
  send(list)
  if (list._tag !== 'Empty') send(list)
}

// a POST to a collection is never answered with an empty list
const post = decide({ method: 'POST', resource: 'calls', shape: 'collection' }, me, 'present', Permission.granted, policy)
if (post._tag !== 'Ok') send(post)

const create = prepare({ method: 'PUT', resource: 'call', expects: 'absent' }, policy)(me, 'absent', Permission.granted)
if (create._tag !== 'Ok') {
  // @ts-expect-error Conflict is left unhandled
  send(create)
  if (create._tag !== 'Conflict') send(create)
}

// what is known only when the request comes may be anything
declare const method: string
declare const shape: 'item' | 'collection'
const open: Verdict = decide({ method, resource: 'calls', shape }, me, 'present', Permission.granted, policy)
// @ts-expect-error Empty is left unhandled
if (open._tag !== 'Ok') send(open)

// @ts-expect-error a verdict cannot be changed
verdict._tag = 'Ok'

// ------------------------------------------------------------------ the truth stays inside

declare const explanation: Explanation
// @ts-expect-error an explanation is no answer
send(explanation)
// @ts-expect-error an explanation is no verdict
export const leaked: Verdict = explanation

// ------------------------------------------------------------------ facts

// @ts-expect-error a promise is no row
Facts.of(Promise.resolve(row), () => Permission.granted)
// @ts-expect-error a rule answers at once
Facts.of(row, () => Promise.resolve(Permission.granted))
// @ts-expect-error a permission is no boolean
Facts.of(row, () => true)
