/**
 * The order of effects around the pure core: authenticate, look up, decide, audit, and only after `Ok`
 * the handler.
 */
import * as Authn from '../domain/Authn.js'
import { none, type Fault } from '../domain/Fault.js'
import type { Expects, Route, Shape } from '../domain/Route.js'
import type { Unavailable, Verdict } from '../domain/Verdict.js'
import { decide, decideBeforeLookup } from '../engine/decide.js'
import { explain, explainBeforeLookup } from '../explain/explain.js'
import { dismiss } from '../lib/promise.js'
import { own } from '../lib/read.js'
import { show } from '../lib/show.js'
import { unavailable } from '../wire/refusals.js'
import { render, type Rendered, type Renderer } from '../wire/render.js'
import { allOf, stopTogether, type Attempt, type Attempted } from './attempt.js'
import type { AuditRecord, Failed } from './AuditRecord.js'
import type { Enforced, Expected, Ok, Refused } from './Enforced.js'
import type { Caller, Enforcement, NoRenderer, NotYet, Signal } from './Enforcement.js'
import { factsAbout, withRelated } from './facts.js'
import { readEnforcement, type Given, type Thing } from './readEnforcement.js'

export { fromTaskEither, toTaskEither } from './taskEither.js'
export type { AuditRecord, Decided, DecidedBeforeLookup, Failed } from './AuditRecord.js'
export type { Enforced, Ok, Refused } from './Enforced.js'
export type {
  Ancestor,
  Caller,
  Enforcement,
  Found,
  Lookup,
  NoRenderer,
  Reference,
  Signal,
} from './Enforcement.js'

/**
 * A route that answers its requests in this order, and makes the same calls whether the thing exists or
 * not. Where `route` is a function, it is asked before all of this.
 *
 * 1. `authenticate`. An answer that no look-up can change is given now.
 * 2. Every `lookUp`, of the target, of all ancestors and of all references; and `evaluate`. Together.
 * 3. `authorize` for each row, `whenAbsent` where there is none; and the decision.
 * 4. `audit`, which is waited for.
 * 5. `handle`, after `Ok` and nothing else.
 *
 * Where an effect of the first two throws, rejects, is late or is called off, the answer is the 503. It
 * is the same for every resource, and whatever else was found. A handler that throws is a 503 as well.
 * What was thrown goes to the audit, and never into the answer.
 *
 * An answer that is being written down stays as it is: neither the time nor the client that goes
 * changes it. The record has a time of its own, and the answer waits no longer.
 *
 * `enforce` cannot hide how long look-ups take, nor what fails for some rows only. An effect that was
 * called off may go on, if it does not heed its signal.
 *
 * @param enforcement - The members in the order `route, policy, authenticate, evaluate, lookUp,
 *   authorize, whenAbsent, ancestors, references, renderer, audit, handle, timeout`. All are copied.
 * @returns A function of a request and of the signal of its client.
 * @throws TypeError that lists the members that do not fit: at once, and not with the first request.
 * @see RFC 9110 §15.6.4
 * @example
 * const readDocument = enforce({
 *   route: { method: 'GET', resource: 'document' },
 *   policy,
 *   authenticate: (request: Request) => callerOf(request),
 *   lookUp: (request) => documents.get(idOf(request)),
 *   authorize: (row, { name }) => (row.owner === name ? Permission.grant() : Permission.deny()),
 *   audit: (record) => log.write(record),
 *   handle: (row) => row.text,
 * })
 */
export const enforce = <
  P extends string,
  M extends string,
  Q,
  C extends Caller,
  A,
  W extends Renderer<Q> | NoRenderer | undefined,
  Row = NotYet,
  S extends Shape = 'item',
  E extends Expects = 'present',
  V = NotYet,
  Ups extends ReadonlyArray<unknown> | [] = [],
  Refs extends ReadonlyArray<unknown> | [] = [],
  X extends 'present' | 'absent' = 'present',
>(
  enforcement: Enforcement<P, M, S, E, Q, C, V, Row, Ups, Refs, X, W, A>,
): Enforced<Q, A, Refused<M, S, E, Expected<Refs, X>, W>> =>
  enforced(readEnforcement(enforcement)) as Enforced<Q, A, never>

