/**
 * `decide`, `prepare` and `explain` walk one table: compared on every point of the finite domain.
 */
import { explain, prepare } from 'glomar'
import { expect, test } from 'vitest'
import { evaluate, library, policies, requests } from './world.js'

test('a prepared route agrees with `decide` on every point, and `explain` names the row that gave the answer', () => {
  const rows = new Map<string, number>()
  for (const at of requests) {
    for (const policy of policies) {
      const { request, approach, cells } = evaluate(library, at, policy)
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
