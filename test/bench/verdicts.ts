/**
 * The refusals of the hand-written services, written out and frozen.
 */
import type { Forbidden, Headers, NotFound, Problem, Unauthenticated, Verdict } from 'glomar'

export const ok: Verdict = Object.freeze({ _tag: 'Ok' })

export interface Verdicts {
  readonly challenge: Verdict
  readonly rejected: Verdict
  readonly stepUp: Verdict
  readonly underscoped: Verdict
  readonly concealed: Verdict
  readonly notFound: Verdict
  readonly forbidden: Verdict
}

const headers = (challenge: string): Headers =>
  Object.freeze({ 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'www-authenticate': challenge })

const unauthenticated = (challenge: string, body: Problem): Unauthenticated =>
  Object.freeze({ _tag: 'Unauthenticated', status: 401, headers: headers(challenge), body: Object.freeze(body) })

const forbidden = (challenge: string, body: Problem): Forbidden =>
  Object.freeze({ _tag: 'Forbidden', status: 403, headers: headers(challenge), body: Object.freeze(body) })

const notFound = (challenge: string, body: Problem): NotFound =>
  Object.freeze({ _tag: 'NotFound', status: 404, headers: headers(challenge), body: Object.freeze(body) })

const stronger = 'A stronger or more recent authentication is required'

export const realm = 'Bearer realm="api"'
export const guardedChallenge = `${realm}, scope="calls:read"`

const verdicts = (challenge: string, scope: string): Verdicts => ({
  challenge: unauthenticated(challenge, { type: 'about:blank', title: 'Unauthorized', status: 401 }),
  rejected: unauthenticated(`${realm}, error="invalid_token", error_description="The access token is not valid"${scope}`, {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'The credentials were not accepted.',
  }),
  stepUp: unauthenticated(`${realm}, error="insufficient_user_authentication", error_description="${stronger}"${scope}, acr_values="mfa"`, {
    type: '/problems/insufficient-user-authentication',
    title: stronger,
    status: 401,
    acr_values: 'mfa',
  }),
  underscoped: forbidden(
    `${realm}, error="insufficient_scope", error_description="The access token lacks a scope that this request requires"${scope}`,
    { type: '/problems/insufficient-scope', title: 'The access token lacks a scope', status: 403, scope: 'calls:read' },
  ),
  concealed: notFound(challenge, { type: 'about:blank', title: 'Not Found', status: 404 }),
  notFound: notFound(challenge, { type: '/problems/not-found', title: 'There is no such thing', status: 404 }),
  forbidden: forbidden(challenge, { type: '/problems/permission-denied', title: 'Permission denied', status: 403 }),
})

export const ofGuarded: Verdicts = verdicts(guardedChallenge, ', scope="calls:read"')
export const ofOpen: Verdicts = verdicts(realm, '')
