/**
 * The one place where data meets bytes: each way to refuse, spelt whole.
 *
 * What a function is not given it cannot tell. Those that conceal take the page and what was sent: no resource, no permission,
 * no authentication result.
 */
import type { Reason } from '../domain/Authn.js'
import type { Ask, StepUp } from '../domain/Permission.js'
import { isNqchars, isSeconds, isUriReference } from '../domain/grammar.js'
import type { Sent } from '../domain/Request.js'
import type { Forbidden, Headers, NotFound, Problem, Unauthenticated } from '../domain/Verdict.js'
import type { ErrorCode } from './Challenge.js'
import { blindAsk } from './link.js'
import { withError, type Page } from './Page.js'

// RFC 9110 §15.5.2, §15.5.4, §15.5.5: the phrases, which are the titles of `about:blank` (RFC 9457 §4.2.1)
const titles = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found' } as const

type Status = keyof typeof titles

type Extra = Omit<Problem, 'type' | 'title' | 'status' | 'correlation_id'>

const body = (type: string, status: Status, extra: Extra, sent: Sent): Problem =>
  Object.freeze({
    type,
    title: titles[status],
    status,
    ...extra,
    ...(sent.correlationId !== undefined && { correlation_id: sent.correlationId }),
  })

/** A problem type that says nothing beyond the status (RFC 9457 §4.2.1). */
const blank = 'about:blank'

const unauthenticated = (headers: Headers, body: Problem): Unauthenticated =>
  Object.freeze({ _tag: 'Unauthenticated', status: 401, headers, body })
const forbidden403 = (headers: Headers, body: Problem): Forbidden => Object.freeze({ _tag: 'Forbidden', status: 403, headers, body })
const notFound404 = (headers: Headers, body: Problem): NotFound => Object.freeze({ _tag: 'NotFound', status: 404, headers, body })

/** No credentials came: no error code, no error information (RFC 6750 §3.1). */
export const challenge = (page: Page, sent: Sent): Unauthenticated => unauthenticated(page.challenge(), body(blank, 401, {}, sent))

const codes: { readonly [R in Reason]?: ErrorCode } = { 'invalid-dpop-proof': 'invalid_dpop_proof', 'use-dpop-nonce': 'use_dpop_nonce' }

/** Credentials came and were refused. Bearer knows one code for that (RFC 6750 §3.1), DPoP three (RFC 9449 §7.1). */
export const rejected = (
  page: Page,
  sent: Sent,
  rejection: { readonly reason: Reason; readonly scheme: string; readonly nonce?: string } | undefined,
): Unauthenticated => {
  if (rejection === undefined) return challenge(page, sent)
  const { reason, scheme, nonce } = rejection
  const code = (scheme.toLowerCase() === 'dpop' ? codes[reason] : undefined) ?? 'invalid_token'
  return unauthenticated(
    withError(page, { code, scheme }, code === 'use_dpop_nonce' && isNqchars(nonce) ? nonce : undefined),
    body(blank, 401, { detail: 'The credentials were not accepted.' }, sent),
  )
}

const wants = (acrValues: ReadonlyArray<string> | undefined, maxAge: number | undefined): Extra => ({
  ...(acrValues !== undefined && acrValues.length > 0 && acrValues.every(isNqchars) && { acr_values: acrValues.join(' ') }),
  ...(isSeconds(maxAge) && { max_age: maxAge }),
})

/** A stronger or fresher authentication (RFC 9470 §3), for the route or, once the caller is entitled to know, for the thing. */
export const stepUp = (
  page: Page,
  sent: Sent,
  scheme: string | undefined,
  want: { readonly acrValues?: ReadonlyArray<string>; readonly maxAge?: number },
): Unauthenticated =>
  unauthenticated(
    withError(page, { code: 'insufficient_user_authentication', scheme, ...want }),
    body(`${page.service.problems}insufficient-user-authentication`, 401, wants(want.acrValues, want.maxAge), sent),
  )

/** A scope of the route is missing (RFC 6750 §3.1). All scopes of the route are named, those that are held included. */
export const insufficientScope = (page: Page, sent: Sent, scheme: string | undefined): Forbidden => {
  const scopes = page.requires.scopes ?? []
  return forbidden403(
    withError(page, { code: 'insufficient_scope', scheme }),
    body(`${page.service.problems}insufficient-scope`, 403, scopes.every(isNqchars) ? { scope: scopes.join(' ') } : {}, sent),
  )
}

const askLink = (page: Page, sent: Sent): Extra =>
  page.disclosure.blindAsk === 'on' && page.service.ask !== undefined && sent.target !== undefined
    ? { ask: blindAsk(page.service.ask, sent.target) }
    : {}

/** "Not found, or not willing to disclose that one exists" (RFC 9110 §15.5.5). */
export const concealedNotFound = (page: Page, sent: Sent): NotFound =>
  notFound404(page.denial(), body(blank, 404, askLink(page, sent), sent))

/** The uniform 403 of AIP-211, which names the route's permission and says that there may be nothing. */
export const concealedForbidden = (page: Page, sent: Sent): Forbidden => {
  const permission = page.requires.permission === undefined ? 'Permission' : `Permission '${page.requires.permission}'`
  return forbidden403(
    page.denial(),
    body(blank, 403, { detail: `${permission} denied on this resource (or it might not exist).`, ...askLink(page, sent) }, sent),
  )
}

/** It is not there, and that is the truth: a type of our own, where a concealing 404 has `about:blank`. */
export const notFound = (page: Page, sent: Sent): NotFound =>
  notFound404(page.denial(), body(`${page.service.problems}not-found`, 404, {}, sent))

/** It is there, but not for this. The remedy as far as the policy tells it. */
export const forbidden = (page: Page, sent: Sent, remedy: Ask | undefined): Forbidden => {
  const { tell } = page.disclosure
  const missing = tell !== 'nothing' && remedy !== undefined && remedy.missing.length > 0 ? { missing: remedy.missing } : {}
  const ask = tell === 'remedy' && isUriReference(remedy?.ask) ? { ask: remedy?.ask } : {}
  return forbidden403(page.denial(), body(`${page.service.problems}permission-denied`, 403, { ...missing, ...ask }, sent))
}

/** What the permission wants of an entitled caller's authentication; its terms only as far as the policy tells what is missing. */
export const stepUpForThis = (page: Page, sent: Sent, scheme: string | undefined, remedy: StepUp | undefined): Unauthenticated =>
  stepUp(page, sent, scheme, page.disclosure.tell === 'nothing' || remedy === undefined ? {} : remedy)
