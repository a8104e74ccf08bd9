/**
 * `WWW-Authenticate` (RFC 9110 §11.6.1), for any scheme; with the parameters of Bearer (RFC 6750 §3), DPoP (RFC 9449 §7.1),
 * step-up (RFC 9470 §3) and protected resource metadata (RFC 9728 §5.1) where they belong.
 *
 * All parameters are functions of the service and the route. A value that does not fit its grammar is left out, so that what
 * is printed is well-formed whatever came in.
 */
import { isNqchars, isQuotable, isSeconds, isUri, own } from '../domain/grammar.js'
import { sameScheme as same, type Service } from '../domain/Service.js'

export interface Challenge {
  readonly scheme: string
  readonly params: ReadonlyArray<readonly [name: string, value: string]>
}

export type ErrorCode =
  'invalid_token' | 'invalid_dpop_proof' | 'use_dpop_nonce' | 'insufficient_scope' | 'insufficient_user_authentication'

/** One text for each code: which check failed is the operator's to know (it helps a forger). */
const descriptions: Record<ErrorCode, string> = {
  invalid_token: 'The access token is not valid',
  invalid_dpop_proof: 'The DPoP proof is not valid',
  use_dpop_nonce: 'A nonce is required in the DPoP proof',
  insufficient_scope: 'The access token lacks a scope that this request requires',
  insufficient_user_authentication: 'A stronger or more recent authentication is required',
}

export interface ChallengeError {
  readonly code: ErrorCode
  /** The scheme whose challenge carries the error; where it is not known, every token scheme's does (RFC 9449 §7.2). */
  readonly scheme?: string | undefined
  readonly acrValues?: ReadonlyArray<string> | undefined
  readonly maxAge?: number | undefined
}

/** Whether the service offers this scheme. */
export const offers = (service: Service, scheme: string): boolean => service.schemes.some((offered) => same(offered, scheme))

const isTokenScheme = (scheme: string): boolean => same(scheme, 'Bearer') || same(scheme, 'DPoP')

/** Whether access tokens authenticate here, so that RFC 6750 §3 wants a challenge on every denial. */
export const takesTokens = (service: Service): boolean => service.schemes.some(isTokenScheme)

type Param = Challenge['params'][number]

const param = (name: string, value: unknown, fits: (u: unknown) => u is string): ReadonlyArray<Param> =>
  fits(value) ? [[name, value]] : []

/** A space-separated list, left out whole when it is empty or one of its values does not fit. */
const listParam = (name: string, values: ReadonlyArray<string> | undefined): ReadonlyArray<Param> =>
  values !== undefined && values.length > 0 && values.every(isNqchars) ? [[name, values.join(' ')]] : []

const errorParams = (error: ChallengeError): ReadonlyArray<Param> => [
  ['error', error.code],
  ['error_description', descriptions[error.code]],
]

/** One challenge for each scheme of the service. Without an error: what a request without credentials gets (RFC 6750 §3.1). */
export const challenges = (service: Service, scopes: ReadonlyArray<string> | undefined, error?: ChallengeError): ReadonlyArray<Challenge> =>
  service.schemes.map((scheme) => {
    const realm = param('realm', service.realm, isQuotable)
    // Basic and the like know none of the parameters below (RFC 7617 §2)
    if (!isTokenScheme(scheme)) return { scheme, params: realm }
    // on the challenge of the scheme that was tried, and on no other (RFC 9449 §7.2)
    const mine = error !== undefined && (error.scheme === undefined || same(error.scheme, scheme)) ? error : undefined
    return {
      scheme,
      params: [
        ...realm,
        ...(mine === undefined ? [] : errorParams(mine)),
        ...listParam('scope', scopes),
        ...listParam('acr_values', mine?.acrValues),
        ...(isSeconds(mine?.maxAge) ? [['max_age', String(mine.maxAge)] as const] : []),
        ...(same(scheme, 'DPoP') ? listParam('algs', service.algs) : []),
        ...param('resource_metadata', own(service, 'resourceMetadata'), isUri),
      ],
    }
  })

const special = /["\\]/

/** A quoted-string, RFC 9110 §5.6.4. The value fits already; what remains is to escape the quote and the backslash, if there is any. */
const quoted = (value: string): string => `"${special.test(value) ? value.replaceAll(/["\\]/g, '\\$&') : value}"`

/** One field value, challenges joined by `, ` (RFC 9110 §11.6.1). */
export const print = (all: ReadonlyArray<Challenge>): string =>
  all
    .map(({ scheme, params }) =>
      [scheme, params.map(([name, value]) => `${name}=${quoted(value)}`).join(', ')].filter((part) => part !== '').join(' '),
    )
    .join(', ')
