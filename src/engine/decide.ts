/**
 * Classify the caller, look the answer up, and spell what is no constant.
 */
import type { Authn, Rejected } from '../domain/Authn.js'
import { deny } from '../domain/Permission.js'
import { related, type Any, type Permission } from '../domain/PermissionValue.js'
import type { Policy } from '../domain/Policy.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Expects, Route, RouteInWords, Shape } from '../domain/Route.js'
import type { Conflict, Ok, UnresolvedReference, Verdict } from '../domain/Verdict.js'
import { answersOf, answersTo, constantOf, spell, type Answers } from './answers.js'
import { classOf, type CallerClass } from './callers.js'
import { tellsRemedy, type Row } from './judge.js'
import { judgeSeveral } from './several.js'
import { cellAt, columnOf, standingOf, three } from './table.js'

/** A route that was made, or one in words. */
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
  const of = classOf(authn, answers)
  const { verdicts } = answersTo(answers, of)
  const verdict = verdicts[cellAt(standingOf(permission), columnOf(state))]
  if (verdict !== undefined) return verdict as Verdict<M, S, E, X>
  return spellOut(answers, of, authn, state, permission) as Verdict<M, S, E, X>
}

/** What no table holds: a remedy, a nonce, or several things judged together. */
const spellOut = (
  answers: Answers,
  of: CallerClass,
  authn: Authn,
  state: ResourceState,
  permission: Any,
): Verdict => {
  const { setting, table } = answersTo(answers, of)
  const column = columnOf(state)
  try {
    if (table[0] === '1') return spell(answers, of, '1', undefined, (authn as Rejected).nonce)
    const bits = standingOf(permission)
    const { outcome, remedy } =
      bits >= related
        ? judgeSeveral(setting, answers.policy, state, permission)
        : { outcome: table[cellAt(bits & three, column)] as Row, remedy: permission.remedy }
    if (outcome === 'unresolved') return unresolved
    return remedy === undefined || !tellsRemedy(outcome)
      ? constantOf(answers, of, outcome)
      : spell(answers, of, outcome, remedy)
  } catch {
    // only code that forges made values comes here
    return constantOf(answers, of, table[cellAt(0, column)] as Row)
  }
}

const unresolved: UnresolvedReference = /* @__PURE__ */ Object.freeze({
  _tag: 'UnresolvedReference',
})

/**
 * The answer that no look-up can change, or `undefined`, which is no leave to act. It answers only
 * where a target that an ancestor blocks would be answered alike.
 *
 * So anonymous callers need not cost a look-up, and a bad token is a 401 even while a store is down.
 *
 * @param route - The route.
 * @param authn - What authentication found out.
 * @param policy - What may be disclosed.
 * @returns The answer that `decide` gives for every state and every permission.
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
  if (!answersTo(answers, classOf(authn, answers)).settled) return undefined
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
