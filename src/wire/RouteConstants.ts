/**
 * What is constant about the answers of a route: the service, what the route requires, what may be disclosed; and the header
 * fields made of these, each spelt once.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import type { AllRequirements } from '../domain/Request.js'
import type { Service } from '../domain/Service.js'
import type { Headers } from '../domain/Verdict.js'
import { challenges, print, takesTokens, type ChallengeError } from './Challenge.js'

export interface RouteConstants {
  readonly service: Service
  readonly requires: AllRequirements
  readonly disclosure: Disclosure
  /** The fields of a 401 to a caller without credentials. */
  readonly challenge: () => Headers
  /**
   * The fields of a 403 or 404. A token that does not enable access MUST be answered with a challenge (RFC 6750 §3); elsewhere
   * one MAY be sent (RFC 9110 §11.6.1). It is the challenge of the 401, without an error.
   */
  readonly denial: () => Headers
}

/**
 * No cache may store a refusal. A 404 it may store by default (RFC 9110 §15.1): a concealing one would outlive a later grant, and where
 * cookies or API keys authenticate, be served to others (RFC 9111 §3 protects answers to `Authorization` alone).
 */
const headers = (service: Service, authenticate: string | undefined, nonce?: string): Headers =>
  Object.freeze({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(service.vary.length > 0 && { vary: service.vary.join(', ') }),
    ...(authenticate !== undefined && { 'www-authenticate': authenticate }),
    ...(nonce !== undefined && { 'dpop-nonce': nonce }),
  })

/** The fields of an answer with an error in its challenge, and a nonce where one is wanted (RFC 9449 §9). */
export const withError = ({ service, requires }: RouteConstants, error: ChallengeError, nonce?: string): Headers =>
  headers(service, print(challenges(service, requires.scopes, error)), nonce)

const once = <A>(make: () => A): (() => A) => {
  let made: A | undefined
  return () => (made ??= make())
}

export const of = (service: Service, requires: AllRequirements, disclosure: Disclosure): RouteConstants => {
  const challenge = once(() => headers(service, print(challenges(service, requires.scopes))))
  const denial = takesTokens(service) ? challenge : once(() => headers(service, undefined))
  return { service, requires, disclosure, challenge, denial }
}
