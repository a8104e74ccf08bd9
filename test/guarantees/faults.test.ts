/**
 * The guarantees can fail: each planted fault is found, by the guarantee that names it.
 */
import { describe, expect, test } from 'vitest'
import { faults } from './faults.js'
import { guarantees } from './guarantees.js'
import { library } from './world.js'

describe('a planted fault is found', () => {
  test.each(faults)('$fault ($guarantee)', ({ guarantee, plant }) => {
    expect(Object.keys(guarantees)).toContain(guarantee)
    expect(guarantees[guarantee]?.({ ...library, ...plant })).toBeTypeOf('string')
  })
})

test('every guarantee has a fault that it is to find', () => {
  expect(Object.keys(guarantees).filter((name) => !faults.some(({ guarantee }) => guarantee === name))).toEqual([])
})
