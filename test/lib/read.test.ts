/**
 * Reading what may be anything.
 */
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { isPlainObject, itemsOf, own, ownOf } from '../../src/lib/read.js'
import { polluted } from '../pollution.js'

test('a plain object is a literal, of any realm, and no instance of a class', () => {
  const plain: ReadonlyArray<unknown> = [
    {},
    { a: 1 },
    Object.create(null),
    JSON.parse('{"__proto__":1}'),
    runInNewContext('({})'),
    runInNewContext('JSON.parse("{}")'),
  ]
  expect(plain.map(isPlainObject)).toEqual(plain.map(() => true))
  const others: ReadonlyArray<unknown> = [
    [],
    new Map(),
    new Date(0),
    new URL('https://example.com/'),
    Promise.resolve(),
    runInNewContext('[]'),
    runInNewContext('new Map()'),
    Object.create({}),
    Object.create(Object.create(null) as object),
    Object.setPrototypeOf(() => undefined, null),
    'a',
    7,
    null,
    undefined,
  ]
  expect(others.map(isPlainObject)).toEqual(others.map(() => false))
})

test('an own property is told from one of a prototype', () => {
  expect(own({ a: 1 }, 'a')).toBe(1)
  expect(own({}, 'a')).toBeUndefined()
  expect(own(Object.create({ a: 1 }), 'a')).toBeUndefined()
  expect(own({}, 'toString')).toBeUndefined()
  for (const u of [null, undefined, 'a', 7]) expect(own(u, 'length')).toBeUndefined()
})

describe('the own members of an object', () => {
  test('are the object itself, as long as no prototype has any', () => {
    const u = { a: 1 }
    expect(ownOf(u)).toBe(u)
  })

  test('are a copy without a prototype, once somebody polluted all objects', () => {
    const copies = polluted('said', 'by somebody else', () => [
      ownOf({ a: 1 }),
      ownOf({ said: 'by itself' }),
    ])
    expect(copies.map((copy) => Object.getPrototypeOf(copy) as unknown)).toEqual([null, null])
    expect(copies.map((copy) => ({ ...copy }))).toEqual([{ a: 1 }, { said: 'by itself' }])
  })

  test('leave out what an object inherits', () => {
    expect(ownOf(Object.create({ a: 1 }) as object)).not.toHaveProperty('a')
  })

  test('hold those that are not enumerable', () => {
    const hidden = (u: object): object => Object.defineProperty(u, 'a', { value: 1 })
    expect(ownOf(hidden({}))).toHaveProperty('a', 1)
    expect(ownOf(hidden(Object.create(null) as object))).toHaveProperty('a', 1)
    expect(polluted('said', 1, () => 'a' in ownOf(hidden({})))).toBe(true)
  })
})

describe('the items of a list', () => {
  test('are copied, holes as `undefined`', () => {
    const list = ['a', , 'b']
    expect(itemsOf(list)).toStrictEqual(['a', undefined, 'b'])
    expect(itemsOf(list)).not.toBe(list)
    expect(itemsOf([])).toEqual([])
    expect(itemsOf(runInNewContext('["a"]'))).toEqual(['a'])
  })

  test('are read without the iterator of the list', () => {
    const list = Object.assign(['a'], {
      [Symbol.iterator]: (): never => expect.unreachable('somebody’s iterator was called'),
    })
    expect(itemsOf(list)).toEqual(['a'])
  })

  test.each(['ab', { length: 1, 0: 'a' }, new Set(['a']), null, undefined, 7])(
    'are `undefined` for what is no list: %j',
    (u) => {
      expect(itemsOf(u)).toBeUndefined()
    },
  )

  test('are `undefined` for a list that is longer than any that means something', () => {
    expect(itemsOf(Array.from({ length: 100_000 }, () => 'a'))).toHaveLength(100_000)
    expect(itemsOf(Array.from({ length: 100_001 }, () => 'a'))).toBeUndefined()
    expect(itemsOf(new Array(2 ** 32 - 1))).toBeUndefined()
    const claiming = (length: unknown): unknown =>
      new Proxy(['a'], {
        get: (target, key) => (key === 'length' ? length : Reflect.get(target, key)) as unknown,
      })
    for (const length of [-1, NaN, Infinity, 'x']) expect(itemsOf(claiming(length))).toBeUndefined()
  })
})
