/**
 * The one place where a decision becomes an answer: each refusal, whole. Those that conceal take what
 * is constant about the route and nothing else: no resource, no permission, no authn result.
 */
import type {
  Forbidden,
  Headers,
  NotFound,
  Problem,
  Unauthenticated,
  Unavailable,
} from '../domain/Verdict.js'
import { linkOf, type RequestAccess, type StepUp } from '../domain/Remedy.js'
import { sameScheme } from '../domain/Service.js'
import { descriptions, offers, spaced } from './Challenge.js'
import { withError, type Constants } from './Constants.js'
import { phrases } from './phrases.js'

const freeze = Object.freeze

const unauthenticated = (
  code: Unauthenticated['code'],
  headers: Headers,
  body: Problem,
): Unauthenticated => freeze({ _tag: 'Unauthenticated', status: 401, code, headers, body })

const forbidden403 = (code: Forbidden['code'], headers: Headers, body: Problem): Forbidden =>
  freeze({ _tag: 'Forbidden', status: 403, code, headers, body })

const notFound404 = (code: NotFound['code'], headers: Headers, body: Problem): NotFound =>
  freeze({ _tag: 'NotFound', status: 404, code, headers, body })

type Extra = Omit<Problem, 'type' | 'title' | 'status'>

/** A body that says nothing beyond the status (RFC 9457 §4.2.1). */
const blank = (status: keyof typeof phrases, extra: Extra = {}): Problem =>
  freeze({ type: 'about:blank', title: phrases[status], status, ...extra })

/** A problem type of our own. Its title does not change from one occurrence to the next. */
const typed = (
  { service }: Constants,
  status: 401 | 403 | 404,
  type: string,
  title: string,
  extra: Extra = {},
): Problem => freeze({ type: `${service.problems}${type}`, title, status, ...extra })

// ------------------------------------------------------------------ before the resource counts

/** No credentials came: no error code, no error information (RFC 6750 §3.1). */
export const challenge = (route: Constants): Unauthenticated =>
  unauthenticated('authentication-required', route.challenge, blank(401))

/**
 * Credentials came and were rejected. Bearer knows one code for a rejected token (RFC 6750 §3.1). DPoP
 * has two more, for its proof (RFC 9449 §7.1, §9).
 */
export const rejected = (
  route: Constants,
  scheme: string | undefined,
  ofProof: boolean,
  nonce: string | undefined,
): Unauthenticated => {
  const proof = ofProof && (scheme === undefined || sameScheme(scheme, 'DPoP'))
  const ofToken = { error: 'invalid_token', scheme, ...noTerms } as const
  const error = nonce === undefined ? 'invalid_dpop_proof' : 'use_dpop_nonce'
  // handed out where DPoP is on offer (RFC 9449 §9)
  const handedOut = proof && offers(route.service, 'DPoP') ? nonce : undefined
  return unauthenticated(
    'invalid-credentials',
    withError(route, proof ? { error, scheme: 'DPoP', ...noTerms } : ofToken, handedOut),
    blank(401, { detail: 'The credentials were not accepted.' }),
  )
}

type Terms = Pick<StepUp, 'acrValues' | 'maxAge'>

/** Said, so that none are read of a polluted prototype. */
export const noTerms: Terms = { acrValues: [], maxAge: undefined }

/** A stronger or fresher authentication is required (RFC 9470 §3): by the route, or for this thing. */
export const stepUp = (
  route: Constants,
  scheme: string | undefined,
  { acrValues, maxAge }: Terms,
): Unauthenticated => {
  const error = 'insufficient_user_authentication'
  const acrs = spaced(acrValues)
  return unauthenticated(
    'step-up-required',
    withError(route, { error, scheme, acrValues, maxAge }),
    typed(route, 401, 'step-up-required', descriptions[error], {
      ...(acrs !== undefined && { acr_values: acrs }),
      ...(maxAge !== undefined && { max_age: maxAge }),
    }),
  )
}

/** Scopes of the route are missing (RFC 6750 §3.1). Those that are held are named, too. */
export const insufficientScope = (route: Constants, scheme: string | undefined): Forbidden => {
  const title = 'The access token lacks a scope'
  return forbidden403(
    'insufficient-scope',
    withError(route, { error: 'insufficient_scope', scheme, ...noTerms }),
    typed(route, 403, 'insufficient-scope', title, { scope: route.scopes.join(' ') }),
  )
}

// ------------------------------------------------------------------ to those who are not entitled

/** A 404 for what is not there or may not be known to be there (RFC 9110 §15.5.5). */
export const concealedNotFound = (route: Constants): NotFound =>
  notFound404('not-found', route.denial, blank(404))

/** The uniform 403 of AIP-211, which says that there may be nothing. */
export const concealedForbidden = (route: Constants): Forbidden => {
  const detail = 'Permission denied on this resource (or it might not exist).'
  return forbidden403('forbidden', route.denial, blank(403, { detail }))
}

// ------------------------------------------------------------------ to the entitled

/** It is not there, and that is the truth: a type of our own, where a concealing one is blank. */
export const doesNotExist = (route: Constants): NotFound =>
  notFound404(
    'does-not-exist',
    route.denial,
    typed(route, 404, 'does-not-exist', 'The resource does not exist'),
  )

/** The caller may know, and may not do this: with what is missing, and where to ask. */
export const permissionDenied = (route: Constants, remedy?: RequestAccess): Forbidden => {
  // written out: a spread takes several times as long, and this one is made for each request
  const body: { -readonly [K in keyof Problem]: Problem[K] } = {
    type: `${route.service.problems}permission-denied`,
    title: 'Permission denied',
    status: 403,
  }
  if (remedy !== undefined) {
    const link = linkOf(remedy)
    if (remedy.missingPermissions.length > 0) body.missing_permissions = remedy.missingPermissions
    if (link !== undefined) body.request_access = link
  }
  return forbidden403('permission-denied', route.denial, freeze(body))
}

// ------------------------------------------------------------------ when a fact could not be had

/**
 * The 503 for a fact that could not be had. It is the same for every resource (RFC 9110 §15.6.4).
 *
 * Once `decideBeforeLookup` has given no answer, send it whenever a fact is missing, even where the
 * other facts would decide. Otherwise an outage of the permission service would tell which things
 * exist. It is no verdict, because nothing was decided.
 */
export const unavailable: Unavailable = /* @__PURE__ */ freeze({
  _tag: 'Unavailable',
  status: 503,
  code: 'unavailable',
  headers: /* @__PURE__ */ freeze({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
  }),
  body: /* @__PURE__ */ freeze({ type: 'about:blank', title: phrases[503], status: 503 }),
})
