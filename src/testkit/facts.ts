/**
 * The law about facts for absent things: what is said of a thing that is not there must hold of everything that could stand
 * there. The engine cannot see when it does not; this can, given the rows.
 */
import type { Facts } from '../domain/Facts.js'

export interface Population<Caller, Row> {
  readonly callers: ReadonlyArray<Caller>
  /** Things as they may stand there; some of them hidden from some of the callers, or nothing can be found. */
  readonly rows: ReadonlyArray<Row>
  /** The application's own way from a row, or from none, to the facts. */
  readonly facts: (caller: Caller, row: Row | null) => Facts
}

/** Something that is said to a caller of the absent thing, and does not hold of a row that could stand there. */
export interface Betrayal<Caller, Row> {
  readonly caller: Caller
  readonly row: Row
  /** `act`: granted; `mayKnow`: may know; `state`: the state is not told from that of a row. */
  readonly fact: 'act' | 'mayKnow' | 'state'
  readonly says: string
}

/**
 * All the betrayals in a population: none, if the facts keep the law.
 *
 * Found are, among others: CASL's `can('read', 'Call')` asked about no call, an engine that allows what it cannot find, and a `mayKnow`
 * taken from a collection of which the caller sees a part.
 */
export const betrayals = <Caller, Row>({ callers, rows, facts }: Population<Caller, Row>): ReadonlyArray<Betrayal<Caller, Row>> =>
  callers.flatMap((caller) => {
    const [state, absent] = facts(caller, null)
    return rows.flatMap((row) => {
      const [rowState, present] = facts(caller, row)
      const found = (fact: Betrayal<Caller, Row>['fact'], says: string): Betrayal<Caller, Row> => ({ caller, row, fact, says })
      return [
        ...(state === 'present' || rowState !== 'present' ? [found('state', `a row is ${rowState} and no row is ${state}`)] : []),
        ...(absent._tag === 'Granted' && present._tag === 'Denied'
          ? [found('act', 'the permission is granted where nothing stands, and denied where this does')]
          : []),
        ...(absent.mayKnow && !present.mayKnow
          ? [found('mayKnow', 'the caller may know that nothing stands there, and may not know that this does')]
          : []),
      ]
    })
  })
