/**
 * The guarantees that are about more than one decision of the finite domain.
 */
import { expect, test } from 'vitest'
import { guarantees } from './guarantees.js'
import { library } from './world.js'

test.each([
  'G1 for chains',
  'G1 for facts',
  'G7 combine is the meet',
  'G8 semantic consistency',
  'G9 total, deterministic, pure',
  'G10 fail closed',
  'G10 outages',
])('%s', (name) => {
  expect(guarantees[name]?.(library)).toBeUndefined()
})
