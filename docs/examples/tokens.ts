/**
 * Who is calling: access tokens made and verified by jose, and their result as a fact for the decision.
 */
import { Authn } from 'glomar'
import { errors, generateKeyPair, jwtVerify, SignJWT } from 'jose'

export interface Caller {
  readonly authn: Authn.Authn
  /** The phone number that the token was issued to; nobody for a caller who is not authenticated. */
  readonly user: string | null
}

export interface Tokens {
  readonly issue: (
    user: string,
    options?: { readonly scope?: string; readonly audience?: string; readonly expires?: string },
  ) => Promise<string>
  readonly authenticate: (authorization: string | undefined) => Promise<Caller>
}

const audience = 'https://recorder.example'

export const makeTokens = async (): Promise<Tokens> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  return {
    issue: (user, { scope = 'calls:read calls:write accounts:read accounts:write', audience: aud = audience, expires = '1h' } = {}) =>
      new SignJWT({ scope })
        .setProtectedHeader({ alg: 'ES256' })
        .setSubject(user)
        .setAudience(aud)
        .setExpirationTime(expires)
        .sign(privateKey),

    authenticate: async (authorization) => {
      if (authorization === undefined) return { authn: Authn.anonymous, user: null }
      const [scheme = '', token = ''] = authorization.split(' ')
      if (scheme.toLowerCase() !== 'bearer') return { authn: Authn.rejected('invalid', scheme), user: null }
      try {
        const { payload } = await jwtVerify(token, publicKey, { audience })
        const scopes = typeof payload['scope'] === 'string' ? payload['scope'].split(' ') : []
        // a token that says nobody's name is nobody's token
        if (payload.sub === undefined) return { authn: Authn.rejected('invalid', 'Bearer'), user: null }
        return { authn: Authn.authenticated({ scopes }), user: payload.sub }
      } catch (error) {
        return { authn: Authn.rejected(reasonOf(error), 'Bearer'), user: null }
      }
    },
  }
}

/** Only the operator will see the reason. What is no error of jose's is not about the token: it is thrown on, as an outage. */
const reasonOf = (error: unknown): Exclude<Authn.Reason, 'use-dpop-nonce'> => {
  if (error instanceof errors.JWTExpired) return 'expired'
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'aud' ? 'wrong-audience' : 'invalid'
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'malformed'
  if (error instanceof errors.JOSEError) return 'invalid'
  throw error
}
