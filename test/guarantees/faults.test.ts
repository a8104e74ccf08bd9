/**
 * The guarantees can fail: each planted fault is found, by the guarantee that it names.
 */
import { describe, expect, test } from 'vitest'
import { faults } from './faults.js'
import { guarantees } from './guarantees.js'
import { library } from './subject.js'

describe('a planted fault is found', () => {
  test.each(faults)('$fault ($guarantee)', ({ guarantee, plant }) => {
    expect(Object.keys(guarantees)).toContain(guarantee)
    expect(guarantees[guarantee]?.({ ...library, ...plant })).toBeTypeOf('string')
  })
})

test('every guarantee has a fault that it is to find', () => {
  const found = faults.map(({ guarantee }) => guarantee)
  expect(Object.keys(guarantees).filter((name) => !found.includes(name))).toEqual([])
})
