/**
 * Refusals that cannot be written out beforehand, made by hand: a body and headers of their own, each time.
 */
import type { Permission, Verdict } from 'glomar'
import { guardedChallenge } from './verdicts.js'

const headers = () => ({ 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'www-authenticate': guardedChallenge })

const askOf = (permission: Permission.Permission): Permission.Ask => {
  if (permission._tag !== 'Denied' || permission.remedy?._tag !== 'Ask') throw new Error('only denials with a remedy are asked about')
  return permission.remedy
}

/** The honest 403 to a caller who has passed the route and is denied, with what is missing and where to ask. */
export const forbidden = (permission: Permission.Permission): Verdict => {
  const { missing, ask = '/' } = askOf(permission)
  const body = { type: '/problems/permission-denied', title: 'Permission denied', status: 403, missing, ask }
  return { _tag: 'Forbidden', status: 403, headers: headers(), body }
}

/** The same, as immutable as a verdict is. */
export const frozenForbidden = (permission: Permission.Permission): Verdict => {
  const { missing, ask = '/' } = askOf(permission)
  const copy = Object.freeze(missing.slice())
  const body = Object.freeze({ type: '/problems/permission-denied', title: 'Permission denied', status: 403, missing: copy, ask })
  return Object.freeze({ _tag: 'Forbidden', status: 403, headers: Object.freeze(headers()), body })
}

/** The concealing 404, with the name of the request. */
export const concealed = (correlationId: string): Verdict => ({
  _tag: 'NotFound',
  status: 404,
  headers: headers(),
  body: { type: 'about:blank', title: 'Not Found', status: 404, correlation_id: correlationId },
})

/** The concealing 404, with a link to ask for access. */
export const concealedAsk = (target: string): Verdict => ({
  _tag: 'NotFound',
  status: 404,
  headers: headers(),
  body: { type: 'about:blank', title: 'Not Found', status: 404, ask: `https://example.com/ask?for=${encodeURIComponent(target)}` },
})
