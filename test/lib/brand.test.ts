/**
 * What counts as made: a value that carries itself under the symbol of its kind.
 */
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { isMade, signer } from '../../src/lib/brand.js'

const brand = Symbol.for('glomar.test/1')
const made = signer<{ readonly a: number }>(brand)({ a: 1 })

test('a made value is frozen, and shows no more than its members', () => {
  expect(isMade(brand, made)).toBe(true)
  expect(Object.isFrozen(made)).toBe(true)
  expect(Object.entries(made)).toEqual([['a', 1]])
  expect(JSON.stringify(made)).toBe('{"a":1}')
})

test('another copy of the package has the same symbols', () => {
  const other = runInNewContext('Symbol.for("glomar.test/1")') as symbol
  expect(isMade(other, made)).toBe(true)
  expect(isMade(Symbol.for('glomar.test/2'), made)).toBe(false)
})

describe('a value was not made that is', () => {
  const revoked = Proxy.revocable({ ...made }, {})
  revoked.revoke()
  const throwing = new Proxy(made, {
    get: () => {
      throw new Error('read')
    },
  })
  test.each<[string, unknown]>([
    ['a spread copy', { ...made }],
    ['a copy with its symbols', Object.assign({}, made, { [brand]: made })],
    ['an heir', Object.create(made)],
    ['a proxy', new Proxy(made, {})],
    ['a proxy that was revoked', revoked.proxy],
    ['a proxy that throws', throwing],
    ['a clone', structuredClone(made)],
    ['read from JSON', JSON.parse(JSON.stringify(made))],
    ['of another realm', runInNewContext('({ a: 1 })')],
    ['a symbol', brand],
    ['a text', 'a'],
    ['null', null],
    ['undefined', undefined],
  ])('%s', (_name, u) => {
    expect(isMade(brand, u)).toBe(false)
  })
})
