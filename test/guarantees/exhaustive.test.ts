/**
 * Every point of the finite domain, once.
 */
import { expect, test } from 'vitest'
import { local, monotoneAt, ordered, strangers } from './guarantees.js'
import { evaluate, library, policies, requests } from './world.js'

test('G1 to G8 and G11 hold on every point of the finite domain', () => {
  const counts = { points: 0, rows: new Map<string, number>(), pairs: 0, answers: 0, policyPairs: 0 }
  for (const at of requests) {
    const all = policies.map((policy) => evaluate(library, at, policy))
    for (const s of all) {
      counts.points += s.cells.length
      const n = strangers(s).length
      counts.answers += n
      counts.pairs += (n * (n - 1)) / 2
      for (const [name, check] of Object.entries(local)) expect(check(s), name).toBeUndefined()
    }
    counts.policyPairs += ordered.length
    expect(monotoneAt(all), 'G7 monotone').toBeUndefined()
  }
  console.log(
    [
      `points: ${String(counts.points)} (the twin agrees on all of them)`,
      `answers to strangers: ${String(counts.answers)}, standing for ${String(counts.pairs)} pairs of worlds that must look alike`,
      `pairs of a stricter and a looser policy: ${String(counts.policyPairs)}, each over 8 permissions and 6 pairs of states`,
    ].join('\n'),
  )
  expect(counts.points).toBeGreaterThanOrEqual(40_000)
})
