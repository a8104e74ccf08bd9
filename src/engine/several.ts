/**
 * Several things in one request: the target, what it stands under, and what the request names beside
 * it. Each is judged by the same table. The order of ancestors and of references never matters.
 */
import * as Policy from '../domain/Policy.js'
import type { Any } from '../domain/PermissionValue.js'
import { knows, stepsUp } from '../domain/seals.js'
import type { Related } from '../domain/Related.js'
import * as Remedy from '../domain/Remedy.js'
import type { Expects } from '../domain/Route.js'
import { isDenial, isEntitled, type Row } from './judge.js'
import {
  alone,
  blocked,
  cellAt,
  columnOf,
  situationAt,
  standingOf,
  tableOf,
  type Setting,
} from './table.js'

/** What the request comes to. `unresolved`: a reference is missing, or hidden: never which. */
export type Outcome = Row | 'unresolved'

/** A thing, judged along with what it stands under. */
export interface Judged {
  readonly row: Row
  /** The cell of its table. */
  readonly cell: number
  readonly setting: Setting
  readonly remedy: Remedy.Denial
  /** Each ancestor, judged alone. */
  readonly ancestors: ReadonlyArray<{ readonly of: Related<string, 'present'>; readonly row: Row }>
}

export interface Several {
  readonly outcome: Outcome
  /** What the answer says, where the outcome is row 9. */
  readonly remedy: Remedy.Denial
  readonly target: Judged
  /** `undefined` where the target alone is the answer. */
  readonly references: ReadonlyArray<Judged & { readonly of: Related<string, string> }>
}

const cellOf = (state: unknown, permission: Any): number =>
  cellAt(standingOf(permission) & alone, columnOf(state))

const judgeOne = (
  setting: Setting,
  state: unknown,
  permission: Any,
  settingFor: (resource: string, expects: Expects) => Setting,
): Judged => {
  const ancestors = permission.ancestors.map((of) => ({
    of,
    row: tableOf(settingFor(of.resource, 'present'))[cellOf(of.state, of.permission)] as Row,
  }))
  // not present, or denied to a caller who is not entitled to it: the way is blocked
  const isBlocked = ancestors.some(({ row }) => row !== '4' && !isDenial(row))
  // denied to a caller who is entitled to it: the target counts as denied, its `mayKnow` stays
  const denials = ancestors.filter(({ row }) => isDenial(row)).map(({ of }) => of.permission.remedy)
  const own = permission._tag === 'Denied' ? [permission.remedy] : []
  const remedy = Remedy.all([...denials, ...own])
  const bits =
    denials.length === 0
      ? standingOf(permission) & alone
      : (standingOf(permission) & knows) | (remedy?._tag === 'StepUp' ? stepsUp : 0)
  const cell = cellAt(bits, isBlocked ? blocked : columnOf(state))
  return { row: tableOf(setting)[cell] as Row, cell, setting, remedy, ancestors }
}

/** Judges the target, and where that is ok, the references. */
export const judgeSeveral = (
  setting: Setting,
  policy: Policy.Policy,
  state: unknown,
  permission: Any,
): Several => {
  const settingFor = (resource: string, expects: Expects): Setting => ({
    ...setting,
    expects,
    listing: false,
    disclosure: Policy.disclosureOf(policy, resource),
  })
  const target = judgeOne(setting, state, permission, settingFor)
  if (target.row !== '4')
    return { outcome: target.row, remedy: target.remedy, target, references: [] }
  const references = permission.references.map((of) => ({
    of,
    ...judgeOne(
      settingFor(of.resource, of.expects as Expects),
      of.state,
      of.permission,
      settingFor,
    ),
  }))
  const calls = callOf(references)
  // the answer about a reference would tell a caller who is not entitled that the target is there
  if (calls.outcome !== '4' && !isEntitled(situationAt(setting, target.cell)))
    return {
      outcome: tableOf(setting)[cellAt(0, blocked)] as Row,
      remedy: undefined,
      target,
      references,
    }
  return { ...calls, target, references }
}

/** The first of these that any reference calls for. */
const callOf = (references: ReadonlyArray<Judged>): Pick<Several, 'outcome' | 'remedy'> => {
  const calling = (...rows: ReadonlyArray<Row>): ReadonlyArray<Judged> =>
    references.filter(({ row }) => rows.includes(row))
  if (calling('5a', '8').length > 0) return { outcome: '8', remedy: undefined }
  const denials = calling('9a', '9b')
  if (denials.length > 0) {
    const remedy = Remedy.all(denials.map((denial) => denial.remedy))
    return { outcome: remedy?._tag === 'StepUp' ? '9a' : '9b', remedy }
  }
  if (calling('5c', '5d', '6').length > 0) return { outcome: 'unresolved', remedy: undefined }
  return { outcome: calling('7').length > 0 ? '7' : '4', remedy: undefined }
}
