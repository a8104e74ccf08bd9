/**
 * Reading what may be anything.
 */
import { describe, expect, test } from 'vitest'
import { attempt, ensure, isText, ownOf, plain, texts } from '../../src/domain/read.js'

test('an attempt that throws gives nothing, and any other what it reads', () => {
  const half = (n: number): number => {
    ensure(n % 2 === 0)
    return n / 2
  }
  expect([attempt(half, 6), attempt(half, 7)]).toEqual([3, undefined])
})

test('a text may be left out', () => {
  expect(['', 'a', undefined, null, 7, ['a']].map(isText)).toEqual([true, true, true, false, false, false])
})

test('what an object says itself is a copy without a prototype, once all objects were given a member', () => {
  const everybody = Object.prototype as unknown as Record<string, unknown>
  const u = { a: 1 }
  expect(ownOf(u)).toBe(u)
  try {
    everybody['said'] = 'by somebody else'
    for (const own of [ownOf(u), plain(u)]) {
      expect(own).not.toHaveProperty('said')
      expect({ ...own }).toStrictEqual({ a: 1 })
    }
    expect(ownOf({ said: 'by itself' })).toHaveProperty('said', 'by itself')
  } finally {
    Reflect.deleteProperty(everybody, 'said')
  }
})

test('the members of a plain object, and of nothing else', () => {
  expect(attempt(plain, { a: 1 })).toEqual({ a: 1 })
  for (const u of [null, undefined, [], new Map(), 'a']) expect(attempt(plain, u)).toBeUndefined()
})

describe('a list', () => {
  const copyOf = (u: unknown): ReadonlyArray<string> | undefined => attempt(texts, u)

  test('of texts is copied', () => {
    const given = ['a', 'b']
    expect(copyOf(given)).toEqual(given)
    expect(copyOf(given)).not.toBe(given)
    expect(copyOf([])).toEqual([])
  })

  test('is none where an item does not fit, one is not there, or it is no array', () => {
    for (const u of [['a', 1], [1], [, 'a'], 'ab', { length: 1, 0: 'a' }, new Set(['a']), null, undefined])
      expect(copyOf(u)).toBeUndefined()
  })

  test('has an end, and not a far one', () => {
    const long = (length: number): ReadonlyArray<string> => Array.from({ length }, () => 'a')
    expect(copyOf(long(100_000))).toHaveLength(100_000)
    expect(copyOf(long(100_001))).toBeUndefined()
    const claiming = (length: unknown): unknown =>
      new Proxy(['a'], { get: (target, key) => (key === 'length' ? length : Reflect.get(target, key)) as unknown })
    for (const length of [-1, NaN, Infinity, 'x']) expect(copyOf(claiming(length))).toBeUndefined()
  })
})
