/**
 * The answer, and all of it: what a refusal carries is what the wire may carry. No reason, no principal, no policy, no trace.
 */
import type { Expects, Shape } from './Request.js'

/** Leave to act. Only now may a handler look at preconditions, bodies, redirects or methods that depend on the state. */
export interface Ok {
  readonly _tag: 'Ok'
}

/** A 200 with nothing in it, made from the request alone: no validators, counts or cursors, the bytes of a granted list without rows. */
export interface Empty {
  readonly _tag: 'Empty'
}

/** A thing is there that should not be, and the caller may know: 409 or 412 as the handler sees fit, and nothing is overwritten. */
export interface Conflict {
  readonly _tag: 'Conflict'
}

/** Problem details (RFC 9457 §3.1). A concealing one has constants and what the request carried, nothing else. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail?: string
  /** The scopes of the route, space-separated, for `insufficient_scope`. */
  readonly scope?: string
  /** What a step-up wants (RFC 9470 §3). */
  readonly acr_values?: string
  readonly max_age?: number
  /** The permissions that are missing. */
  readonly missing?: ReadonlyArray<string>
  /** Where to ask for access. */
  readonly ask?: string
  readonly correlation_id?: string
}

/** Lower-case field names, one string each. */
export interface Headers {
  readonly 'content-type': string
  readonly 'cache-control': string
  readonly vary?: string
  readonly 'www-authenticate'?: string
  readonly 'dpop-nonce'?: string
}

interface Complete<Status extends number> {
  readonly status: Status
  readonly headers: Headers
  readonly body: Problem
}

export interface Unauthenticated extends Complete<401> {
  readonly _tag: 'Unauthenticated'
}

export interface Forbidden extends Complete<403> {
  readonly _tag: 'Forbidden'
}

export interface NotFound extends Complete<404> {
  readonly _tag: 'NotFound'
}

/** What can be sent as it is. */
export type Refusal = Unauthenticated | Forbidden | NotFound

/** `Empty` where the route lists a collection, `Conflict` where it expects absence; on other routes neither is in the type. */
export type Verdict<M extends string = string, S extends Shape = Shape, E extends Expects = Expects> =
  | Ok
  | Refusal
  | (S extends 'collection' ? ('GET' extends M ? Empty : 'HEAD' extends M ? Empty : never) : never)
  | (E extends 'absent' ? Conflict : never)
