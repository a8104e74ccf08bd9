/**
 * Classify, then judge, then spell.
 */
import type { Answer } from '../domain/Answer.js'
import type { Authn } from '../domain/Authn.js'
import type { Permission } from '../domain/Permission.js'
import type { Policy } from '../domain/Policy.js'
import type { Expects, Request, Route, Sent, Shape } from '../domain/Request.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import * as Page from '../wire/Page.js'
import * as Spell from '../wire/spell.js'
import { type AuthnClass, classifyAuthn } from './classify/authn.js'
import { type PermissionClass, classifyPermission, standingOf, classifyState } from './classify/facts.js'
import { classifyPolicy } from './classify/policy.js'
import { classifyRoute, classifySent } from './classify/request.js'
import { judge } from './table.js'

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
  const { resource, listing, expects, requires, guarded, understood } = classifyRoute(route)
  const { disclosure, service, understood: policyUnderstood } = classifyPolicy(policy, resource)
  const page = Page.of(service, requires, disclosure)

  return (authn, state, permission, sent) => {
    const who = classifyAuthn(authn, requires)
    const what = classifyState(state)
    const may = classifyPermission(permission)
    const said = classifySent(sent)
    const { granted, mayKnow, stepUpWouldDo } = standingOf(may, who.caller, guarded)
    const all = understood && policyUnderstood && what.understood && said.understood
    const { answer } = judge({
      caller: who.caller,
      state: what.state,
      granted: granted && all,
      mayKnow,
      stepUpWouldDo,
      expects,
      listing,
      disclosure,
    })
    return spell(answer, page, said, who, may) as Verdict<M, S, E>
  }
}

/** One speller for each answer; to each, no more than it may tell. */
const spell = (answer: Answer, page: Page.Page, sent: Sent, who: AuthnClass, may: PermissionClass): Verdict => {
  switch (answer) {
    case 'ok':
      return ok
    case 'empty':
      return empty
    case 'conflict':
      return conflict
    case 'challenge':
      return Spell.challenge(page, sent)
    case 'rejected':
      return Spell.rejected(page, sent, who.rejection)
    case 'step-up':
      return Spell.stepUp(page, sent, who.scheme, page.requires)
    case 'insufficient-scope':
      return Spell.insufficientScope(page, sent, who.scheme)
    case 'concealed-not-found':
      return Spell.concealedNotFound(page, sent)
    case 'concealed-forbidden':
      return Spell.concealedForbidden(page, sent)
    case 'not-found':
      return Spell.notFound(page, sent)
    case 'forbidden':
      return Spell.forbidden(page, sent, may.remedy?._tag === 'Ask' ? may.remedy : undefined)
    case 'step-up-for-this':
      return Spell.stepUpForThis(page, sent, who.scheme, may.remedy?._tag === 'StepUp' ? may.remedy : undefined)
  }
}

const ok: Verdict = Object.freeze({ _tag: 'Ok' })
const empty: Verdict = Object.freeze({ _tag: 'Empty' })
const conflict: Verdict = Object.freeze({ _tag: 'Conflict' })
