/**
 * How the resource state and the permission are read.
 */
import { Permission } from 'glomar'
import { describe, expect, test } from 'vitest'
import { classifyPermission, classifyState, standingOf } from '../../../src/engine/classify/facts.js'

test('a state is itself, and what is none is absent', () => {
  for (const [at, state] of ['present', 'absent', 'gone', 'unreachable'].entries())
    expect(classifyState(state)).toStrictEqual({ state, at, understood: true })
  for (const odd of ['here', '', null, undefined, true, ['present']])
    expect(classifyState(odd)).toStrictEqual({ state: 'absent', at: 1, understood: false })
})

describe('a permission', () => {
  test.each([
    [Permission.granted, { granted: true, mayKnow: true, stepUpWouldDo: false }],
    [Permission.grantedBlind, { granted: true, mayKnow: false, stepUpWouldDo: false }],
    [Permission.denied, { granted: false, mayKnow: false, stepUpWouldDo: false }],
    [
      Permission.deniedKnown({ missing: ['a', 'b'], ask: '/ask' }),
      { granted: false, mayKnow: true, stepUpWouldDo: false, remedy: { _tag: 'Ask', missing: ['a', 'b'], ask: '/ask' } },
    ],
    [Permission.deniedWith({}), { granted: false, mayKnow: false, stepUpWouldDo: false, remedy: { _tag: 'Ask', missing: [] } }],
    [
      Permission.deniedUntil({ acrValues: ['mfa'], maxAge: 0 }),
      { granted: false, mayKnow: true, stepUpWouldDo: true, remedy: { _tag: 'StepUp', acrValues: ['mfa'], maxAge: 0 } },
    ],
    [Permission.deniedUntil({}), { granted: false, mayKnow: true, stepUpWouldDo: true, remedy: { _tag: 'StepUp', acrValues: [] } }],
  ])('%j is read whole', (permission, read) => {
    const remedy = 'remedy' in read ? read.remedy : undefined
    expect(classifyPermission(permission)).toStrictEqual({ ...read, remedy, at: expect.any(Number) as number, understood: true })
  })

  test('has the number of its standing', () => {
    const standings = [Permission.granted, Permission.grantedBlind, Permission.denied, Permission.deniedKnown(), Permission.deniedUntil({})]
    expect(new Set(standings.map((permission) => classifyPermission(permission).at)).size).toBe(standings.length)
    for (const permission of standings) {
      const { at } = classifyPermission(permission)
      expect(at).toBe(classifyPermission({ ...permission }).at)
      expect(at >= 0 && at < 8).toBe(true)
    }
    expect(classifyPermission(Permission.deniedWith({})).at).toBe(classifyPermission(Permission.denied).at)
    expect(classifyPermission(null).at).toBe(classifyPermission(Permission.denied).at)
  })

  test('gives a copy of its remedy, with frozen lists', () => {
    for (const permission of [Permission.deniedKnown({ missing: ['a'] }), Permission.deniedUntil({ acrValues: ['mfa'] })]) {
      const { remedy = {} } = classifyPermission(permission)
      expect(Object.values<unknown>({ ...remedy }).every(Object.isFrozen)).toBe(true)
      expect('remedy' in permission && permission.remedy).not.toBe(remedy)
    }
  })

  const denied = (remedy: unknown): unknown => ({ _tag: 'Denied', mayKnow: true, remedy })
  test.each([
    null,
    true,
    'Granted',
    {},
    { _tag: 'Granted' },
    { _tag: 'Granted', mayKnow: 1 },
    { _tag: 'Allowed', mayKnow: true },
    { mayKnow: true },
    denied(null),
    denied('ask'),
    denied({}),
    denied({ _tag: 'Plea', missing: [], acrValues: [] }),
    denied({ _tag: 'Ask' }),
    denied({ _tag: 'Ask', missing: [7] }),
    denied({ _tag: 'Ask', missing: [], ask: 7 }),
    denied({ _tag: 'StepUp' }),
    denied({ _tag: 'StepUp', acrValues: 'mfa' }),
    denied({ _tag: 'StepUp', acrValues: [], maxAge: -1 }),
    {
      _tag: 'Granted',
      get mayKnow() {
        throw new Error('read')
      },
    },
  ] as ReadonlyArray<unknown>)('that is none denies, and tells nothing: %#', (u) => {
    expect(classifyPermission(u)).toEqual({ granted: false, mayKnow: false, stepUpWouldDo: false, at: 0, understood: false })
  })
})

test('an anonymous caller on a guarded route counts as denied and without `mayKnow`; nobody else does, nor elsewhere', () => {
  const standing = { granted: true, mayKnow: true, stepUpWouldDo: true }
  expect(standingOf(standing, 'anonymous', true)).toStrictEqual({ granted: false, mayKnow: false, stepUpWouldDo: false })
  expect(standingOf(standing, 'anonymous', false)).toBe(standing)
  expect(standingOf(standing, 'authenticated', true)).toBe(standing)
})