const enforced = (given: Given): Enforced<unknown, unknown, Refused | Rendered> => {
  const { routeOf, policy, target, renderer, timeout } = given
  const things = withRelated(target)

  /** The answer in the words of the service, and the faults of its rendering. */
  const inWords = <A extends Verdict | Unavailable>(answer: A, request: unknown) => {
    if (renderer === undefined || !('status' in answer)) return { answer, faults: none }
    const rendered = render(answer, renderer, request)
    return { answer: rendered, faults: rendered.faults }
  }

  // it has a time of its own: that the time was up is to be written down, too
  const write = (record: AuditRecord<unknown, unknown>): Promise<Attempted<unknown>> =>
    stopTogether(undefined, timeout, (attempt) =>
      run(attempt, 'audit', (signal) => given.audit(record, signal)),
    )

  const fail = async (
    known: Known,
    faults: ReadonlyArray<Fault>,
  ): Promise<Unavailable | Rendered> => {
    const { answer, faults: ofWords } = inWords(unavailable, known.request)
    await write({ _tag: 'Failed', ...known, faults: [...faults, ...ofWords] })
    return answer
  }

  const answerTo = async (
    request: unknown,
    route: Route,
    attempt: Attempt,
  ): Promise<Ok<unknown> | Refused | Rendered> => {
    const { resource } = route
    const known = await attempt('authenticate', (signal) => given.authenticate(request, signal))
    if (known._tag === 'Failure') return fail({ request, resource }, known.faults)
    const caller = known.value
    const authn = authnOf(caller)
    // it would count as rejected, and the 401 would sign out everyone
    if (!Authn.is(authn)) {
      dismiss(authn)
      const message = `expected a caller whose \`authn\` Authn made, got ${show(authn)}`
      return fail({ request, resource }, [{ path: 'authenticate', message }])
    }

    const early = decideBeforeLookup(route, authn, policy)
    if (early !== undefined) {
      const explanation = explainBeforeLookup(route, authn, policy)
      const { answer, faults } = inWords(early, request)
      await write({
        _tag: 'DecidedBeforeLookup',
        request,
        caller,
        explanation,
        faults: [...explanation.faults, ...faults],
      })
      return answer
    }

    const found = allOf(
      await Promise.all([
        attempt('evaluate', (signal) => given.evaluate?.(request, caller, signal)),
        ...things.map(({ path, lookUp }) =>
          run(attempt, `${path}lookUp`, (signal) => lookUp(request, caller, signal)),
        ),
      ]),
    )
    if (found._tag === 'Failure') return fail({ request, resource, caller }, found.faults)
    const [evaluation, ...rows] = found.value
    const rowOf = (thing: Thing): unknown => rows[things.indexOf(thing)]

    const facts = factsAbout(target, rowOf, [caller, evaluation, request])
    const verdict: Verdict = decide<string, string, Shape, Expects, string>(
      route,
      authn,
      ...facts,
      policy,
    )
    const explanation = explain<string, string, Shape, Expects, string>(
      route,
      authn,
      ...facts,
      policy,
    )
    const { answer, faults } = inWords(verdict, request)
    const written = await write({
      _tag: 'Decided',
      request,
      caller,
      explanation,
      faults: [...explanation.faults, ...faults],
    })
    if (answer._tag !== 'Ok') return answer
    if (written._tag === 'Failure') return fail({ request, resource, caller }, written.faults)

    const row = rowOf(target) ?? undefined
    const done = await attempt('handle', (signal) => given.handle(row, caller, request, signal))
    if (done._tag === 'Failure') return fail({ request, resource, caller }, done.faults)
    return { _tag: 'Ok', value: done.value }
  }

  return async (request, signal) => {
    const route = routeOf(request)
    if (route._tag === 'Failure') return fail({ request }, route.faults)
    try {
      return await stopTogether(signal, timeout, (attempt) =>
        answerTo(request, route.value, attempt),
      )
    } catch (cause) {
      const { resource } = route.value
      return fail({ request, resource }, [
        { path: 'signal', message: 'expected an AbortSignal', cause },
      ])
    }
  }
}

/** What is known of a request when it fails. */
type Known = Omit<Failed<unknown, unknown>, '_tag' | 'faults'>

/** A task that nobody ran has looked nothing up, and has written nothing down. */
const run = async (
  attempt: Attempt,
  path: string,
  effect: (signal: Signal) => unknown,
): Promise<Attempted<unknown>> => {
  const attempted = await attempt(path, effect)
  if (attempted._tag === 'Failure' || typeof attempted.value !== 'function') return attempted
  const message = 'it gave a function (of a TaskEither, make a member by fromTaskEither)'
  return { _tag: 'Failure', faults: [{ path, message }] }
}

const authnOf = (caller: unknown): unknown => {
  try {
    return own(caller, 'authn')
  } catch {
    return undefined
  }
}
