/**
 * What `judge` says, worked out once for all standings and states. So hidden and missing take the
 * same time: the secret is an index, and no branch looks at it.
 */
import { at, numberOf, type Disclosure } from '../domain/Disclosure.js'
import { asks, granted, knows, permissionSeal, stepsUp } from '../domain/seals.js'
import { resourceStates } from '../domain/ResourceState.js'
import type { Expects } from '../domain/Route.js'
import { judge, type Caller, type Reached, type Row, type Situation } from './judge.js'

/** A situation without the secret: what is known of a request before any look-up. */
export interface Setting {
  readonly caller: Caller
  readonly guarded: boolean
  readonly understood: boolean
  readonly expects: Expects
  readonly listing: boolean
  readonly disclosure: Disclosure
}

/** A row for each cell. */
export type Table = ReadonlyArray<Row>

/** The columns of a table. A state that is no state counts as absent, and nothing is granted. */
const columns: ReadonlyArray<Reached | undefined> = [...resourceStates, 'blocked', undefined]
export const blocked = 2
const noState = 3

/** The bits of a standing that a table knows, and so the last of its standings. */
export const alone = granted | knows | stepsUp | asks

/** The column of a state, by its length: a comparison would be a branch. */
const columnByLength = [3, 3, 3, 3, 3, 3, 1, 0]

/** The column of a state, which may be anything. */
export const columnOf = (state: unknown): number => {
  const column = typeof state === 'string' ? (columnByLength[state.length] ?? noState) : noState
  return columns[column] === state ? column : noState
}

/** The standing of a permission. One that was not made is a denial. */
export const standingOf = (u: unknown): number => permissionSeal(u)?.standing ?? 0

/** Where a standing and a state are in the table. */
export const cellAt = (standing: number, column: number): number => standing * 4 + column

/** Whether there is a remedy in this cell. */
export const hasRemedy = (cell: number): boolean => ((cell >> 2) & (stepsUp | asks)) > 0

/** The situation in a cell. */
export const situationAt = (setting: Setting, cell: number): Situation => {
  const standing = cell >> 2
  const state = columns[cell & 3]
  return {
    ...setting,
    understood: setting.understood && state !== undefined,
    granted: (standing & granted) > 0,
    mayKnow: (standing & knows) > 0,
    stepUpWouldDo: (standing & stepsUp) > 0,
    state: state ?? 'absent',
  }
}

const tabulate = (setting: Setting): Table =>
  Array.from({ length: (alone + 1) * columns.length }, (_, cell) =>
    judge(situationAt(setting, cell)),
  )

const callers: ReadonlyArray<Caller> = [
  'rejected',
  'weak',
  'underscoped',
  'anonymous',
  'authenticated',
]
const expectations: ReadonlyArray<Expects> = ['present', 'absent', 'either']

/** The number of a setting, whoever the caller is. There are 768. */
export const numberOfSetting = (s: Omit<Setting, 'caller'>): number =>
  (numberOf(s.disclosure) * 3 + expectations.indexOf(s.expects)) * 8 +
  (s.guarded ? 1 : 0) +
  (s.understood ? 2 : 0) +
  (s.listing ? 4 : 0)

const tables = /* @__PURE__ */ new Array<Table | undefined>(768 * callers.length)

/** The table of a setting. */
export const tableOf = (setting: Setting): Table =>
  (tables[numberOfSetting(setting) * 5 + callers.indexOf(setting.caller)] ??= tabulate({
    ...setting,
    disclosure: at(numberOf(setting.disclosure)),
  }))
