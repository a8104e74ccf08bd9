/**
 * Which policies are known to be whole.
 */
import { Policy } from 'glomar'
import { expect, test } from 'vitest'
import { isMade } from '../../src/domain/made.js'

test('those that were made here, and no copy of one', () => {
  const made = Policy.of({ call: {} })
  expect(isMade(made)).toBe(true)
  expect(isMade(Policy.combine(made, made))).toBe(true)
  for (const u of [{ ...made }, null, undefined, 'Policy']) expect(isMade(u)).toBe(false)
})
