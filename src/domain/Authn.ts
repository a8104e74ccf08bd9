/**
 * What authentication found out about the caller. The engine verifies nothing: it takes the result.
 */
import { authnBrand, isMade, type Made } from '../lib/brand.js'
import { isNqchars, isText, isToken } from '../lib/grammar.js'
import { itemsOf, ownOf } from '../lib/read.js'
import { noSuch, show } from '../lib/show.js'
import { none, type Fault } from './Fault.js'

export const reasons = [
  'malformed',
  'invalid',
  'expired',
  'revoked',
  'wrong-audience',
  'invalid-dpop-proof',
  'use-dpop-nonce',
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

// one class for all three, and every member set by its constructor: objects of one shape, which
// are made and read several times as fast
class Value {
  declare readonly [authnBrand]: unknown
  declare readonly _tag: Authn['_tag']
  declare readonly scopes: ReadonlyArray<string>
  declare readonly acr: string | undefined
  declare readonly age: number | undefined
  declare readonly scheme: string | undefined
  declare readonly reason: Reason | undefined
  declare readonly nonce: string | undefined
  declare readonly faults: ReadonlyArray<Fault>

  constructor(
    _tag: Authn['_tag'],
    scopes: ReadonlyArray<string>,
    acr: string | undefined,
    age: number | undefined,
    scheme: string | undefined,
    reason: Reason | undefined,
    nonce: string | undefined,
    faults: ReadonlyArray<Fault>,
  ) {
    this[authnBrand] = this
    this._tag = _tag
    this.scopes = scopes
    this.acr = acr
    this.age = age
    this.scheme = scheme
    this.reason = reason
    this.nonce = nonce
    this.faults = faults
    Object.freeze(this)
  }
}

const unauthenticated = (
  _tag: 'Anonymous' | 'Rejected',
  faults: ReadonlyArray<Fault>,
  reason?: Reason,
  scheme?: string,
  nonce?: string,
): Authn =>
  new Value(_tag, none, undefined, undefined, scheme, reason, nonce, faults) as unknown as Authn

/** The request carried no credentials. */
export const anonymous: Authn = /* @__PURE__ */ unauthenticated('Anonymous', none)

/**
 * The request carried credentials, and they are not good. Never throws.
 *
 * @param reason - Why. Only `explain` tells it.
 * @param scheme - The authentication scheme that was tried: its challenge carries the error. If it is
 *   not known, the challenge of every token scheme does (RFC 9449 §7.2).
 */
export const rejected = (reason: Exclude<Reason, 'use-dpop-nonce'>, scheme?: string): Authn => {
  const faults: Array<Fault> = []
  const known = (reasons as ReadonlyArray<unknown>).includes(reason)
  if (!known) fault(faults, 'reason', noSuch('reason', reason, reasons))
  return unauthenticated('Rejected', faults, known ? reason : 'invalid', readScheme(scheme, faults))
}

/**
 * The DPoP proof lacks a nonce, or has an old one. The answer hands out this nonce (RFC 9449 §9).
 * Never throws: a nonce that does not fit its grammar is dropped, with a fault.
 */
export const nonceWanted = (nonce: string): Authn => {
  const faults: Array<Fault> = []
  if (!isNqchars(nonce))
    fault(faults, 'nonce', `expected a nonce (RFC 9449 §8.1), got ${show(nonce)}`)
  const wanted = faults.length === 0 ? nonce : undefined
  return unauthenticated('Rejected', faults, 'use-dpop-nonce', 'DPoP', wanted)
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

/**
 * The request carried credentials, and they are good. Never throws: what does not fit its type is
 * unknown, with a fault, and meets no requirement. What cannot be read at all is rejected.
 *
 * @example
 * Authn.authenticated({ scopes: ['documents:read'], acr: 'mfa', age: 40 })
 */
export const authenticated = (credentials: Credentials = {}): Authn => {
  const faults: Array<Fault> = []
  try {
    const { scopes = none, acr, age, scheme } = ownOf(credentials)
    for (const name in credentials)
      if (!members.includes(name)) fault(faults, name, noSuch('member', name, members))
    return new Value(
      'Authenticated',
      readScopes(scopes, faults),
      acr === undefined || isText(acr) ? acr : drop(faults, 'acr', 'text', acr),
      age === undefined || age >= 0 ? age : drop(faults, 'age', 'seconds, 0 or more', age),
      readScheme(scheme, faults),
      undefined,
      undefined,
      faults.length === 0 ? none : faults,
    ) as unknown as Authn
  } catch (cause) {
    const message = `expected credentials, got ${show(credentials)}: they count as rejected`
    return unauthenticated('Rejected', [{ path: 'authn', message, cause }], 'invalid')
  }
}

const members = ['scopes', 'acr', 'age', 'scheme']

/** Whether `u` was made by one of these constructors or by the codec. */
export const is = (u: unknown): u is Authn => isMade(authnBrand, u)

const fault = (faults: Array<Fault>, name: string, message: string): void => {
  faults.push({ path: `authn.${name}`, message })
}

/** Unknown, since it does not fit its type. */
const drop = (faults: Array<Fault>, name: string, expected: string, u: unknown): undefined =>
  void fault(faults, name, `expected ${expected}, got ${show(u)}: it counts as unknown`)

const readScheme = (u: unknown, faults: Array<Fault>): string | undefined =>
  u === undefined || isToken(u) ? u : drop(faults, 'scheme', 'an authentication scheme', u)

const readScopes = (u: unknown, faults: Array<Fault>): ReadonlyArray<string> => {
  const items = itemsOf(u)
  if (items === undefined) {
    const hint = isText(u) ? ' (split the text at its spaces)' : ''
    fault(faults, 'scopes', `expected a list of texts${hint}, got ${show(u)}: no scope is held`)
    return none
  }
  if (items.every(isText)) return items
  return items.filter(
    (item, i): item is string =>
      isText(item) || drop(faults, `scopes[${String(i)}]`, 'text', item) !== undefined,
  )
}
