/**
 * The answer, and all of it: what a refusal carries is what may leave the building. No reason, no
 * principal, no policy, no trace.
 */
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
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The scopes of the route's first alternative, for `insufficient-scope`. */
  readonly scope?: string
  /** What a step-up wants (RFC 9470 §3). */
  readonly acr_values?: string
  readonly max_age?: number
  readonly missing_permissions?: ReadonlyArray<string>
  /** A link: where to ask for access. */
  readonly request_access?: string
}

/** Lower-case field names, one text each. */
export interface Headers {
  readonly 'content-type': string
  readonly 'cache-control': string
  readonly vary?: string
  readonly 'www-authenticate'?: string
  readonly 'dpop-nonce'?: string
}

interface Complete<Status extends number, Code extends string> {
  readonly status: Status
  /** Why, as far as the caller may know: safe on the wire. The default body does not repeat it. */
  readonly code: Code
  readonly headers: Headers
  readonly body: Problem
}

export interface Unauthenticated extends Complete<
  401,
  'authentication-required' | 'invalid-credentials' | 'step-up-required'
> {
  readonly _tag: 'Unauthenticated'
}

export interface Forbidden extends Complete<
  403,
  'insufficient-scope' | 'forbidden' | 'permission-denied'
> {
  readonly _tag: 'Forbidden'
}

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
 * `Empty` where a route lists a collection. `Conflict` where the route or a reference expects absence.
 * `UnresolvedReference` where there are references. Elsewhere these are not in the type.
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
