/**
 * What a route answers.
 */
import type { Expects, Shape } from '../domain/Route.js'
import type { Ok as Leave, Refusal, Unavailable, Verdict } from '../domain/Verdict.js'
import type { Rendered } from '../wire/render.js'
import type { NoRenderer, Signal } from './Enforcement.js'

/** Leave to act was given, and this is what the handler made of it. */
export interface Ok<A> {
  readonly _tag: 'Ok'
  /** What the handler returned. */
  readonly value: A
}

/**
 * Everything else: a verdict without leave to act, or the 503. With a renderer (`W`), what has a status
 * is `Rendered`.
 */
export type Refused<
  M extends string = string,
  S extends Shape = Shape,
  E extends Expects = Expects,
  X extends string = string,
  W = undefined,
> = Exclude<Verdict<M, S, E, X>, Leave | Refusal> | InWords<W>

/** With a type parameter that nothing is inferred for, the compiler takes its bound. */
type InWords<W> = [NoRenderer] extends [W]
  ? Refusal | Unavailable
  : W extends undefined
    ? Refusal | Unavailable
    : Rendered

/** Answers one request. The promise is always fulfilled. `N`: what is not `Ok`. */
export type Enforced<Q, A, N> = (request: Q, signal?: Signal) => Promise<Ok<A> | N>

/** What references expect; `never` where there is none. */
export type Expected<Refs, X> = Refs extends readonly [] ? never : X
