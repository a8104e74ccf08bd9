/**
 * How an authentication result is read, and held against what the route requires.
 */
import { Authn } from 'glomar'
import { describe, expect, test } from 'vitest'
import { classifyAuthn } from '../../../src/engine/classify/authn.js'

test('no credentials', () => {
  expect(classifyAuthn(Authn.anonymous, {})).toStrictEqual({
    caller: 'anonymous',
    scheme: undefined,
    rejection: undefined,
    understood: true,
  })
})

test.each(Authn.reasons)('credentials that are not good, with their reason: %s', (reason) => {
  expect(classifyAuthn({ _tag: 'Rejected', reason, scheme: 'DPoP', nonce: 'n' }, {})).toStrictEqual({
    caller: 'rejected',
    scheme: undefined,
    rejection: { reason, scheme: 'DPoP', nonce: 'n' },
    understood: true,
  })
})

test('a rejection without a scheme', () => {
  expect(classifyAuthn(Authn.rejected('expired'), {}).rejection).toStrictEqual({ reason: 'expired', scheme: undefined, nonce: undefined })
})

test('good credentials keep their scheme', () => {
  expect(classifyAuthn(Authn.authenticated({ scheme: 'DPoP' }), {})).toStrictEqual({
    caller: 'authenticated',
    scheme: 'DPoP',
    rejection: undefined,
    understood: true,
  })
})

describe('held against the route', () => {
  const scopes = (n: number): ReadonlyArray<string> => Array.from({ length: n }, (_, i) => `s${String(i)}`)

  test.each([
    [{}, {}, 'authenticated'],
    [{ acr: 'mfa' }, { acrValues: ['hwk', 'mfa'] }, 'authenticated'],
    [{ acr: 'pwd' }, { acrValues: ['hwk', 'mfa'] }, 'weak'],
    [{}, { acrValues: ['mfa'] }, 'weak'],
    [{}, { acrValues: [] }, 'authenticated'],
    [{ age: 0 }, { maxAge: 0 }, 'authenticated'],
    [{ age: 60 }, { maxAge: 60 }, 'authenticated'],
    [{ age: 60.1 }, { maxAge: 60 }, 'weak'],
    [{ age: -1 }, { maxAge: 60 }, 'weak'],
    [{}, { maxAge: 60 }, 'weak'],
    [{ age: -1 }, {}, 'authenticated'],
    [{ scopes: ['a'] }, { scopes: ['a', 'b'] }, 'underscoped'],
    [{ scopes: ['b', 'a'] }, { scopes: ['a', 'b'] }, 'authenticated'],
    [{ scopes: scopes(32) }, { scopes: ['s31'] }, 'authenticated'],
    [{ scopes: scopes(32) }, { scopes: ['s32'] }, 'underscoped'],
    [{ scopes: scopes(33) }, { scopes: ['s0', 's32'] }, 'authenticated'],
    [{ scopes: scopes(33) }, { scopes: ['s33'] }, 'underscoped'],
    [{ age: 61 }, { maxAge: 60, scopes: ['a'] }, 'weak'],
  ] as const)('%j, of which %j is required, is %s', (known, requires, caller) => {
    expect(classifyAuthn(Authn.authenticated(known), requires).caller).toBe(caller)
  })
})

describe('what is no authentication result is a rejection', () => {
  test.each([
    null,
    undefined,
    'Anonymous',
    {},
    { _tag: 'Unheard of' },
    Object.create(Authn.anonymous),
    { _tag: 'Rejected' },
    { _tag: 'Rejected', reason: 'bored' },
    { _tag: 'Rejected', reason: 'expired', scheme: 7 },
    { _tag: 'Rejected', reason: 'expired', nonce: 7 },
    { _tag: 'Authenticated' },
    { _tag: 'Authenticated', scopes: 'a' },
    { _tag: 'Authenticated', scopes: [7] },
    { _tag: 'Authenticated', scopes: [], acr: 7 },
    { _tag: 'Authenticated', scopes: [], age: '7' },
    { _tag: 'Authenticated', scopes: [], age: NaN },
    { _tag: 'Authenticated', scopes: [], scheme: 7 },
    {
      get _tag() {
        throw new Error('read')
      },
    },
  ] as ReadonlyArray<unknown>)('%#', (u) => {
    expect(classifyAuthn(u, {})).toStrictEqual({
      caller: 'rejected',
      scheme: undefined,
      rejection: { reason: 'invalid', scheme: undefined, nonce: undefined },
      understood: false,
    })
  })
})
