/**
 * The order of effects around the pure core: authenticate, look up, decide, audit, and only after `Ok` the handler.
 */
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Authn } from '../domain/Authn.js'
import type { Facts } from '../domain/Facts.js'
import { denied, type Permission } from '../domain/Permission.js'
import { combine } from '../domain/Policy.js'
import { isText, ownOf } from '../domain/read.js'
import type { Expects, Sent, Shape } from '../domain/Request.js'
import { show } from '../domain/show.js'
import type { Ok as Leave, Verdict } from '../domain/Verdict.js'
import * as Chain from '../engine/Chain.js'
import { isUnknown, numberOf } from '../engine/classify/authn.js'
import { readyFor } from '../engine/met.js'
import type { RouteAnswers } from '../engine/ready.js'
import { decide, settled } from '../engine/decide.js'
import { explain, type Explanation } from '../engine/explain.js'
import { outage, type Outage } from '../wire/outage.js'
import { atOnce, gather, within, type Attempt, type Attempted, type Undone } from './attempt.js'
import type { AuditRecord, BeforeLookUp, Failure } from './AuditRecord.js'
import { check, type Caller, type Enforcement, type Found, type Link, type Signal } from './Enforcement.js'

export type { AuditRecord, BeforeLookUp, Decided, Failed, Failure, Settled, Stage } from './AuditRecord.js'
export type { Caller, Enforcement, Found, Link, Signal, Sought } from './Enforcement.js'

/** Leave to act was given, and this is what the handler made of it. */
export interface Ok<A> {
  readonly _tag: 'Ok'
  readonly value: A
}

/** Everything else. What has a status is complete, and can be sent as it is. */
export type Refused<M extends string = string, S extends Shape = Shape, E extends Expects = Expects> =
  Exclude<Verdict<M, S, E>, Leave> | Outage

/** Answers one request. The promise is always fulfilled. */
export type Enforced<R, A, M extends string = string, S extends Shape = Shape, E extends Expects = Expects> = (
  request: R,
  signal?: Signal,
) => Promise<Ok<A> | Refused<M, S, E>>

/**
 * A route that answers its requests in this order, and makes the same calls whether the thing exists or not:
 *
 * 1. `sent` and `authenticate`. Where no look-up could change the answer, it is given now.
 * 2. Every `lookUp`, and `evaluate`, together.
 * 3. `permission` about each row that is there, `whenAbsent` where there is none; and the decision.
 * 4. `audit`, which is waited for.
 * 5. `handle`, after `Ok` and nothing else.
 *
 * Where an effect of the first two throws, rejects, is late or called off, the answer is `outage`, the same for every resource, even where
 * what else was found would decide. So it is where the handler throws. What was thrown goes to the audit, and nothing of it into the answer.
 *
 * It cannot hide how long the look-ups take, nor what fails for some rows only; and what was called off may go on, if it does not heed its
 * signal.
 *
 * @throws TypeError, RangeError where a member does not fit or the policy is not whole: at once, and not with the first request.
 * @see RFC 9110 §15.6.4
 */
export const enforce = <
  P extends string,
  M extends string,
  R,
  C extends Caller,
  Row,
  A,
  S extends Shape = 'item',
  E extends Expects = 'present',
  V = undefined,
  Rows extends ReadonlyArray<unknown> = readonly [],
