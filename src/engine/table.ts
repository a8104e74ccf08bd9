/**
 * The decision: a table, of which the first row that holds is the answer.
 */
import type { Answer } from '../domain/Answer.js'
import { entitled, expected, type Situation } from './Situation.js'

export interface Row {
  /** The number in the specification; a letter where one rule has several answers. */
  readonly id: string
  /** The condition, in words. */
  readonly reads: string
  readonly when: (s: Situation) => boolean
  readonly answer: Answer
  /** What the row rests on. */
  readonly cites: ReadonlyArray<string>
}

/** Rows 1 to 3: what the caller brought, held against the route. They look at neither the resource nor the permission. */
const callerRows: ReadonlyArray<Row & { readonly when: (s: Pick<Situation, 'caller'>) => boolean }> = [
  {
    id: '1',
    reads: 'credentials rejected',
    when: (s) => s.caller === 'rejected',
    answer: 'rejected',
    cites: ['RFC 9110 §15.5.2', 'RFC 6750 §3.1', 'RFC 9449 §7.1'],
  },
  {
    id: '2',
    reads: 'authenticated, but weaker than the route requires',
    when: (s) => s.caller === 'weak',
    answer: 'step-up',
    cites: ['RFC 9470 §3'],
  },
  {
    id: '3',
    reads: 'authenticated, but a scope of the route is missing',
    when: (s) => s.caller === 'underscoped',
    answer: 'insufficient-scope',
    cites: ['RFC 6750 §3.1'],
  },
]

/** Whether the route turns the caller away, whatever else there is. */
export const turnsAway = (who: Pick<Situation, 'caller'>): boolean => callerRows.some(({ when }) => when(who))

const honest: Row = {
  id: '9b',
  reads: 'entitled, denied',
  when: (s) => entitled(s) && !s.granted,
  answer: 'forbidden',
  cites: ['RFC 9110 §15.5.4'],
}

/** Rows 4 to 9: the caller, held against the resource. */
export const resourceRows: ReadonlyArray<Row> = [
  {
    id: '4',
    reads: 'granted, and the state is one that the request expects',
    when: (s) => s.granted && expected(s),
    answer: 'ok',
    cites: [],
  },
  {
    id: '5a',
    reads: 'not entitled; anonymous and denied, under `anonymous: challenge`',
    when: (s) => !entitled(s) && s.caller === 'anonymous' && !s.granted && s.disclosure.anonymous === 'challenge',
    answer: 'challenge',
    cites: ['RFC 9110 §15.5.2', 'RFC 6750 §3.1'],
  },
  {
    id: '5b',
    reads: 'not entitled; a GET of a collection, under `list: empty`',
    when: (s) => !entitled(s) && s.listing && s.disclosure.list === 'empty',
    answer: 'empty',
    cites: [],
  },
  {
    id: '5c',
    reads: 'not entitled, under `concealAs: forbidden`',
    when: (s) => !entitled(s) && s.disclosure.concealAs === 'forbidden',
    answer: 'concealed-forbidden',
    cites: ['RFC 9110 §15.5.4', 'AIP-211'],
  },
  {
    id: '5d',
    reads: 'not entitled, under `concealAs: not-found`',
    when: (s) => !entitled(s),
    answer: 'concealed-not-found',
    cites: ['RFC 9110 §15.5.4', 'RFC 9110 §15.5.5'],
  },
  {
    id: '6',
    reads: 'entitled, not present where presence was expected',
    when: (s) => entitled(s) && s.state !== 'present' && s.expects === 'present',
    answer: 'not-found',
    cites: ['RFC 9110 §15.5.5', 'RFC 9457 §3.1.1'],
  },
  {
    id: '7',
    reads: 'entitled, granted, present where absence was expected',
    when: (s) => entitled(s) && s.granted && s.state === 'present' && s.expects === 'absent',
    answer: 'conflict',
    cites: ['RFC 9110 §15.5.10', 'RFC 9110 §15.5.13'],
  },
  {
    id: '8',
    reads: 'entitled, denied, anonymous',
    when: (s) => entitled(s) && !s.granted && s.caller === 'anonymous',
    answer: 'challenge',
    cites: ['RFC 9110 §15.5.2', 'RFC 6750 §3.1'],
  },
  {
    id: '9a',
    reads: 'entitled, denied, and a stronger authentication is all that is missing',
    when: (s) => entitled(s) && !s.granted && s.stepUpWouldDo,
    answer: 'step-up-for-this',
    cites: ['RFC 9470 §3', 'RFC 9470 §9'],
  },
  honest,
]

export const rows: ReadonlyArray<Row> = [...callerRows, ...resourceRows]

/** The first row that holds; and if none did, the last, which refuses. */
export const judge = (s: Situation): Row => rows.find((row) => row.when(s)) ?? honest
