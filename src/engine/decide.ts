/**
 * Classify, then judge, then spell.
 */
import type { Authn } from '../domain/Authn.js'
import { denied, type Permission } from '../domain/Permission.js'
import type { Policy } from '../domain/Policy.js'
import type { Expects, Request, Route, Sent, Shape } from '../domain/Request.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Conflict, Forbidden, Ok, Unauthenticated, Verdict } from '../domain/Verdict.js'
import { classAt, numberOf } from './classify/authn.js'
import { readyFor } from './met.js'
import { answer, isSettled } from './ready.js'
import { turnsAway } from './table.js'

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
): Verdict<M, S, E> => answer(readyFor(request, policy), authn, state, permission, request) as Verdict<M, S, E>

/**
 * `decide` for one route, with all that is constant about it worked out once. Agrees with `decide` on every input.
 */
export const prepare = <P extends string, M extends string, S extends Shape = 'item', E extends Expects = 'present'>(
  route: Route<NoInfer<P>, M, S, E>,
  policy: Policy<P>,
): Prepared<M, S, E> => {
  const ready = readyFor(route, policy)
  return (authn, state, permission, sent) => answer(ready, authn, state, permission, sent) as Verdict<M, S, E>
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
  const ready = readyFor(request, policy)
  if (!turnsAway(classAt(numberOf(authn, ready.of), ready.of))) return undefined
  // the rows in question look at neither state nor permission, so that any will do
  return answer(ready, authn, 'absent', denied, request) as Unauthenticated | Forbidden
}

/**
 * The answer that nothing which is still to be looked up can change: `decide` gives it for every state and every permission. Nothing, where
 * two of these are answered differently.
 *
 * Rows 1 to 3, and more: an anonymous caller is denied on a route that requires anything, so that under `challenge` a type which is
 * not public is settled too.
 */
export const settled = <P extends string, M extends string, S extends Shape = 'item', E extends Expects = 'present'>(
  request: Request<NoInfer<P>, M, S, E>,
  authn: Authn,
  policy: Policy<P>,
): Exclude<Verdict<M, S, E>, Ok | Conflict> | undefined => {
  const ready = readyFor(request, policy)
  if (!isSettled(ready, authn)) return undefined
  // any facts will do; these grant nothing
  return answer(ready, authn, 'absent', denied, request) as Exclude<Verdict<M, S, E>, Ok | Conflict>
}
