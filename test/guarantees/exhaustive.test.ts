/**
 * Every point of the finite domain, once.
 */
import { decide, explain, prepare } from 'glomar'
import { expect, test } from 'vitest'
import { guarantees, local, monotoneAt, ordered, strangers } from './guarantees.js'
import { evaluate, policies, requests } from './world.js'

test('G1 to G8 and G11 hold on every point of the finite domain', () => {
  const counts = { points: 0, rows: new Map<string, number>(), pairs: 0, answers: 0, policyPairs: 0 }
  for (const at of requests) {
    const all = policies.map((policy) => evaluate({ decide }, at, policy))
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

test.each(['G8 semantic consistency', 'G9 total, deterministic, pure', 'G10 fail closed'])('%s', (name) => {
  expect(guarantees[name]?.({ decide })).toBeUndefined()
})

test('a prepared route agrees with `decide` on every point, and `explain` names the row that gave the answer', () => {
  const rows = new Map<string, number>()
  for (const at of requests) {
    for (const policy of policies) {
      const { request, approach, cells } = evaluate({ decide }, at, policy)
      const answer = prepare(request, policy)
      for (const { state, permission, bytes, verdict } of cells) {
        if (JSON.stringify(answer(approach.authn, state, permission, request)) !== bytes) expect.unreachable(bytes)
        const { row, answer: said, misunderstood } = explain(request, approach.authn, state, permission, policy)
        if (tags[said] !== verdict._tag || misunderstood.length > 0) expect.unreachable(`${said} but ${bytes}`)
        rows.set(row, (rows.get(row) ?? 0) + 1)
      }
    }
  }
  console.log(
    `points by row: ${[...rows]
      .sort()
      .map(([row, n]) => `${row}: ${String(n)}`)
      .join(', ')}`,
  )
  expect([...rows.keys()].sort()).toEqual(['1', '2', '3', '4', '5a', '5b', '5c', '5d', '6', '7', '8', '9a', '9b'])
})

const tags: Record<string, string> = {
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
