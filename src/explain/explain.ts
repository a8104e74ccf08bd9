/**
 * The truth about a decision, for the audit log. It walks the same table and is never sent: nothing
 * that makes an answer imports this folder.
 */
import * as Authn from '../domain/Authn.js'
import { none, type Fault } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import type { Any } from '../domain/PermissionValue.js'
import type * as Policy from '../domain/Policy.js'
import * as Remedy from '../domain/Remedy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type * as Route from '../domain/Route.js'
import type { Expects, Shape } from '../domain/Route.js'
import { answersOf, answersTo, routeOf } from '../engine/answers.js'
import { classOf } from '../engine/callers.js'
import type { Request } from '../engine/decide.js'
import { tellsRemedy } from '../engine/judge.js'
import { judgeSeveral } from '../engine/several.js'
import { situationAt } from '../engine/table.js'
import type { Explanation, ExplanationBeforeLookup } from './Explanation.js'
import { faultsOf, type Arguments } from './faults.js'
import { ofReference, reasons } from './reasons.js'
import { ancestorsOf, asTheyCount, looksAtFacts, referencesOf } from './related.js'
import { concealed } from './remedies.js'
import { sentencesBefore, sentencesOf } from './sentences.js'

export type { Explained, Explanation } from './Explanation.js'

/**
 * Why `decide` answers these five arguments as it does. For the operator only: it holds the state
 * of the resource and the reason of a rejection. It never throws. It does not say who the caller
 * is, because the engine is not told.
 *
 * @param request - The route.
 * @param authn - What authentication found out.
 * @param state - Whether the thing is there.
 * @param permission - What the permission check said.
 * @param policy - What may be disclosed.
 * @returns Frozen plain data, for `JSON.stringify`. `says` is all of it in sentences.
 * @example
 * explain(route, Authn.authenticated(), 'present', Permission.deny(), policy).says.join('\n')
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
  const given: Arguments = { request, authn, state, permission, policy }
  const faults = faultsOf(given)
  try {
    return explainWith(given, faults)
  } catch (cause) {
    // only code that forges made values comes here
    const forged = { path: '(a forged value)', message: 'it cannot be read', cause }
    const least = { authn: undefined, state: 'absent', permission: undefined }
    return explainWith({ ...given, ...least }, [...faults, forged])
  }
}

/**
 * Why `decideBeforeLookup` answers as it does: the explanation, without what depends on the facts.
 *
 * @param route - The route.
 * @param authn - What authentication found out.
 * @param policy - What may be disclosed.
 * @returns Frozen plain data.
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
  const says = sentencesBefore(rest, { authn, route, policy })
  return Object.freeze({ ...rest, says: Object.freeze(says) })
}

const explainWith = (given: Arguments, faults: ReadonlyArray<Fault>): Explanation => {
  const authn = Authn.is(given.authn) ? given.authn : undefined
  const answers = answersOf(given.request, given.policy as Policy.Policy)
  const route = routeOf(given.request)
  const { policy } = answers
  const made: Any = Permission.is(given.permission) ? given.permission : Permission.deny()
  const { setting } = answersTo(answers, classOf(authn as Authn.Authn, answers))
  const several = judgeSeveral(setting, policy, given.state, made)
  const { outcome: row, target } = several
  const situation = situationAt(setting, target.cell)
  const { disclosure, granted, mayKnow, entitled } = asTheyCount(situation)
  const { reads, answer, cites } = reasons[row]
  const looks = looksAtFacts(row)
  const remedy = tellsRemedy(row) ? several.remedy : target.remedy
  const ancestors = looks ? ancestorsOf(target, policy) : none
  const references = referencesOf(several, policy)
  const explanation = {
    row,
    because: target.row === '4' && /^[789]/.test(row) ? ofReference : reads,
    answer,
    cites,
    concealed: concealed({ row, remedy, ancestors, references }),
    resource: route?.resource,
    named: route !== undefined && Object.hasOwn(policy.types, route.resource),
    disclosure,
    caller: setting.caller,
    reason: authn?._tag === 'Rejected' ? authn.reason : undefined,
    state: resourceStates.find((state) => state === given.state) ?? 'absent',
    blocked: looks && situation.state === 'blocked',
    granted,
    mayKnow,
    entitled,
    remedy,
    ancestors,
    references,
    // a permission that was combined before says itself which links differ
    faults: Object.freeze([
      ...faults,
      ...(remedy === made.remedy ? [] : Remedy.faultsIn('permission.remedy', remedy)),
    ]),
  }
  const says = sentencesOf(explanation, { authn, route, policy }, made.remedy)
  return Object.freeze({ ...explanation, says: Object.freeze(says) })
}
