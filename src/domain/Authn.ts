/**
 * What authentication found out about the caller. The engine verifies nothing: it takes the result.
 */
import { authnBrand, isMade, signer, type Made } from '../lib/brand.js'
import { isNqchars, isText, isToken } from '../lib/grammar.js'
import { show } from '../lib/show.js'
import { drop, membersOf, none, oneOf, textsOf, under, type Fault, type Faults } from './Fault.js'

export const reasons = [
  'malformed',
  'invalid',
  'expired',
  'revoked',
  'wrong-audience',
  'invalid-dpop-proof',
  'use-dpop-nonce', // prettier-ignore
] as const

/** Why credentials were rejected. `explain` tells; an answer has the error code of the scheme. */
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
  readonly reason: Reason
  readonly scheme: string | undefined
  readonly nonce: string | undefined
}

/** Credentials came and are good. What is `undefined` is unknown, and meets no requirement. */
export interface Authenticated extends Result {
  readonly _tag: 'Authenticated'
  readonly scopes: ReadonlyArray<string>
  readonly acr: string | undefined
  readonly age: number | undefined
  readonly scheme: string | undefined
}

export type Authn = Anonymous | Rejected | Authenticated

const sign = /* @__PURE__ */ signer<Authn>(authnBrand)

// all three have all members: objects of one shape are read several times as fast
const nobody = {
  scopes: none,
  acr: undefined,
  age: undefined,
  scheme: undefined,
  reason: undefined,
  nonce: undefined,
  faults: none,
}

/** The request carried no credentials. */
export const anonymous: Authn = /* @__PURE__ */ sign({ _tag: 'Anonymous', ...nobody })

const reject = (reason: Reason, faults: Faults, scheme?: string, nonce?: string): Authn =>
  sign({ _tag: 'Rejected', ...nobody, scheme, reason, nonce, faults: under('authn', faults) })

/**
 * The request carried credentials, and they are not good. Never throws.
 *
 * @param reason - Why. Only `explain` tells it.
 * @param scheme - The authentication scheme that was tried: its challenge carries the error. If it is
 *   not known, the challenge of every token scheme does (RFC 9449 §7.2).
 */
export const rejected = (reason: Exclude<Reason, 'use-dpop-nonce'>, scheme?: string): Authn => {
  const faults: Faults = []
  const why = oneOf(faults, 'reason', reasons, reason) ?? 'invalid'
  return reject(why, faults, schemeOf(faults, scheme))
}

/**
 * The DPoP proof lacks a nonce, or has an old one. The answer hands out this nonce (RFC 9449 §9).
 * Never throws: a nonce that does not fit its grammar is dropped, with a fault.
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
 * The request carried credentials, and they are good. Never throws: what does not fit its type is
 * unknown, with a fault, and meets no requirement. What cannot be read at all is rejected.
 *
 * @example
 * Authn.authenticated({ scopes: ['documents:read'], acr: 'mfa', age: 40 })
 */
export const authenticated = (credentials: Credentials = {}): Authn => {
  const faults: Faults = []
  try {
    const { scopes = none, acr, age, scheme } = membersOf(faults, 'member', credentials, members)
    return sign({
      _tag: 'Authenticated',
      scopes: textsOf(faults, 'scopes', isText, 'text', scopes),
      acr: acr === undefined || isText(acr) ? acr : drop(faults, 'acr', 'text', acr),
      age: age === undefined || age >= 0 ? age : drop(faults, 'age', 'seconds, 0 or more', age),
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

/** Whether `u` was made by one of these constructors or by the codec. */
export const is = (u: unknown): u is Authn => isMade(authnBrand, u)

const schemeOf = (faults: Faults, u: unknown): string | undefined =>
  u === undefined || isToken(u) ? u : drop(faults, 'scheme', 'an authentication scheme', u)
