/**
 * The decision: the first row that holds is the answer. The rows in words, and the clauses that they
 * rest on, are in `reasons`.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import type { Expects } from '../domain/Route.js'

/** The caller, held against the route. `weak` lacks the acr or the age, `underscoped` the scopes. */
export type Caller = 'rejected' | 'weak' | 'underscoped' | 'anonymous' | 'authenticated'

/** The state, as far as the caller gets. `blocked`: an ancestor is missing, or hidden from them. */
export type Reached = 'present' | 'absent' | 'blocked'

/** What a decision depends on. It is finite. */
export interface Situation {
  readonly caller: Caller
  /** Whether the route requires anything. */
  readonly guarded: boolean
  /** Whether every argument was made. */
  readonly understood: boolean
  readonly granted: boolean
  readonly mayKnow: boolean
  /** Denied, and only a stronger authentication is missing. */
  readonly stepUpWouldDo: boolean
  readonly state: Reached
  readonly expects: Expects
  /** A GET of a collection. */
  readonly listing: boolean
  readonly disclosure: Disclosure
}

/** The number of a rule; with a letter where the rule has several answers. */
export type Row =
  | '1' | '2' | '3' | '4' | '5a' | '5b' | '5c' | '5d' | '6' | '7' | '8' | '9a' | '9b' // prettier-ignore

/** The first row that holds. */
export const judge = (s: Situation): Row => {
  if (s.caller === 'rejected') return '1'
  if (s.caller === 'weak') return '2'
  if (s.caller === 'underscoped') return '3'
  if (isGranted(s) && isExpected(s)) return '4'
  if (!isEntitled(s)) {
    if (s.caller === 'anonymous' && s.disclosure.anonymous === 'challenge') return '5a'
    if (s.listing && s.disclosure.list === 'empty') return '5b'
    return s.disclosure.concealAs === 'forbidden' ? '5c' : '5d'
  }
  if (s.state !== 'present' && s.expects === 'present') return '6'
  if (isGranted(s)) return '7'
  if (s.caller === 'anonymous') return '8'
  return s.stepUpWouldDo ? '9a' : '9b'
}

/** Denied, to a caller who is entitled and has credentials: what a remedy says is told. */
export const tellsRemedy = (row: string): boolean => row === '9a' || row === '9b'

/** Denied, to a caller who is entitled. */
export const isDenial = (row: Row): boolean => row === '8' || tellsRemedy(row)

/** Facts about a caller without credentials count for nothing on a route that requires anything. */
export const counts = (s: Situation): boolean => !(s.caller === 'anonymous' && s.guarded)

/** Where an argument was not made, nothing is granted. */
export const isGranted = (s: Situation): boolean => s.granted && s.understood && counts(s)

/** Is the state one that the request expects? Nothing about a blocked target is. */
const isExpected = ({ state, expects }: Situation): boolean =>
  state !== 'blocked' && (expects === 'either' || expects === state)

/** May the caller learn whether the thing exists? Of a blocked target, nobody may. */
export const isEntitled = (s: Situation): boolean => {
  if (s.state === 'blocked') return false
  const mayKnow = s.mayKnow && counts(s)
  switch (s.disclosure.existence) {
    case 'secret':
      return isGranted(s) && mayKnow
    case 'if-may-know':
      return mayKnow
    case 'authenticated':
      return mayKnow || s.caller === 'authenticated'
    case 'public':
      return true
  }
}
