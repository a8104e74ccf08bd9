/**
 * The truth about a decision, for the audit log. It walks the same table and is never sent: nothing
 * that makes an answer imports this file.
 */
import * as Authn from '../domain/Authn.js'
import type { Disclosure } from '../domain/Disclosure.js'
import type { Fault } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import type { Any } from '../domain/PermissionValue.js'
import * as Policy from '../domain/Policy.js'
import type { Related } from '../domain/Related.js'
import { linkOf, type Remedy } from '../domain/Remedy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Expects, Shape } from '../domain/Route.js'
import { answersOf, answersTo, type Answers } from './answers.js'
import { classOf } from './callers.js'
import type { Request } from './decide.js'
import { faultsOf } from './faults.js'
import { isEntitled, type Caller, type Row } from './judge.js'
import { reasons, type Answer } from './reasons.js'
import { judgeSeveral, type Judged, type Outcome, type Several } from './several.js'
import { situationAt } from './table.js'

/** Plain data, frozen, for `JSON.stringify`. */
export interface Explanation {
  /** The row of the decision table; `unresolved` where a reference is missing or hidden. */
  readonly row: Outcome
  /** Its condition, in words. */
  readonly because: string
  /** What the caller is told: the code of the refusal, or the tag of the verdict. */
  readonly answer: Answer
  /** The clauses that the row rests on. */
  readonly cites: ReadonlyArray<string>
  /** What the answer keeps from the caller. */
  readonly concealed: ReadonlyArray<'state' | 'missing-permissions' | 'request-access' | 'step-up'>
  /** `undefined` where the request is no route. */
  readonly resource: string | undefined
  /** Whether the policy names the resource type. If not, it got the strictest disclosure. */
  readonly named: boolean
  readonly disclosure: Disclosure
  readonly caller: Caller
  /** Why the credentials were rejected. */
  readonly reason: Authn.Reason | undefined
  readonly state: ResourceState
  /** Whether an ancestor is missing, or hidden from the caller. Then nobody is entitled. */
  readonly blocked: boolean
  /** As it counts: not for anonymous callers on a route that requires anything, and so on. */
  readonly granted: boolean
  readonly mayKnow: boolean
  readonly entitled: boolean
  /** What the permissions say about a denial, whether it was told or not. */
  readonly remedy: Remedy | undefined
  readonly ancestors: ReadonlyArray<Explained>
  readonly references: ReadonlyArray<Explained>
  /** Arguments that were not made, what constructors dropped or mended, what rules threw. */
  readonly faults: ReadonlyArray<Fault>
}

/** A thing that was judged along with the target. */
export interface Explained {
  readonly resource: string
  readonly expects: string
  readonly state: ResourceState
  readonly granted: boolean
  readonly mayKnow: boolean
  readonly row: Row
  /** What it does to the answer. */
  readonly effect: 'passes' | 'denies' | 'blocks' | 'challenges' | 'is unresolved' | 'conflicts'
}

/**
 * Why `decide` answers these five arguments as it does. For the operator only: it holds the state of
 * the resource and the reason of a rejection. It never throws. It does not say who the caller is,
 * because the engine is not told.
 */
export const explain = <
  P extends string,
  M extends string,
  S extends Shape = 'item',
  E extends Expects = 'present',
  X extends string = never,
>(
  request: Request<NoInfer<P>, M, S, E>,
  authn: Authn.Authn,
  state: ResourceState,
  permission: Permission.Permission<NoInfer<P>, X>,
  policy: Policy.Policy<P>,
): Explanation => {
  const faults = faultsOf({ request, authn, state, permission, policy })
  const answers = answersOf(request, policy)
  try {
    return explainWith(answers, authn, state, permission, faults)
  } catch (cause) {
    // only code that forges made values comes here
    const forged = { path: '(a forged value)', message: 'it cannot be read', cause }
    return explainWith(answers, undefined, 'absent', Permission.deny(), [...faults, forged])
  }
}

const explainWith = (
  answers: Answers,
  authn: Authn.Authn | undefined,
  state: ResourceState,
  permission: Any,
  faults: ReadonlyArray<Fault>,
): Explanation => {
  const made = Permission.is(permission) ? permission : Permission.deny()
  const { setting } = answersTo(answers, classOf(authn as Authn.Authn, answers))
  const { outcome, remedy, target, references } = judgeSeveral(setting, answers.policy, state, made)
  const situation = situationAt(setting, target.cell)
  const known = !answers.misunderstood.includes('route')
  const { reads, answer, cites } = reasons[outcome]
  return Object.freeze({
    row: outcome,
    because: reads,
    answer,
    cites,
    concealed: concealed(outcome, target),
    resource: known ? answers.route.resource : undefined,
    named: known && Object.hasOwn(answers.policy.types, answers.route.resource),
    disclosure: answers.disclosure,
    caller: setting.caller,
    reason: Authn.is(authn) && authn._tag === 'Rejected' ? authn.reason : undefined,
    state: resourceStates.includes(state) ? state : 'absent',
    blocked: situation.state === 'blocked',
    granted: situation.granted && situation.understood,
    mayKnow: situation.mayKnow,
    entitled: isEntitled(situation),
    remedy: remedy ?? target.remedy,
    ancestors: target.ancestors.map(({ of, row }) => explained(of, row, ancestorEffect)),
    references: references.map(({ of, row }) => explained(of, row, referenceEffect)),
    faults,
  })
}

const concealed = (outcome: Outcome, { remedy }: Judged): Explanation['concealed'] => {
  if (outcome === '9a' || outcome === '9b' || outcome === '4') return []
  return [
    ...(outcome.startsWith('5') ? (['state'] as const) : []),
    ...(remedy?._tag === 'StepUp' ? (['step-up'] as const) : []),
    ...(remedy?._tag === 'RequestAccess' && remedy.missingPermissions.length > 0
      ? (['missing-permissions'] as const)
      : []),
    ...(remedy?._tag === 'RequestAccess' && linkOf(remedy) !== undefined
      ? (['request-access'] as const)
      : []),
  ]
}

const explained = (
  { resource, expects, state, permission }: Related<string, string>,
  row: Row,
  effectOf: (row: Row) => Explained['effect'],
): Explained => ({
  resource,
  expects,
  state,
  granted: permission._tag === 'Granted',
  mayKnow: permission.mayKnow,
  row,
  effect: effectOf(row),
})

const ancestorEffect = (row: Row): Explained['effect'] =>
  row === '4' ? 'passes' : row === '8' || row.startsWith('9') ? 'denies' : 'blocks'

const referenceEffect = (row: Row): Explained['effect'] => {
  if (row === '4') return 'passes'
  if (row === '7') return 'conflicts'
  if (row === '8' || row === '5a') return 'challenges'
  return row.startsWith('9') ? 'denies' : 'is unresolved'
}

export type { Several }
