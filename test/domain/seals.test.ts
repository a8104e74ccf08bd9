/**
 * What counts as made: a value whose seal, under the symbol of its kind, names that value.
 */
import { Authn, Permission, Policy, Route } from 'glomar'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import * as seals from '../../src/domain/seals.js'

const { authnSeal, permissionSeal, policySeal, routeSeal } = seals

interface Kind {
  readonly brand: symbol
  readonly sealOf: (u: unknown) => object | undefined
  readonly is: (u: unknown) => boolean
  readonly made: object
}

const authn = Authn.authenticated({ scopes: ['documents:read'] })
const policy = Policy.of({ document: {} })
const route = Route.of({ method: 'GET', resource: 'document' })

const kinds: Readonly<Record<string, Kind>> = {
  'an authn result': { brand: seals.authnBrand, sealOf: authnSeal, is: Authn.is, made: authn },
  'a permission': {
    brand: seals.permissionBrand,
    sealOf: permissionSeal,
    is: Permission.is,
    made: Permission.grant(),
  },
  'a policy': { brand: seals.policyBrand, sealOf: policySeal, is: Policy.is, made: policy },
  'a route': { brand: seals.routeBrand, sealOf: routeSeal, is: Route.is, made: route },
}

test('every copy of the package names its four brands alike, with their layout', () => {
  expect(seals.authnBrand).toBe(Symbol.for('glomar.authn/1'))
  expect(seals.permissionBrand).toBe(Symbol.for('glomar.permission/1'))
  expect(seals.policyBrand).toBe(Symbol.for('glomar.policy/1'))
  expect(seals.routeBrand).toBe(Symbol.for('glomar.route/1'))
})

describe.each(Object.entries(kinds))('%s', (_kind, { brand, sealOf, is, made }) => {
  test('is made, frozen, and shows no more than its members', () => {
    expect(sealOf(made)).toMatchObject({ of: made })
    expect(is(made)).toBe(true)
    expect(Object.isFrozen(made)).toBe(true)
    expect(Object.keys(made)).not.toEqual([])
    expect(JSON.stringify(made)).not.toContain('"of"')
  })

  test('is of no other kind', () => {
    const others = Object.values(kinds).filter((kind) => kind.made !== made)
    expect(others.filter((kind) => kind.is(made) || is(kind.made))).toEqual([])
  })

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
    ['a seal of its own that names another', { ...made, [brand]: { of: made } }],
    [
      'an accessor in place of the seal',
      {
        get [brand](): unknown {
          return this
        },
      },
    ],
    ['an heir', Object.create(made)],
    ['a proxy', new Proxy(made, {})],
    ['a proxy that was revoked', revoked.proxy],
    ['a proxy that throws', throwing],
    ['read from JSON', JSON.parse(JSON.stringify(made))],
    ['of another realm', runInNewContext('({ _tag: "Granted" })')],
    ['a symbol', brand],
    ['a text', 'a'],
    ['null', null],
    ['undefined', undefined],
  ])('is not made where it is %s', (_name, u) => {
    expect(sealOf(u)).toBeUndefined()
    expect(is(u)).toBe(false)
  })
})
