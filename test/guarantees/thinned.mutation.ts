/**
 * The guarantees over a thinned domain, for mutation testing alone: all of it is in `exhaustive.test.ts`.
 */
import { expect, test } from 'vitest'
import { local } from './guarantees.js'
import { evaluate, library, policies, requests } from './world.js'

test('a sample of the domain', () => {
  // prime to the sizes of the knobs and of the requests' parts, so that every value of each is among them
  const some = policies.filter((_, i) => i % 47 === 0)
  for (const at of requests.filter((_, i) => i % 19 === 0)) {
    for (const policy of some) {
      const s = evaluate(library, at, policy)
      for (const check of Object.values(local)) expect(check(s)).toBeUndefined()
    }
  }
})
