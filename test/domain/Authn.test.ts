/**
 * What the constructors of authentication results make.
 */
import { Authn } from 'glomar'
import { expect, test } from 'vitest'

const nothing = { acr: undefined, age: undefined, scheme: undefined }

test.each([
  [Authn.anonymous, { _tag: 'Anonymous' }],
  [Authn.rejected('expired'), { _tag: 'Rejected', reason: 'expired', scheme: undefined, nonce: undefined }],
  [Authn.rejected('invalid-dpop-proof', 'DPoP'), { _tag: 'Rejected', reason: 'invalid-dpop-proof', scheme: 'DPoP', nonce: undefined }],
  [Authn.nonceWanted('n0nce'), { _tag: 'Rejected', reason: 'use-dpop-nonce', scheme: 'DPoP', nonce: 'n0nce' }],
  [Authn.authenticated(), { _tag: 'Authenticated', scopes: [], ...nothing }],
  [Authn.authenticated({ scopes: ['a'] }), { _tag: 'Authenticated', scopes: ['a'], ...nothing }],
  [Authn.authenticated({ acr: '' }), { _tag: 'Authenticated', scopes: [], ...nothing, acr: '' }],
  [Authn.authenticated({ age: 0 }), { _tag: 'Authenticated', scopes: [], ...nothing, age: 0 }],
  [Authn.authenticated({ scheme: 'Bearer' }), { _tag: 'Authenticated', scopes: [], ...nothing, scheme: 'Bearer' }],
  [Authn.authenticated({ scopes: undefined, ...nothing }), { _tag: 'Authenticated', scopes: [], ...nothing }],
])('%j, and what is not known is there and undefined', (made, expected) => {
  expect(made).toStrictEqual(expected)
  expect(Object.keys(made)).toEqual(Object.keys(expected))
})

test('the constant cannot be changed', () => {
  expect(Object.isFrozen(Authn.anonymous)).toBe(true)
})
