/**
 * What an answer repeats of the request that it answers: one or two members at the end of its body, and nothing else.
 */
import type { Sent } from '../domain/Request.js'
import type { Problem, Refusal } from '../domain/Verdict.js'
import { blindAsk } from './link.js'

/** The refusal, with the correlation id of the request; and with a link to ask for access, where there is a template for one. */
export const echo = (refusal: Refusal, { target, correlationId }: Sent, template: string | undefined): Refusal => {
  const ask = template === undefined || target === undefined ? undefined : blindAsk(template, target)
  if (ask === undefined && correlationId === undefined) return refusal
  const body: { -readonly [K in keyof Problem]: Problem[K] } = { ...refusal.body }
  if (ask !== undefined) body.ask = ask
  if (correlationId !== undefined) body.correlation_id = correlationId
  const { _tag, status, headers } = refusal
  return Object.freeze({ _tag, status, headers, body: Object.freeze(body) }) as Refusal
}
