/**
 * What the claims of a verified access token say about the caller. Nothing is verified here.
 */
import * as Authn from '../domain/Authn.js'
import { isPlainObject, own } from '../lib/read.js'

/**
 * The caller whose access token was verified. This function verifies nothing: no signature, and no
 * proof of a key.
 *
 * Scopes come from `scope` (RFC 8693 §4.2, RFC 9068 §2.2.3) or else from `scp`, as a text or a
 * list. The age is now minus `auth_time` (RFC 9068 §2.2.1). A claim that is not of its type is
 * unknown, and meets no requirement.
 *
 * Two kinds of tokens are rejected all the same. One has an `active` that is not `true`: introspection
 * says so of a token that is not good (RFC 7662 §2.2). The other is bound to a DPoP key and came with
 * another scheme, although DPoP is on offer. A thief could send it so (RFC 9449 §7.2).
 *
 * @param claims - The claims of a verified token, and nothing else.
 * @param now - A Date, because a number would not say whether it counts seconds.
 * @param scheme - The authentication scheme that the token came with.
 * @param schemes - The schemes on offer: `policy.service.schemes`. Without DPoP among them, a token
 *   that is bound to a key counts as any other, as RFC 9449 §7.2 has it.
 * @returns The authn result, for `decide`.
 * @throws TypeError where there are no claims, so that nobody writes `?? {}`: without a verified
 *   token, nobody is authenticated.
 * @example
 * const claims = { scope: 'documents:read', auth_time: 1_700_000_000 }
 * const caller = authenticated(claims, new Date(1_700_000_040_000))
 * caller._tag === 'Authenticated' && caller.age // → 40
 */
export const authenticated = (
  claims: object | undefined,
  now: Date,
  scheme?: string,
  schemes?: ReadonlyArray<string>,
): Authn.Authn => {
  const expected = (what: string): never => {
    throw new TypeError(`authenticated: expected ${what}`)
  }
  // no promise, and no error
  if (!isPlainObject(claims)) return expected('the claims of a verified token, a plain object')
  if (own(claims, 'protectedHeader') !== undefined)
    return expected('the claims, got the whole result of the verification (pass its `payload`)')
  if (!(now instanceof Date)) return expected('a Date as the time')
  const active = own(claims, 'active')
  if (active !== undefined && active !== true) return Authn.rejected('invalid', scheme)
  if (isBound(claims) && schemes?.some(isDPoP) === true && !isDPoP(scheme))
    return Authn.rejected('invalid', scheme)
  const acr = own(claims, 'acr')
  return Authn.authenticated({
    scopes: scopesOf(own(claims, 'scope') ?? own(claims, 'scp')),
    acr: typeof acr === 'string' ? acr : undefined,
    age: ageOf(own(claims, 'auth_time'), now),
    scheme,
  })
}

/** To the key of a DPoP proof (RFC 9449 §6.1). */
const isBound = (claims: object): boolean => own(own(claims, 'cnf'), 'jkt') !== undefined

/** The names of schemes are case-insensitive (RFC 9110 §11.1). */
const isDPoP = (scheme: string | undefined): boolean => scheme?.toLowerCase() === 'dpop'

const scopesOf = (u: unknown): ReadonlyArray<string> => {
  // separated by single spaces (RFC 6749 §3.3)
  if (typeof u === 'string') return u.split(' ').filter((scope) => scope !== '')
  return Array.isArray(u) && u.every((scope) => typeof scope === 'string') ? u : []
}

/** In seconds, as `auth_time` is. */
const ageOf = (authTime: unknown, now: Date): number | undefined => {
  const age = typeof authTime === 'number' ? now.getTime() / 1_000 - authTime : NaN
  return Number.isFinite(age) ? age : undefined
}
