/**
 * Facts about absent things that do not hold of all that could stand there.
 */
import { Facts, Permission } from 'glomar'
import { authorizeLeaks } from 'glomar/testkit'
import { expect, test } from 'vitest'

const rows = [
  { id: 'taras-document', owner: 'tara' },
  { id: 'johns-document', owner: 'john' },
]

type Row = (typeof rows)[number]
type AnyFacts = Facts.Facts | Promise<Facts.Facts>

const { grant, deny } = Permission
const knows = deny({ mayKnow: true })

const found = async (
  facts: (caller: string, row: Row | null) => AnyFacts,
): Promise<ReadonlyArray<string>> =>
  (await authorizeLeaks({ callers: ['tara', 'admin'], rows, facts })).map(
    ({ caller, row, fact, others }) =>
      [fact, ...[{ caller, row }, ...others].map((pair) => `${pair.caller} ${pair.row.id}`)].join(
        ', ',
      ),
  )

const mayRead = (caller: string, row: Row): Permission.Permission =>
  caller === 'admin' || row.owner === caller ? grant() : deny()

const factsOf = (caller: string, row: Row | null, whenAbsent: Permission.Permission): Facts.Facts =>
  Facts.of(row, (each) => mayRead(caller, each), { whenAbsent })

test('facts keep the law that deny what is absent, but to whoever may see everything', async () => {
  expect(
    await found((caller, row) => factsOf(caller, row, caller === 'admin' ? grant() : deny())),
  ).toEqual([])
  expect(await found((caller, row) => Promise.resolve(factsOf(caller, row, deny())))).toEqual([])
})

test('a rule leaks that is asked about no row in particular, and says yes', async () => {
  expect(await found((caller, row) => factsOf(caller, row, grant()))).toEqual([
    'act, tara johns-document',
    'mayKnow, tara johns-document',
  ])
})

test('a `mayKnow` leaks that is taken from a collection of which the caller sees a part', async () => {
  expect(await found((caller, row) => factsOf(caller, row, knows))).toEqual([
    'mayKnow, tara johns-document',
  ])
})

test('a state leaks that does not tell rows from none', async () => {
  expect(await found(() => ['present', deny()])).toEqual([
    'state, tara taras-document, tara johns-document, admin taras-document, admin johns-document',
  ])
})

test('each leak is said with the caller, the row, the fact, in words, and with what to change', async () => {
  const [, johns] = rows
  const always = (): Facts.Facts => ['absent', grant()]
  expect(await authorizeLeaks({ callers: ['tara'], rows: [johns], facts: always })).toEqual([
    {
      caller: 'tara',
      row: johns,
      fact: 'state',
      says: 'a row is absent, and no row is absent',
      change: 'Make the facts by `Facts.of(row, …)`, which takes the state from the row.',
      others: [],
    },
  ])
  const eager = (_: string, row: unknown): Facts.Facts =>
    row === null ? ['absent', grant()] : ['present', deny()]
  const leaks = await authorizeLeaks({ callers: ['tara'], rows: [johns], facts: eager })
  expect(leaks.map(({ says, change }) => [says, change])).toEqual([
    [
      'the caller is granted where nothing stands, and denied where this stands',
      'Ask no rule about a row that is not there: `whenAbsent` grants only to who is granted every row.',
    ],
    [
      'the caller may know that nothing stands there, and may not know that this stands there',
      'Let `whenAbsent` be `Permission.deny()` for each caller from whom any row is hidden.',
    ],
  ])
})

test('a hundred findings of one cause are one', async () => {
  const callers = Array.from({ length: 10 }, (_, i) => `caller-${String(i)}`)
  const [leak, ...more] = await authorizeLeaks({
    callers,
    rows: Array.from({ length: 10 }, (_, i) => ({ id: String(i), owner: 'emma' })),
    facts: (caller, row) => factsOf(caller, row, knows),
  })
  expect(more).toEqual([])
  expect(leak?.fact).toBe('mayKnow')
  expect(leak?.others.length).toBe(99)
  expect(leak?.others.at(-1)).toEqual({ caller: 'caller-9', row: { id: '9', owner: 'emma' } })
})

test('two wordings of one fact are two findings', async () => {
  const facts = (caller: string, row: Row | null): Facts.Facts =>
    row === null ? ['present', deny()] : [caller === 'tara' ? 'present' : 'absent', deny()]
  expect(await found(facts)).toEqual([
    'state, tara taras-document, tara johns-document',
    'state, admin taras-document, admin johns-document',
  ])
})

test('where no row is hidden from a caller, nothing could be found, and that is said', async () => {
  const facts = (_: string, row: Row | null): Facts.Facts => Facts.of(row, () => grant())
  await expect(found(facts)).rejects.toThrow(
    new TypeError(
      'authorizeLeaks: expected a row that is hidden from one of the callers; ' +
        'each of them is granted, and may know of, each of the rows',
    ),
  )
  const blind = (_: string, row: Row | null): Facts.Facts =>
    Facts.of(row, () => grant({ mayKnow: false }))
  expect(await found(blind)).toEqual([])
  const known = (_: string, row: Row | null): Facts.Facts => Facts.of(row, () => knows)
  expect(await found(known)).toEqual([])
  const state = (): Facts.Facts => ['present', grant()]
  expect(await found(state)).toHaveLength(1)
})

test('without callers or rows nothing could be found, and that is said', async () => {
  const facts = (): Facts.Facts => ['absent', deny()]
  await expect(authorizeLeaks({ callers: [], rows, facts })).rejects.toThrow(
    new TypeError('authorizeLeaks: expected callers and rows, of each one or more'),
  )
  await expect(authorizeLeaks({ callers: ['tara'], rows: [], facts })).rejects.toThrow(
    new TypeError('authorizeLeaks: expected callers and rows, of each one or more'),
  )
})
