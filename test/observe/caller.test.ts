/**
 * What a caller is to a thing, case by case as the law says it.
 */
import { Authn, Facts, Permission, Policy, Route } from 'glomar'
import { describe, expect, test } from 'vitest'
import {
  fallsShort,
  isBlocked,
  isEntitled,
  isGranted,
  isStoppedEarly,
  isStranger,
  isWeak,
  mayAct,
  referencesOf,
  wouldStepUp,
  type Case,
} from '../../src/observe/caller.js'

const emma = Authn.authenticated()
const { grant, deny, stepUp } = Permission
const blind = grant({ mayKnow: false })
const knows = deny({ mayKnow: true })

const policy = Policy.of({
  secret: {},
  'if-may-know': { existence: 'if-may-know' },
  authenticated: { existence: 'authenticated' },
  public: { existence: 'public' },
})

type Existence = keyof typeof policy.types

const route = (resource: Existence, requires: Route.Requirements = {}): Route.Route =>
  Route.of({ method: 'GET', resource, requires })

const of = (
  existence: Existence,
  permission: Case['permission'],
  rest: Partial<Case> = {},
): Case => ({ route: route(existence), authn: emma, state: 'present', permission, policy, ...rest })

describe('entitled is', () => {
  test.each<[Existence, string, boolean, Case]>([
    ['secret', 'who is granted and may know', true, of('secret', grant())],
    ['secret', 'who is granted and may not know', false, of('secret', blind)],
    ['secret', 'who is denied and may know', false, of('secret', knows)],
    ['if-may-know', 'who is denied and may know', true, of('if-may-know', knows)],
    ['if-may-know', 'who is granted and may not know', false, of('if-may-know', blind)],
    ['authenticated', 'who is authenticated', true, of('authenticated', deny())],
    [
      'authenticated',
      'who is anonymous',
      false,
      of('authenticated', deny(), { authn: Authn.anonymous }),
    ],
    [
      'authenticated',
      'who is anonymous and may know',
      true,
      of('authenticated', knows, { authn: Authn.anonymous }),
    ],
    ['public', 'anyone', true, of('public', deny(), { authn: Authn.anonymous })],
  ])('under %s: %s, %s', (_existence, _who, expected, about) => {
    expect(isEntitled(about)).toBe(expected)
    expect(isEntitled({ ...about, state: 'absent' })).toBe(expected)
  })
})

describe('a caller without credentials counts as denied, and may not know, on a route that requires', () => {
  test.each<[string, Route.Requirements, boolean]>([
    ['credentials', { authenticated: true }, true],
    ['a scope', { scopes: ['a'] }, true],
    ['an acr', { acrValues: ['a'] }, true],
    ['an age of zero', { maxAge: 0 }, true],
    ['anything, and not on another route', {}, false],
  ])('%s', (_what, requires, nobody) => {
    const anonymous = of('if-may-know', grant(), {
      authn: Authn.anonymous,
      route: route('if-may-know', requires),
    })
    expect(isGranted(anonymous)).toBe(!nobody)
    expect(isEntitled(anonymous)).toBe(!nobody)
    expect(isStranger(anonymous)).toBe(nobody)
    expect(isGranted({ ...anonymous, authn: emma })).toBe(true)
  })
})

test('a stranger is neither granted nor entitled', () => {
  expect(isStranger(of('secret', deny()))).toBe(true)
  expect(isStranger(of('secret', blind))).toBe(false)
  expect(isStranger(of('if-may-know', knows))).toBe(false)
  expect(isGranted(of('public', deny()))).toBe(false)
})

test('leave to act goes to the granted, where the state is expected', () => {
  const expecting = (expects: 'present' | 'absent' | 'either'): Case['route'] =>
    Route.of({ method: 'PUT', resource: 'secret', expects })
  const acts = (expects: 'present' | 'absent' | 'either', state: 'present' | 'absent'): boolean =>
    mayAct(of('secret', grant(), { route: expecting(expects), state }))
  expect([acts('present', 'present'), acts('present', 'absent')]).toEqual([true, false])
  expect([acts('absent', 'present'), acts('absent', 'absent')]).toEqual([false, true])
  expect([acts('either', 'present'), acts('either', 'absent')]).toEqual([true, true])
  expect(mayAct(of('public', knows))).toBe(false)
})

