/**
 * Every point of the finite domain, once; each guarantee that can be checked there, by its name.
 */
import { beforeAll, expect, test } from 'vitest'
import { local, monotoneAt, ordered, strangers, type Counterexample } from './guarantees.js'
import { evaluate, library, policies, requests } from './world.js'

const names = [...Object.keys(local), 'G7 monotone']

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
      for (const [name, check] of Object.entries(local)) if (!counterexamples.has(name)) note(name, check(s))
    }
    note('G7 monotone', monotoneAt(all))
  }
  console.log(
    [
      `points: ${String(points)} (the twin was asked about all of them)`,
      `answers to strangers: ${String(answers)}, standing for ${String(pairs)} pairs of worlds that must look alike`,
      `pairs of a stricter and a looser policy: ${String(ordered.length * requests.length)}, each over 8 permissions and 6 pairs of states`,
    ].join('\n'),
  )
})

const note = (name: string, counterexample: Counterexample): void => {
  if (counterexample !== undefined) counterexamples.set(name, counterexample)
}

test.each(names)('%s', (name) => {
  expect(counterexamples.get(name)).toBeUndefined()
})

test('the domain is as large as it is said to be', () => {
  expect(points).toBe(10 * 2 * 2 * 3 * 4 * 8 * 192)
})
