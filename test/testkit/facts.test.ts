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
    ({ caller, row, fact }) => `${caller} ${row.id} ${fact}`,
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
    'tara johns-document act',
    'tara johns-document mayKnow',
  ])
})

test('a `mayKnow` leaks that is taken from a collection of which the caller sees a part', async () => {
  expect(await found((caller, row) => factsOf(caller, row, knows))).toEqual([
    'tara johns-document mayKnow',
  ])
})

test('a state leaks that does not tell rows from none', async () => {
  expect(await found(() => ['present', deny()])).toEqual([
    'tara taras-document state',
    'tara johns-document state',
    'admin taras-document state',
    'admin johns-document state',
  ])
})

test('each leak is said with the caller, the row, the fact and in words', async () => {
  const [, johns] = rows
  const always = (): Facts.Facts => ['absent', grant()]
  expect(await authorizeLeaks({ callers: ['tara'], rows: [johns], facts: always })).toEqual([
    { caller: 'tara', row: johns, fact: 'state', says: 'a row is absent, and no row is absent' },
  ])
  const eager = (_: string, row: unknown): Facts.Facts =>
    row === null ? ['absent', grant()] : ['present', deny()]
  const leaks = await authorizeLeaks({ callers: ['tara'], rows: [johns], facts: eager })
  expect(leaks.map(({ says }) => says)).toEqual([
    'the caller is granted where nothing stands, and denied where this stands',
    'the caller may know that nothing stands there, and may not know that this stands there',
  ])
})

test('without callers or rows nothing could be found, and that is said', async () => {
  const facts = (): Facts.Facts => ['absent', deny()]
  await expect(authorizeLeaks({ callers: [], rows, facts })).rejects.toThrow(
    new TypeError('authorizeLeaks: expected callers and rows, of each one or more'),
  )
  await expect(authorizeLeaks({ callers: ['tara'], rows: [], facts })).rejects.toThrow(TypeError)
})
