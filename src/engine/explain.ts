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
import type { Remedy as Read } from './classify/facts.js'
import { readPolicy, unknownPolicy } from './classify/policy.js'
import { readRoute, readSent } from './classify/request.js'
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
  const route = readRoute(request)
  const policyClass = readPolicy(policy, route?.resource)
  const sent = readSent(request)
  const { situation, who, may, understood } = classify(route, sent, authn, state, permission, policyClass)
  const { disclosure, named } = policyClass ?? unknownPolicy
  const { remedy } = may
  const { id, answer } = judge(situation)
  const { reads, cites } = reasons[id]
  return Object.freeze({
    row: id,
    because: reads,
    answer,
    concealed: Object.freeze(concealed(answer, situation, remedy)),
    cites: Object.freeze([...cites]),
    ...(route !== undefined && { resource: route.resource }),
    named,
    disclosure,
    caller: situation.caller,
    ...(who.reason !== undefined && { reason: who.reason }),
    state: situation.state,
    granted: situation.granted,
    mayKnow: situation.mayKnow,
    entitled: entitled(situation),
    ...(remedy !== undefined && { remedy: given(remedy) }),
    misunderstood: Object.freeze((Object.keys(understood) as ReadonlyArray<Argument>).filter((name) => !understood[name])),
    ...(sent.target !== undefined && { target: sent.target }),
    ...(sent.correlationId !== undefined && { correlationId: sent.correlationId }),
  })
}

/** Without what was not said. */
const given = (remedy: Read): Remedy =>
  Object.freeze(Object.fromEntries(Object.entries(remedy).filter(([, value]) => value !== undefined)) as unknown as Remedy)

type Concealed = Explanation['concealed'][number]

const concealed = (answer: Answer, situation: Situation, remedy: Read | undefined): ReadonlyArray<Concealed> => {
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
