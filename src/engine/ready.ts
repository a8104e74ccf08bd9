/**
 * A route under a policy, ready to answer: what is constant about it, and the answers that it gave, as far as they are few.
 */
import type { Answer } from '../domain/Answer.js'
import type { Disclosure } from '../domain/Disclosure.js'
import { isPlainObject, isString } from '../domain/grammar.js'
import { isMade } from '../domain/made.js'
import type { Remedy } from '../domain/Permission.js'
import type { Sent } from '../domain/Request.js'
import type { Verdict } from '../domain/Verdict.js'
import { echo } from '../wire/echo.js'
import * as RouteConstants from '../wire/RouteConstants.js'
import * as Spell from '../wire/spell.js'
import { callersOf, invalid, type AuthnClass, type Callers } from './classify/authn.js'
import type { PermissionClass, StateClass } from './classify/facts.js'
import { classifyPolicy, type PolicyClass } from './classify/policy.js'
import { asGiven, asksFor, classifyRoute, isKnown, type RouteClass } from './classify/request.js'
import { classify } from './classify/situation.js'
import { total, type Read } from './classify/total.js'
import { judge } from './table.js'

export interface Ready {
  readonly route: Read<RouteClass>
  readonly policy: Read<PolicyClass>
  readonly callers: Callers
  readonly constants: RouteConstants.RouteConstants
  /** What was answered to each class of callers, by what was looked up. */
  readonly answered: Array<Array<Answered | undefined> | undefined>
  readonly spelt: Map<Answer | AuthnClass, Verdict>
}

interface Answered {
  readonly answer: Answer
  /** The answer spelt, once it was wanted, without anything that a permission or a request adds. */
  verdict: Verdict | undefined
}

const readyOf = (route: Read<RouteClass>, policy: Read<PolicyClass>): Ready => ({
  route,
  policy,
  callers: callersOf(route.requires, policy.service),
  constants: RouteConstants.of(policy.service, route.requires, policy.disclosure),
  answered: [],
  spelt: new Map(),
})

export const readyFor = (request: unknown, policy: unknown): Ready =>
  total(remembered, undefined, request, policy) ?? readFor(request, policy)

const readFor = (request: unknown, policy: unknown): Ready => {
  const route = classifyRoute(request)
  return readyOf(route, classifyPolicy(policy, route.resource))
}

/**
 * The routes of a policy that were met so far. Their answers depend on the type of resource by its disclosure alone, so that a
 * policy of 100,000 types remembers no more of them than one of 192.
 */
interface Met {
  readonly ofType: Map<unknown, Array<Ready>>
  readonly ofDisclosure: Map<Disclosure, Array<Ready>>
}

const policies = new WeakMap<object, Met>()

/** How many routes are remembered that are disclosed alike: in a service they are few, but nothing says that they are. */
const most = 64

/** A route that was met before, or is remembered from now on; nothing, where none can be. */
const remembered = (request: unknown, policy: unknown): Ready | undefined => {
  if (!isPlainObject(request)) return undefined
  const given = asGiven(request)
  const { resource } = given
  const routes = routesOf(policy, resource)
  if (routes === undefined || !isKnown(request)) return undefined
  for (let i = 0; i < routes.length; i++) {
    const ready = routes[i] as Ready
    if (asksFor(ready.route, given)) return ready
  }
  const route = classifyRoute(request)
  if (!route.understood || !isString(resource) || routes.length >= most) return undefined
  // the type is the one that was read above
  const ready = readyOf(route, classifyPolicy(policy, resource))
  routes.push(ready)
  return ready
}

