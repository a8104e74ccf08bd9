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
import { classifyAuthn } from './classify/authn.js'
import { classifyPermission, standingOf, classifyState } from './classify/facts.js'
import { classifyPolicy } from './classify/policy.js'
import { classifyRoute, classifySent } from './classify/request.js'
import { entitled, type Caller, type Situation } from './Situation.js'
import { judge } from './table.js'

/** Plain data, for `JSON.stringify`. */
export interface Explanation {
  /** The row of the decision table. */
  readonly row: string
  /** Its condition, in words. */
  readonly because: string
  readonly answer: Answer
  /** What the answer keeps from the caller: the state of the thing, or what an honest refusal leaves unsaid. */
  readonly concealed: ReadonlyArray<'state' | 'gone' | 'missing' | 'ask' | 'step-up'>
  /** The clauses that the row rests on. */
  readonly cites: ReadonlyArray<string>
  readonly resource: string
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
  readonly misunderstood: ReadonlyArray<'request' | 'authn' | 'state' | 'permission' | 'policy'>
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
  const sent = classifySent(request)
  const { disclosure, named, understood: policyUnderstood } = classifyPolicy(policy, route.resource)
  const who = classifyAuthn(authn, route.requires)
  const what = classifyState(state)
  const may = classifyPermission(permission)
  const understood = {
    request: route.understood && sent.understood,
    authn: who.caller !== 'rejected' || who.rejection !== undefined,
    state: what.understood,
    permission: may.understood,
    policy: policyUnderstood,
  }
  const misunderstood = (Object.keys(understood) as ReadonlyArray<keyof typeof understood>).filter((name) => !understood[name])
  const standing = standingOf(may, who.caller, route.guarded)
  const situation = {
    ...standing,
    granted: standing.granted && misunderstood.length === 0,
    caller: who.caller,
    state: what.state,
    expects: route.expects,
    listing: route.listing,
    disclosure,
  }
  const { id, reads, answer, cites } = judge(situation)
  return {
    row: id,
    because: reads,
    answer,
    concealed: concealed(answer, situation, may.remedy),
    cites,
    resource: route.resource,
    named,
    disclosure,
    caller: who.caller,
    ...(who.rejection !== undefined && { reason: who.rejection.reason }),
    state: what.state,
    granted: situation.granted,
    mayKnow: situation.mayKnow,
    entitled: entitled(situation),
    ...(may.remedy !== undefined && { remedy: may.remedy }),
    misunderstood,
    ...(sent.target !== undefined && { target: sent.target }),
    ...(sent.correlationId !== undefined && { correlationId: sent.correlationId }),
  }
}

const concealed = (answer: Answer, situation: Situation, remedy: Remedy | undefined): Explanation['concealed'] => {
  const { state, disclosure } = situation
  switch (answer) {
    case 'ok':
    case 'conflict':
      return []
    case 'challenge':
      return entitled(situation) ? [] : ['state']
    case 'not-found':
      return state === 'gone' ? ['gone'] : []
    case 'forbidden':
      if (remedy?._tag !== 'Ask') return []
      return [
        ...(disclosure.tell === 'nothing' && remedy.missing.length > 0 ? ['missing' as const] : []),
        ...(disclosure.tell !== 'remedy' && remedy.ask !== undefined ? ['ask' as const] : []),
      ]
    case 'step-up-for-this':
      return disclosure.tell === 'nothing' ? ['step-up'] : []
    case 'rejected':
    case 'step-up':
    case 'insufficient-scope':
    case 'empty':
    case 'concealed-not-found':
    case 'concealed-forbidden':
      return ['state']
  }
}
