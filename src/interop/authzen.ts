/**
 * What an AuthZEN decision point answered: a permission, or no fact at all (Authorization API 1.0).
 */
import type { Permission } from '../domain/Permission.js'
import { show } from '../domain/show.js'
import { own } from '../domain/grammar.js'
import { permissionOf, type Options } from './permissionOf.js'

export type { Options } from './permissionOf.js'

/** The HTTP answer to an access evaluation request; the body is parsed. */
export interface Answer {
  readonly status: number
  readonly body: unknown
}

/**
 * The permission to act, by `decision` alone. `context` is never looked at: it may say that a resource was not found, as it does in the
 * specification's own example. Obligations in it are the application's to obey.
 *
 * @throws Error where there is no decision. A decision point denies with a 200; a 401 or 403 of its own is about your service's
 *   credentials and not about the caller, and it is an outage as any other status is, or a body without a boolean.
 */
export const permission = (answer: Answer, options: Options<Answer> = {}): Permission => permissionOf(decisionOf, answer, options)

const decisionOf = (answer: Answer): boolean => {
  const status = own(answer, 'status')
  const decision = own(own(answer, 'body'), 'decision')
  if (status !== 200) throw new Error(`AuthZEN: expected status 200, got ${show(status)}`)
  if (typeof decision !== 'boolean') throw new Error('AuthZEN: expected a body with a boolean `decision`')
  return decision
}
