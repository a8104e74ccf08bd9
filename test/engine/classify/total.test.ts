/**
 * Reading what may be anything.
 */
import { expect, test } from 'vitest'
import { isRecord, isText, ownOf, total } from '../../../src/engine/classify/total.js'

test('a reading that throws gives the fallback, and any other what it reads', () => {
  const divide = (n: number, by: number): number => {
    if (n % by !== 0) throw new Error('odd')
    return n / by
  }
  expect([total(divide, -1, 6, 3), total(divide, -1, 7, 3)]).toEqual([2, -1])
})

test('a record is an object, whatever its kind', () => {
  expect([{}, [], new Map(), Object.create(null) as unknown].map(isRecord)).toEqual([true, true, true, true])
  expect([null, undefined, 'a', 7, () => undefined].map(isRecord)).toEqual([false, false, false, false, false])
})

test('a text may be left out', () => {
  expect(['', 'a', undefined, null, 7, ['a']].map(isText)).toEqual([true, true, true, false, false, false])
})

test('what an object says itself is a copy without a prototype', () => {
  const everybody = Object.prototype as unknown as Record<string, unknown>
  try {
    everybody['said'] = 'by somebody else'
    const own = ownOf({ a: 1 })
    expect(own).not.toHaveProperty('said')
    expect({ ...own }).toStrictEqual({ a: 1 })
    expect(ownOf({ said: 'by itself' })).toHaveProperty('said', 'by itself')
  } finally {
    Reflect.deleteProperty(everybody, 'said')
  }
})
