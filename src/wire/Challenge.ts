/**
 * `WWW-Authenticate` (RFC 9110 §11.6.1), for any scheme. Bearer has parameters (RFC 6750 §3), and so
 * have DPoP (RFC 9449 §7.1), step-up (RFC 9470 §3) and protected resource metadata (RFC 9728 §5.1).
 * All of them fit their grammar already: the constructors checked them.
 */
import { sameScheme, type Service } from '../domain/Service.js'

/** One text for each error code: which check failed is for the operator (it helps a forger). */
export const descriptions = {
  invalid_token: 'The access token is not valid',
  invalid_dpop_proof: 'The DPoP proof is not valid',
  use_dpop_nonce: 'A nonce is required in the DPoP proof',
  insufficient_scope: 'The access token lacks a scope that this request requires',
  insufficient_user_authentication: 'A stronger or more recent authentication is required',
} as const

export interface ChallengeError {
  readonly error: keyof typeof descriptions
  /** Whose challenge carries the error. If `undefined`, that of every token scheme (RFC 9449 §7.2). */
  readonly scheme: string | undefined
  readonly acrValues: ReadonlyArray<string> | undefined
  readonly maxAge: number | undefined
}

/** Whether the service offers this scheme. */
export const offers = ({ schemes }: Service, scheme: string): boolean =>
  schemes.some((offered) => sameScheme(offered, scheme))

const takesToken = (scheme: string): boolean => /^(?:bearer|dpop)$/i.test(scheme)

/** Whether access tokens authenticate here: then every denial has a challenge (RFC 6750 §3). */
export const takesTokens = ({ schemes }: Service): boolean => schemes.some(takesToken)

/** A space-separated list; `undefined` for an empty one. */
export const spaced = (values: ReadonlyArray<string> = []): string | undefined =>
  values.length > 0 ? values.join(' ') : undefined

/**
 * A challenge for each scheme of the service, joined by `, `. Without an error, it is the challenge to
 * a request without credentials (RFC 6750 §3.1).
 */
export const challenges = (
  { schemes, realm, algs, resourceMetadata, parameters }: Service,
  scopes: ReadonlyArray<string>,
  failure?: ChallengeError,
): string =>
  schemes
    .map((scheme) => {
      const start = `${scheme} realm=${quoted(realm)}`
      // Basic and the like know none of the others (RFC 7617 §2)
      if (!takesToken(scheme)) return start
      // in the challenge of the scheme that was tried, and in no other (RFC 9449 §7.2)
      const tried = failure?.scheme === undefined || sameScheme(failure.scheme, scheme)
      const mine = tried ? failure : undefined
      return (
        start +
        parameter('error', mine?.error) +
        parameter('error_description', mine && descriptions[mine.error]) +
        parameter('scope', spaced(scopes)) +
        parameter('acr_values', spaced(mine?.acrValues)) +
        parameter('max_age', mine?.maxAge) +
        parameter('algs', sameScheme(scheme, 'DPoP') ? spaced(algs) : undefined) +
        parameter('resource_metadata', resourceMetadata) +
        // none of the names above is among them
        Object.entries(parameters)
          .map(([name, text]) => parameter(name, text))
          .join('')
      )
    })
    .join(', ')

const parameter = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : `, ${name}=${quoted(String(value))}`

/** A quoted-string (RFC 9110 §5.6.4). */
const quoted = (text: string): string =>
  `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, '\\$&') : text}"`
