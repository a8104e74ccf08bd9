/**
 * What authentication found out about the caller. The engine verifies nothing: it takes the result.
 */
import type { Made } from '../lib/Made.js'
import { isNqchars, isText, isToken } from '../lib/grammar.js'
import { show } from '../lib/show.js'
import { drop, membersOf, none, oneOf, textsOf, under, type Fault, type Faults } from './Fault.js'
import { authnBrand, authnSeal, kinds, type AuthnSeal } from './seals.js'

export { authnEq as Eq } from './instances.js'

/** The reasons for which credentials can be rejected. */
export const reasons = [
  'malformed',
  'invalid',
  'expired',
  'revoked',
  'wrong-audience',
  'invalid-dpop-proof',
  'use-dpop-nonce', // prettier-ignore
] as const

/**
 * Why credentials were rejected. Only `explain` tells the reason: an answer has the error code of the
 * scheme.
 */
export type Reason = (typeof reasons)[number]

interface Result extends Made<'authn'> {
  /** What was dropped when this was made. */
  readonly faults: ReadonlyArray<Fault>
}

/** No credentials came. */
export interface Anonymous extends Result {
  readonly _tag: 'Anonymous'
}

/** Credentials came and are not good. */
export interface Rejected extends Result {
  readonly _tag: 'Rejected'
  /** Why, for the operator. */
  readonly reason: Reason
  /** The authentication scheme that was tried, where it is known. */
  readonly scheme: string | undefined
  /** The nonce that the answer hands out (RFC 9449 §9). */
  readonly nonce: string | undefined
}

/** Credentials came and are good. What is `undefined` is unknown, and meets no requirement. */
export interface Authenticated extends Result {
  readonly _tag: 'Authenticated'
  /** The scopes that the access token grants (RFC 6749 §3.3). */
  readonly scopes: ReadonlyArray<string>
  /** The authentication context class (RFC 9470 §6). */
  readonly acr: string | undefined
  /** Seconds since the user authenticated. */
  readonly age: number | undefined
  /** The scheme that authenticated. */
  readonly scheme: string | undefined
}

/** What authentication found out. Only the constructors and the codec make one. */
export type Authn = Anonymous | Rejected | Authenticated

type Members = Omit<Authenticated, '_tag' | '~glomar'> & {
  readonly _tag: Authn['_tag']
  readonly reason: Reason | undefined
  readonly nonce: string | undefined
}

/** All results have all members, in one order: one shape is read several times as fast. */
const seal = (kind: number, members: Members & { [authnBrand]?: AuthnSeal }): Authn => {
  members[authnBrand] = { of: members, kind }
  return Object.freeze(members) as object as Authn
}

/**
 * The request carried no credentials.
 *
 * On a route that requires anything, such a caller counts as denied and without `mayKnow`.
 */
export const anonymous: Authn = /* @__PURE__ */ seal(kinds.anonymous, {
  _tag: 'Anonymous',
  scopes: none,
  acr: undefined,
  age: undefined,
  scheme: undefined,
  reason: undefined,
  nonce: undefined,
  faults: none,
})

const reject = (reason: Reason, faults: Faults, scheme?: string, nonce?: string): Authn => {
  const { nonceWanted, proof, token } = kinds
  const kind = nonce !== undefined ? nonceWanted : /dpop/.test(reason) ? proof : token
  return seal(kind, {
    _tag: 'Rejected',
    scopes: none,
    acr: undefined,
    age: undefined,
    scheme,
    reason,
    nonce,
    faults: under('authn', faults),
  })
}

/**
 * The request carried credentials, and they are not good. The answer is a 401, whatever else.
 *
 * Never throws: a reason or a scheme that does not fit is dropped, with a fault.
 *
 * @param reason - Why. Only `explain` tells it.
 * @param scheme - The authentication scheme that was tried: its challenge carries the error. If the
 *   scheme is not known, the challenge of every token scheme does (RFC 9449 §7.2).
 * @returns The result, for `decide`.
 * @example
 * Authn.rejected('expired', 'Bearer')
 */
export const rejected = (reason: Exclude<Reason, 'use-dpop-nonce'>, scheme?: string): Authn => {
  const faults: Faults = []
  const why = oneOf(faults, 'reason', reasons, reason) ?? 'invalid'
  return reject(why, faults, schemeOf(faults, scheme))
}

/**
 * The DPoP proof lacks a nonce, or has an old one. The answer hands out this nonce (RFC 9449 §9).
 *
 * Never throws: a nonce that does not fit its grammar is dropped, with a fault.
 *
 * @param nonce - The nonce that the next proof should carry (RFC 9449 §8.1).
 * @returns The result, for `decide`.
 */
export const nonceWanted = (nonce: string): Authn => {
  const faults: Faults = []
  const fits = isNqchars(nonce) || drop(faults, 'nonce', 'a nonce (RFC 9449 §8.1)', nonce)
  return reject('use-dpop-nonce', faults, 'DPoP', fits === undefined ? undefined : nonce)
}

/** What is known of a caller whose credentials are good. */
export interface Credentials {
  /** The scopes that the access token grants (RFC 6749 §3.3), one text each. Default: none. */
  readonly scopes?: ReadonlyArray<string> | undefined
  /** The authentication context class (RFC 9470 §6). */
  readonly acr?: string | undefined
  /** Seconds since the user authenticated: now minus `auth_time`. Below 0, it counts as unknown. */
  readonly age?: number | undefined
  /** The scheme that authenticated, for a service that offers several (RFC 9449 §7.2). */
  readonly scheme?: string | undefined
}

const members = ['scopes', 'acr', 'age', 'scheme']

/**
 * The request carried credentials, and they are good. This function verifies nothing: verify the
 * credentials before.
 *
 * Never throws. A member that does not fit its type is unknown, with a fault, and meets no
 * requirement. Credentials that cannot be read at all are rejected.
 *
 * @param credentials - What the credentials say. Default: no scopes, and the rest unknown.
 * @returns The result, for `decide`.
 * @example
 * Authn.authenticated({ scopes: ['documents:read'], acr: 'mfa', age: 40 })
 */
export const authenticated = (credentials: Credentials = {}): Authn => {
  const faults: Faults = []
  try {
    const { scopes, acr, age, scheme } = membersOf(faults, 'member', credentials, members)
    return seal(kinds.authenticated, {
      _tag: 'Authenticated',
      scopes: scopes === undefined ? none : textsOf(faults, 'scopes', isText, 'text', scopes),
      acr: acr === undefined || isText(acr) ? acr : drop(faults, 'acr', 'text', acr),
      age: age === undefined || isAge(age) ? age : drop(faults, 'age', 'seconds, 0 or more', age),
      scheme: schemeOf(faults, scheme),
      reason: undefined,
      nonce: undefined,
      faults: under('authn', faults),
    })
  } catch (cause) {
    const message = `expected credentials, got ${show(credentials)}: rejected`
    return reject('invalid', [{ path: '', message, cause }])
  }
}

/**
 * Whether a value was made by one of these constructors or by the codec.
 *
 * @param u - Any value. A copy, a proxy and what comes from JSON are not made.
 * @returns `true` if it was made.
 */
export const is = (u: unknown): u is Authn => authnSeal(u) !== undefined

const isAge = (u: unknown): u is number => typeof u === 'number' && u >= 0

const schemeOf = (faults: Faults, u: unknown): string | undefined =>
  u === undefined || isToken(u) ? u : drop(faults, 'scheme', 'an authentication scheme', u)
