/**
 * What a CASL ability says about a row: a permission. Nothing of its rules, reasons or errors is looked at.
 */
import type { Permission } from '../domain/Permission.js'
import { permissionOf, type Remedy } from './permissionOf.js'

/** A method, so that an ability with types of its own is one too. */
interface Ability<Action extends string, Subject> {
  can(action: Action, subject: Subject): unknown
}

/** Of the subjects of an ability, those that are no types: neither names nor classes. */
type RowOf<Subject> = Exclude<Extract<Subject, object>, abstract new (...args: never) => unknown>

export interface Options<Action extends string = string> extends Remedy {
  /** The action that shows that the thing exists, such as `read`. Without it, a denied caller may not know. */
  readonly knows?: Action | undefined
}

/**
 * Whether the action may be done on this row, and whether the row may be known.
 *
 * The subject is a row, as `subject('Call', row)` or an instance of its class, and never a type: CASL answers `can('read', 'Call')` with
 * true as soon as any conditional rule exists, for everyone whom the rule may concern. So ask within `Facts.of`, which has a row.
 * A rule about some fields counts as one about the row; which fields, the handler asks after `Ok`.
 *
 * @throws TypeError where the subject is a type. What a condition throws is thrown.
 */
export const permission = <Action extends string, Subject>(
  ability: Ability<Action, Subject>,
  action: NoInfer<Action>,
  subject: RowOf<Subject>,
  options: Options<NoInfer<Action>> = {},
): Permission => {
  if (typeof subject !== 'object' || subject === null) throw new TypeError('permission: expected a row as subject, got a type or nothing')
  const may = (asked: Action): boolean => ability.can(asked, subject) === true
  return permissionOf(may(action), options.knows === undefined ? undefined : may(options.knows), options)
}
