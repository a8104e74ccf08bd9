/**
 * What the operator is told of a request: plain data, never sent. It holds the request and the caller as they are; whoever stores it
 * chooses what of them to store.
 */
import type { Explanation } from '../engine/explain.js'

/** One for each request; and a second, `Failed`, where leave to act was given and came to nothing. */
export type AuditRecord<R, C> = Decided<R, C> | Settled<R, C> | Failed<R, C>

/** All facts were had, and the table was walked. */
export interface Decided<R, C> {
  readonly _tag: 'Decided'
  readonly request: R
  readonly caller: C
  readonly explanation: Explanation
  /** The resource type of the link above the target that stopped the caller. */
  readonly stoppedBy?: string
  /** Rules that threw, or answered with a promise: they count as a denial. */
  readonly failures: ReadonlyArray<Failure>
}

/** Nothing was looked up, because nothing could have changed the answer: of the resource nothing is known. */
export interface Settled<R, C> {
  readonly _tag: 'Settled'
  readonly request: R
  readonly caller: C
  readonly explanation: BeforeLookUp
}

export type BeforeLookUp = Omit<Explanation, 'state' | 'granted' | 'mayKnow' | 'entitled' | 'remedy' | 'concealed'>

/** The answer was the outage. */
export interface Failed<R, C> {
  readonly _tag: 'Failed'
  readonly request: R
  /** The resource type of the route. */
  readonly resource: string
  /** Nothing where authentication failed, or was not begun. */
  readonly caller?: C
  /** All that failed, and all that was called off for it (an `AbortError`). */
  readonly failures: readonly [Failure, ...ReadonlyArray<Failure>]
}

/** An effect or a rule by its name; `enforce`, where what was passed as a signal is none. */
export type Stage = 'sent' | 'authenticate' | 'lookUp' | 'evaluate' | 'permission' | 'whenAbsent' | 'audit' | 'handle' | 'enforce'

export interface Failure {
  readonly stage: Stage
  /** The resource type that a look-up or a rule was about. */
  readonly resource?: string
  /** What was thrown, which may be anything; where the effect was called off, the reason of its signal. */
  readonly cause: unknown
}
