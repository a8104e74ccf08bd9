/**
 * The domain of the analysis is whole, and its words are about what it does.
 */
import { Disclosure, explain, Policy, Route, type Explanation } from 'glomar'
import { expect, test } from 'vitest'
import { situations, type Situation } from '../../src/analysis/situations.js'

const explained = (
  { caller, attempt, world, permission }: Situation,
  disclosure: Disclosure.Disclosure,
): Explanation => {
  const { method, shape, expects } = attempt
  const route = Route.of<string, string, Route.Shape, Route.Expects>({
    method,
    resource: 'thing',
    shape,
    expects,
    requires: caller.requires,
  })
  const policy: Policy.Policy = Policy.of({ thing: disclosure })
  return explain<string, string, Route.Shape, Route.Expects>(
    route,
    caller.authn,
    world.state,
    permission,
    policy,
  )
}

const all = situations.flatMap((situation) =>
  Disclosure.values().map((disclosure) => ({
    situation,
    explanation: explained(situation, disclosure),
  })),
)

test('the situations reach every row of the table that is about one thing', () => {
  expect([...new Set(all.map(({ explanation }) => explanation.row))].sort()).toEqual([
    '1',
    '2',
    '3',
    '4',
    '5a',
    '5b',
    '5c',
    '5d',
    '6',
    '7',
    '8',
    '9a',
    '9b',
  ])
})

test('each caller is to the table what they are said to be', () => {
  const classes = new Map(
    all.map(({ situation, explanation }) => [situation.caller.says, explanation.caller]),
  )
  expect([...classes]).toEqual([
    ['visitors', 'anonymous'],
    ['visitors on a guarded route', 'anonymous'],
    ['signed-in callers', 'authenticated'],
    ['callers with rejected credentials', 'rejected'],
    ['callers who are too weakly authenticated for the route', 'weak'],
    ['callers who lack a scope of the route', 'underscoped'],
  ])
})

test('a world is blocked where it is said to be, and nothing in it has a fault', () => {
  // rows 1 to 3 look at no ancestor
  const looks = (row: string): boolean => !['1', '2', '3'].includes(row)
  const odd = all.filter(
    ({ situation: { world }, explanation: { row, blocked, state, faults } }) =>
      blocked !== (world.isBlocked && looks(row)) || state !== world.state || faults.length > 0,
  )
  expect(odd).toEqual([])
})

test('the permission of a caller who is not heard changes nothing', () => {
  const rows = new Map<string, Set<string>>()
  for (const { situation, explanation } of all) {
    const { caller, attempt, world } = situation
    const key = JSON.stringify([caller.says, attempt.says, world.says, explanation.disclosure])
    rows.set(key, (rows.get(key) ?? new Set()).add(explanation.row))
  }
  const heard = new Set(
    [...rows].flatMap(([key, each]) =>
      each.size > 1 ? [String((JSON.parse(key) as ReadonlyArray<unknown>)[0])] : [],
    ),
  )
  expect([...heard]).toEqual(['visitors', 'signed-in callers'])
})
