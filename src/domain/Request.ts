/**
 * What is being tried. All of it belongs to the route and to what the caller sent; nothing here may come from
 * the loaded resource, and `expects` never from a conditional header.
 */

export const shapes = ['item', 'collection'] as const

/** One thing, or a collection of things. */
export type Shape = (typeof shapes)[number]

export const expectations = ['present', 'absent', 'either'] as const

/** What the request needs to find: a thing, no thing (a create with a client-chosen id), or either (an upsert). */
export type Expects = (typeof expectations)[number]

/**
 * What the route asks of every caller, whatever the resource. An empty list asks nothing; a member that is there and undefined is not
 * understood, and grants nothing. An anonymous caller on a route that requires anything
 * counts as denied, so that dropping a weak token never helps.
 */
export interface Requirements {
  /** Every one of these must be held. Missing: 403 `insufficient_scope` (RFC 6750 §3.1). */
  readonly scopes?: ReadonlyArray<string>
  /** One of these must be the authentication context. Missing: 401 step-up (RFC 9470 §3). */
  readonly acrValues?: ReadonlyArray<string>
  /** Seconds since the authentication, at most. Older or unknown: 401 step-up (RFC 9470 §3). */
  readonly maxAge?: number
  /** The name of the permission that is checked. A concealing 403 may name it (AIP-211); it is never compared with anything. */
  readonly permission?: string
}

/** The same in full: an empty list or `undefined` asks nothing. */
export interface AllRequirements {
  readonly scopes: ReadonlyArray<string>
  readonly acrValues: ReadonlyArray<string>
  readonly maxAge: number | undefined
  readonly permission: string | undefined
}

/** What a route knows before any request comes. */
export interface Route<R extends string = string, M extends string = string, S extends Shape = Shape, E extends Expects = Expects> {
  /** Case-sensitive (RFC 9110 §9.1). HEAD is decided as GET; OPTIONS is answered per route, before any decision. */
  readonly method: M
  /** The resource type: the key into the policy. */
  readonly resource: R
  /** Default: `item`. */
  readonly shape?: S | undefined
  /** Default: `present`. */
  readonly expects?: E | undefined
  /** Default: nothing. */
  readonly requires?: Requirements | undefined
}

/** What the caller sent, as far as an answer may repeat it. */
export interface Sent {
  /** The path as sent. Only a blind ask link repeats it, percent-encoded. */
  readonly target?: string | undefined
  /** Named in the body of every refusal, so that the caller and the operator can speak of the same request. */
  readonly correlationId?: string | undefined
}

export interface Request<R extends string = string, M extends string = string, S extends Shape = Shape, E extends Expects = Expects>
  extends Route<R, M, S, E>, Sent {}
