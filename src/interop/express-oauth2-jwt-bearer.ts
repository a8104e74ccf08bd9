/**
 * What the `auth` middleware of express-oauth2-jwt-bearer found out about the caller: a fact for
 * the decision, or no fact at all.
 */
import * as Authn from '../domain/Authn.js'
import { own } from '../lib/read.js'

export { authenticated } from './claims.js'

type Reason = Parameters<typeof Authn.rejected>[0]

/**
 * What an `InvalidTokenError` says where it is about the token. The package puts that name on
 * everything that goes wrong while it verifies, an issuer that is down included, and keeps nothing
 * of the cause but its message. What an issuer that is down may say has no end; what may be wrong
 * with a token has. The texts are those of 1.10 and of jose 4 within it.
 */
const texts: ReadonlyArray<readonly [RegExp, Reason]> = [
  [/^(?:"exp" claim timestamp check failed|Unexpected 'exp' value)$/, 'expired'],
  [/^(?:unexpected "aud" claim value|Unexpected 'aud' value)$/, 'wrong-audience'],
  [/^(?:JWS|JWTs|Compact JWS|Flattened JWS|Only JWTs|The "b64") /, 'malformed'],
  [/^"crit" \(Critical\) Header Parameter MUST be /, 'malformed'],
  [
    /^Invalid (?:Compact JWS|JWT|JWT Claims Set|Token or Protected Header formatting)$/,
    'malformed',
  ],
  [/^Failed to (?:base64url decode|parse the decoded payload) /, 'malformed'],
  [/^(?:Token does not contain |JWT Claims Set must )/, 'malformed'],
  [/^(?:Unexpected '.*' value|unexpected ".*" (?:claim|JWT header) value)$/s, 'invalid'],
  [/^".*" claim (?:must be|timestamp check failed)/s, 'invalid'],
  [/^(?:Missing '.*' claim|missing required ".*" claim)$/s, 'invalid'],
  [/^(?:Token missing required 'iss' claim|Token issuer is not allowed)$/, 'invalid'],
  // of several issuers, the one that the token names; those of the service are looked at at the start
  [/^(?:Invalid issuer URL: URLs must not contain |HTTP issuer URL detected )/, 'invalid'],
  [/^(?:Unsupported algorithm "|Unsupported "alg" |alg .* is not supported )/s, 'invalid'],
  [/^(?:Extension Header Parameter "|"alg" |Token header )/, 'invalid'],
  // the key is of another kind than the `alg` that the caller chose
  [/^Invalid key (?:for this operation|curve for the algorithm), /, 'invalid'],
  // the key is a secret, which is bytes, and the caller chose an `alg` for a pair of keys
  [/^Key (?:for the .* algorithm )?must be .* Received an instance of Uint8Array$/s, 'invalid'],
  [/^(?:signature verification failed|Invalid Token)$/, 'invalid'],
  [/^(?:no applicable key|multiple matching keys) found in the JSON Web Key Set$/, 'invalid'],
  [/^(?:JWT Access Token |DPoP-bound token |Missing access token for DPoP )/, 'invalid'],
  [/^(?:(?:Invalid|Malformed) ".*" confirmation claim|Multiple confirmation claims )/, 'invalid'],
]

/**
 * Whether the request is malformed, with two tokens for instance: a 400 (RFC 6750 §3.1), which is
 * answered before any decision. The code of an `InvalidRequestError` may be empty.
 *
 * @param error - What the middleware handed on.
 * @returns `true` if you should answer with a 400.
 */
export const isInvalidRequest = (error: unknown): boolean =>
  own(error, 'status') === 400 && ['invalid_request', ''].includes(own(error, 'code') as string)

/**
 * The caller whom the middleware did not let pass: anonymous where no credentials came, otherwise
 * rejected, with a reason and no word of the error.
 *
 * @param error - What the middleware handed on.
 * @param scheme - The authentication scheme that was tried.
 * @returns The authn result, for `decide`.
 * @throws The error as it came, where it is not about the credentials; the answer is a 503. An
 *   issuer or a key server may be down, or a validator of your own threw. So `rejection` treats a
 *   message of your own from `claimCheck`. It throws on an `InvalidRequestError`, too: ask
 *   `isInvalidRequest` before. And it throws on an `InsufficientScopeError`: the scopes of a route
 *   belong in its `requires`, where the decision knows of them.
 */
export const rejection = (error: unknown, scheme?: string): Authn.Authn => {
  switch (own(error, 'code')) {
    case undefined:
      if (own(error, 'name') === 'UnauthorizedError' && own(error, 'status') === 401)
        return Authn.anonymous
      break
    case 'invalid_token': {
      const reason = reasonIn(own(error, 'message'))
      if (reason !== undefined) return Authn.rejected(reason, scheme)
      break
    }
    case 'invalid_dpop_proof':
      return Authn.rejected('invalid-dpop-proof', 'DPoP')
  }
  throw error
}

const reasonIn = (message: unknown): Reason | undefined =>
  typeof message === 'string' ? texts.find(([text]) => text.test(message))?.[1] : undefined
