/**
 * What an application hands the client of the SDK: who it is, where it keeps tokens, and how it asks
 * the user. The names of docs/mcp.md are on loopback.
 */
import type {
  OAuthClientProvider,
  OAuthDiscoveryState,
  StoredOAuthTokens,
} from '@modelcontextprotocol/client'
import { authorizationServer } from './authorizationServer.js'
import { issuer } from './server.js'

export const applicationOf = (user: string, mcpOrigin: string) => {
  const authorization = authorizationServer(user)
  let [saved, verifier, callback] = [undefined as StoredOAuthTokens | undefined, '', '']
  let discovered: OAuthDiscoveryState | undefined
  const authProvider: OAuthClientProvider = {
    redirectUrl: 'https://app.example/callback',
    clientMetadata: { redirect_uris: ['https://app.example/callback'] },
    clientInformation: () => ({ client_id: 'app' }),
    tokens: () => saved,
    saveTokens: (tokens) => void (saved = tokens),
    saveCodeVerifier: (text) => void (verifier = text),
    codeVerifier: () => verifier,
    discoveryState: () => discovered,
    saveDiscoveryState: (state) => void (discovered = state),
    redirectToAuthorization: (to) => void (callback = authorization.consent(to).toString()),
  }
  const byName = (to: string | URL, init?: RequestInit): Promise<Response> => {
    const { origin, pathname, search } = new URL(to)
    return origin === issuer
      ? authorization.fetch(new Request(to, init))
      : fetch(`${mcpOrigin}${pathname}${search}`, init)
  }
  return {
    authProvider,
    fetch: byName,
    /** What the browser has come back with. */
    callback: (): URLSearchParams => new URLSearchParams(callback),
    /** The scopes that were asked for, one text each time. */
    asked: authorization.asked,
  }
}
