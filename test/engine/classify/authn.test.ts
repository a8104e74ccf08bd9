/**
 * How an authentication result is read, and held against what the route requires.
 */
import { Authn } from 'glomar'
import { describe, expect, test } from 'vitest'
import type { AllRequirements } from '../../../src/domain/Request.js'
import * as Service from '../../../src/domain/Service.js'
import { classAt, isUnknown, nonceOf, numberOf, type Callers } from '../../../src/engine/classify/authn.js'

const on = (requires: Partial<AllRequirements> = {}, schemes: ReadonlyArray<string> = ['Bearer', 'DPoP']): Callers => ({
  requires: { scopes: [], acrValues: [], maxAge: undefined, permission: undefined, ...requires },
  service: Service.of({ schemes }),
})

const classifyAuthn = (u: unknown, held: Callers) => {
  const number = numberOf(u, held)
  return { ...classAt(number, held), understood: !isUnknown(number) }
}

test('no credentials', () => {
  expect(classifyAuthn(Authn.anonymous, on())).toStrictEqual({
    caller: 'anonymous',
    scheme: undefined,
    reason: undefined,
    understood: true,
  })
})

test.each(Authn.reasons)('credentials that are not good, with their reason: %s', (reason) => {
  expect(classifyAuthn({ _tag: 'Rejected', reason, scheme: 'DPoP', nonce: 'n' }, on())).toStrictEqual({
    caller: 'rejected',
    scheme: 'DPoP',
    reason,
    understood: true,
  })
})

test('a rejection without a scheme', () => {
  expect(classifyAuthn(Authn.rejected('expired'), on())).toMatchObject({ reason: 'expired', scheme: undefined })
})

test('a nonce is no part of a class; of what has none, none is read', () => {
  expect(numberOf(Authn.nonceWanted('n'), on())).toBe(numberOf(Authn.nonceWanted('m'), on()))
  expect(nonceOf(Authn.nonceWanted('n'))).toBe('n')
  const throwing = {
    get nonce(): string {
      throw new Error('read')
    },
  }
  for (const u of [null, undefined, {}, Object.create({ nonce: 'n' }), throwing]) expect(nonceOf(u)).toBeUndefined()
})

test('good credentials keep their scheme', () => {
  expect(classifyAuthn(Authn.authenticated({ scheme: 'DPoP' }), on())).toStrictEqual({
    caller: 'authenticated',
    scheme: 'DPoP',
    reason: undefined,
    understood: true,
  })
})

describe('of few classes, each has a number of its own', () => {
  const callers = on({ scopes: ['a'], acrValues: ['mfa'] })
  const known = [
    Authn.anonymous,
    ...[undefined, 'Bearer', 'DPoP', 'Basic'].flatMap((scheme) => [
      Authn.authenticated({ scopes: ['a'], acr: 'mfa', scheme }),
      Authn.authenticated({ scopes: ['a'], scheme }),
      Authn.authenticated({ acr: 'mfa', scheme }),
      ...Authn.reasons.map((reason) => ({ _tag: 'Rejected', reason, scheme })),
    ]),
  ]

  test('whatever their scheme', () => {
    const numbers = known.map((authn) => numberOf(authn, callers))
    expect(new Set(numbers).size).toBe(known.length)
    expect(known.map((authn) => numberOf({ ...authn }, callers))).toEqual(numbers)
    expect(numbers).not.toContain(numberOf(null, callers))
  })

  test('with the scheme as the service spells it; one that it does not offer is like any other', () => {
    const schemeOf = (scheme: string): unknown => classifyAuthn(Authn.authenticated({ scheme }), callers).scheme
    expect(['Bearer', 'bearer', 'dpop', 'Basic', '', 'mine'].map(schemeOf)).toEqual(['Bearer', 'Bearer', 'DPoP', '', '', ''])
    expect(numberOf(Authn.rejected('expired', 'x'), callers)).toBe(numberOf(Authn.rejected('expired', 'y'), callers))
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
    [{ scopes: ['a'] }, { scopes: ['a', 'a'] }, 'authenticated'],
    [{ scopes: ['a', 'a'] }, { scopes: ['a', 'b'] }, 'underscoped'],
    [{ scopes: scopes(31) }, { scopes: scopes(31) }, 'authenticated'],
    [{ scopes: scopes(30) }, { scopes: scopes(31) }, 'underscoped'],
    [{ scopes: scopes(32) }, { scopes: scopes(32) }, 'authenticated'],
    [{ scopes: scopes(31) }, { scopes: scopes(32) }, 'underscoped'],
    [{ scopes: scopes(33) }, { scopes: scopes(33) }, 'authenticated'],
    [{ scopes: scopes(32) }, { scopes: scopes(33) }, 'underscoped'],
    [{ scopes: scopes(1001) }, { scopes: ['s1000'] }, 'authenticated'],
    [{ scopes: scopes(1001) }, { scopes: ['s1001'] }, 'underscoped'],
    [{ scopes: scopes(100_000) }, { scopes: ['s99999'] }, 'authenticated'],
    [{ scopes: scopes(100_001) }, { scopes: ['s0'] }, 'rejected'],
  ] as const)('%j, of which %j is required, is %s', (known, requires, caller) => {
    expect(classifyAuthn(Authn.authenticated(known), on(requires)).caller).toBe(caller)
  })
})

describe('what is no authentication result is a rejection', () => {
  test.each([
    null,
    undefined,
    'Anonymous',
    {},
    { _tag: 'Unheard of' },
    { _tag: 'Rejected' },
    { _tag: 'Rejected', reason: 'bored' },
    { _tag: 'Rejected', reason: 'expired', scheme: 7 },
    { _tag: 'Unheard of', scheme: 'Bearer' },
    { _tag: 'Rejected', reason: 'expired', nonce: 7 },
    { _tag: 'Authenticated' },
    { _tag: 'Authenticated', scopes: 'a' },
    { _tag: 'Authenticated', scopes: [7] },
    { _tag: 'Authenticated', scopes: [...Array.from({ length: 1001 }, () => 'a'), 7] },
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
    expect(classifyAuthn(u, on())).toStrictEqual({
      caller: 'rejected',
      scheme: undefined,
      reason: 'invalid',
      understood: false,
    })
  })
})
