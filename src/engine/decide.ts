/**
 * Classify the caller, look the answer up, and spell what is no constant.
 */
import type { Authn, Rejected } from '../domain/Authn.js'
import { deny } from '../domain/Permission.js'
import type { Any, Permission } from '../domain/PermissionValue.js'
import { related } from '../domain/seals.js'
import type { Policy } from '../domain/Policy.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Expects, Route, RouteInWords, Shape } from '../domain/Route.js'
import type { Conflict, Ok, Verdict } from '../domain/Verdict.js'
import {
  answersOf,
  answersTo,
  constantOf,
  hasOneAnswer,
  type Answers,
  type ClassAnswers,
} from './answers.js'
import { classOf } from './callers.js'
import { tellsRemedy, type Row } from './judge.js'
import { judgeSeveral } from './several.js'
import { spell } from './spell.js'
import { alone, cellAt, columnOf, standingOf } from './table.js'

/** A route that `Route.of` made, or a plain object that can be made into one. */
export type Request<R extends string, M extends string, S extends Shape, E extends Expects> =
  Route<R, M, S, E> | RouteInWords<R, M, S, E>

/**
 * The answer to one request: leave to act, or a refusal with its status, all of its header fields and
 * its body.
 *
 * A caller is *entitled* if the policy says that they may know whether the thing exists. A *stranger*
 * is neither granted nor entitled. To a stranger, existing and missing things look alike, byte for byte.
 *
 * `decide` never throws, reads no clock and does no I/O. A value that was not made by a constructor or
 * a codec counts as the least favourable one, and then nothing is granted. `decide` does not
 * authenticate, evaluates no permission and looks nothing up. It cannot hide how long look-ups take.
 *
 * @param request - The route. Make it once, with `Route.of`; a plain object works, some microseconds
 *   slower. Nothing in it may come from the loaded resource.
 * @param authn - What authentication found out.
 * @param state - Whether the thing is there.
 * @param permission - What the permission check said. About an absent thing: what is true of
 *   everything that could stand there. `Facts.of` gives both.
 * @param policy - What may be disclosed.
 * @returns `Ok`, a refusal, or what the handler has to answer: `Empty`, `Conflict`,
 *   `UnresolvedReference`.
 * @example
 * const policy = Policy.of({ document: {} })
 * const facts = Facts.of(null, () => Permission.deny())
 * const route = { method: 'GET', resource: 'document' } as const
 * decide(route, Authn.authenticated(), ...facts, policy)._tag // → 'NotFound'
 * @see RFC 9110 §15.5.2 to §15.5.5, RFC 6750 §3, RFC 9449 §7, RFC 9470 §3, RFC 9457 §3
 */
export const decide = <
  P extends string,
  M extends string,
  S extends Shape = 'item',
  E extends Expects = 'present',
  X extends string = never,
>(
  request: Request<NoInfer<P>, M, S, E>,
  authn: Authn,
  state: ResourceState,
  permission: Permission<NoInfer<P>, X>,
  policy: Policy<P>,
): Verdict<M, S, E, X> => {
  const answers = answersOf(request, policy)
  const to = answersTo(answers, classOf(authn, answers))
  const verdict = to.verdicts[cellAt(standingOf(permission), columnOf(state))]
  return (verdict ?? spellOut(answers, to, authn, state, permission)) as Verdict<M, S, E, X>
}

/** What no table holds: a remedy, a nonce, or several things judged together. */
const spellOut = (
  answers: Answers,
  to: ClassAnswers,
  authn: Authn,
  state: ResourceState,
  permission: Any,
): Verdict => {
  try {
    const nonce = to.of.withNonce ? (authn as Rejected).nonce : undefined
    const standing = standingOf(permission)
    const { outcome, remedy } =
      standing >= related
        ? judgeSeveral(to.setting, answers.policy, state, permission)
        : {
            outcome: to.table[cellAt(standing & alone, columnOf(state))] as Row,
            remedy: permission.remedy,
          }
    return nonce === undefined && (remedy === undefined || !tellsRemedy(outcome))
      ? constantOf(answers, to, outcome)
      : spell(answers.constants, to.of, outcome, remedy, nonce)
  } catch {
    // only code that forges made values comes here
    return constantOf(answers, to, to.table[cellAt(0, columnOf(state))] as Row)
  }
}

/**
 * The answer that no look-up can change, or `undefined`, which is no leave to act. It answers only
 * where a target that an ancestor blocks would be answered alike.
 *
 * So anonymous callers need not cost a look-up, and a bad token is a 401 even while a store is down.
 *
 * @param route - The route.
 * @param authn - What authentication found out.
 * @param policy - What may be disclosed.
 * @returns The answer that `decide` gives for every state and every permission; `undefined` where
 *   look-ups matter.
 * @example
 * const policy = Policy.of({ document: {} })
 * const route = { method: 'GET', resource: 'document' } as const
 * decideBeforeLookup(route, Authn.rejected('expired'), policy)?._tag // → 'Unauthenticated'
 * decideBeforeLookup(route, Authn.authenticated(), policy) // → undefined
 */
export const decideBeforeLookup = <
  P extends string,
  M extends string,
  S extends Shape = 'item',
  E extends Expects = 'present',
>(
  route: Request<NoInfer<P>, M, S, E>,
  authn: Authn,
  policy: Policy<P>,
): Exclude<Verdict<M, S, E, never>, Ok | Conflict> | undefined => {
  const answers = answersOf(route, policy)
  if (!hasOneAnswer(answersTo(answers, classOf(authn, answers)))) return undefined
  // any facts will do, and these grant nothing
  const verdict: Verdict = decide<string, string, Shape, Expects>(
    route,
    authn,
    'absent',
    deny(),
    policy, // prettier-ignore
  )
  return verdict as Exclude<Verdict<M, S, E, never>, Ok | Conflict>
}
