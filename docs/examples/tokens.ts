/**
 * Who is asking: access tokens made and verified by jose, and the result as a fact.
 */
import { Authn } from 'glomar'
import { authenticated, rejection } from 'glomar/interop/jose'
import { generateKeyPair, jwtVerify, SignJWT } from 'jose'

export interface Caller {
  readonly authn: Authn.Authn
  /** The phone number that the token was issued to; `null` without authentication. */
  readonly user: string | null
}

interface Options {
  readonly scope?: string
  readonly audience?: string
  readonly expires?: string
}

export interface Tokens {
  readonly issue: (user: string, options?: Options) => Promise<string>
  readonly authenticate: (authorization: string | undefined) => Promise<Caller>
}

const recorder = 'https://recorder.example'
const allScopes = 'calls:read calls:write accounts:read accounts:write'

export const makeTokens = async (): Promise<Tokens> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  return {
    issue: (user, { scope = allScopes, audience = recorder, expires = '1h' } = {}) =>
      new SignJWT({ scope })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
        .setSubject(user)
        .setAudience(audience)
        .setExpirationTime(expires)
        .sign(privateKey),

    authenticate: async (authorization) => {
      if (authorization === undefined) return { authn: Authn.anonymous, user: null }
      const [scheme = '', token = ''] = authorization.split(' ')
      if (scheme.toLowerCase() !== 'bearer')
        return { authn: Authn.rejected('invalid', scheme), user: null }
      try {
        const options = { audience: recorder, algorithms: ['ES256'], typ: 'at+jwt' }
        const { payload } = await jwtVerify(token, publicKey, options)
        // a token that names no subject is nobody's token
        if (payload.sub === undefined)
          return { authn: Authn.rejected('invalid', 'Bearer'), user: null }
        return { authn: authenticated(payload, new Date(), 'Bearer'), user: payload.sub }
      } catch (error) {
        // The reason is for the operator. An error that is not about the token is thrown on: a 503.
        return { authn: rejection(error, 'Bearer'), user: null }
      }
    },
  }
}