>(
  enforcement: Enforcement<P, M, S, E, R, C, V, Rows, Row, A>,
): Enforced<R, A, M, S, E> => {
  check({ ...enforcement })
  const { route, sent, authenticate, evaluate, audit, handle, timeout } = enforcement
  // the same policy, as its meet with itself is; but made here: one from elsewhere, and be it from the root entry, which is a file of its own,
  // would be read anew with every request
  const policy = combine(enforcement.policy, enforcement.policy)
  const { of: answers } = readyFor(route, policy)
  type Asked = Link<NoInfer<P>, R, C, V, unknown>
  const target = { ...enforcement, resource: route.resource } as unknown as Asked
  const above = (enforcement.above ?? []) as ReadonlyArray<Asked>

  // has a time of its own: that the time was up is to be written down, too
  const tell = (record: AuditRecord<R, C>): Promise<Attempted<unknown>> =>
    within(undefined, timeout, (attempt) => attempt('audit', (signal) => audit(record, signal)))

  const fail = async (request: R, { failures }: Pick<Undone, 'failures'>, caller?: C): Promise<Outage> => {
    await tell({ _tag: 'Failed', request, resource: route.resource, ...(caller !== undefined && { caller }), failures })
    return outage
  }

  const answer = async (request: R, attempt: Attempt): Promise<Ok<A> | Refused> => {
    const asking = await attempt('sent', () => ({ ...route, ...repeatable(atOnce(sent?.(request))) }))
    if (asking._tag === 'Undone') return fail(request, asking)
    const asked = asking.value

    const known = await attempt('authenticate', async (signal) => {
      const caller = await authenticate(request, signal)
      return { caller, authn: authnOf(caller, answers) }
    })
    if (known._tag === 'Undone') return fail(request, known)
    const { caller, authn } = known.value

    const whateverIsThere = settled(asked, authn, policy)
    if (whateverIsThere !== undefined) {
      await tell({ _tag: 'Settled', request, caller, explanation: beforeLookUp(explain(asked, authn, 'absent', denied, policy)) })
      return whateverIsThere
    }

    const seek = ({ lookUp, resource }: Asked): Promise<Attempted<unknown>> =>
      attempt('lookUp', (signal) => lookUp(request, caller, signal), resource)
    const looked = gather(
      await Promise.all([attempt('evaluate', (signal): unknown => evaluate?.(request, caller, signal)), seek(target), ...above.map(seek)]),
    )
    if (looked._tag === 'Undone') return fail(request, looked, caller)
    const [evaluation, row, ...rows] = looked.value as readonly [V, ...ReadonlyArray<unknown>]

    const about = ask(target, row, caller, evaluation)
    const passages = above.map((link, i) => ask(link, rows[i], caller, evaluation))
    const links = passages.map(({ facts }, i) => [above[i]?.resource, ...facts] as Chain.Link<NoInfer<P>>)
    const { facts, stoppedBy } = Chain.reach(links, about.facts, asked, authn, policy)
    const verdict = decide(asked, authn, ...facts, policy)

    const told = await tell({
      _tag: 'Decided',
      request,
      caller,
      explanation: explain(asked, authn, ...facts, policy),
      ...(stoppedBy !== undefined && { stoppedBy }),
      failures: [about, ...passages].flatMap(({ failures }) => failures),
    })
    if (verdict._tag !== 'Ok') return verdict
    if (told._tag === 'Undone') return fail(request, told, caller)

    const done = await attempt('handle', (signal) => handle((row ?? undefined) as Found<Row, E>, caller, request, signal))
    return done._tag === 'Done' ? { _tag: 'Ok', value: done.value } : fail(request, done, caller)
  }

  return async (request, signal) => {
    try {
      return (await within(signal, timeout, (attempt) => answer(request, attempt))) as Ok<A> | Refused<M, S, E>
    } catch (cause) {
      return fail(request, { failures: [{ stage: 'enforce', cause }] })
    }
  }
}

/** What an answer may repeat, and nothing that would change the route. */
const repeatable = (sent: Sent = {}): Sent => {
  const { target, correlationId } = ownOf(sent)
  return { target: text(target), correlationId: text(correlationId) }
}

const text = (u: string | undefined): string | undefined => {
  if (isText(u)) return u
  throw new TypeError(`expected text or undefined, got ${show(u)}`)
}

/** What is no authn result would be a 401, and sign out everyone: where it is a mistake, nobody can tell who asks. */
const authnOf = (caller: Caller, route: RouteAnswers): Authn => {
  const authn = atOnce(ownOf(caller).authn)
  if (isUnknown(numberOf(authn, route))) throw new TypeError('expected a caller with an `authn`, as `Authn` makes them')
  return authn
}

/** No rule is asked about a row that is not there. One that throws must look like one that denies, or its 503 would tell that there is a row. */
const ask = <R, C, V>(
  { resource, permission, whenAbsent }: Link<string, R, C, V, unknown>,
  row: unknown,
  caller: C,
  evaluation: V,
): { readonly facts: Facts; readonly failures: ReadonlyArray<Failure> } => {
  const [state, stage] = row === null || row === undefined ? (['absent', 'whenAbsent'] as const) : (['present', 'permission'] as const)
  const rule = (): Permission =>
    state === 'present' ? permission(row as object, caller, evaluation) : whenAbsent === undefined ? denied : whenAbsent(caller, evaluation)
  try {
    return { facts: [state, atOnce(rule())], failures: [] }
  } catch (cause) {
    return { facts: [state, denied], failures: [{ stage, resource, cause }] }
  }
}

const beforeLookUp = ({ state, granted, mayKnow, entitled, remedy, concealed, ...rest }: Explanation): BeforeLookUp => rest

/** The same for fp-ts: lazy, the refusals on the left. */
export const toTaskEither =
  <R, A, M extends string, S extends Shape, E extends Expects>(enforced: Enforced<R, A, M, S, E>) =>
  (request: R, signal?: Signal): TaskEither<Refused<M, S, E>, A> =>
  async () => {
    const result = await enforced(request, signal)
    return result._tag === 'Ok' ? { _tag: 'Right', right: result.value } : { _tag: 'Left', left: result }
  }
