/**
 * What a CASL ability says about a row: a permission. Nothing of its rules, reasons or errors is
 * looked at.
 */
import type { Permission } from '../domain/Permission.js'
import { show } from '../lib/show.js'
import { permissionOf, type Options } from './permissionOf.js'

export type { Options } from './permissionOf.js'

/** A method, so that an ability with types of its own is one too. */
interface Ability<Action extends string, Subject> {
  can(action: Action, subject: Subject): unknown
}

/** Of the subjects of an ability, those that are no types: neither names nor classes. */
type RowOf<Subject> = Exclude<Extract<Subject, object>, abstract new (...args: never) => unknown>

/**
 * Whether the action may be done on this row, and whether the row may be known.
 *
 * A rule about some fields counts as one about the row. Which fields, the handler asks after `Ok`.
 *
 * What a condition throws counts as a denial. Only a row can make a condition throw: `$in` without a
 * list, or a pattern that is none. A 503 for that row would tell that it exists.
 *
 * @param ability - The ability of the caller.
 * @param action - What the caller wants to do.
 * @param subject - A row, as `subject('Document', row)` or an instance of its class, and never a
 *   type. CASL answers `can('read', 'Document')` with true as soon as any conditional rule exists.
 *   So ask within `Facts.of`, which has a row.
 * @param options - `knows`: the action that shows that the row exists, such as `read`. Beside it, what
 *   your application says about a denial.
 * @returns A grant or a denial, for `Facts.of`.
 * @throws TypeError where the subject is a type.
 * @example
 * permission(ability, 'delete', subject('Document', row), { knows: 'read' })
 */
export const permission = <Action extends string, Subject>(
  ability: Ability<Action, Subject>,
  action: NoInfer<Action>,
  subject: RowOf<Subject>,
  options: Options<NoInfer<Action>> = {},
): Permission => {
  if (typeof subject !== 'object' || subject === null)
    throw new TypeError(`permission: expected a row and no type, got ${show(subject)}`)
  const may = (asked: Action): boolean => {
    try {
      return ability.can(asked, subject) === true
    } catch {
      return false
    }
  }
  return permissionOf<Action>(may, action, options)
}
