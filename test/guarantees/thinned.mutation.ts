/**
 * The guarantees over a thinned domain, for mutation testing alone. All of it is in
 * `exhaustive.test.ts` and `wide.test.ts`.
 */
import { expect, test } from 'vitest'
import { across, local } from './guarantees.js'
import { gridOf, kinds, requestsBy } from './grid.js'
import { library } from './subject.js'
import { whole } from './whole.js'

const some = requestsBy('by class').filter((_, i) => i % 5 === 0)

test.each(Object.values(kinds))('$name keeps the guarantees at some points', (kind) => {
  for (const at of some) {
    const grid = gridOf(library, kind, 'by class', at)
    for (const s of grid.situations)
      for (const [name, { check, on }] of Object.entries(local))
        if (on.includes(kind)) expect(check(s), name).toBeUndefined()
    for (const [name, check] of Object.entries(across))
      expect(check(grid, kind), name).toBeUndefined()
  }
})

const quick = [
  'G7 combine is the meet',
  'G9 what is not made stands in the way',
  'G10 rules that fail',
]

test.each(quick)('%s', (name) => {
  expect(whole[name]?.(library)).toBeUndefined()
})
