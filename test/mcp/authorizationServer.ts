/**
 * An authorization server, as far as a client of MCP speaks with one. Whoever is signed in consents
 * to everything.
 */
import { createHash, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { issuer, key, url } from './server.js'

export const tokenFor = (user: string, scope: string, expires = '5 minutes'): Promise<string> =>
  new SignJWT({ scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(user)
    .setIssuer(issuer)
    .setAudience(url.href)
    .setExpirationTime(expires)
    .sign(key)

const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['none'],
  authorization_response_iss_parameter_supported: true,
}

export interface AuthorizationServer {
  readonly fetch: (request: Request) => Promise<Response>
  /** What the browser of the user comes back with. */
  readonly consent: (authorization: URL) => URLSearchParams
  /** The scopes that were asked for, one text each time. */
  readonly asked: ReadonlyArray<string>
}

export const authorizationServer = (user: string): AuthorizationServer => {
  const asked: Array<string> = []
  const granted = new Map<string, { readonly scope: string; readonly challenge: string }>()

  return {
    asked,
    consent: ({ searchParams }) => {
      const [scope = '', challenge = '', resource] = ['scope', 'code_challenge', 'resource'].map(
        (name) => searchParams.get(name) ?? undefined,
      )
      if (resource !== url.href) throw new Error(`a token for ${String(resource)}?`)
      asked.push(scope)
      const code = randomUUID()
      granted.set(code, { scope, challenge })
      return new URLSearchParams({ code, iss: issuer })
    },
    fetch: async (request) => {
      const { pathname } = new URL(request.url)
      if (pathname === '/.well-known/oauth-authorization-server') return Response.json(metadata)
      if (pathname !== '/token') return new Response(null, { status: 404 })
      const form = new URLSearchParams(await request.text())
      const grant = granted.get(form.get('code') ?? '')
      const verifier = createHash('sha256').update(form.get('code_verifier') ?? '')
      if (grant?.challenge !== verifier.digest('base64url'))
        return Response.json({ error: 'invalid_grant' }, { status: 400 })
      const { scope } = grant
      const access_token = await tokenFor(user, scope)
      return Response.json({ access_token, token_type: 'Bearer', expires_in: 300, scope })
    },
  }
}
