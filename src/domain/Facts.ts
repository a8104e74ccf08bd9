/**
 * The two facts that come from the application's own look-ups, together: so that no rule is ever asked about a row that is not there.
 */
import { denied, type Permission } from './Permission.js'
import type { ResourceState } from './ResourceState.js'

/** To be spread into `decide`, `explain` or a prepared route. */
export type Facts = readonly [ResourceState, Permission]

/** A promise is not a row: an `await` is missing. */
type Row<A> = A extends PromiseLike<unknown> ? never : A

/**
 * The facts about a row that was looked up, `null` or `undefined` where there is none.
 *
 * `whenAbsent` is the permission about a thing that is not there: what holds of *every* thing that could stand there, the
 * hidden ones included. In practice it is `denied`, unless the caller may see or administer the whole collection. A caller
 * who sees some of a project's records must get `denied` here, or the hidden record answers unlike the missing one.
 *
 * What the rule throws is thrown: a permission that could not be had is an outage, not a denial. As the rule is not asked about a
 * missing row, whatever can be down is better asked before, for every row alike; see the recipe about permission services.
 *
 * @throws TypeError where the row is a promise.
 */
export const of = <A>(
  row: Row<A> | null | undefined,
  rule: (row: NonNullable<A>) => Permission,
  whenAbsent: Permission = denied,
): Facts => {
  if (row === null || row === undefined) return ['absent', whenAbsent]
  // A promise is always "present": a forgotten await would answer alike for all rows, by granting them.
  if (typeof (row as { readonly then?: unknown }).then === 'function')
    throw new TypeError('Facts.of: expected a row, null or undefined, got a promise (await it first)')
  return ['present', rule(row)]
}