/** Only of a policy that is frozen through and through. */
const routesOf = (policy: unknown, resource: unknown): Array<Ready> | undefined => {
  const known = policies.get(policy as object)
  const routes = known?.ofType.get(resource)
  if (routes !== undefined) return routes
  if (!isMade(policy) || !isString(resource)) return undefined
  const met: Met = known ?? { ofType: new Map(), ofDisclosure: new Map() }
  policies.set(policy, met)
  const { disclosure, named } = classifyPolicy(policy, resource)
  const alike = met.ofDisclosure.get(disclosure) ?? []
  met.ofDisclosure.set(disclosure, alike)
  // of types that the policy does not name there may be any number
  if (named) met.ofType.set(resource, alike)
  return alike
}

/** The answer to classes of arguments. */
export const answer = (
  ready: Ready,
  who: Read<AuthnClass>,
  state: Read<StateClass>,
  permission: Read<PermissionClass>,
  sent: Read<Sent>,
): Verdict => {
  const answered = answeredOf(ready, who, state, permission, sent)
  const { answer } = answered
  const { remedy } = permission
  const verdict =
    remedy !== undefined && (answer === 'forbidden' || answer === 'step-up-for-this')
      ? spell(answer, ready.constants, who, remedy)
      : (answered.verdict ??= spelt(ready, answer, who))
  if ((sent.target === undefined && sent.correlationId === undefined) || !('status' in verdict)) return verdict
  return echo(verdict, ready.constants, sent, answer === 'concealed-not-found' || answer === 'concealed-forbidden')
}

const answeredOf = (
  ready: Ready,
  who: Read<AuthnClass>,
  state: Read<StateClass>,
  permission: Read<PermissionClass>,
  sent: Read<Sent>,
): Answered => {
  if (who.at === undefined || !sent.understood) return judged(ready, who, state, permission, sent)
  const ofCaller = (ready.answered[who.at] ??= [])
  // the number of a permission is below 8
  return (ofCaller[state.at * 8 + permission.at] ??= judged(ready, who, state, permission, sent))
}

const judged = (
  { route, policy }: Ready,
  who: Read<AuthnClass>,
  state: Read<StateClass>,
  permission: Read<PermissionClass>,
  sent: Read<Sent>,
): Answered => ({ answer: judge(classify(route, policy, who, state, permission, sent).situation).answer, verdict: undefined })

/** The answer spelt, of which there is one for a route; or one for each class of callers, where the challenge depends on it. */
const spelt = ({ constants, spelt }: Ready, answer: Answer, who: AuthnClass): Verdict => {
  const key = answer === 'rejected' || answer === 'step-up' || answer === 'insufficient-scope' ? who : answer
  const known = spelt.get(key)
  if (known !== undefined) return known
  const verdict = spell(answer, constants, who, undefined)
  if (who.at !== undefined) spelt.set(key, verdict)
  return verdict
}

/** One speller for each answer; to each, no more than it may tell. */
const spell = (
  answer: Answer,
  route: RouteConstants.RouteConstants,
  { scheme, rejection }: AuthnClass,
  remedy: Remedy | undefined,
): Verdict => {
  switch (answer) {
    case 'ok':
      return ok
    case 'empty':
      return empty
    case 'conflict':
      return conflict
    case 'challenge':
      return Spell.challenge(route)
    case 'rejected':
      return Spell.rejected(route, rejection ?? invalid)
    case 'step-up':
      return Spell.stepUp(route, scheme)
    case 'insufficient-scope':
      return Spell.insufficientScope(route, scheme)
    case 'concealed-not-found':
      return Spell.concealedNotFound(route)
    case 'concealed-forbidden':
      return Spell.concealedForbidden(route)
    case 'not-found':
      return Spell.notFound(route)
    case 'forbidden':
      return Spell.forbidden(route, remedy?._tag === 'Ask' ? remedy : undefined)
    case 'step-up-for-this':
      return Spell.stepUpForThis(route, scheme, remedy?._tag === 'StepUp' ? remedy : undefined)
  }
}

const ok: Verdict = Object.freeze({ _tag: 'Ok' })
const empty: Verdict = Object.freeze({ _tag: 'Empty' })
const conflict: Verdict = Object.freeze({ _tag: 'Conflict' })
