/**
 * The law about facts for absent things: what is said of a thing that is not there must hold of
 * everything that could stand there. The engine cannot see when it does not hold. This file can,
 * given the rows.
 */
import type { Facts } from '../domain/Facts.js'

/** The callers and rows to try, and how your application makes facts of them. */
export interface Population<Caller, Row> {
  /** Some of them should be strangers to some of the rows. */
  readonly callers: ReadonlyArray<Caller>
  /** Things as they may stand there. Some must be hidden from some of the callers. */
  readonly rows: ReadonlyArray<Row>
  /** The application's own way from a row, or from `null`, to the facts. */
  readonly facts: (
    caller: Caller,
    row: Row | null,
  ) => Facts<string, string> | Promise<Facts<string, string>>
}

/**
 * Something that is said to a caller of the absent thing, and does not hold of a row that could
 * stand there.
 */
export interface AuthorizeLeak<Caller, Row> {
  /** The caller who is told too much. */
  readonly caller: Caller
  /** The row of which it does not hold. */
  readonly row: Row
  /** `act`: granted; `mayKnow`: may know; `state`: the state is not told from that of a row. */
  readonly fact: 'act' | 'mayKnow' | 'state'
  /** The leak in words. */
  readonly says: string
}

/**
 * All that your facts say of an absent thing and that does not hold of every row. The law: about an
 * absent thing, state only what is true of every row that could have its id.
 *
 * The function finds CASL's `can('read', 'Document')` asked about no document. It finds an engine that
 * allows what it cannot find. It finds a `mayKnow` taken from a collection of which the caller sees a
 * part. It asks no handler: `leaks` does.
 *
 * @param population - Callers, rows, and your way from a row to the facts.
 * @returns The leaks. The list is empty where the facts keep the law.
 * @throws TypeError where there are no callers or no rows, because then it could find nothing.
 * @example
 * const found = await authorizeLeaks({
 *   callers: ['emma'],
 *   rows: [{ owner: 'tara' }],
 *   facts: (caller, row) =>
 *     Facts.of(row, ({ owner }) => (owner === caller ? Permission.grant() : Permission.deny()), {
 *       whenAbsent: Permission.deny({ mayKnow: true }),
 *     }),
 * })
 * found.map(({ fact }) => fact) // → ['mayKnow']
 */
export const authorizeLeaks = async <Caller, Row>({
  callers,
  rows,
  facts,
}: Population<Caller, Row>): Promise<ReadonlyArray<AuthorizeLeak<Caller, Row>>> => {
  if (callers.length === 0 || rows.length === 0)
    throw new TypeError('authorizeLeaks: expected callers and rows, of each one or more')
  const all: Array<AuthorizeLeak<Caller, Row>> = []
  for (const caller of callers) {
    const absent = await facts(caller, null)
    for (const row of rows) {
      const found = leaksBetween(absent, await facts(caller, row))
      all.push(...found.map(([fact, says]) => ({ caller, row, fact, says })))
    }
  }
  return all
}

type Found = readonly [fact: AuthorizeLeak<unknown, unknown>['fact'], says: string]

const leaksBetween = (
  [state, absent]: Facts<string, string>,
  [rowState, present]: Facts<string, string>,
): ReadonlyArray<Found> => {
  const found: Array<Found> = []
  if (state === 'present' || rowState !== 'present')
    found.push(['state', `a row is ${rowState}, and no row is ${state}`])
  if (absent._tag === 'Granted' && present._tag === 'Denied')
    found.push(['act', 'the caller is granted where nothing stands, and denied where this stands'])
  if (absent.mayKnow && !present.mayKnow)
    found.push([
      'mayKnow',
      'the caller may know that nothing stands there, and may not know that this stands there',
    ])
  return found
}
