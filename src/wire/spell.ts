/**
 * The one place where data meets bytes: each way to refuse, spelt whole.
 *
 * What a function is not given it cannot tell. Those that conceal take what is constant about the route and nothing else: no resource, no
 * permission, no authentication result. What was sent is added to an answer that is finished (`echo`).
 */
import type { Reason } from '../domain/Authn.js'
import type { Ask, StepUp } from '../domain/Permission.js'
import { isLink, isNqchars, isSeconds } from '../domain/grammar.js'
import type { Forbidden, Headers, NotFound, Problem, Unauthenticated } from '../domain/Verdict.js'
import { offers, type ChallengeError } from './Challenge.js'
import { phrases } from './phrases.js'
import { withError, type RouteConstants } from './RouteConstants.js'

/** The problem types of our own, with their titles (RFC 9457 §3.1.3). */
const titles = {
  'insufficient-user-authentication': 'A stronger or more recent authentication is required',
  'insufficient-scope': 'The access token lacks a scope',
  'not-found': 'There is no such thing',
  'permission-denied': 'Permission denied',
} as const

type ProblemType = keyof typeof titles

type Status = 401 | 403 | 404

type Extra = Omit<Problem, 'type' | 'title' | 'status' | 'correlation_id'>

/** A body that says nothing beyond the status. */
const blank = (status: Status, extra: Extra = {}): Problem =>
  Object.freeze({ type: 'about:blank', title: phrases[status], status, ...extra })

const typed = ({ service }: RouteConstants, type: ProblemType, status: Status, extra: Extra = {}): Problem =>
  Object.freeze({ type: `${service.problems}${type}`, title: titles[type], status, ...extra })

const unauthenticated = (headers: Headers, body: Problem): Unauthenticated =>
  Object.freeze({ _tag: 'Unauthenticated', status: 401, headers, body })
const forbidden403 = (headers: Headers, body: Problem): Forbidden => Object.freeze({ _tag: 'Forbidden', status: 403, headers, body })
const notFound404 = (headers: Headers, body: Problem): NotFound => Object.freeze({ _tag: 'NotFound', status: 404, headers, body })

// ---------------------------------------------------------------- before the resource counts

/** No credentials came: no error code, no error information (RFC 6750 §3.1). */
export const challenge = (route: RouteConstants): Unauthenticated => unauthenticated(route.challenge(), blank(401))

/** Credentials came and were refused. */
export const rejected = (route: RouteConstants, reason: Reason, scheme: string | undefined, nonce: unknown): Unauthenticated => {
  const wanted = reason === 'use-dpop-nonce' && isNqchars(nonce) ? nonce : undefined
  const error = errorOf(reason, scheme, wanted !== undefined)
  // handed out where DPoP is spoken (RFC 9449 §9)
  const handedOut = error.code === 'use_dpop_nonce' && offers(route.service, 'DPoP') ? wanted : undefined
  return unauthenticated(withError(route, error, handedOut), blank(401, { detail: 'The credentials were not accepted.' }))
}

/** Bearer knows one code for a token that is refused (RFC 6750 §3.1); DPoP has two more, for its proof (RFC 9449 §7.1, §9). */
const errorOf = (reason: Reason, scheme: string | undefined, hasNonce: boolean): ChallengeError => {
  const aboutTheProof = reason === 'invalid-dpop-proof' || reason === 'use-dpop-nonce'
  if (!aboutTheProof || (scheme !== undefined && scheme.toLowerCase() !== 'dpop')) return { code: 'invalid_token', scheme }
  return { code: hasNonce ? 'use_dpop_nonce' : 'invalid_dpop_proof', scheme: 'DPoP' }
}

/** A stronger or fresher authentication than the route requires (RFC 9470 §3). */
export const stepUp = (route: RouteConstants, scheme: string | undefined): Unauthenticated => stepUpTo(route, scheme, route.requires)

/** A scope of the route is missing (RFC 6750 §3.1). All scopes of the route are named, those that are held included. */
export const insufficientScope = (route: RouteConstants, scheme: string | undefined): Forbidden =>
  forbidden403(
    withError(route, { code: 'insufficient_scope', scheme }),
    typed(route, 'insufficient-scope', 403, spaced('scope', route.requires.scopes)),
  )

// ---------------------------------------------------------------- to strangers

/** A 404 for what is not there or may not be known to be there (RFC 9110 §15.5.5). */
export const concealedNotFound = (route: RouteConstants): NotFound => notFound404(route.denial(), blank(404))

/** The uniform 403 of AIP-211, which names the route's permission and says that there may be nothing. */
export const concealedForbidden = (route: RouteConstants): Forbidden => {
  const { permission } = route.requires
  const detail = `${permission === undefined ? 'Permission' : `Permission '${permission}'`} denied on this resource (or it might not exist).`
  return forbidden403(route.denial(), blank(403, { detail }))
}

// ---------------------------------------------------------------- to the entitled

/** It is not there, and that is the truth: a type of our own, where a concealing 404 has `about:blank`. */
export const notFound = (route: RouteConstants): NotFound => notFound404(route.denial(), typed(route, 'not-found', 404))

/** The caller may know, and may not do this. The remedy as far as the policy tells it. */
export const forbidden = (route: RouteConstants, remedy: Ask | undefined): Forbidden => {
  const { tell } = route.disclosure
  const body: { -readonly [K in keyof Problem]: Problem[K] } = {
    type: `${route.service.problems}permission-denied`,
    title: titles['permission-denied'],
    status: 403,
  }
  if (tell !== 'nothing' && remedy !== undefined && remedy.missing.length > 0) body.missing = remedy.missing
  if (tell === 'remedy' && isLink(remedy?.ask)) body.ask = remedy.ask
  return forbidden403(route.denial(), Object.freeze(body))
}

/** What the permission wants of the caller's authentication; its terms only as far as the policy tells what is missing. */
export const stepUpForThis = (route: RouteConstants, scheme: string | undefined, remedy: StepUp | undefined): Unauthenticated =>
  stepUpTo(route, scheme, route.disclosure.tell === 'nothing' || remedy === undefined ? {} : remedy)

// ---------------------------------------------------------------- shared

interface Terms {
  readonly acrValues?: ReadonlyArray<string>
  readonly maxAge?: number | undefined
}

const stepUpTo = (route: RouteConstants, scheme: string | undefined, { acrValues, maxAge }: Terms): Unauthenticated =>
  unauthenticated(
    withError(route, { code: 'insufficient_user_authentication', scheme, acrValues, maxAge }),
    typed(route, 'insufficient-user-authentication', 401, {
      ...spaced('acr_values', acrValues),
      ...(isSeconds(maxAge) && { max_age: maxAge }),
    }),
  )

/** A space-separated list, left out whole when it is empty or one of its values does not fit: as in the challenge. */
const spaced = (name: 'scope' | 'acr_values', values: ReadonlyArray<string> | undefined): Extra =>
  values !== undefined && values.length > 0 && values.every(isNqchars) ? { [name]: values.join(' ') } : {}
