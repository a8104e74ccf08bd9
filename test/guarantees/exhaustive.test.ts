/**
 * Every point of the finite domain, once; each guarantee that can be checked there, by its name.
 */
import { explain, prepare } from 'glomar'
import { beforeAll, expect, test } from 'vitest'
import { local, monotoneAt, ordered, strangers, type Counterexample } from './guarantees.js'
import { evaluate, library, policies, requests, type Situation } from './world.js'

const agreement = '`prepare` and `explain` agree with `decide`'

const names = [...Object.keys(local), 'G7 monotone', agreement]

const rows = new Map<string, number>()

const counterexamples = new Map<string, Counterexample>()
let points = 0

beforeAll(() => {
  let answers = 0
  let pairs = 0
  for (const at of requests) {
    const all = policies.map((policy) => evaluate(library, at, policy))
    for (const s of all) {
      points += s.cells.length
      const n = strangers(s).length
      answers += n
      pairs += (n * (n - 1)) / 2
      note(agreement, agree(s))
      for (const [name, check] of Object.entries(local)) if (!counterexamples.has(name)) note(name, check(s))
    }
    note('G7 monotone', monotoneAt(all))
  }
  console.log(
    [
      `points: ${String(points)} (the twin was asked about all of them)`,
      `answers to strangers: ${String(answers)}, standing for ${String(pairs)} pairs of worlds that must look alike`,
      `pairs of a stricter and a looser policy: ${String(ordered().length * requests.length)}, each over 8 permissions and 6 pairs of states`,
    ].join('\n'),
  )
})

const note = (name: string, counterexample: Counterexample): void => {
  if (counterexample !== undefined) counterexamples.set(name, counterexample)
}

/** One table: a prepared route gives the same bytes, and the row that is explained gives the same answer, and says whether it hides the state. */
const agree = ({ request, approach, policy, cells }: Situation): Counterexample => {
  const answer = prepare(request, policy)
  for (const { state, permission, bytes, verdict } of cells) {
    if (JSON.stringify(answer(approach.authn, state, permission, request)) !== bytes) return `prepared: ${bytes}`
    const { row, answer: said, misunderstood, concealed } = explain(request, approach.authn, state, permission, policy)
    if (tags[said] !== verdict._tag || misunderstood.length > 0) return `${said} but ${bytes}`
    const [present, absent] = ['present', 'absent'].map(
      (other) => cells.find((c) => c.state === other && c.permission === permission)?.bytes,
    )
    if (concealed.includes('state') !== (present === absent && verdict._tag !== 'Ok')) return `conceals ${concealed.join(', ')}: ${bytes}`
    rows.set(row, (rows.get(row) ?? 0) + 1)
  }
  return undefined
}

test.each(names)('%s', (name) => {
  expect(counterexamples.get(name)).toBeUndefined()
})

test('the domain is as large as it is said to be', () => {
  expect(points).toBe(10 * 3 * 2 * 3 * 4 * 8 * 192)
})

test('every row gives an answer somewhere', () => {
  console.log(
    `points by row: ${[...rows]
      .sort()
      .map(([row, n]) => `${row}: ${String(n)}`)
      .join(', ')}`,
  )
  expect([...rows.keys()].sort()).toEqual(['1', '2', '3', '4', '5a', '5b', '5c', '5d', '6', '7', '8', '9a', '9b'])
})

const tags: Readonly<Record<string, string>> = {
  ok: 'Ok',
  empty: 'Empty',
  conflict: 'Conflict',
  challenge: 'Unauthenticated',
  rejected: 'Unauthenticated',
  'step-up': 'Unauthenticated',
  'step-up-for-this': 'Unauthenticated',
  'insufficient-scope': 'Forbidden',
  'concealed-not-found': 'NotFound',
  'concealed-forbidden': 'Forbidden',
  'not-found': 'NotFound',
  forbidden: 'Forbidden',
}
