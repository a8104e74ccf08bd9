/**
 * What a CASL ability says about a row: a permission. Nothing of its rules, reasons or errors is
 * looked at.
 */
import type { Fault } from '../domain/Fault.js'
import { deny } from '../domain/Permission.js'
import { along, type Permission } from '../domain/PermissionValue.js'
import { show } from '../lib/show.js'
import { permissionOf, type Options } from './permissionOf.js'

export type { Options } from './permissionOf.js'

type Class = abstract new (...args: never) => unknown

/** Methods, so that an ability with types of its own is one too. */
interface Ability<Action extends string, Subject> {
  can(action: Action, subject: Subject): unknown
  detectSubjectType(row: never): unknown
}

type Detecting = Pick<Ability<never, never>, 'detectSubjectType'>

/** Of the subjects of an ability, those that are types: names and classes. */
type TypeOf<Subject> = Extract<Subject, string | Class>

/** Of the subjects of an ability, those that are no types. An ability may have types alone. */
type RowOf<Subject> = [Exclude<Subject, string | Class | undefined>] extends [never]
  ? object
  : Extract<Exclude<Subject, string | Class>, object>

/**
 * Whether the action may be done on this row, and whether the row may be known.
 *
 * A rule about some fields counts as one about the row. Which fields, the handler asks after `Ok`.
 *
 * Do not call `subject` yourself. It marks the row, and it throws for a frozen row and for a row with
 * another mark. This function marks a copy.
 *
 * Never throws, since it runs only where there is a row: a 503 would tell that there is one. What goes
 * wrong is a denial, with a fault: a condition that throws (`$in` without a list), or a row that
 * cannot be read.
 *
 * @param ability - The ability of the caller.
 * @param action - What the caller wants to do.
 * @param type - The type of the row, by the name or the class that the rules have.
 * @param row - A row, and never a type. CASL answers `can('read', 'Document')` with true as soon as any
 *   conditional rule exists. So ask within `Facts.of`, which has a row.
 * @param options - `mayKnow`: whether the caller may know of the row, as a boolean, or as the action
 *   that shows it, such as `read`. Beside it, what your application says about a denial. Without
 *   options, a grant implies that the caller may know, and a denial says no.
 * @returns A grant or a denial, for `Facts.of`.
 * @example
 * Facts.of(row, (document) =>
 *   permission(ability, 'delete', 'Document', document, { mayKnow: 'read' }),
 * )
 */
export const permission = <Action extends string, Subject>(
  ability: Ability<Action, Subject>,
  action: NoInfer<Action>,
  type: TypeOf<Subject>,
  row: RowOf<Subject>,
  options?: Options<NoInfer<Action>>,
): Permission => {
  const faults: Array<Fault> = []
  const may = (asked: Action, subject: object): boolean => {
    try {
      return ability.can(asked, subject as Subject) === true
    } catch (cause) {
      const message = `the ability threw when it was asked for ${show(asked)}: denied`
      faults.push({ path: 'permission.can', message, cause })
      return false
    }
  }
  try {
    const wrong = misfit(type, row)
    if (wrong !== undefined) return along(deny(), [wrong]) as Permission
    const subject = subjectOf(ability, type, row)
    const seen = ability.detectSubjectType(subject as never)
    if (nameOf(seen) !== nameOf(type)) return along(deny(), [mistaken(type, seen)]) as Permission
    const said = permissionOf<Action>((asked) => may(asked, subject), action, options)
    return faults.length === 0 ? said : (along(said, faults) as Permission)
  } catch (cause) {
    const message = 'CASL cannot be asked about it: denied'
    return along(deny(), [{ path: 'permission.row', message, cause }]) as Permission
  }
}

const misfit = (type: unknown, row: unknown): Fault | undefined => {
  if (typeof type !== 'string' && typeof type !== 'function')
    return {
      path: 'permission.type',
      message: `expected a name or a class, got ${show(type)}: denied`,
    }
  if (typeof row !== 'object' || row === null)
    return { path: 'permission.row', message: `expected a row, got ${show(row)}: denied` }
  return undefined
}

const mistaken = (type: unknown, seen: unknown): Fault => {
  const [expected, got] = [show(nameOf(type)), show(nameOf(seen))]
  const message = `expected a row of the type ${expected}, which the ability takes for ${got}: denied`
  return { path: 'permission.row', message }
}

/** As CASL names a class. */
const nameOf = (type: unknown): unknown => {
  if (typeof type !== 'function') return type
  return (type as { readonly modelName?: unknown }).modelName ?? type.name
}

/** The row itself where the ability knows its type: a copy has no private members. */
const subjectOf = (ability: Detecting, type: string | Class, row: object): object =>
  isKnown(ability, type, row) ? row : copyOf(type, row)

const isKnown = (ability: Detecting, type: string | Class, row: object): boolean => {
  try {
    return nameOf(ability.detectSubjectType(row as never)) === nameOf(type)
  } catch {
    // a row without a prototype has no constructor to look at; its copy has the mark
    return false
  }
}

/** The property by which CASL knows the type of a row: the mark of `subject`, or the constructor. */
const copyOf = (type: string | Class, row: object): object =>
  Object.create(Object.getPrototypeOf(row) as object | null, {
    ...Object.getOwnPropertyDescriptors(row),
    [typeof type === 'string' ? '__caslSubjectType__' : 'constructor']: { value: type },
  }) as object
