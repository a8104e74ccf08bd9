/**
 * Reading what may be anything.
 */
import { expect, test } from 'vitest'
import { isRecord, optional, total } from '../../../src/engine/classify/total.js'

test('a reading that throws gives the fallback, and any other what it reads', () => {
  const half = total((n: number) => {
    if (n % 2 !== 0) throw new Error('odd')
    return n / 2
  }, -1)
  expect([half(4), half(3)]).toEqual([2, -1])
})

test('a record is an object, whatever its kind', () => {
  expect([{}, [], new Map(), Object.create(null) as unknown].map(isRecord)).toEqual([true, true, true, true])
  expect([null, undefined, 'a', 7, () => undefined].map(isRecord)).toEqual([false, false, false, false, false])
})

test('what is optional may be left out, and must fit where it is not', () => {
  const isOne = optional((u): u is 1 => u === 1)
  expect([1, undefined, 2, null].map(isOne)).toEqual([true, true, false, false])
})
