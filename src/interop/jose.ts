/**
 * What jose found out about an access token: a fact for the decision, or no fact at all.
 */
import * as Authn from '../domain/Authn.js'
import { own } from '../lib/read.js'

export { authenticated } from './claims.js'

type Reason = Parameters<typeof Authn.rejected>[0]

/** The errors that are about the token, by their `code`, which is stable where messages are not. */
const reasons: ReadonlyMap<unknown, Reason> = new Map<string, Reason>([
  ['ERR_JWT_EXPIRED', 'expired'],
  ['ERR_JWT_CLAIM_VALIDATION_FAILED', 'invalid'],
  ['ERR_JWT_INVALID', 'malformed'],
  ['ERR_JWS_INVALID', 'malformed'],
  ['ERR_JWE_INVALID', 'malformed'],
  ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED', 'invalid'],
  ['ERR_JWE_DECRYPTION_FAILED', 'invalid'],
  ['ERR_JOSE_ALG_NOT_ALLOWED', 'invalid'],
  // `alg: none`, an unknown `crit`; also a key of ours that cannot be used: the code is the same
  ['ERR_JOSE_NOT_SUPPORTED', 'invalid'],
  ['ERR_JWKS_NO_MATCHING_KEY', 'invalid'],
  ['ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'invalid'],
])

/**
 * The credentials that jose refused. Only the reason and the scheme are kept: an error of jose's
 * has the token's claims in it.
 *
 * @param error - What jose threw.
 * @param scheme - The authentication scheme that was tried.
 * @returns The authn result, for `decide`.
 * @throws The error as it came, where it is not about the token. A key server may be down or answer
 *   nonsense (`ERR_JWKS_TIMEOUT`, `ERR_JWKS_INVALID`, `ERR_JOSE_GENERIC`, `TypeError: fetch
 *   failed`). A key may be no key. The answer is a 503, since a 401 would sign out everyone whose
 *   token is good.
 * @example
 * const error = Object.assign(new Error('expired'), { code: 'ERR_JWT_EXPIRED' })
 * rejection(error, 'Bearer')._tag // → 'Rejected'
 */
export const rejection = (error: unknown, scheme?: string): Authn.Authn => {
  const reason = reasons.get(own(error, 'code'))
  if (reason === undefined) throw error
  return Authn.rejected(own(error, 'claim') === 'aud' ? 'wrong-audience' : reason, scheme)
}
