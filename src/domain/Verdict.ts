/**
 * The answer, and all of it: what a refusal carries is what may leave the building. No reason, no
 * principal, no policy, no trace.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Eq as FpEq } from 'fp-ts/lib/Eq.js'
import type { Show as FpShow } from 'fp-ts/lib/Show.js'
import { sameMembers } from '../lib/same.js'
import type { Expects, Shape } from './Route.js'

/** Leave to act. Only now may a handler look at preconditions, bodies, redirects or the like. */
export interface Ok {
  readonly _tag: 'Ok'
}

/** A 200 with nothing in it, made from the request alone: the bytes of a granted list without rows. */
export interface Empty {
  readonly _tag: 'Empty'
}

/**
 * A thing is there that should not be, and the caller may know. The handler says 409 or 412 and
 * overwrites nothing.
 */
export interface Conflict {
  readonly _tag: 'Conflict'
}

/**
 * A reference is missing, or hidden from this caller: never which. The handler says 404, 409 or 422,
 * the same for both.
 */
export interface UnresolvedReference {
  readonly _tag: 'UnresolvedReference'
}

/** Problem details (RFC 9457 §3.1). A concealing one has constants only. */
export interface Problem {
  /** `about:blank`, or a problem type of our own: one that starts with `problems` of the service. */
  readonly type: string
  /** A summary of the problem type, for people. It is the same for each problem of the type. */
  readonly title: string
  /** The status code, once more. */
  readonly status: number
  /** More about the problem, for people. */
  readonly detail?: string
  /** The scopes of the route's first alternative, for `insufficient-scope`. */
  readonly scope?: string
  /** The authentication context classes that would do, separated by spaces (RFC 9470 §3). */
  readonly acr_values?: string
  /** Seconds since the authentication, at most (RFC 9470 §3). */
  readonly max_age?: number
  /** The names of the permissions that are missing. */
  readonly missing_permissions?: ReadonlyArray<string>
  /** A link: where to ask for access. */
  readonly request_access?: string
}

/** Lower-case field names, one text each. */
export interface Headers {
  /** `application/problem+json` (RFC 9457 §3). */
  readonly 'content-type': string
  /** `no-store`: no cache may keep a refusal (RFC 9111 §5.2.2.5). */
  readonly 'cache-control': string
  /** The fields that authenticate, where cookies or API keys do (RFC 9110 §12.5.5). */
  readonly vary?: string
  /** The challenges (RFC 9110 §11.6.1). On every 401, and on other denials of a token (RFC 6750 §3). */
  readonly 'www-authenticate'?: string
  /** The nonce that the next DPoP proof should carry (RFC 9449 §8.2). */
  readonly 'dpop-nonce'?: string
}

interface Complete<Status extends number, Code extends string> {
  /** The status code (RFC 9110 §15). */
  readonly status: Status
  /** Why, as far as the caller may know: safe on the wire. The default body does not repeat it. */
  readonly code: Code
  /** Every header field of the answer. */
  readonly headers: Headers
  /** The body of the answer, before it is serialised. */
  readonly body: Problem
}

/**
 * A 401 with a challenge (RFC 9110 §15.5.2). Credentials are missing, are not good, or are too weak.
 * An authenticated caller gets it for a step-up alone.
 */
export interface Unauthenticated extends Complete<
  401,
  'authentication-required' | 'invalid-credentials' | 'step-up-required'
> {
  readonly _tag: 'Unauthenticated'
}

/**
 * A 403 (RFC 9110 §15.5.4). `forbidden` conceals. `insufficient-scope` and `permission-denied` are
 * honest.
 */
export interface Forbidden extends Complete<
  403,
  'insufficient-scope' | 'forbidden' | 'permission-denied'
> {
  readonly _tag: 'Forbidden'
}

/**
 * A 404 (RFC 9110 §15.5.5). `not-found` conceals. `does-not-exist` is definitive: only it licenses a
 * client to delete its copy.
 */
export interface NotFound extends Complete<404, 'not-found' | 'does-not-exist'> {
  readonly _tag: 'NotFound'
}

/** A whole answer: it can be sent as it is. */
export type Refusal = Unauthenticated | Forbidden | NotFound

/** A fact could not be had. It is no verdict, since nothing was decided. */
export interface Unavailable extends Complete<503, 'unavailable'> {
  readonly _tag: 'Unavailable'
}

