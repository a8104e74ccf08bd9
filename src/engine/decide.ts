/**
 * Classify, then judge, then spell.
 */
import type { Answer } from '../domain/Answer.js'
import type { Authn } from '../domain/Authn.js'
import { denied, type Permission } from '../domain/Permission.js'
import type { Policy } from '../domain/Policy.js'
import type { Expects, Request, Route, Sent, Shape } from '../domain/Request.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Forbidden, Unauthenticated, Verdict } from '../domain/Verdict.js'
import * as RouteConstants from '../wire/RouteConstants.js'
import * as Spell from '../wire/spell.js'
import { classifyAuthn, invalid } from './classify/authn.js'
import { classifyPolicy } from './classify/policy.js'
import { classifyRoute, classifySent } from './classify/request.js'
import { classify, type Classified } from './classify/situation.js'
import { callerRows, judge } from './table.js'

/** A route and a policy, ready for the facts of a request. */
export type Prepared<M extends string = string, S extends Shape = Shape, E extends Expects = Expects> = (
  authn: Authn,
  state: ResourceState,
  permission: Permission,
  sent?: Sent,
) => Verdict<M, S, E>

/**
 * The answer to one request: leave to act, or a refusal with its status, all of its headers and its body.
 *
 * A caller who is not granted and not entitled to know gets the same bytes whether the thing exists or not. Never throws, reads
 * no clock and does no I/O. A value that is not of its type is read as the least favourable one, and then nothing is granted.
 *
 * It does not authenticate, does not evaluate permissions, does not look anything up, and cannot hide how long that took.
 *
 * @param request - The route, and what was sent. Nothing in it may come from the loaded resource.
 * @param authn - What authentication found out.
 * @param state - Whether the thing is there; about a nested thing, see `Chain`.
 * @param permission - What the permission check said. About an absent thing: what holds of everything that could stand there.
 * @param policy - What may be disclosed. A type that it does not name gets the strictest.
 * @see RFC 9110 §15.5.2 to §15.5.5, RFC 6750 §3, RFC 9449 §7, RFC 9470 §3, RFC 9457 §3
 */
export const decide = <P extends string, M extends string, S extends Shape = 'item', E extends Expects = 'present'>(
  request: Request<NoInfer<P>, M, S, E>,
  authn: Authn,
  state: ResourceState,
  permission: Permission,
  policy: Policy<P>,
): Verdict<M, S, E> => prepare(request, policy)(authn, state, permission, request)

/**
 * `decide` for one route, with all that is constant about it worked out once. Agrees with `decide` on every input.
 */
export const prepare = <P extends string, M extends string, S extends Shape = 'item', E extends Expects = 'present'>(
  route: Route<NoInfer<P>, M, S, E>,
  policy: Policy<P>,
): Prepared<M, S, E> => {
  const routeClass = classifyRoute(route)
  const policyClass = classifyPolicy(policy, routeClass.resource)
  const constants = RouteConstants.of(policyClass.service, routeClass.requires, policyClass.disclosure)
  const spelt = new Map<string, Verdict>()
  return (authn, state, permission, sent) => {
    const classified = classify(routeClass, policyClass, classifyAuthn(authn, routeClass.requires), state, permission, classifySent(sent))
    const { answer } = judge(classified.situation)
    const key = repeatable(answer, constants, classified)
    const known = key === undefined ? undefined : spelt.get(key)
    if (known !== undefined) return known as Verdict<M, S, E>
    const verdict = spell(answer, constants, classified)
    if (key !== undefined) spelt.set(key, verdict)
    return verdict as Verdict<M, S, E>
  }
}

/** What tells the answer from the others of its route, where these are few enough to be kept; nothing, where it is spelt anew. */
const repeatable = (
  answer: Answer,
  { service, disclosure }: RouteConstants.RouteConstants,
  { sent, authn: { scheme, rejection }, permission: { remedy } }: Classified,
): string | undefined => {
  if (sent.correlationId !== undefined || (sent.target !== undefined && disclosure.blindAsk === 'on')) return undefined
  // a scheme that the service does not have may come from the caller, who knows any number of them
  const tried = (known: string, of: string | undefined): string | undefined =>
    of === undefined ? known : service.schemes.includes(of) ? `${known} ${of}` : undefined
  switch (answer) {
    case 'step-up':
    case 'insufficient-scope':
      return tried(answer, scheme)
    case 'rejected':
      return rejection === undefined || rejection.nonce !== undefined ? undefined : tried(`${answer} ${rejection.reason}`, rejection.scheme)
    case 'forbidden':
      return remedy === undefined ? answer : undefined
    case 'step-up-for-this':
      return undefined
    default:
      return answer
  }
}

/**
 * The refusal of a caller whom the route does not let through, whatever the resource: rows 1 to 3 of the table. Nothing, where
 * the resource and the permission are to decide.
 *
 * `decide` gives the same refusal. This is for whoever must know before there are facts: a batch, of which it stops the whole; a
 * service whose store is down, so that a bad token is answered 401 all the same.
 */
export const screen = <P extends string>(
  request: Request<NoInfer<P>>,
  authn: Authn,
  policy: Policy<P>,
): Unauthenticated | Forbidden | undefined => {
  const routeClass = classifyRoute(request)
  const policyClass = classifyPolicy(policy, routeClass.resource)
  // the rows in question look at neither state nor permission, so that any will do
  const classified = classify(routeClass, policyClass, classifyAuthn(authn, routeClass.requires), 'absent', denied, classifySent(request))
  const row = callerRows.find(({ when }) => when(classified.situation))
  if (row === undefined) return undefined
  const constants = RouteConstants.of(policyClass.service, routeClass.requires, policyClass.disclosure)
  return spell(row.answer, constants, classified) as Unauthenticated | Forbidden
}

/** One speller for each answer; to each, no more than it may tell. */
const spell = (answer: Answer, route: RouteConstants.RouteConstants, { sent, authn, permission: { remedy } }: Classified): Verdict => {
  switch (answer) {
    case 'ok':
      return ok
    case 'empty':
      return empty
    case 'conflict':
      return conflict
    case 'challenge':
      return Spell.challenge(route, sent)
    case 'rejected':
      return Spell.rejected(route, sent, authn.rejection ?? invalid)
    case 'step-up':
      return Spell.stepUp(route, sent, authn.scheme)
    case 'insufficient-scope':
      return Spell.insufficientScope(route, sent, authn.scheme)
    case 'concealed-not-found':
      return Spell.concealedNotFound(route, sent)
    case 'concealed-forbidden':
      return Spell.concealedForbidden(route, sent)
    case 'not-found':
      return Spell.notFound(route, sent)
    case 'forbidden':
      return Spell.forbidden(route, sent, remedy?._tag === 'Ask' ? remedy : undefined)
    case 'step-up-for-this':
      return Spell.stepUpForThis(route, sent, authn.scheme, remedy?._tag === 'StepUp' ? remedy : undefined)
  }
}

const ok: Verdict = Object.freeze({ _tag: 'Ok' })
const empty: Verdict = Object.freeze({ _tag: 'Empty' })
const conflict: Verdict = Object.freeze({ _tag: 'Conflict' })
