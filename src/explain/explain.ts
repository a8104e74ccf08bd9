/**
 * The truth about a decision, for the audit log. It walks the same table and is never sent: nothing
 * that makes an answer imports this folder.
 */
import * as Authn from '../domain/Authn.js'
import { none, type Fault } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import type { Any } from '../domain/PermissionValue.js'
import type * as Policy from '../domain/Policy.js'
import type { Related } from '../domain/Related.js'
import * as Remedy from '../domain/Remedy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type * as Route from '../domain/Route.js'
import type { Expects, Shape } from '../domain/Route.js'
import { answersOf, answersTo, type Answers } from '../engine/answers.js'
import { classOf } from '../engine/callers.js'
import type { Request } from '../engine/decide.js'
import type { Explained, Explanation, ExplanationBeforeLookup } from './Explanation.js'
import { faultsOf } from './faults.js'
import { counts, isDenial, isEntitled, isGranted, tellsRemedy, type Row } from '../engine/judge.js'
import { reasons } from './reasons.js'
import { sentencesBefore, sentencesOf } from './sentences.js'
import { judgeSeveral, type Judged, type Outcome } from '../engine/several.js'
import { situationAt } from '../engine/table.js'

export type { Explained, Explanation } from './Explanation.js'

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

/**
 * Why `decideBeforeLookup` answers as it does: the explanation, without what depends on the facts.
 */
export const explainBeforeLookup = (
  route: Route.Route,
  authn: Authn.Authn,
  policy: Policy.Policy,
): ExplanationBeforeLookup => {
  const {
    concealed,
    state,
    blocked,
    granted,
    mayKnow,
    entitled,
    remedy,
    ancestors,
    references,
    ...rest
  } = explain<string, string, Shape, Expects>(route, authn, 'absent', Permission.deny(), policy)
  return Object.freeze({ ...rest, says: Object.freeze(sentencesBefore(rest, authn, route)) })
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
  const all = remedy ?? target.remedy
  const { route } = answers
  const known = Authn.is(authn) ? authn : undefined
  const { reads, answer, cites } = reasons[outcome]
  const explanation = {
    row: outcome,
    because: reads,
    answer,
    cites,
    concealed: Object.freeze(concealed(outcome, target)),
    resource: route?.resource,
    named: route !== undefined && Object.hasOwn(answers.policy.types, route.resource),
    disclosure: answers.disclosure,
    caller: setting.caller,
    reason: known?._tag === 'Rejected' ? known.reason : undefined,
    state: resourceStates.includes(state) ? state : 'absent',
    blocked: situation.state === 'blocked',
    granted: isGranted(situation),
    mayKnow: situation.mayKnow && counts(situation),
    entitled: isEntitled(situation),
    remedy: all,
    ancestors: explainedAncestors(target),
    references: Object.freeze(
      references.map((it) => explained(it.of, it.row, referenceEffect(it.row), it)),
    ),
    // a permission that was combined before says itself which links differ
    faults: Object.freeze([
      ...faults,
      ...(all === made.remedy ? [] : Remedy.faultsIn('permission.remedy', all)),
    ]),
  }
  const says = Object.freeze(sentencesOf(explanation, known, route))
  return Object.freeze({ ...explanation, says })
}

const concealed = (outcome: Outcome, { remedy }: Judged): Explanation['concealed'] => {
  if (tellsRemedy(outcome) || outcome === '4') return []
  const access = remedy?._tag === 'RequestAccess' ? remedy : undefined
  return [
    ...(outcome.startsWith('5') ? (['state'] as const) : []),
    ...(remedy?._tag === 'StepUp' ? (['step-up'] as const) : []),
    ...(access && access.missingPermissions.length > 0 ? (['missing-permissions'] as const) : []),
    ...(access && Remedy.linkOf(access) !== undefined ? (['request-access'] as const) : []),
  ]
}

const explained = (
  { resource, expects, state, permission }: Related<string, string>,
  row: Row,
  effect: Explained['effect'],
  judged?: Judged,
): Explained => {
  const granted = permission._tag === 'Granted'
  const { mayKnow } = permission
  const ancestors = judged === undefined ? none : explainedAncestors(judged)
  return Object.freeze({ resource, expects, state, granted, mayKnow, row, effect, ancestors })
}

const explainedAncestors = ({ ancestors }: Judged): ReadonlyArray<Explained> =>
  Object.freeze(ancestors.map(({ of, row }) => explained(of, row, ancestorEffect(row))))

const ancestorEffect = (row: Row): Explained['effect'] =>
  row === '4' ? 'passes' : isDenial(row) ? 'denies' : 'blocks'

const referenceEffect = (row: Row): Explained['effect'] => {
  if (row === '4') return 'passes'
  if (row === '7') return 'conflicts'
  if (row === '8' || row === '5a') return 'challenges'
  return tellsRemedy(row) ? 'denies' : 'is unresolved'
}
