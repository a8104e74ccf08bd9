/**
 * What counts as made: a value whose seal, under the symbol of its kind, names that value.
 */
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import * as brands from '../../src/lib/brand.js'

const { isMade, sealer } = brands

const brand = Symbol.for('glomar.test/1')
const made = sealer<{ readonly a: number }>(brand)({ a: 1 }, { of: undefined })

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

test('every copy of the package names its four brands alike, with their layout', () => {
  expect(brands.authnBrand).toBe(Symbol.for('glomar.authn/1'))
  expect(brands.permissionBrand).toBe(Symbol.for('glomar.permission/1'))
  expect(brands.policyBrand).toBe(Symbol.for('glomar.policy/1'))
  expect(brands.routeBrand).toBe(Symbol.for('glomar.route/1'))
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
    ['a copy with its symbols', Object.assign({}, made)],
    ['a seal of its own that names another', { a: 1, [brand]: { of: made } }],
    [
      'an accessor in place of the seal',
      {
        a: 1,
        get [brand](): unknown {
          return this
        },
      },
    ],
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
