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

/** A caller, and a row that could stand there. */
export interface Pair<Caller, Row> {
  /** The caller who is told too much. */
  readonly caller: Caller
  /** The row of which it does not hold. */
  readonly row: Row
}

/**
 * Something that is said of the absent thing, and does not hold of a row that could stand there. It is
 * one finding, however many callers are told so, and of however many rows it does not hold.
 */
export interface AuthorizeLeak<Caller, Row> extends Pair<Caller, Row> {
  /** `act`: granted; `mayKnow`: may know; `state`: the state is not told from that of a row. */
  readonly fact: 'act' | 'mayKnow' | 'state'
  /** The leak in words. */
  readonly says: string
  /** What to change, in one sentence. */
  readonly change: string
  /** The other callers and rows with the same leak. */
  readonly others: ReadonlyArray<Pair<Caller, Row>>
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
 * @returns The leaks, one for each cause: at most one a fact and a wording. The list is empty where the
 *   facts keep the law.
 * @throws TypeError where nothing could be found: there are no callers or no rows, or no row is hidden
 *   from a caller.
 * @example
 * const [found] = await authorizeLeaks({
 *   callers: ['emma'],
 *   rows: [{ owner: 'tara' }, { owner: 'john' }],
 *   facts: (caller, row) =>
 *     Facts.of(row, ({ owner }) => (owner === caller ? Permission.grant() : Permission.deny()), {
 *       whenAbsent: Permission.deny({ mayKnow: true }),
 *     }),
 * })
 * found?.fact // → 'mayKnow'
 * found?.row // → { owner: 'tara' }
 * found?.others // → [{ caller: 'emma', row: { owner: 'john' } }]
 */
export const authorizeLeaks = async <Caller, Row>({
  callers,
  rows,
  facts,
}: Population<Caller, Row>): Promise<ReadonlyArray<AuthorizeLeak<Caller, Row>>> => {
  if (callers.length === 0 || rows.length === 0)
    throw new TypeError('authorizeLeaks: expected callers and rows, of each one or more')
  const causes = new Map<string, Cause<Caller, Row>>()
  let isAnyHidden = false
  for (const caller of callers) {
    const absent = await facts(caller, null)
    for (const row of rows) {
      const present = await facts(caller, row)
      isAnyHidden ||= isHidden(present)
      for (const [fact, says] of leaksBetween(absent, present)) {
        const known = causes.get(says)
        const change = changes[fact]
        if (known !== undefined) known.others.push({ caller, row })
        else causes.set(says, { caller, row, fact, says, change, others: [] })
      }
    }
  }
  if (causes.size === 0 && !isAnyHidden)
    throw new TypeError(
      'authorizeLeaks: expected a row that is hidden from one of the callers; ' +
        'each of them is granted, and may know of, each of the rows',
    )
  return [...causes.values()]
}

interface Cause<Caller, Row> extends AuthorizeLeak<Caller, Row> {
  readonly others: Array<Pair<Caller, Row>>
}

type Fact = AuthorizeLeak<unknown, unknown>['fact']

const changes: Readonly<Record<Fact, string>> = {
  act: 'Ask no rule about a row that is not there: `whenAbsent` grants only to who is granted every row.',
  mayKnow: 'Let `whenAbsent` be `Permission.deny()` for each caller from whom any row is hidden.',
  state: 'Make the facts by `Facts.of(row, …)`, which takes the state from the row.',
}

const isHidden = ([, { _tag, mayKnow }]: Facts<string, string>): boolean =>
  _tag === 'Denied' || !mayKnow

const leaksBetween = (
  [state, absent]: Facts<string, string>,
  [rowState, present]: Facts<string, string>,
): ReadonlyArray<readonly [Fact, says: string]> => {
  const found: Array<readonly [Fact, says: string]> = []
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
