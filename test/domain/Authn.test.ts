/**
 * What the constructors of authentication results make.
 */
import { Authn } from 'glomar'
import { expect, test } from 'vitest'

test.each([
  [Authn.anonymous, { _tag: 'Anonymous' }],
  [Authn.rejected('expired'), { _tag: 'Rejected', reason: 'expired' }],
  [Authn.rejected('invalid-dpop-proof', 'DPoP'), { _tag: 'Rejected', reason: 'invalid-dpop-proof', scheme: 'DPoP' }],
  [Authn.nonceWanted('n0nce'), { _tag: 'Rejected', reason: 'use-dpop-nonce', scheme: 'DPoP', nonce: 'n0nce' }],
  [Authn.authenticated(), { _tag: 'Authenticated', scopes: [] }],
  [Authn.authenticated({ scopes: ['a'] }), { _tag: 'Authenticated', scopes: ['a'] }],
  [Authn.authenticated({ acr: '' }), { _tag: 'Authenticated', scopes: [], acr: '' }],
  [Authn.authenticated({ age: 0 }), { _tag: 'Authenticated', scopes: [], age: 0 }],
  [Authn.authenticated({ scheme: 'Bearer' }), { _tag: 'Authenticated', scopes: [], scheme: 'Bearer' }],
  [Authn.authenticated({ scopes: undefined, acr: undefined, age: undefined, scheme: undefined }), { _tag: 'Authenticated', scopes: [] }],
])('%j, and no member that is undefined', (made, expected) => {
  expect(made).toStrictEqual(expected)
})

test('the constant cannot be changed', () => {
  expect(Object.isFrozen(Authn.anonymous)).toBe(true)
})
