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
  readonly facts: (caller: Caller, row: Row | null) => Facts | Promise<Facts>
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
 * All the betrayals in a population: none, if the facts keep the law. A row whose state is `gone` counts as absent.
 *
 * Found are, among others: CASL's `can('read', 'Call')` asked about no call, an engine that allows what it cannot find, and a `mayKnow`
 * taken from a collection of which the caller sees a part.
 *
 * @throws TypeError where there are no callers or no rows, and so nothing to be found.
 */
export const betrayals = async <Caller, Row>({
  callers,
  rows,
  facts,
}: Population<Caller, Row>): Promise<ReadonlyArray<Betrayal<Caller, Row>>> => {
  if (callers.length === 0 || rows.length === 0) throw new TypeError('betrayals: expected callers and rows, of each one or more')
  const all: Array<Betrayal<Caller, Row>> = []
  for (const caller of callers) {
    const absent = await facts(caller, null)
    for (const row of rows) all.push(...found(absent, await facts(caller, row)).map(([fact, says]) => ({ caller, row, fact, says })))
  }
  return all
}

type Fact = Betrayal<unknown, unknown>['fact']

const found = ([state, absent]: Facts, [rowState, present]: Facts): ReadonlyArray<readonly [Fact, string]> => [
  ...(state === 'present' || (rowState !== 'present' && rowState !== 'gone')
    ? [['state', `a row is ${rowState} and no row is ${state}`] as const]
    : []),
  ...(absent._tag === 'Granted' && present._tag === 'Denied'
    ? [['act', 'the permission is granted where nothing stands, and denied where this does'] as const]
    : []),
  ...(absent.mayKnow && !present.mayKnow
    ? [['mayKnow', 'the caller may know that nothing stands there, and may not know that this does'] as const]
    : []),
]
