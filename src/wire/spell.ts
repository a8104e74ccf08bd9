/**
 * The one place where data meets bytes: each way to refuse, spelt whole.
 *
 * What a function is not given it cannot tell. Those that conceal take what is constant about the route and nothing else: no resource, no
 * permission, no authentication result. What was sent is added to an answer that is finished (`echo`).
 */
import type { Reason } from '../domain/Authn.js'
import { isLink, isNqchars } from '../domain/grammar.js'
import { sameScheme } from '../domain/Service.js'
import type { Forbidden, Headers, NotFound, Problem, Unauthenticated } from '../domain/Verdict.js'
import { descriptions, offers, spaced } from './Challenge.js'
import { phrases } from './phrases.js'
import { withError, type RouteConstants } from './RouteConstants.js'

/** What a step-up wants. */
export interface Terms {
  readonly acrValues: ReadonlyArray<string> | undefined
  readonly maxAge: number | undefined
}

export const noTerms: Terms = { acrValues: undefined, maxAge: undefined }

/** The problem types of our own, with their titles (RFC 9457 §3.1.3). */
const titles = {
  'insufficient-user-authentication': descriptions.insufficient_user_authentication,
  'insufficient-scope': 'The access token lacks a scope',
  'not-found': 'There is no such thing',
  'permission-denied': 'Permission denied',
} as const

type Extra = Omit<Problem, 'type' | 'title' | 'status'>

/** A body that says nothing beyond the status. */
const blank = (status: 401 | 403 | 404, extra: Extra = {}): Problem =>
  Object.freeze({ type: 'about:blank', title: phrases[status], status, ...extra })

const typed = ({ service }: RouteConstants, type: keyof typeof titles, status: 401 | 403 | 404, extra: Extra = {}): Problem =>
  Object.freeze({ type: `${service.problems}${type}`, title: titles[type], status, ...extra })

const unauthenticated = (headers: Headers, body: Problem): Unauthenticated =>
  Object.freeze({ _tag: 'Unauthenticated', status: 401, headers, body })
const forbidden403 = (headers: Headers, body: Problem): Forbidden => Object.freeze({ _tag: 'Forbidden', status: 403, headers, body })
const notFound404 = (headers: Headers, body: Problem): NotFound => Object.freeze({ _tag: 'NotFound', status: 404, headers, body })

// ---------------------------------------------------------------- before the resource counts

/** No credentials came: no error code, no error information (RFC 6750 §3.1). */
export const challenge = (route: RouteConstants): Unauthenticated => unauthenticated(route.challenge, blank(401))

/**
 * Credentials came and were refused. Bearer knows one code for a token that is refused (RFC 6750 §3.1); DPoP has two more, for its proof
 * (RFC 9449 §7.1, §9).
 */
export const rejected = (route: RouteConstants, reason: Reason, scheme: string | undefined, nonce: unknown): Unauthenticated => {
  const ofTheProof = reason === 'invalid-dpop-proof' || reason === 'use-dpop-nonce'
  const body = blank(401, { detail: 'The credentials were not accepted.' })
  if (!ofTheProof || (scheme !== undefined && !sameScheme(scheme, 'DPoP')))
    return unauthenticated(withError(route, { code: 'invalid_token', scheme, ...noTerms }), body)
  const wanted = reason === 'use-dpop-nonce' && isNqchars(nonce) ? nonce : undefined
  const code = wanted === undefined ? 'invalid_dpop_proof' : 'use_dpop_nonce'
  // handed out where DPoP is spoken (RFC 9449 §9)
  return unauthenticated(withError(route, { code, scheme: 'DPoP', ...noTerms }, offers(route.service, 'DPoP') ? wanted : undefined), body)
}

/** A stronger or fresher authentication than the route requires (RFC 9470 §3), or than the permission wants, as far as that may be told. */
export const stepUp = (route: RouteConstants, scheme: string | undefined, { acrValues, maxAge }: Terms): Unauthenticated =>
  unauthenticated(
    withError(route, { code: 'insufficient_user_authentication', scheme, acrValues, maxAge }),
    typed(route, 'insufficient-user-authentication', 401, {
      ...listed('acr_values', acrValues),
      ...(maxAge !== undefined && { max_age: maxAge }),
    }),
  )

/** A scope of the route is missing (RFC 6750 §3.1). All scopes of the route are named, those that are held included. */
export const insufficientScope = (route: RouteConstants, scheme: string | undefined): Forbidden =>
  forbidden403(
    withError(route, { code: 'insufficient_scope', scheme, ...noTerms }),
    typed(route, 'insufficient-scope', 403, listed('scope', route.requires.scopes)),
  )

// ---------------------------------------------------------------- to strangers

/** A 404 for what is not there or may not be known to be there (RFC 9110 §15.5.5). */
export const concealedNotFound = (route: RouteConstants): NotFound => notFound404(route.denial, blank(404))

/** The uniform 403 of AIP-211, which names the route's permission and says that there may be nothing. */
export const concealedForbidden = (route: RouteConstants): Forbidden => {
  const { permission } = route.requires
  const name = permission === undefined ? '' : ` '${permission}'`
  return forbidden403(route.denial, blank(403, { detail: `Permission${name} denied on this resource (or it might not exist).` }))
}

// ---------------------------------------------------------------- to the entitled

/** It is not there, and that is the truth: a type of our own, where a concealing 404 has `about:blank`. */
export const notFound = (route: RouteConstants): NotFound => notFound404(route.denial, typed(route, 'not-found', 404))

/** The caller may know, and may not do this. With as much of the remedy as may be told. */
export const forbidden = (route: RouteConstants, missing: ReadonlyArray<string>, ask: string | undefined): Forbidden => {
  // written out: what is spread takes several times as long, and this one is spelt for each request
  const body: { -readonly [K in keyof Problem]: Problem[K] } = {
    type: `${route.service.problems}permission-denied`,
    title: titles['permission-denied'],
    status: 403,
  }
  if (missing.length > 0) body.missing = missing
  if (isLink(ask)) body.ask = ask
  return forbidden403(route.denial, Object.freeze(body))
}

const listed = (name: 'scope' | 'acr_values', values: ReadonlyArray<string> | undefined): Extra => {
  const list = spaced(values)
  return list === undefined ? {} : { [name]: list }
}
