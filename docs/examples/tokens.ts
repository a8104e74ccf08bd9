/**
 * Who is calling: access tokens made and verified by jose, and their result as a fact for the decision.
 */
import { Authn } from 'glomar'
import { authenticated, rejection } from 'glomar/interop/jose'
import { generateKeyPair, jwtVerify, SignJWT } from 'jose'

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
        const { payload } = await jwtVerify(token, publicKey, { audience, algorithms: ['ES256'] })
        // a token that says nobody's name is nobody's token
        if (payload.sub === undefined) return { authn: Authn.rejected('invalid', 'Bearer'), user: null }
        return { authn: authenticated(payload, new Date(), 'Bearer'), user: payload.sub }
      } catch (error) {
        // only the operator will see the reason; what is not about the token is thrown on, as an outage
        return { authn: rejection(error, 'Bearer'), user: null }
      }
    },
  }
}
