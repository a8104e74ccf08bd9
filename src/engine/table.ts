/**
 * What `judge` says, worked out once for all standings and states. So hidden and missing take the
 * same time: the secret is an index, and no branch looks at it.
 */
import { at, numberOf, type Disclosure } from '../domain/Disclosure.js'
import { granted, knows, permissionSeal, stepsUp } from '../domain/seals.js'
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
export const three = granted | knows | stepsUp

/** The column of a state, by its length: a comparison would be a branch. */
const columnByLength = [3, 3, 3, 3, 3, 3, 1, 0]

/** The column of a state, which may be anything. */
export const columnOf = (state: unknown): number => {
  const column = typeof state === 'string' ? (columnByLength[state.length] ?? noState) : noState
  return columns[column] === state ? column : noState
}

/** The standing of a permission. One that was not made is a denial. */
export const standingOf = (u: unknown): number => {
  try {
    return permissionSeal(u)?.standing ?? 0
  } catch {
    return 0
  }
}

/** Where a standing and a state are in the table. */
export const cellAt = (standing: number, column: number): number => standing * 4 + column

/** The part of a situation that a cell stands for. */
const secretAt = (
  cell: number,
): Pick<Situation, 'granted' | 'mayKnow' | 'stepUpWouldDo'> & {
  readonly state: Reached
  readonly understood: boolean
} => {
  const standing = cell >> 2
  const state = columns[cell & 3]
  return {
    granted: (standing & granted) > 0,
    mayKnow: (standing & knows) > 0,
    stepUpWouldDo: (standing & stepsUp) > 0,
    state: state ?? 'absent',
    understood: state !== undefined,
  }
}

/** The situation in a cell. */
export const situationAt = (setting: Setting, cell: number): Situation => {
  const secret = secretAt(cell)
  return { ...setting, ...secret, understood: setting.understood && secret.understood }
}

const tabulate = (setting: Setting): Table =>
  Array.from({ length: (three + 1) * columns.length }, (_, cell) =>
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

// all settings there are, and so at most 3,840 tables
const tables: Array<Table | undefined> = []

/** The table of a setting. */
export const tableOf = (setting: Setting): Table => {
  const flags = (setting.guarded ? 1 : 0) + (setting.understood ? 2 : 0) + (setting.listing ? 4 : 0)
  const caller = callers.indexOf(setting.caller)
  const expects = expectations.indexOf(setting.expects)
  const number = ((numberOf(setting.disclosure) * 5 + caller) * 3 + expects) * 8 + flags
  return (tables[number] ??= tabulate({ ...setting, disclosure: at(numberOf(setting.disclosure)) }))
}
