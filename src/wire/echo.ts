/**
 * What an answer repeats of the request that it answers: one or two members at the end of its body, and nothing else.
 */
import { isString, own } from '../domain/grammar.js'
import type { Sent } from '../domain/Request.js'
import type { Problem, Refusal } from '../domain/Verdict.js'
import { blindAsk } from './link.js'
import type { RouteConstants } from './RouteConstants.js'

/** The refusal, with the correlation id of the request; where it conceals and the policy has a blind ask, with the link of that. */
export const echo = (refusal: Refusal, route: RouteConstants, { target, correlationId }: Sent, conceals: boolean): Refusal => {
  const ask = conceals ? askLink(route, target) : undefined
  if (ask === undefined && correlationId === undefined) return refusal
  const body: { -readonly [K in keyof Problem]: Problem[K] } = { ...refusal.body }
  if (ask !== undefined) body.ask = ask
  if (correlationId !== undefined) body.correlation_id = correlationId
  return Object.freeze({ ...refusal, body: Object.freeze(body) })
}

const askLink = ({ disclosure, service }: RouteConstants, target: string | undefined): string | undefined => {
  if (disclosure.blindAsk === 'off' || target === undefined) return undefined
  const template = own(service, 'ask')
  return isString(template) ? blindAsk(template, target) : undefined
}