/** A granted thing below an ancestor. */
const below = (resource: Existence, ...facts: Facts.Facts): Case =>
  of('public', Facts.of({}, () => grant(), { ancestors: [{ resource, facts }] })[1])

describe('an ancestor', () => {
  test.each<[string, Case, boolean, boolean]>([
    ['that is granted lets the caller pass', below('secret', 'present', grant()), false, true],
    ['that is missing blocks the way', below('public', 'absent', grant()), true, false],
    ['that is hidden blocks the way', below('if-may-know', 'present', deny()), true, false],
    ['that is denied and known denies', below('if-may-know', 'present', knows), false, false],
  ])('%s', (_what, about, blocks, granted) => {
    expect(isBlocked(about)).toBe(blocks)
    expect(isGranted(about)).toBe(granted)
    expect(isEntitled(about)).toBe(!blocks)
    expect(isStranger(about)).toBe(blocks)
  })
})

test('what the request names is a case of its own', () => {
  const references = [{ resource: 'secret', expects: 'absent', facts: ['absent', blind] }] as const
  const [, permission] = Facts.of({}, () => grant(), { references })
  const [reference, ...others] = referencesOf(of('public', permission))
  expect(others).toEqual([])
  expect(reference?.route).toMatchObject({ resource: 'secret', expects: 'absent' })
  expect(reference && [isGranted(reference), isEntitled(reference), mayAct(reference)]).toEqual([
    true,
    false,
    true,
  ])
})

test('a stronger authentication would do where it is missing on a thing that the caller may know of', () => {
  const stronger = stepUp({ mayKnow: true, acrValues: ['mfa'] })
  expect(wouldStepUp(of('if-may-know', stronger))).toBe(true)
  expect(wouldStepUp(of('secret', stronger))).toBe(false)
  expect(wouldStepUp(of('if-may-know', knows))).toBe(false)
  expect(wouldStepUp(below('if-may-know', 'present', stronger))).toBe(true)
  expect(wouldStepUp(below('secret', 'present', stronger))).toBe(false)
  const references = [{ resource: 'public', facts: ['present', stronger] }] as const
  expect(wouldStepUp(of('secret', Facts.of({}, () => grant(), { references })[1]))).toBe(true)
})

describe('a caller falls short of the route', () => {
  const held = (known: Authn.Credentials): Authn.Authn => Authn.authenticated(known)
  const either = { anyOf: ['a', ['b', 'c']] }
  test.each<[string, Authn.Authn, Route.Requirements, boolean, boolean]>([
    ['not where it requires nothing', emma, {}, false, false],
    ['by an acr that is not listed', held({ acr: 'pwd' }), { acrValues: ['mfa'] }, true, true],
    ['by an acr that is not known', emma, { acrValues: ['mfa'] }, true, true],
    ['not by one that is listed', held({ acr: 'b' }), { acrValues: ['a', 'b'] }, false, false],
    ['by an age above the maximum', held({ age: 61 }), { maxAge: 60 }, true, true],
    ['not by the maximum', held({ age: 60 }), { maxAge: 60 }, false, false],
    ['not by an age of zero', held({ age: 0 }), { maxAge: 0 }, false, false],
    ['by an age below zero', held({ age: -1 }), { maxAge: 60 }, true, true],
    ['by an age that is not known', emma, { maxAge: 60 }, true, true],
    ['by one scope of two', held({ scopes: ['a'] }), { scopes: ['a', 'b'] }, false, true],
    ['not by more scopes', held({ scopes: ['a', 'b'] }), { scopes: ['a'] }, false, false],
    ['by half of an alternative', held({ scopes: ['b'] }), { scopes: either }, false, true],
    ['not by one alternative', held({ scopes: ['b', 'c'] }), { scopes: either }, false, false],
    ['not if anonymous', Authn.anonymous, { scopes: ['a'], maxAge: 1 }, false, false],
    ['not if rejected', Authn.rejected('invalid'), { scopes: ['a'] }, false, false],
  ])('%s', (_how, authn, requires, weak, short) => {
    const arrival = { authn, route: route('secret', requires) }
    expect(isWeak(arrival)).toBe(weak)
    expect(fallsShort(arrival)).toBe(short)
    expect(isStoppedEarly(arrival)).toBe(short || authn._tag === 'Rejected')
  })
})
