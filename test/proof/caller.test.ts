/**
 * What a caller is to a thing, case by case as the specification says it.
 */
import { Authn, Permission, type Requirements, type ResourceState } from 'glomar'
import { describe, expect, test } from 'vitest'
import { fallsShort, isEntitled, isGranted, isStranger, isWeak, stops, type Case } from '../../src/proof/caller.js'

const emma = Authn.authenticated()
const knows = Permission.deniedKnown()

const of = (existence: Case['existence'], permission: Permission.Permission, rest: Partial<Case> = {}): Case => ({
  authn: emma,
  requires: undefined,
  existence,
  state: 'present',
  permission,
  ...rest,
})

describe('entitled is', () => {
  const { granted, grantedBlind, denied } = Permission
  test.each<[Case['existence'], string, boolean, Case]>([
    ['secret', 'granted who may know', true, of('secret', granted)],
    ['secret', 'granted who may not know', false, of('secret', grantedBlind)],
    ['secret', 'denied who may know', false, of('secret', knows)],
    ['known', 'denied who may know', true, of('known', knows)],
    ['known', 'granted who may not know', false, of('known', grantedBlind)],
    ['authenticated', 'authenticated', true, of('authenticated', denied)],
    ['authenticated', 'anonymous', false, of('authenticated', denied, { authn: Authn.anonymous })],
    ['authenticated', 'anonymous who may know', true, of('authenticated', knows, { authn: Authn.anonymous })],
    ['public', 'anonymous', true, of('public', denied, { authn: Authn.anonymous })],
    ['public', 'anyone, of an unreachable thing', false, of('public', granted, { state: 'unreachable' })],
    ['public', 'anyone, of a thing that is gone', true, of('public', denied, { state: 'gone' })],
  ])('under %s: %s, %s', (_existence, _who, expected, about) => {
    expect(isEntitled(about)).toBe(expected)
  })
})

describe('an anonymous caller counts as denied, and may not know, on a route that requires', () => {
  test.each<[string, Requirements | undefined, boolean]>([
    ['a scope', { scopes: ['a'] }, true],
    ['an acr', { acrValues: ['a'] }, true],
    ['an age of nothing', { maxAge: 0 }, true],
    ['a permission', { permission: '' }, true],
    ['no scopes', { scopes: [] }, false],
    ['nothing', {}, false],
    ['and on no other', undefined, false],
  ])('%s', (_what, requires, nobody) => {
    const anonymous = of('known', Permission.granted, { authn: Authn.anonymous, ...(requires && { requires }) })
    expect(isGranted(anonymous)).toBe(!nobody)
    expect(isEntitled(anonymous)).toBe(!nobody)
    expect(isStranger(anonymous)).toBe(nobody)
    expect(isGranted({ ...anonymous, authn: emma })).toBe(true)
  })
})

test('a stranger is neither granted nor entitled', () => {
  expect(isStranger(of('secret', Permission.denied))).toBe(true)
  expect(isStranger(of('secret', Permission.grantedBlind))).toBe(false)
  expect(isStranger(of('known', knows))).toBe(false)
  expect(isGranted(of('public', Permission.denied))).toBe(false)
})

test.each<[ResourceState, Permission.Permission, boolean]>([
  ['present', Permission.granted, false],
  ['present', knows, false],
  ['present', Permission.denied, true],
  ['absent', Permission.granted, true],
])('a link that is %s stops the caller, or not: %o', (state, permission, expected) => {
  expect(stops(of('known', permission, { state }))).toBe(expected)
})

describe('a caller falls short of the route', () => {
  const held = (known: Parameters<typeof Authn.authenticated>[0]): Authn.Authn => Authn.authenticated(known)
  test.each<[string, Authn.Authn, Requirements | undefined, boolean, boolean]>([
    ['not where it requires nothing', emma, undefined, false, false],
    ['by an acr that is not listed', held({ acr: 'pwd' }), { acrValues: ['mfa', 'hwk'] }, true, true],
    ['by an acr that is not known', emma, { acrValues: ['mfa'] }, true, true],
    ['not by one that is listed', held({ acr: 'hwk' }), { acrValues: ['mfa', 'hwk'] }, false, false],
    ['by an age above the maximum', held({ age: 61 }), { maxAge: 60 }, true, true],
    ['not by the maximum', held({ age: 60 }), { maxAge: 60 }, false, false],
    ['not by no age at all', held({ age: 0 }), { maxAge: 0 }, false, false],
    ['by an age below zero', held({ age: -1 }), { maxAge: 60 }, true, true],
    ['by an age that is not known', emma, { maxAge: 60 }, true, true],
    ['by one scope of two', held({ scopes: ['a'] }), { scopes: ['a', 'b'] }, false, true],
    ['not by more scopes', held({ scopes: ['a', 'b', 'c'] }), { scopes: ['a', 'b'] }, false, false],
    ['not if anonymous', Authn.anonymous, { scopes: ['a'], acrValues: ['a'], maxAge: 1 }, false, false],
    ['not if rejected', Authn.rejected('invalid'), { scopes: ['a'], acrValues: ['a'] }, false, false],
  ])('%s', (_how, authn, requires, weak, short) => {
    expect(isWeak({ authn, requires })).toBe(weak)
    expect(fallsShort({ authn, requires })).toBe(short)
  })
})
