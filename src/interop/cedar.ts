/**
 * What Cedar's `isAuthorized` answered: a permission. Policy ids, errors and warnings stay behind.
 */
import type { Permission } from '../domain/Permission.js'
import { own } from '../lib/read.js'
import { permissionOf, type Options } from './permissionOf.js'

export type { Options } from './permissionOf.js'

/** What `isAuthorized` of `@cedar-policy/cedar-wasm` answers, as far as it is read. */
export type Answer =
  | { readonly type: 'failure' }
  | {
      readonly type: 'success'
      readonly response: {
        readonly decision: 'allow' | 'deny'
        readonly diagnostics: { readonly errors: ReadonlyArray<unknown> }
      }
    }

/**
 * The permission to act, if Cedar allows it and no policy erred; otherwise a denial.
 *
 * Cedar skips a policy that errs. Where a `forbid` reads an attribute that is missing, what is left may
 * say allow. A failure is a denial as well, because a failure depends on the row. Cedar has no null and
 * no fractions, so that one column can make it fail. A 503 for that row would tell that it exists. Log
 * `errors` and `diagnostics.errors` where you ask: the verdict has neither.
 *
 * @param answer - What Cedar says about the act.
 * @param options - `mayKnow`: whether the caller may know, as a boolean, or as Cedar's answer about
 *   it, such as the one about `read`. Beside it, what your application says about a denial. Without
 *   options, a grant implies that the caller may know, and a denial says no.
 * @returns A grant or a denial, for `Facts.of`.
 * @example
 * permission(isAuthorized(toDelete), { mayKnow: isAuthorized(toRead) })
 */
export const permission = (answer: Answer, options?: Options<Answer>): Permission =>
  permissionOf(allows, answer, options)

const allows = (answer: unknown): boolean => {
  const response = own(answer, 'response')
  const errors = own(own(response, 'diagnostics'), 'errors')
  return (
    own(answer, 'type') === 'success' &&
    own(response, 'decision') === 'allow' &&
    Array.isArray(errors) &&
    errors.length === 0
  )
}
