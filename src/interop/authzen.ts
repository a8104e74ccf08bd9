/**
 * What an AuthZEN decision point answered: a permission, or no fact at all (Authorization API 1.0).
 */
import type { Permission } from '../domain/Permission.js'
import { own } from '../lib/read.js'
import { show } from '../lib/show.js'
import { permissionOf, type Options } from './permissionOf.js'

export type { Options } from './permissionOf.js'

/** The HTTP answer to an access evaluation request; the body is parsed. */
export interface Answer {
  /** The status code of the answer. */
  readonly status: number
  /** The body of the answer, parsed from JSON. */
  readonly body: unknown
}

/**
 * The permission to act, by `decision` alone. `context` is never looked at: it may say that a
 * resource was not found, as it does in the specification's own example. Obligations in it are the
 * application's to obey.
 *
 * @param answer - What the decision point says about the act.
 * @param options - `knows`: what it says about knowing, such as the answer about `read`. Beside it,
 *   what your application says about a denial.
 * @returns A grant or a denial, for `Facts.of`.
 * @throws Error where there is no decision. A decision point denies with a 200. A 401 or 403 of its
 *   own is about the credentials of your service and not about the caller: the fact could not be
 *   had. So it is with any other status, and with a body without a boolean.
 * @example
 * permission({ status: 200, body: { decision: true } })._tag // → 'Granted'
 * permission({ status: 200, body: { decision: false } })._tag // → 'Denied'
 */
export const permission = (answer: Answer, options: Options<Answer> = {}): Permission =>
  permissionOf(decisionOf, answer, options)

const decisionOf = (answer: Answer): boolean => {
  const status = own(answer, 'status')
  const decision = own(own(answer, 'body'), 'decision')
  if (status !== 200) throw new Error(`AuthZEN: expected status 200, got ${show(status)}`)
  if (typeof decision !== 'boolean')
    throw new Error('AuthZEN: expected a body with a boolean `decision`')
  return decision
}
