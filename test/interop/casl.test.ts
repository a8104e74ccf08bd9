/**
 * CASL 7 abilities, and what they say of rows.
 */
import { createMongoAbility, subject, type MongoAbility } from '@casl/ability'
import { Authn, decide, Facts, Permission, Policy } from 'glomar'
import { permission } from 'glomar/interop/casl'
import { describe, expect, test } from 'vitest'

class Call {
  readonly owner: string
  readonly shared: boolean
  constructor(owner: string, shared = false) {
    this.owner = owner
    this.shared = shared
  }
}

const tara: MongoAbility<['read' | 'delete' | 'purge', typeof Call | Call]> = createMongoAbility([
  { action: ['read', 'delete'], subject: Call, conditions: { owner: 'tara' } },
  { action: 'read', subject: Call, conditions: { shared: true } },
  { action: 'purge', subject: Call },
])

const own = new Call('tara')
const shared = new Call('emma', true)
const hidden = new Call('emma')

test.each<[string, () => Permission.Permission, Permission.Permission]>([
  ['may act', () => permission(tara, 'delete', own), Permission.granted],
  ['may not act, and nobody asked whether they know', () => permission(tara, 'delete', shared), Permission.denied],
  ['may not act, but know', () => permission(tara, 'delete', shared, { knows: 'read' }), Permission.deniedKnown()],
  ['may neither act nor know', () => permission(tara, 'delete', hidden, { knows: 'read' }), Permission.denied],
  ['may act, but not know', () => permission(tara, 'purge', hidden, { knows: 'read' }), Permission.grantedBlind],
  ['may act and know', () => permission(tara, 'delete', own, { knows: 'read' }), Permission.granted],
  [
    'know what they lack',
    () => permission(tara, 'delete', shared, { knows: 'read', missing: ['calls.delete'], ask: '/requests' }),
    Permission.deniedKnown({ missing: ['calls.delete'], ask: '/requests' }),
  ],
  [
    'do not know, under a policy by which they may all the same',
    () => permission(tara, 'delete', hidden, { knows: 'read', ask: '/requests' }),
    Permission.deniedWith({ ask: '/requests' }),
  ],
])('those who %s', (_who, said, expected) => {
  expect(said()).toStrictEqual(expected)
})

test('the trap: asked about the type alone, CASL says yes to someone who may read none of the rows', () => {
  const nobody = createMongoAbility([{ action: 'read', subject: 'Call', conditions: { owner: 'nobody' } }])
  expect(nobody.can('read', 'Call')).toBe(true)
  expect(permission(nobody, 'read', subject('Call', { owner: 'emma' }))).toBe(Permission.denied)
})

test.each([{ tags: { $in: 'tara' } }, { title: { $regex: '(' } }, { owner: { $size: 'x' } }])(
  'a condition that only a row makes throw, %j, is a denial: what is hidden answers as what is missing',
  (conditions) => {
    const broken = createMongoAbility([{ action: 'read', subject: 'Call', conditions: conditions }])
    expect(() => broken.can('read', subject('Call', { owner: 'emma' }))).toThrow()
    const rule = (row: object): Permission.Permission => permission(broken, 'read', subject('Call', row), { knows: 'read' })
    expect(Facts.of({ owner: 'emma' }, rule)[1]).toBe(Facts.of(null, rule)[1])
  },
)

test('what somebody assigned to the prototype of all objects is no option', () => {
  const prototype = Object.prototype as { knows?: string; ask?: string }
  Object.assign(prototype, { knows: 'read', ask: 'https://elsewhere.example' })
  try {
    const reader = createMongoAbility([{ action: 'read', subject: 'Call' }])
    expect(permission(reader, 'delete', subject('Call', {}))).toBe(Permission.denied)
  } finally {
    delete prototype.knows
    delete prototype.ask
  }
})

describe('a type is no subject', () => {
  const all = createMongoAbility([{ action: 'manage', subject: 'all' }])
  test.each([['Call'], [Call], [undefined], [null]])('%s', (type) => {
    expect(all.can('read', type as never)).toBe(true)
    expect(() => permission(all, 'read', type as never)).toThrow(
      new TypeError('permission: expected a row as subject, got a type or nothing'),
    )
  })
})

test('an answer that is not true is no leave: that of an ability that answers later, for instance', () => {
  const later = { can: (() => Promise.resolve(false)) as (action: 'read', subject: object) => unknown }
  expect(permission(later, 'read', {}, { knows: 'read' })).toBe(Permission.denied)
})

test('within `Facts.of`, the rule is asked about a row, and the hidden answers as the missing', () => {
  const policy = Policy.of({ call: { existence: 'known' } })
  const answer = (row: Call | undefined): unknown =>
    decide(
      { method: 'DELETE', resource: 'call' },
      Authn.authenticated(),
      ...Facts.of(row, (call) => permission(tara, 'delete', call, { knows: 'read' })),
      policy,
    )
  expect(answer(own)).toEqual({ _tag: 'Ok' })
  expect(answer(shared)).toMatchObject({ status: 403 })
  expect(answer(hidden)).toMatchObject({ status: 404 })
  expect(answer(hidden)).toStrictEqual(answer(undefined))
})
