/**
 * CASL 7 abilities, and what they say of rows.
 */
import { createMongoAbility, subject, type MongoAbility } from '@casl/ability'
import { Authn, decide, Facts, Permission, Policy } from 'glomar'
import { permission } from 'glomar/interop/casl'
import { describe, expect, test } from 'vitest'

class Document {
  readonly owner: string
  readonly shared: boolean
  constructor(owner: string, shared = false) {
    this.owner = owner
    this.shared = shared
  }
}

const tara: MongoAbility<['read' | 'delete' | 'purge', typeof Document | Document]> =
  createMongoAbility([
    { action: ['read', 'delete'], subject: Document, conditions: { owner: 'tara' } },
    { action: 'read', subject: Document, conditions: { shared: true } },
    { action: 'purge', subject: Document },
  ])

const own = new Document('tara')
const shared = new Document('emma', true)
const hidden = new Document('emma')

test.each<[string, () => Permission.Permission, Permission.Permission]>([
  ['may act', () => permission(tara, 'delete', own), Permission.grant()],
  [
    'may not act, and nobody asked whether they know',
    () => permission(tara, 'delete', shared),
    Permission.deny(),
  ],
  [
    'may not act, but know',
    () => permission(tara, 'delete', shared, { knows: 'read' }),
    Permission.deny({ mayKnow: true }),
  ],
  [
    'may neither act nor know',
    () => permission(tara, 'delete', hidden, { knows: 'read' }),
    Permission.deny(),
  ],
  [
    'may act, but not know',
    () => permission(tara, 'purge', hidden, { knows: 'read' }),
    Permission.grant({ mayKnow: false }),
  ],
  [
    'may act and know',
    () => permission(tara, 'delete', own, { knows: 'read' }),
    Permission.grant(),
  ],
  [
    'know what they lack',
    () =>
      permission(tara, 'delete', shared, {
        knows: 'read',
        missingPermissions: ['documents:delete'],
        requestAccess: '/access-requests',
      }),
    Permission.deny({
      mayKnow: true,
      missingPermissions: ['documents:delete'],
      requestAccess: '/access-requests',
    }),
  ],
  [
    'do not know, under a policy by which they may all the same',
    () => permission(tara, 'delete', hidden, { knows: 'read', requestAccess: '/access-requests' }),
    Permission.deny({ mayKnow: false, requestAccess: '/access-requests' }),
  ],
])('those who %s', (_who, said, expected) => {
  expect(said()).toStrictEqual(expected)
})

test('the trap: about the type alone, CASL says yes to someone who may read no row', () => {
  const nobody = createMongoAbility([
    { action: 'read', subject: 'Document', conditions: { owner: 'nobody' } },
  ])
  expect(nobody.can('read', 'Document')).toBe(true)
  expect(permission(nobody, 'read', subject('Document', { owner: 'emma' }))).toBe(Permission.deny())
})

test.each([{ tags: { $in: 'tara' } }, { title: { $regex: '(' } }, { owner: { $size: 'x' } }])(
  'a condition that only a row makes throw, %j, is a denial',
  (conditions) => {
    const broken = createMongoAbility([
      { action: 'read', subject: 'Document', conditions: conditions },
    ])
    expect(() => broken.can('read', subject('Document', { owner: 'emma' }))).toThrow()
    const rule = (row: object): Permission.Permission =>
      permission(broken, 'read', subject('Document', row), { knows: 'read' })
    expect(Facts.of({ owner: 'emma' }, rule)[1]).toBe(Facts.of(null, rule)[1])
  },
)

test('what somebody assigned to the prototype of all objects is no option', () => {
  const prototype = Object.prototype as { knows?: string; requestAccess?: string }
  Object.assign(prototype, { knows: 'read', requestAccess: 'https://elsewhere.example' })
  try {
    const reader = createMongoAbility([{ action: 'read', subject: 'Document' }])
    expect(permission(reader, 'delete', subject('Document', {}))).toBe(Permission.deny())
  } finally {
    delete prototype.knows
    delete prototype.requestAccess
  }
})

test('an option that there is not is a fault of the denial, and nothing vanishes silently', () => {
  const options = { knows: 'read', missingPermission: ['documents:delete'] } as const
  const { mayKnow, faults } = permission(tara, 'delete', shared, options)
  expect(mayKnow).toBe(true)
  expect(faults).toEqual([
    {
      path: 'permission.missingPermission',
      message: expect.stringContaining('did you mean missingPermissions?') as string,
    },
  ])
})

describe('a type is no subject', () => {
  const all = createMongoAbility([{ action: 'manage', subject: 'all' }])
  test.each([
    ['Document', '"Document"'],
    [Document, 'a function'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('%s', (type, got) => {
    expect(all.can('read', type as never)).toBe(true)
    expect(() => permission(all, 'read', type as never)).toThrow(
      new TypeError(`permission: expected a row and no type, got ${got}`),
    )
  })
})

test('an answer that is not true is no leave, such as a promise', () => {
  const later = {
    can: (() => Promise.resolve(false)) as (action: 'read', subject: object) => unknown,
  }
  expect(permission(later, 'read', {}, { knows: 'read' })).toBe(Permission.deny())
})

test('within `Facts.of`, a hidden row is answered as a missing one', () => {
  const policy = Policy.of({ document: { existence: 'if-may-know' } })
  const answer = (row: Document | undefined): unknown =>
    decide(
      { method: 'DELETE', resource: 'document' },
      Authn.authenticated(),
      ...Facts.of(row, (document) => permission(tara, 'delete', document, { knows: 'read' })),
      policy,
    )
  expect(answer(own)).toEqual({ _tag: 'Ok' })
  expect(answer(shared)).toMatchObject({ status: 403 })
  expect(answer(hidden)).toMatchObject({ status: 404 })
  expect(answer(hidden)).toStrictEqual(answer(undefined))
})
