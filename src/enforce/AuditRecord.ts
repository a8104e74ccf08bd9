/**
 * What the operator is told of a request: plain data, never sent. It holds the request and the caller
 * as they are. Whoever stores it chooses what of them to store.
 */
import type { Fault } from '../domain/Fault.js'
import type { Explanation, ExplanationBeforeLookup } from '../explain/Explanation.js'

/** One for each request. A second one, `Failed`, follows where leave to act came to nothing. */
export type AuditRecord<Q, C> = Decided<Q, C> | DecidedBeforeLookup<Q, C> | Failed<Q, C>

interface Recorded<Q> {
  /** The request, as the route was handed it. */
  readonly request: Q
  /**
   * Everything that was not as it should be: arguments that were dropped, rules that threw, effects
   * that failed, renderings that do not fit. A path names a member of what `enforce` was given:
   * `lookUp`, `ancestors[0].authorize`.
   */
  readonly faults: ReadonlyArray<Fault>
}

/** All facts were had, and a decision was made. */
export interface Decided<Q, C> extends Recorded<Q> {
  readonly _tag: 'Decided'
  /** What `authenticate` gave. */
  readonly caller: C
  /** Why the request is answered as it is. */
  readonly explanation: Explanation
}

/** Nothing was looked up, because no look-up could change the answer. */
export interface DecidedBeforeLookup<Q, C> extends Recorded<Q> {
  readonly _tag: 'DecidedBeforeLookup'
  /** What `authenticate` gave. */
  readonly caller: C
  /** Why the request is answered as it is. */
  readonly explanation: ExplanationBeforeLookup
}

/** The answer was `unavailable`: a fact could not be had, or the handler or the route failed. */
export interface Failed<Q, C> extends Recorded<Q> {
  readonly _tag: 'Failed'
  /** The resource type of the route. Left out where the route is a function that failed. */
  readonly resource?: string
  /** Left out where authentication failed, or was not begun. */
  readonly caller?: C
}