/**
 * What was decided: leave to act, a refusal, or an answer that the handler writes itself.
 *
 * `Empty` is in the type where a route lists a collection. `Conflict` is in it where the route or a
 * reference expects absence. `UnresolvedReference` is in it where there are references.
 */
export type Verdict<
  M extends string = string,
  S extends Shape = Shape,
  E extends Expects = Expects,
  X extends string = string,
> =
  | Ok
  | Refusal
  | (S extends 'collection' ? ('GET' extends M ? Empty : 'HEAD' extends M ? Empty : never) : never)
  | ('absent' extends E | X ? Conflict : never)
  | ([X] extends [never] ? never : UnresolvedReference)

type TagOf<V extends Verdict> = Exclude<V['_tag'], Refusal['_tag']> | 'Refusal'

/** `undefined` for a tag that the verdict cannot have. */
type Case<T, V, B> = T extends V ? (verdict: T) => B : undefined

/** One function for each tag that the verdict can have. All refusals share one. */
type Cases<V extends Verdict, A, R, N, C, U> = {
  readonly Ok: (verdict: Ok) => A
  readonly Refusal: (verdict: Refusal) => R
  readonly Empty?: Case<Empty, V, N>
  readonly Conflict?: Case<Conflict, V, C>
  readonly UnresolvedReference?: Case<UnresolvedReference, V, U>
} & { readonly [K in TagOf<V>]: unknown }

const isRefusal = (verdict: Verdict | Unavailable): verdict is Refusal =>
  verdict._tag === 'Unauthenticated' || verdict._tag === 'Forbidden' || verdict._tag === 'NotFound'

const eq: FpEq<Verdict> = sameMembers

const show: FpShow<Verdict | Unavailable> = {
  show: (verdict) =>
    isRefusal(verdict) || verdict._tag === 'Unavailable'
      ? `${String(verdict.status)} ${verdict.code}`
      : verdict._tag,
}

/**
 * What can be done with a verdict. Sending one needs no part of it. `fp-ts` is not loaded.
 *
 * @example
 * import { pipe } from 'fp-ts/lib/function.js'
 * const status = pipe(verdict, Verdict.match({ Ok: () => 200, Refusal: ({ status }) => status }))
 * status // → 404
 * Verdict.toEither(verdict)._tag // → 'Left'
 */
export const Verdict = /* @__PURE__ */ Object.freeze({
  /**
   * What one of several functions gives for a verdict. Data-last, for `pipe`. There the compiler knows
   * the verdict, and refuses a case that is missing or that cannot occur.
   *
   * @param cases - A function for `Ok`, one for `Refusal` (every 401, 403 and 404), and one for each
   *   other tag of the verdict.
   * @returns A function of the verdict. It gives what the function for the tag gives.
   * @throws TypeError where the function for the tag is missing.
   */
  match:
    <V extends Verdict, A, R, N = never, C = never, U = never>(cases: Cases<V, A, R, N, C, U>) =>
    (verdict: V): A | R | N | C | U => {
      const tag: string = isRefusal(verdict) ? 'Refusal' : verdict._tag
      const known: Readonly<Record<string, unknown>> = cases
      const run = known[tag] as ((verdict: V) => A | R | N | C | U) | undefined
      if (run === undefined) throw new TypeError(`Verdict.match: expected a function for ${tag}`)
      return run(verdict)
    },

  /**
   * Whether a verdict is a 401, a 403 or a 404, which can be sent as it is.
   *
   * Never the guard of a handler: what is no refusal is not always `Ok`. Compare the tag with `Ok`.
   *
   * @param verdict - A verdict, or `unavailable`, which is no refusal: nothing was decided.
   * @returns `true` for a refusal.
   */
  isRefusal,

  /**
   * The verdict as an `Either`: right for `Ok` alone.
   *
   * @param verdict - A verdict.
   * @returns `Ok` on the right. Everything else on the left: `Empty`, `Conflict` and
   *   `UnresolvedReference` as well.
   */
  toEither: <V extends Verdict>(verdict: V): Either<Exclude<V, Ok>, Ok> =>
    verdict._tag === 'Ok'
      ? { _tag: 'Right', right: verdict }
      : { _tag: 'Left', left: verdict as Exclude<V, Ok> },

  /** Equal in the tag, the status, the code, every header and the body. */
  Eq: eq,

  /** The status and the code, such as `404 not-found`. The tag of what has no status. */
  Show: show,
})
