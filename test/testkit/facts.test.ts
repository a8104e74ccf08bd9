import { Facts, Permission } from 'glomar'
import { betrayals } from 'glomar/testkit'
import { expect, test } from 'vitest'

const rows = [
  { id: 1, owner: 'tara' },
  { id: 2, owner: 'john' },
]

type Row = (typeof rows)[number]

const found = (facts: (caller: string, row: Row | null) => Facts.Facts): ReadonlyArray<string> =>
  betrayals({ callers: ['tara', 'admin'], rows, facts }).map(({ caller, row, fact }) => `${caller} ${String(row.id)} ${fact}`)

const mayRead = (caller: string, row: Row): Permission.Permission =>
  caller === 'admin' || row.owner === caller ? Permission.granted : Permission.denied

test('facts that keep the law: denied about what is absent, but for whoever may see everything', () => {
  expect(
    found((caller, row) => Facts.of(row, (r) => mayRead(caller, r), caller === 'admin' ? Permission.granted : Permission.denied)),
  ).toEqual([])
})

test('a rule that is asked about no row in particular, and says yes', () => {
  expect(found((caller, row) => [row === null ? 'absent' : 'present', row === null ? Permission.granted : mayRead(caller, row)])).toEqual([
    'tara 2 act',
    'tara 2 mayKnow',
  ])
})

test('a `mayKnow` that is taken from a collection of which the caller sees a part', () => {
  expect(found((caller, row) => Facts.of(row, (r) => mayRead(caller, r), Permission.deniedKnown()))).toEqual(['tara 2 mayKnow'])
})

test('a state that does not tell rows from none', () => {
  expect(found(() => ['present', Permission.denied])).toEqual(['tara 1 state', 'tara 2 state', 'admin 1 state', 'admin 2 state'])
})
