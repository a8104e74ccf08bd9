/**
 * What is constant about the answers of a route: the service, the requirements, and the header fields
 * made of these.
 */
import type { AllRequirements } from '../domain/Requirements.js'
import type { Service } from '../domain/Service.js'
import type { Headers } from '../domain/Verdict.js'
import { challenges, takesTokens, type ChallengeError } from './Challenge.js'

export interface Constants {
  readonly service: Service
  readonly requires: AllRequirements
  /** The scopes of the first alternative: those that a challenge names. */
  readonly scopes: ReadonlyArray<string>
  /** The fields of a 401 to a caller without credentials. */
  readonly challenge: Headers
  /**
   * The fields of a 403 or 404. A token that does not enable access MUST be answered with a challenge
   * (RFC 6750 §3). It is the challenge of the 401, without an error.
   */
  readonly denial: Headers
}

/**
 * No cache may store a refusal. It may store a 404 by default (RFC 9110 §15.1): a concealing one would
 * outlive a later grant. Where cookies or API keys authenticate, it would be served to others, since
 * RFC 9111 §3 protects answers to `Authorization` alone.
 */
const headers = ({ vary }: Service, authenticate?: string, nonce?: string): Headers => {
  const fields: { -readonly [K in keyof Headers]: Headers[K] } = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  }
  if (vary.length > 0) fields.vary = vary.join(', ')
  if (authenticate !== undefined) fields['www-authenticate'] = authenticate
  if (nonce !== undefined) fields['dpop-nonce'] = nonce
  return Object.freeze(fields)
}

/** The fields of an answer with an error in its challenge; a nonce where one is wanted (RFC 9449 §9). */
export const withError = (
  { service, scopes }: Constants,
  failure: ChallengeError,
  nonce?: string,
): Headers => headers(service, challenges(service, scopes, failure), nonce)

export const of = (service: Service, requires: AllRequirements): Constants => {
  const scopes = requires.scopes[0] ?? []
  const challenge = headers(service, challenges(service, scopes))
  const denial = takesTokens(service) ? challenge : headers(service)
  return { service, requires, scopes, challenge, denial }
}
