/**
 * What the constructors of permissions make.
 */
import { Permission } from 'glomar'
import { expect, test } from 'vitest'

const nothing = { _tag: 'Ask', missing: [] }

test.each([
  [Permission.granted, { _tag: 'Granted', mayKnow: true }],
  [Permission.grantedBlind, { _tag: 'Granted', mayKnow: false }],
  [Permission.denied, { _tag: 'Denied', mayKnow: false }],
  [Permission.deniedWith({}), { _tag: 'Denied', mayKnow: false, remedy: nothing }],
  [
    Permission.deniedWith({ missing: ['a'], ask: '/ask' }),
    { _tag: 'Denied', mayKnow: false, remedy: { _tag: 'Ask', missing: ['a'], ask: '/ask' } },
  ],
  [Permission.deniedKnown(), { _tag: 'Denied', mayKnow: true }],
  [Permission.deniedKnown({}), { _tag: 'Denied', mayKnow: true, remedy: nothing }],
  [Permission.deniedKnown({ missing: undefined, ask: undefined }), { _tag: 'Denied', mayKnow: true, remedy: nothing }],
  [Permission.deniedUntil({}), { _tag: 'Denied', mayKnow: true, remedy: { _tag: 'StepUp', acrValues: [] } }],
  [
    Permission.deniedUntil({ acrValues: ['mfa'], maxAge: 0 }),
    { _tag: 'Denied', mayKnow: true, remedy: { _tag: 'StepUp', acrValues: ['mfa'], maxAge: 0 } },
  ],
])('%j, and no member that is undefined', (made, expected) => {
  expect(made).toStrictEqual(expected)
})

test('the constants cannot be changed', () => {
  expect([Permission.granted, Permission.grantedBlind, Permission.denied, Permission.deniedKnown()].every(Object.isFrozen)).toBe(true)
})
