/**
 * What authentication found out about the caller. The engine verifies nothing: it takes the result.
 */

export interface Anonymous {
  readonly _tag: 'Anonymous'
}

/** Why credentials were refused. Only `explain` tells; the wire gets the constant error code of the scheme. */
export type Reason = 'malformed' | 'invalid' | 'expired' | 'revoked' | 'wrong-audience' | 'invalid-dpop-proof' | 'use-dpop-nonce'

export interface Rejected {
  readonly _tag: 'Rejected'
  readonly reason: Reason
  /** The scheme that was tried. Its challenge carries the error; one that the service does not offer gets none. */
  readonly scheme: string
  /** The nonce to use, for `use-dpop-nonce` (RFC 9449 §9). */
  readonly nonce?: string
}

/** A caller whose credentials are good. What is left out is unknown, and what is unknown meets no requirement. */
export interface Authenticated {
  readonly _tag: 'Authenticated'
  readonly scopes: ReadonlyArray<string>
  /** The authentication context class (RFC 9470 §6). */
  readonly acr?: string
  /** Seconds since the user authenticated: now minus `auth_time`. */
  readonly age?: number
  /** The scheme that authenticated, for a service that offers several (RFC 9449 §7.2). */
  readonly scheme?: string
}

export type Authn = Anonymous | Rejected | Authenticated

// a missing or extra reason does not compile
const everyReason: Record<Reason, null> = {
  malformed: null,
  invalid: null,
  expired: null,
  revoked: null,
  'wrong-audience': null,
  'invalid-dpop-proof': null,
  'use-dpop-nonce': null,
}

export const reasons = Object.keys(everyReason) as ReadonlyArray<Reason>

/** No credentials came. */
export const anonymous: Authn = Object.freeze({ _tag: 'Anonymous' })

/** Credentials came and are not good. */
export const rejected = (reason: Reason, scheme = 'Bearer'): Authn => ({ _tag: 'Rejected', reason, scheme })

/** The DPoP proof lacks a nonce, or has an old one: the answer hands out this one (RFC 9449 §9). */
export const nonceWanted = (nonce: string): Authn => ({ _tag: 'Rejected', reason: 'use-dpop-nonce', scheme: 'DPoP', nonce })

/** Credentials came and are good. */
export const authenticated = (
  known: {
    readonly scopes?: ReadonlyArray<string> | undefined
    readonly acr?: string | undefined
    readonly age?: number | undefined
    readonly scheme?: string | undefined
  } = {},
): Authn => ({
  _tag: 'Authenticated',
  scopes: known.scopes ?? [],
  ...(known.acr !== undefined && { acr: known.acr }),
  ...(known.age !== undefined && { age: known.age }),
  ...(known.scheme !== undefined && { scheme: known.scheme }),
})
