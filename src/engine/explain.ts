/**
 * The truth about a decision, for the audit log. It walks the same table, and is never sent: nothing that spells an answer
 * imports this file.
 */
import type { Answer } from '../domain/Answer.js'
import type { Authn, Reason } from '../domain/Authn.js'
import type { Disclosure } from '../domain/Disclosure.js'
import type { Permission, Remedy } from '../domain/Permission.js'
import type { Policy } from '../domain/Policy.js'
import type { Request } from '../domain/Request.js'
import type { ResourceState } from '../domain/ResourceState.js'
import { callersOf, classifyAuthn } from './classify/authn.js'
import { classifyPermission, classifyState } from './classify/facts.js'
import { classifyPolicy } from './classify/policy.js'
import { classifyRoute, classifySent } from './classify/request.js'
import { classify, type Argument } from './classify/situation.js'
import { entitled, type Caller, type Situation } from './Situation.js'
import { reasons } from './reasons.js'
import { judge, type Row } from './table.js'

/** Plain data, frozen, for `JSON.stringify`. */
export interface Explanation {
  /** The row of the decision table. */
  readonly row: Row['id']
  /** Its condition, in words. */
  readonly because: string
  readonly answer: Answer
  /**
   * What the answer keeps from the caller. `state`: present and absent are answered alike; `gone`: that it once was; `missing`, `ask`,
   * `step-up`: what an honest refusal leaves unsaid.
   */
  readonly concealed: ReadonlyArray<'state' | 'gone' | 'missing' | 'ask' | 'step-up'>
  /** The clauses that the row rests on. */
  readonly cites: ReadonlyArray<string>
  /** Nothing where the request was not understood. */
  readonly resource?: string
  /** Whether the policy names the resource type; if not, it got the strictest disclosure. */
  readonly named: boolean
  readonly disclosure: Disclosure
  readonly caller: Caller
  /** Why the credentials were rejected. */
  readonly reason?: Reason
  readonly state: ResourceState
  readonly granted: boolean
  readonly mayKnow: boolean
  readonly entitled: boolean
  readonly remedy?: Remedy
  /** The arguments that were not of their type. Then nothing was granted. */
  readonly misunderstood: ReadonlyArray<Argument>
  readonly target?: string
  readonly correlationId?: string
}

/**
 * Why `decide` answers these five arguments as it does: the row, what it conceals, and the clauses behind it.
 *
 * For the operator only: it holds the state of the resource and the reason of a rejection. It never throws. It says nothing
 * about who the caller is, because the engine is not told.
 */
export const explain = <P extends string>(
  request: Request<NoInfer<P>>,
  authn: Authn,
  state: ResourceState,
  permission: Permission,
  policy: Policy<P>,
): Explanation => {
  const route = classifyRoute(request)
  const policyClass = classifyPolicy(policy, route.resource)
  const who = classifyAuthn(authn, callersOf(route.requires, policyClass.service))
  const may = classifyPermission(permission)
  const sent = classifySent(request)
  const { situation, understood } = classify(route, policyClass, who, classifyState(state), may, sent)
  const { id, answer } = judge(situation)
  const { reads, cites } = reasons[id]
  return Object.freeze({
    row: id,
    because: reads,
    answer,
    concealed: Object.freeze(concealed(answer, situation, may.remedy)),
    cites: Object.freeze([...cites]),
    ...(route.resource !== undefined && { resource: route.resource }),
    named: policyClass.named,
    disclosure: policyClass.disclosure,
    caller: situation.caller,
    ...(who.reason !== undefined && { reason: who.reason }),
    state: situation.state,
    granted: situation.granted,
    mayKnow: situation.mayKnow,
    entitled: entitled(situation),
    ...(may.remedy !== undefined && { remedy: Object.freeze(may.remedy) }),
    misunderstood: Object.freeze((Object.keys(understood) as ReadonlyArray<Argument>).filter((name) => !understood[name])),
    ...(sent.target !== undefined && { target: sent.target }),
    ...(sent.correlationId !== undefined && { correlationId: sent.correlationId }),
  })
}

type Concealed = Explanation['concealed'][number]

const concealed = (answer: Answer, situation: Situation, remedy: Remedy | undefined): ReadonlyArray<Concealed> => {
  const { tell } = situation.disclosure
  const answerIn = (state: ResourceState): Answer => judge({ ...situation, state }).answer
  const alike = answerIn('present') === answerIn('absent') && answer !== 'ok'
  const unsaid: ReadonlyArray<readonly [Concealed, boolean]> = [
    ['state', alike],
    ['gone', answer === 'not-found' && situation.state === 'gone'],
    ['missing', answer === 'forbidden' && remedy?._tag === 'Ask' && remedy.missing.length > 0 && tell === 'nothing'],
    ['ask', answer === 'forbidden' && remedy?._tag === 'Ask' && remedy.ask !== undefined && tell !== 'remedy'],
    ['step-up', answer === 'step-up-for-this' && tell === 'nothing'],
  ]
  return unsaid.flatMap(([what, is]) => (is ? [what] : []))
}
