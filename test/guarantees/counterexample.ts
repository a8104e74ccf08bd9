/**
 * How a guarantee is checked: by looking for a counterexample, which is put in words.
 */
import { describe, type Cell, type Situation, type Subject } from './subject.js'

/** In words; `undefined` where there is none. */
export type Counterexample = string | undefined

/** Looks at all that a subject does. */
export type Check = (subject: Subject) => Counterexample

/** Looks at one situation. */
export type Local = (s: Situation) => Counterexample

/** The first counterexample among many things. */
export const firstOf = <A>(
  items: Iterable<A>,
  check: (item: A) => Counterexample,
): Counterexample => {
  for (const item of items) {
    const found = check(item)
    if (found !== undefined) return found
  }
  return undefined
}

export const allEqual = (s: Situation, cells: ReadonlyArray<Cell>): Counterexample => {
  const [first] = cells
  const other = cells.find(({ bytes }) => bytes !== first?.bytes)
  return first === undefined || other === undefined
    ? undefined
    : `${describe(s, first)}\n but ${describe(s, other)}`
}

export const every = (
  s: Situation,
  cells: ReadonlyArray<Cell>,
  holds: (cell: Cell) => boolean,
): Counterexample => {
  const offender = cells.find((cell) => !holds(cell))
  return offender && describe(s, offender)
}
