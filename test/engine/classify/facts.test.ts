/**
 * How the resource state and the permission are read.
 */
import { Permission } from 'glomar'
import { describe, expect, test } from 'vitest'
import { placeOfState, readPermission } from '../../../src/engine/classify/facts.js'

test('a state has its place, and what is none has none', () => {
  expect(['present', 'absent', 'gone', 'unreachable'].map(placeOfState)).toEqual([0, 1, 2, 3])
  for (const odd of ['here', 'nowhere', 'p', 'presents', 'unreachables', '', null, undefined, true, ['present'], { length: 7 }])
    expect(placeOfState(odd)).toBe(-1)
})

describe('a permission', () => {
  // bit 0: may act; bit 1: may know; bit 2: a stronger authentication would do
  test.each([
    [Permission.granted, 0b011, undefined],
    [Permission.grantedBlind, 0b001, undefined],
    [Permission.denied, 0b000, undefined],
    [Permission.deniedKnown(), 0b010, undefined],
    [Permission.deniedKnown({ missing: ['a', 'b'], ask: '/ask' }), 0b010, { _tag: 'Ask', missing: ['a', 'b'], ask: '/ask' }],
    [Permission.deniedWith({}), 0b000, { _tag: 'Ask', missing: [], ask: undefined }],
    [Permission.deniedUntil({ acrValues: ['mfa'], maxAge: 0 }), 0b110, { _tag: 'StepUp', acrValues: ['mfa'], maxAge: 0 }],
    [Permission.deniedUntil({}), 0b110, { _tag: 'StepUp', acrValues: [], maxAge: undefined }],
    [
      { _tag: 'Denied', mayKnow: false, remedy: { _tag: 'StepUp', acrValues: [] } },
      0b100,
      { _tag: 'StepUp', acrValues: [], maxAge: undefined },
    ],
  ] as const)('%j is read whole, and so is a copy', (permission, standing, remedy) => {
    expect(readPermission(permission)).toStrictEqual({ standing, remedy })
    expect(readPermission({ ...permission })).toStrictEqual({ standing, remedy })
  })

  test('gives a copy of its remedy, with frozen lists', () => {
    for (const permission of [Permission.deniedKnown({ missing: ['a'] }), Permission.deniedUntil({ acrValues: ['mfa'] })]) {
      const { remedy } = readPermission(permission) ?? {}
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
  ] as ReadonlyArray<unknown>)('that is none is not read: %#', (u) => {
    expect(readPermission(u)).toBeUndefined()
  })
})
