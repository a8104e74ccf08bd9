/**
 * A route under a policy, ready to answer: what is constant about it, and what it told so far to callers of each class.
 */
import type { Answer } from '../domain/Answer.js'
import type { Disclosure } from '../domain/Disclosure.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Service } from '../domain/Service.js'
import type { Verdict } from '../domain/Verdict.js'
import { echo } from '../wire/echo.js'
import * as RouteConstants from '../wire/RouteConstants.js'
import { classAt, nonceOf, numberOf, type AuthnClass } from './classify/authn.js'
import { nothingSent, readSent, type RouteClass, type SentClass } from './classify/request.js'
import { absent, denied, grant, placeOfState, readPermission, standings, type PermissionClass } from './classify/facts.js'
import { situationOf } from './classify/situation.js'
import { spell, tellable } from './spell.js'
import { judge, turnsAway } from './table.js'

/** A route, with all that does not depend on the type of the resource. */
export interface RouteAnswers extends RouteConstants.RouteConstants {
  readonly route: RouteClass
  /** Whether route and policy were understood. If not, nothing is granted. */
  readonly understood: boolean
  /** What is constant for a class of callers: by its number and the answer. */
  readonly spelt: Map<string, Verdict>
}

/** A route under what a type of resource discloses. */
export interface Ready {
  readonly of: RouteAnswers
  readonly disclosure: Disclosure
  /** What callers are told, by the number of their class, as far as such were met. */
  readonly told: Array<Told | undefined>
}

/** By how they stand, and then the state; to those whom the route turns away, one and the same. */
interface Told {
  readonly who: AuthnClass
  readonly turnedAway: boolean
  readonly answers: ReadonlyArray<Answer>
  /** The answers spelt, without what a permission or a request adds to them. Nothing, where a nonce is handed out. */
  readonly constants: ReadonlyArray<Verdict>
}

export const routeAnswers = (route: RouteClass, service: Service, understood: boolean): RouteAnswers => ({
  ...RouteConstants.of(service, route.requires),
  route,
  understood,
  spelt: new Map(),
})

export const readyOf = (of: RouteAnswers, disclosure: Disclosure): Ready => ({ of, disclosure, told: [] })

/** The answer to the other four arguments, each of which may be anything. */
export const answer = (ready: Ready, authn: unknown, state: unknown, permission: unknown, request: unknown): Verdict => {
  const number = numberOf(authn, ready.of)
  const told = ready.told[number] ?? meet(ready, number)
  const sent = readSent(request)
  let may = denied
  let at = 0
  // whom the route turns away is told the same whatever there is: it is not looked at
  if (!told.turnedAway) {
    may = readPermission(permission) ?? denied
    const place = placeOfState(state)
    const understood = ready.of.understood && sent.understood && place >= 0
    at = (understood ? may.standing : may.standing & ~grant) * states + (place < 0 ? absent : place)
  }
  const constant = told.constants[at]
  return constant !== undefined && sent === nothingSent && may.remedy === undefined ? constant : tell(ready, told, at, authn, may, sent)
}

const states = resourceStates.length

/** All at once: what is asked for the first time must take no longer in one state than in another. */
const meet = (ready: Ready, number: number): Told => {
  const { of, disclosure } = ready
  const who = classAt(number, of)
  const turnedAway = turnsAway(who)
  const answers = Array.from({ length: turnedAway ? 1 : standings * states }, (_, at) => {
    const state = resourceStates[at % states] as ResourceState
    return judge(situationOf(of.route, disclosure, who.caller, state, Math.floor(at / states))).answer
  })
  const constants = who.reason === 'use-dpop-nonce' ? [] : answers.map((answer) => spelt(of, number, who, answer))
  return (ready.told[number] = { who, turnedAway, answers, constants })
}

/** What is constant is spelt once for all that the route is about. */
const spelt = (of: RouteAnswers, number: number, who: AuthnClass, answer: Answer): Verdict => {
  const key = `${answer} ${String(number)}`
  const verdict = of.spelt.get(key) ?? spell(answer, of, who)
  of.spelt.set(key, verdict)
  return verdict
}

const tell = (
  { of, disclosure }: Ready,
  { who, answers, constants }: Told,
  at: number,
  authn: unknown,
  { remedy }: PermissionClass,
  sent: SentClass,
): Verdict => {
  const answer = answers[at] as Answer
  // an honest answer alone: if a concealing one were spelt again, that would take longer where there is a thing to have a remedy for
  const honest = remedy !== undefined && (answer === 'forbidden' || answer === 'step-up-for-this')
  const verdict = honest
    ? spell(answer, of, who, tellable(remedy, disclosure.tell))
    : (constants[at] ?? spell(answer, of, who, undefined, nonceOf(authn)))
  return sent === nothingSent || !('status' in verdict)
    ? verdict
    : echo(verdict, sent, disclosure.blindAsk === 'on' && answer.startsWith('concealed') ? of.ask : undefined)
}

/** Whether the answer is the same whatever the state and the permission. */
export const isSettled = (ready: Ready, authn: unknown): boolean => {
  const number = numberOf(authn, ready.of)
  const { answers } = ready.told[number] ?? meet(ready, number)
  return answers.every((answer) => answer === answers[0])
}
