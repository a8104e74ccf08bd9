/**
 * The finite domain: one thing at every point; a target with an ancestor, and with a reference, by
 * the class of its single answer. (`npm run test:deep` looks at every point of these, too.)
 */
import { explain } from 'glomar'
import { beforeAll, expect, test } from 'vitest'
import type { Counterexample } from './counterexample.js'
import { across, howFor, local } from './guarantees.js'
import { kinds } from './grid.js'
import { survey, type Survey } from './survey.js'
import { library, type Situation } from './subject.js'
import { answeredBefore } from './whole.js'
import type { World } from './world.js'

const before = 'an answer before the look-up is that of every world'
const agreement = '`explain` agrees with `decide`'
const rows = new Map<string, number>()
let surveys: ReadonlyArray<Survey>

beforeAll(() => {
  surveys = Object.values(kinds).map((kind) =>
    survey(library, kind, howFor(kind, 'by class'), {
      [before]: answeredBefore(library),
      [agreement]: explained,
    }),
  )
  for (const { says } of surveys) console.log(says)
})

/** Links that differ are dropped, with a fault. All else in the domain is as it should be. */
const haveLinksThatDiffer = ({ target, ancestors }: World): boolean =>
  new Set([target, ...ancestors].flatMap(({ said }) => said.requestAccess ?? [])).size > 1

/** What is explained is what is answered. */
const explained = ({ route, approach, policy, cells }: Situation): Counterexample => {
  for (const { world, verdict, bytes } of cells) {
    const { row, answer, faults } = explain(route, approach.authn, ...world.facts, policy)
    if (answer !== ('code' in verdict ? verdict.code : verdict._tag))
      return `${answer} but ${bytes}`
    const [fault] = faults
    if (fault !== undefined && !haveLinksThatDiffer(world)) return `${fault.message}: ${bytes}`
    rows.set(row, (rows.get(row) ?? 0) + 1)
  }
  return undefined
}

test.each([...Object.keys(local), ...Object.keys(across), before, agreement])('%s', (name) => {
  for (const { found } of surveys) expect(found.get(name)).toBeUndefined()
})

test('the domain is as large as it is said to be', () => {
  expect(surveys[0]?.counts.points).toBe(17 * 3 * 2 * 3 * 2 * 8 * 32)
})

test('every row gives an answer somewhere', () => {
  console.log(
    `points by row: ${[...rows]
      .sort()
      .map(([row, n]) => `${row}: ${String(n)}`)
      .join(', ')}`,
  )
  const expected = [
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
    'unresolved',
  ]
  expect([...rows.keys()].sort()).toEqual(expected)
})
