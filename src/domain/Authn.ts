/**
 * What authentication found out about the caller. The engine verifies nothing: it takes the result.
 */

export interface Anonymous {
  readonly _tag: 'Anonymous'
}

export const reasons = ['malformed', 'invalid', 'expired', 'revoked', 'wrong-audience', 'invalid-dpop-proof', 'use-dpop-nonce'] as const

/** Why credentials were refused. Only `explain` tells; the wire gets the constant error code of the scheme. */
export type Reason = (typeof reasons)[number]

export interface Rejected {
  readonly _tag: 'Rejected'
  readonly reason: Reason
  /** The scheme that was tried: its challenge carries the error. Where it is not known, that of every token scheme does. */
  readonly scheme?: string | undefined
  /** The nonce to use, for `use-dpop-nonce` (RFC 9449 §9). */
  readonly nonce?: string | undefined
}

/** A caller whose credentials are good. What is left out is unknown, and what is unknown meets no requirement. */
export interface Authenticated {
  readonly _tag: 'Authenticated'
  readonly scopes: ReadonlyArray<string>
  /** The authentication context class (RFC 9470 §6). */
  readonly acr?: string | undefined
  /** Seconds since the user authenticated: now minus `auth_time`. Below 0, a clock or a unit is wrong, and it counts as unknown. */
  readonly age?: number | undefined
  /** The scheme that authenticated, for a service that offers several (RFC 9449 §7.2). */
  readonly scheme?: string | undefined
}

export type Authn = Anonymous | Rejected | Authenticated

/** No credentials came. */
export const anonymous: Authn = Object.freeze({ _tag: 'Anonymous' })

/** Credentials came and are not good. A nonce that is wanted is handed out, see `nonceWanted`. */
export const rejected = (reason: Exclude<Reason, 'use-dpop-nonce'>, scheme?: string): Authn => ({
  _tag: 'Rejected',
  reason,
  scheme,
  nonce: undefined,
})

/** The DPoP proof lacks a nonce, or has an old one: the answer hands out this one (RFC 9449 §9). */
export const nonceWanted = (nonce: string): Authn => ({ _tag: 'Rejected', reason: 'use-dpop-nonce', scheme: 'DPoP', nonce })

/**
 * Credentials came and are good. What is not known is there, and undefined: objects of one shape are read several times as fast.
 */
export const authenticated = ({
  scopes = [],
  acr,
  age,
  scheme,
}: {
  readonly scopes?: ReadonlyArray<string> | undefined
  readonly acr?: string | undefined
  readonly age?: number | undefined
  readonly scheme?: string | undefined
} = {}): Authn => ({ _tag: 'Authenticated', scopes, acr, age, scheme })
