import { Facts, Permission } from 'glomar'
import { betrayals } from 'glomar/testkit'
import { expect, test } from 'vitest'

const rows = [
  { id: 1, owner: 'tara' },
  { id: 2, owner: 'john' },
]

type Row = (typeof rows)[number]

const found = async (facts: (caller: string, row: Row | null) => Facts.Facts | Promise<Facts.Facts>): Promise<ReadonlyArray<string>> =>
  (await betrayals({ callers: ['tara', 'admin'], rows, facts })).map(({ caller, row, fact }) => `${caller} ${String(row.id)} ${fact}`)

const mayRead = (caller: string, row: Row): Permission.Permission =>
  caller === 'admin' || row.owner === caller ? Permission.granted : Permission.denied

test('facts that keep the law: denied about what is absent, but for whoever may see everything', async () => {
  expect(
    await found((caller, row) => Facts.of(row, (r) => mayRead(caller, r), caller === 'admin' ? Permission.granted : Permission.denied)),
  ).toEqual([])
})

test('a rule that is asked about no row in particular, and says yes', async () => {
  expect(
    await found((caller, row) => [row === null ? 'absent' : 'present', row === null ? Permission.granted : mayRead(caller, row)]),
  ).toEqual(['tara 2 act', 'tara 2 mayKnow'])
})

test('a `mayKnow` that is taken from a collection of which the caller sees a part', async () => {
  expect(await found((caller, row) => Facts.of(row, (r) => mayRead(caller, r), Permission.deniedKnown()))).toEqual(['tara 2 mayKnow'])
})

test('a state that does not tell rows from none', async () => {
  expect(await found(() => ['present', Permission.denied])).toEqual(['tara 1 state', 'tara 2 state', 'admin 1 state', 'admin 2 state'])
})

test('each is said with the caller, the row, the fact and in words', async () => {
  const always = (): Facts.Facts => ['absent', Permission.granted]
  expect(await betrayals({ callers: ['tara'], rows: [rows[1]], facts: always })).toEqual([
    { caller: 'tara', row: rows[1], fact: 'state', says: 'a row is absent and no row is absent' },
  ])
  const eager = (_: string, row: unknown): Facts.Facts => (row === null ? ['absent', Permission.granted] : ['present', Permission.denied])
  expect((await betrayals({ callers: ['tara'], rows: [rows[1]], facts: eager })).map(({ says }) => says)).toEqual([
    'the permission is granted where nothing stands, and denied where this does',
    'the caller may know that nothing stands there, and may not know that this does',
  ])
})

test('a row that is gone counts as absent, and facts may come later', async () => {
  expect(await found((_, row) => Promise.resolve([row === null ? 'absent' : 'gone', Permission.denied]))).toEqual([])
})

test('without callers or rows nothing could be found, and that is said', async () => {
  const facts = (): Facts.Facts => ['absent', Permission.denied]
  await expect(betrayals({ callers: [], rows, facts })).rejects.toThrow('expected callers and rows')
  await expect(betrayals({ callers: ['tara'], rows: [], facts })).rejects.toThrow(TypeError)
})
