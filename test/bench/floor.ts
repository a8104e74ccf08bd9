/**
 * By hand: what somebody would write who knows the route, the policy and the rules, and wants no
 * more. It has facts of its own, and gives the same answers, which is asserted before it is timed.
 */
import type { Forbidden, Headers, NotFound, Ok, Problem, Unauthenticated } from 'glomar'

type Answer = Ok | Unauthenticated | Forbidden | NotFound

export const ok: Answer = Object.freeze({ _tag: 'Ok' })

const realm = 'Bearer realm="api"'
const scope = ', scope="documents:read"'
const stronger = 'A stronger or more recent authentication is required'

const withError = (error: string, description: string, more = ''): string =>
  `${realm}, error="${error}", error_description="${description}"${scope}${more}`

const headers = (challenge: string): Headers =>
  Object.freeze({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'www-authenticate': challenge,
  })

const unauthenticated = (
  code: Unauthenticated['code'],
  challenge: string,
  body: Problem,
): Unauthenticated =>
  Object.freeze({
    _tag: 'Unauthenticated',
    status: 401,
    code,
    headers: headers(challenge),
    body: Object.freeze(body),
  })

const forbidden = (code: Forbidden['code'], challenge: string, body: Problem): Forbidden =>
  Object.freeze({
    _tag: 'Forbidden',
    status: 403,
    code,
    headers: headers(challenge),
    body: Object.freeze(body),
  })

const notFound = (code: NotFound['code'], challenge: string, body: Problem): NotFound =>
  Object.freeze({
    _tag: 'NotFound',
    status: 404,
    code,
    headers: headers(challenge),
    body: Object.freeze(body),
  })

const deniedType = { type: '/problems/permission-denied', title: 'Permission denied', status: 403 }
const blank404 = { type: 'about:blank', title: 'Not Found', status: 404 }
const missing404 = {
  type: '/problems/does-not-exist',
  title: 'The resource does not exist',
  status: 404,
}

export const challenge = unauthenticated('authentication-required', realm + scope, {
  type: 'about:blank',
  title: 'Unauthorized',
  status: 401,
})
const rejected = unauthenticated(
  'invalid-credentials',
  withError('invalid_token', 'The access token is not valid'),
  {
    type: 'about:blank',
    title: 'Unauthorized',
    status: 401,
    detail: 'The credentials were not accepted.',
  },
)
const stepUp = unauthenticated(
  'step-up-required',
  withError('insufficient_user_authentication', stronger, ', acr_values="mfa"'),
  { type: '/problems/step-up-required', title: stronger, status: 401, acr_values: 'mfa' },
)
const underscoped = forbidden(
  'insufficient-scope',
  withError('insufficient_scope', 'The access token lacks a scope that this request requires'),
  {
    type: '/problems/insufficient-scope',
    title: 'The access token lacks a scope',
    status: 403,
    scope: 'documents:read',
  },
)
export const concealed = notFound('not-found', realm + scope, blank404)
const denied = forbidden('permission-denied', realm + scope, deniedType)
const doesNotExist = notFound('does-not-exist', realm + scope, missing404)

/** The facts, as such a service has them. */
export interface Facts {
  readonly caller:
    | { readonly kind: 'anonymous' }
    | { readonly kind: 'invalid'; readonly why: string }
    | { readonly kind: 'user'; readonly scopes: ReadonlyArray<string>; readonly acr?: string }
  readonly exists: boolean
  readonly may: { readonly act: boolean; readonly know: boolean }
}

/** A GET of a document, which requires a scope and an acr. */
export const readDocument = ({ caller, exists, may }: Facts): Answer => {
  if (caller.kind === 'invalid') return rejected
  if (caller.kind === 'anonymous') return challenge
  if (caller.acr !== 'mfa') return stepUp
  if (!caller.scopes.includes('documents:read')) return underscoped
  if (may.act && exists) return ok
  if (!may.know) return concealed
  return exists ? denied : doesNotExist
}

const concealedOpen = notFound('not-found', realm, blank404)
const deniedOpen = forbidden('permission-denied', realm, deniedType)
const missingOpen = notFound('does-not-exist', realm, missing404)

/**
 * A GET of a thing of any type, by an authenticated caller. For each type: who may know of things.
 */
export const readAnything =
  (existence: ReadonlyMap<string, string>) =>
  ({ type, exists, may }: Omit<Facts, 'caller'> & { readonly type: string }): Answer => {
    if (may.act && exists) return ok
    const rule = existence.get(type)
    const entitled =
      rule === 'public' ||
      rule === 'authenticated' ||
      (may.know && (rule === 'if-may-know' || may.act))
    if (!entitled) return concealedOpen
    return exists ? deniedOpen : missingOpen
  }

export interface Claims {
  readonly sub: string
  readonly scope: string
  readonly acr: string
}

export interface Row {
  readonly id: string
  readonly owner: string
  readonly readers: ReadonlyArray<string>
}

/** A request of the same route, from its claims to its answer. */
export const whole = (claims: Claims | undefined, row: Row | undefined): Answer => {
  if (claims === undefined) return challenge
  if (claims.acr !== 'mfa') return stepUp
  if (!claims.scope.split(' ').includes('documents:read')) return underscoped
  if (row === undefined) return concealed
  if (row.owner === claims.sub) return ok
  return row.readers.includes(claims.sub) ? denied : concealed
}

/** The same. A reader learns what is missing, and where to ask: an answer of its own, frozen. */
export const wholeWithRemedy = (claims: Claims, row: Row): Answer => {
  if (claims.acr !== 'mfa') return stepUp
  if (!claims.scope.split(' ').includes('documents:read')) return underscoped
  if (row.owner === claims.sub) return ok
  if (!row.readers.includes(claims.sub)) return concealed
  const body = {
    type: '/problems/permission-denied',
    title: 'Permission denied',
    status: 403,
    missing_permissions: Object.freeze(['documents:write']),
    request_access: `/documents/${row.id}/access`,
  }
  return Object.freeze({
    _tag: 'Forbidden',
    status: 403,
    code: 'permission-denied',
    headers: denied.headers,
    body: Object.freeze(body),
  })
}
