/**
 * What jose found out about an access token: a fact for the decision, or no fact at all.
 */
import * as Authn from '../domain/Authn.js'
import { own } from '../domain/grammar.js'

export { authenticated } from './claims.js'

type Reason = Parameters<typeof Authn.rejected>[0]

/** The errors that are about the token, by their `code`, which is stable where classes and messages are not. */
const reasons: ReadonlyMap<unknown, Reason> = new Map<string, Reason>([
  ['ERR_JWT_EXPIRED', 'expired'],
  ['ERR_JWT_CLAIM_VALIDATION_FAILED', 'invalid'],
  ['ERR_JWT_INVALID', 'malformed'],
  ['ERR_JWS_INVALID', 'malformed'],
  ['ERR_JWE_INVALID', 'malformed'],
  ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED', 'invalid'],
  ['ERR_JWE_DECRYPTION_FAILED', 'invalid'],
  ['ERR_JOSE_ALG_NOT_ALLOWED', 'invalid'],
  // `alg: none`, an unknown `crit`; also a key of ours that cannot be used, which the code does not tell apart
  ['ERR_JOSE_NOT_SUPPORTED', 'invalid'],
  ['ERR_JWKS_NO_MATCHING_KEY', 'invalid'],
  ['ERR_JWKS_MULTIPLE_MATCHING_KEYS', 'invalid'],
])

/**
 * The credentials that jose refused. Only the reason and the scheme are kept: an error of jose's has the token's claims in it.
 *
 * What is not about the token is thrown on as it came: a key server that is down or answers nonsense (`ERR_JWKS_TIMEOUT`,
 * `ERR_JWKS_INVALID`, `ERR_JOSE_GENERIC`, `TypeError: fetch failed`), a key that is no key, an error of your own. It is an outage,
 * answered 503: a 401 would sign out everyone whose token is good.
 */
export const rejection = (error: unknown, scheme?: string): Authn.Authn => {
  const reason = reasons.get(own(error, 'code'))
  if (reason === undefined) throw error
  return Authn.rejected(own(error, 'claim') === 'aud' ? 'wrong-audience' : reason, scheme)
}
