/**
 * A route under a policy, ready to answer: what is constant about it, and what it told so far to callers of each class.
 */
import type { Answer } from '../domain/Answer.js'
import type { Remedy } from '../domain/Permission.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Sent } from '../domain/Request.js'
import type { Verdict } from '../domain/Verdict.js'
import { echo } from '../wire/echo.js'
import * as RouteConstants from '../wire/RouteConstants.js'
import { callersOf, classAt, nonceOf, numberOf, type AuthnClass, type Callers } from './classify/authn.js'
import { classifyPermission, classifyState, denying, standings } from './classify/facts.js'
import type { PolicyClass } from './classify/policy.js'
import { classifySent, nothingSent, type RouteClass } from './classify/request.js'
import { situationOf } from './classify/situation.js'
import type { Read } from './classify/total.js'
import { ofCaller, spell } from './spell.js'
import type { Standing } from './Situation.js'
import { judge, turnsAway } from './table.js'

export interface Ready {
  readonly route: Read<RouteClass>
  readonly policy: Read<PolicyClass>
  readonly callers: Callers
  readonly constants: RouteConstants.RouteConstants
  /** What the callers of each class are told, as far as such were met. */
  readonly told: Array<Told | undefined>
  readonly spelt: Map<Answer, Verdict>
}

/** What the callers of a class are told. What does not count is not looked at, so that not even the time can tell it. */
interface Told {
  readonly who: Read<AuthnClass>
  /** Whatever else there is: to those whom the route itself turns away. */
  readonly always: Answered | undefined
  /** Whatever the state, by the standing: to strangers. */
  readonly byStanding: ReadonlyArray<Answered | undefined>
  /** By the standing, and then the state. */
  readonly byBoth: ReadonlyArray<Answered>
}

interface Answered {
  readonly answer: Answer
  /** The answer spelt, without what a permission or a request adds to it. */
  readonly verdict: Verdict
}

export const readyOf = (route: Read<RouteClass>, policy: Read<PolicyClass>): Ready => ({
  route,
  policy,
  callers: callersOf(route.requires, policy.service),
  constants: RouteConstants.of(policy.service, route.requires, policy.disclosure),
  told: [],
  spelt: new Map(),
})

/** The answer to the other four arguments, each of which may be anything. */
export const answer = (ready: Ready, authn: unknown, state: unknown, permission: unknown, request: unknown): Verdict => {
  const { who, always, byStanding, byBoth } = toldTo(ready, authn)
  const sent = classifySent(request)
  if (always !== undefined)
    return echoed(
      ready,
      always,
      who.reason === 'use-dpop-nonce' ? spell(always.answer, ready.constants, who, undefined, nonceOf(authn)) : always.verdict,
      sent,
    )
  const may = classifyPermission(permission)
  const its = byStanding[may.at] ?? toldOf(byBoth, may.at, state, sent.understood)
  return echoed(ready, its, may.remedy === undefined ? its.verdict : remedied(ready, its, who, may.remedy), sent)
}

/** Whether that is the same whatever the state and the permission. */
export const isSettled = (ready: Ready, authn: unknown): boolean => toldTo(ready, authn).always !== undefined

/** What is told of a thing in this state. Where the state or what was sent is not understood, nothing is granted. */
const toldOf = (byBoth: Told['byBoth'], standing: number, u: unknown, understood: boolean): Answered => {
  const state = classifyState(u)
  return byBoth[(understood && state.understood ? standing : denying(standing)) * resourceStates.length + state.at] as Answered
}

const toldTo = (ready: Ready, authn: unknown): Told => {
  const at = numberOf(authn, ready.callers)
  return ready.told[at] ?? tell(ready, at)
}

const tell = (ready: Ready, at: number): Told => {
  const { route, policy, callers, constants } = ready
  const who = classAt(at, callers)
  const understood = route.understood && policy.understood
  const spelt = new Map<Answer, Verdict>()
  const answered = (standing: Standing, state: ResourceState): Answered => {
    const { answer } = judge(situationOf(route, policy, who.caller, state, standing, understood))
    // one for the route; or one for the class, where the challenge depends on that
    const known = ofCaller.has(answer) ? spelt : ready.spelt
    const verdict = known.get(answer) ?? spell(answer, constants, who)
    known.set(answer, verdict)
    return { answer, verdict }
  }
  // whom the route turns away is told the same in every standing: one is enough to see it
  const all = (turnsAway(who) ? standings.slice(0, 1) : standings).map((may) => resourceStates.map((state) => answered(may, state)))
  const byBoth = new Array<Answered>().concat(...all)
  return (ready.told[at] = { who, always: same(byBoth), byStanding: all.map(same), byBoth })
}

/** The one that all are, if they are. */
const same = (all: ReadonlyArray<Answered>): Answered | undefined => {
  const [first] = all
  return all.every(({ answer }) => answer === first?.answer) ? first : undefined
}

const echoed = ({ constants }: Ready, { answer }: Answered, verdict: Verdict, sent: Read<Sent>): Verdict =>
  sent === nothingSent || !('status' in verdict)
    ? verdict
    : echo(verdict, constants, sent, answer === 'concealed-not-found' || answer === 'concealed-forbidden')

const remedied = ({ constants }: Ready, { answer, verdict }: Answered, who: AuthnClass, remedy: Remedy): Verdict =>
  answer === 'forbidden' || answer === 'step-up-for-this' ? spell(answer, constants, who, remedy) : verdict
