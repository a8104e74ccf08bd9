/**
 * `WWW-Authenticate` (RFC 9110 §11.6.1), for any scheme; with the parameters of Bearer (RFC 6750 §3), DPoP (RFC 9449 §7.1),
 * step-up (RFC 9470 §3) and protected resource metadata (RFC 9728 §5.1) where they belong.
 *
 * All parameters are functions of the service and the route. A value that does not fit its grammar is left out, so that what
 * is printed is well-formed whatever came in.
 */
import { isNqchars } from '../domain/grammar.js'
import { ofService, sameScheme, type Service } from '../domain/Service.js'

/** One text for each code: which check failed is the operator's to know (it helps a forger). */
export const descriptions = {
  invalid_token: 'The access token is not valid',
  invalid_dpop_proof: 'The DPoP proof is not valid',
  use_dpop_nonce: 'A nonce is required in the DPoP proof',
  insufficient_scope: 'The access token lacks a scope that this request requires',
  insufficient_user_authentication: 'A stronger or more recent authentication is required',
} as const

export type ErrorCode = keyof typeof descriptions

export interface ChallengeError {
  readonly code: ErrorCode
  /** The scheme whose challenge carries the error; where it is not known, every token scheme's does (RFC 9449 §7.2). */
  readonly scheme: string | undefined
  readonly acrValues: ReadonlyArray<string> | undefined
  readonly maxAge: number | undefined
}

/** Whether the service offers this scheme. */
export const offers = ({ schemes }: Service, scheme: string): boolean => schemes.some((offered) => sameScheme(offered, scheme))

const isTokenScheme = (scheme: string): boolean => /^(?:bearer|dpop)$/i.test(scheme)

/** Whether access tokens authenticate here, so that RFC 6750 §3 wants a challenge on every denial. */
export const takesTokens = ({ schemes }: Service): boolean => schemes.some(isTokenScheme)

/** A space-separated list, left out whole when it is empty or one of its values does not fit. */
export const spaced = (values: ReadonlyArray<string> = []): string | undefined =>
  values.length > 0 && values.every(isNqchars) ? values.join(' ') : undefined

/** A challenge for each scheme of the service, joined by `, `. Without an error: what a request without credentials gets (RFC 6750 §3.1). */
export const challenges = (service: Service, scopes: ReadonlyArray<string>, error?: ChallengeError): string =>
  service.schemes
    .map((scheme) => {
      // on the challenge of the scheme that was tried, and on no other (RFC 9449 §7.2)
      const mine = error !== undefined && (error.scheme === undefined || sameScheme(error.scheme, scheme)) ? error : undefined
      return `${scheme} ${print({
        realm: service.realm,
        // Basic and the like know none of these (RFC 7617 §2)
        ...(isTokenScheme(scheme) && {
          error: mine?.code,
          error_description: mine && descriptions[mine.code],
          scope: spaced(scopes),
          acr_values: spaced(mine?.acrValues),
          max_age: mine?.maxAge,
          algs: sameScheme(scheme, 'DPoP') ? spaced(service.algs) : undefined,
          resource_metadata: ofService(service, 'resourceMetadata'),
        }),
      })}`
    })
    .join(', ')

/** Each value a quoted-string (RFC 9110 §5.6.4): all fit already; what remains is to escape the quote and the backslash. */
const print = (params: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${String(value).replaceAll(/["\\]/g, '\\$&')}"`)
    .join(', ')
