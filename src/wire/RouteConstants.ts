/**
 * What is constant about the answers of a route: the service, what the route requires; and the header fields made of these.
 */
import type { AllRequirements } from '../domain/Request.js'
import type { Headers } from '../domain/Verdict.js'
import { ofService, type Service } from '../domain/Service.js'
import { challenges, takesTokens, type ChallengeError } from './Challenge.js'

export interface RouteConstants {
  readonly service: Service
  readonly requires: AllRequirements
  /** The fields of a 401 to a caller without credentials. */
  readonly challenge: Headers
  /**
   * The fields of a 403 or 404. A token that does not enable access MUST be answered with a challenge (RFC 6750 §3); elsewhere
   * one MAY be sent (RFC 9110 §11.6.1). It is the challenge of the 401, without an error.
   */
  readonly denial: Headers
  /** The template of a blind ask. */
  readonly ask: string | undefined
}

/**
 * No cache may store a refusal. A 404 it may store by default (RFC 9110 §15.1): a concealing one would outlive a later grant, and where
 * cookies or API keys authenticate, be served to others (RFC 9111 §3 protects answers to `Authorization` alone).
 */
const headers = ({ vary }: Service, authenticate?: string, nonce?: string): Headers =>
  Object.freeze({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(vary.length > 0 && { vary: vary.join(', ') }),
    ...(authenticate !== undefined && { 'www-authenticate': authenticate }),
    ...(nonce !== undefined && { 'dpop-nonce': nonce }),
  })

/** The fields of an answer with an error in its challenge, and a nonce where one is wanted (RFC 9449 §9). */
export const withError = ({ service, requires }: RouteConstants, error: ChallengeError, nonce?: string): Headers =>
  headers(service, challenges(service, requires.scopes, error), nonce)

export const of = (service: Service, requires: AllRequirements): RouteConstants => {
  const challenge = headers(service, challenges(service, requires.scopes))
  return { service, requires, challenge, denial: takesTokens(service) ? challenge : headers(service), ask: ofService(service, 'ask') }
}
