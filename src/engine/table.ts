/**
 * The decision: a table, of which the first row that holds is the answer. What its rows say in words, and the clauses that they rest on,
 * are in `reasons`.
 */
import type { Answer } from '../domain/Answer.js'
import { entitled, expected, type Situation } from './Situation.js'

export interface Row {
  /** The number in the specification; a letter where one rule has several answers. */
  readonly id: '1' | '2' | '3' | '4' | '5a' | '5b' | '5c' | '5d' | '6' | '7' | '8' | '9a' | '9b'
  readonly when: (s: Situation) => boolean
  readonly answer: Answer
}

/** Rows 1 to 3: what the caller brought, held against the route. They look at neither the resource nor the permission. */
const callerRows: ReadonlyArray<Row & { readonly when: (s: Pick<Situation, 'caller'>) => boolean }> = [
  { id: '1', when: (s) => s.caller === 'rejected', answer: 'rejected' },
  { id: '2', when: (s) => s.caller === 'weak', answer: 'step-up' },
  { id: '3', when: (s) => s.caller === 'underscoped', answer: 'insufficient-scope' },
]

/** Whether the route turns the caller away, whatever else there is. */
export const turnsAway = (who: Pick<Situation, 'caller'>): boolean => callerRows.some(({ when }) => when(who))

const honest: Row = { id: '9b', when: (s) => entitled(s) && !s.granted, answer: 'forbidden' }

/** Rows 4 to 9: the caller, held against the resource. */
const resourceRows: ReadonlyArray<Row> = [
  { id: '4', when: (s) => s.granted && expected(s), answer: 'ok' },
  {
    id: '5a',
    when: (s) => !entitled(s) && s.caller === 'anonymous' && !s.granted && s.disclosure.anonymous === 'challenge',
    answer: 'challenge',
  },
  { id: '5b', when: (s) => !entitled(s) && s.listing && s.disclosure.list === 'empty', answer: 'empty' },
  { id: '5c', when: (s) => !entitled(s) && s.disclosure.concealAs === 'forbidden', answer: 'concealed-forbidden' },
  { id: '5d', when: (s) => !entitled(s), answer: 'concealed-not-found' },
  { id: '6', when: (s) => entitled(s) && s.state !== 'present' && s.expects === 'present', answer: 'not-found' },
  { id: '7', when: (s) => entitled(s) && s.granted && s.state === 'present' && s.expects === 'absent', answer: 'conflict' },
  { id: '8', when: (s) => entitled(s) && !s.granted && s.caller === 'anonymous', answer: 'challenge' },
  { id: '9a', when: (s) => entitled(s) && !s.granted && s.stepUpWouldDo, answer: 'step-up-for-this' },
  honest,
]

export const rows: ReadonlyArray<Row> = [...callerRows, ...resourceRows]

/** The first row that holds; and if none did, the last, which refuses. */
export const judge = (s: Situation): Row => rows.find((row) => row.when(s)) ?? honest
