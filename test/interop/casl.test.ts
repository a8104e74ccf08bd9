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
  ['may act', () => permission(tara, 'delete', Document, own), Permission.grant()],
  [
    'may not act, and nobody asked whether they know',
    () => permission(tara, 'delete', Document, shared),
    Permission.deny(),
  ],
  [
    'may not act, but know',
    () => permission(tara, 'delete', Document, shared, { mayKnow: 'read' }),
    Permission.deny({ mayKnow: true }),
  ],
  [
    'may neither act nor know',
    () => permission(tara, 'delete', Document, hidden, { mayKnow: 'read' }),
    Permission.deny(),
  ],
  [
    'may act, but not know',
    () => permission(tara, 'purge', Document, hidden, { mayKnow: 'read' }),
    Permission.grant({ mayKnow: false }),
  ],
  [
    'may act and know',
    () => permission(tara, 'delete', Document, own, { mayKnow: 'read' }),
    Permission.grant(),
  ],
  [
    'may know, as the application says itself',
    () => permission(tara, 'delete', Document, hidden, { mayKnow: true }),
    Permission.deny({ mayKnow: true }),
  ],
  [
    'may act and not know, as the application says itself',
    () => permission(tara, 'delete', Document, own, { mayKnow: false }),
    Permission.grant({ mayKnow: false }),
  ],
  [
    'know what they lack',
    () =>
      permission(tara, 'delete', Document, shared, {
        mayKnow: 'read',
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
    () =>
      permission(tara, 'delete', Document, hidden, {
        mayKnow: 'read',
        requestAccess: '/access-requests',
      }),
    Permission.deny({ mayKnow: false, requestAccess: '/access-requests' }),
  ],
])('those who %s', (_who, said, expected) => {
  expect(said()).toStrictEqual(expected)
})

const reader = createMongoAbility([
  { action: 'read', subject: 'Document', conditions: { readers: 'tara' } },
])
const plain = { owner: 'emma', readers: ['tara'] }

test('the trap: about the type alone, CASL says yes to someone who may read no row', () => {
  expect(reader.can('read', 'Document')).toBe(true)
  expect(permission(reader, 'read', 'Document', { readers: [] })).toBe(Permission.deny())
})

describe('a row is tagged on a copy', () => {
  const says = (row: object) => permission(reader, 'read', 'Document', row)

  test('so that a frozen row, for which `subject` throws, is a row like any other', () => {
    expect(() => subject('Document', Object.freeze({ ...plain }))).toThrow()
    expect(says(Object.freeze({ ...plain }))).toBe(Permission.grant())
    expect(says(Object.freeze({ readers: [] }))).toBe(Permission.deny())
  })

  test('so that a row with another tag, for which `subject` throws, is one, too', () => {
    const tagged = subject('Folder', { ...plain })
    expect(() => subject('Document', tagged as object)).toThrow('previously it was casted')
    expect(says(tagged)).toBe(Permission.grant())
    const frozen = Object.freeze(subject('Folder', { ...plain }))
    expect(says(frozen)).toBe(Permission.grant())
    expect(says(subject('Document', { ...plain }))).toBe(Permission.grant())
  })

  test('and the row stays as it was', () => {
    const row = { ...plain }
    says(row)
    expect(Reflect.ownKeys(row)).toEqual(['owner', 'readers'])
    const tagged = subject('Folder', { ...plain })
    says(tagged)
    expect(reader.detectSubjectType(tagged)).toBe('Folder')
  })

  test('with its getters, what it inherits and what is not enumerable', () => {
    class Row {
      get readers() {
        return ['tara']
      }
    }
    expect(says(new Row())).toBe(Permission.grant())
    expect(says(Object.defineProperty({}, 'readers', { value: ['tara'] }))).toBe(Permission.grant())
    expect(
      says({
        get readers() {
          return ['tara']
        },
      }),
    ).toBe(Permission.grant())
    expect(says(Object.assign(Object.create(null) as object, plain))).toBe(Permission.grant())
  })

  test('for an ability with classes, too', () => {
    const fromJson = JSON.parse('{ "owner": "tara", "shared": false }') as Document
    expect(permission(tara, 'delete', Document, fromJson)).toBe(Permission.grant())
    expect(permission(tara, 'delete', Document, Object.freeze(new Document('tara')))).toBe(
      Permission.grant(),
    )
    class Draft extends Document {}
    expect(permission(tara, 'delete', Document, new Draft('tara'))).toBe(Permission.grant())
  })

  test('for an ability that may do everything, by a name and by a class', () => {
    const admin = createMongoAbility([{ action: 'manage', subject: 'all' }])
    class Model {
      static readonly modelName = 'Letter'
      readonly text = 'Dear Tara'
    }
    for (const type of ['Document', Document, Model] as const)
      for (const row of [own, plain, new Model()])
        expect(permission(admin, 'read', type, row)).toBe(Permission.grant())
    const letters = createMongoAbility([{ action: 'read', subject: 'Letter' }])
    expect(permission(letters, 'read', Model, Object.freeze({}))).toBe(Permission.grant())
  })

  test('unless the ability knows its type: a row with private members cannot be copied', () => {
    class Secretive {
      readonly #owner = 'tara'
      get owner() {
        return this.#owner
      }
    }
    const ability = createMongoAbility([
      { action: 'read', subject: Secretive, conditions: { owner: 'tara' } },
    ])
    const named = createMongoAbility([
      { action: 'read', subject: 'Secretive', conditions: { owner: 'tara' } },
    ])
    expect(permission(ability, 'read', Secretive, new Secretive())).toBe(Permission.grant())
    expect(permission(named, 'read', 'Secretive', new Secretive())).toBe(Permission.grant())
  })

  test('where the ability tells types by a member of the row, the row has to be of the type', () => {
    const ability = createMongoAbility([{ action: 'read', subject: 'Document' }], {
      detectSubjectType: (row) => (row as unknown as { readonly kind: string }).kind,
    })
    const about = (kind: string) => permission(ability, 'read', 'Document', { kind })
    expect(about('Document')).toBe(Permission.grant())
    expect(about('Folder')._tag).toBe('Denied')
    expect(about('Folder').faults).toEqual([
      {
        path: 'permission.row',
        message:
          'expected a row of the type "Document", which the ability takes for "Folder": denied',
      },
    ])
  })
})

describe('what goes wrong is a denial that the operator hears of, and nothing is thrown', () => {
  const faultsOf = ({ _tag, mayKnow, faults }: Permission.Permission) => {
    expect({ _tag, mayKnow }).toEqual({ _tag: 'Denied', mayKnow: false })
    return faults
  }
  const revoked = (): object => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  }

  test.each([{ tags: { $in: 'tara' } }, { title: { $regex: '(' } }, { owner: { $size: 'x' } }])(
    'a condition that only a row makes throw, %j',
    (conditions) => {
      const broken = createMongoAbility([{ action: 'read', subject: 'Document', conditions }])
      expect(() => broken.can('read', subject('Document', { owner: 'emma' }))).toThrow()
      const rule = (row: object): Permission.Permission =>
        permission(broken, 'read', 'Document', row, { mayKnow: 'read' })
      const faults = faultsOf(rule({ owner: 'emma' }))
      expect(faults.map(({ path }) => path)).toEqual(['permission.can', 'permission.can'])
      expect(faults[0]?.message).toBe('the ability threw when it was asked for "read": denied')
      expect(faults[0]?.cause).toBeInstanceOf(Error)
      const policy = Policy.of({ document: { existence: 'if-may-know' } })
      const answers = [{ owner: 'emma' }, null].map((row) =>
        decide(
          { method: 'GET', resource: 'document' },
          Authn.authenticated(),
          ...Facts.of(row, rule),
          policy,
        ),
      )
      expect(answers[0]).toStrictEqual(answers[1])
    },
  )

  test('a question about knowing that throws leaves a grant, and the caller may not know', () => {
    const ability = createMongoAbility([
      { action: 'purge', subject: 'Document' },
      { action: 'read', subject: 'Document', conditions: { tags: { $in: 'tara' } } },
    ])
    const said = permission(ability, 'purge', 'Document', plain, { mayKnow: 'read' })
    expect(said).toMatchObject({ _tag: 'Granted', mayKnow: false })
    expect(said.faults.map(({ path }) => path)).toEqual(['permission.can'])
  })

  test('a row that cannot be read', () => {
    const [fault] = faultsOf(permission(reader, 'read', 'Document', revoked()))
    expect(fault?.path).toBe('permission.row')
    expect(fault?.message).toBe('CASL cannot be asked about it: denied')
    expect(fault?.cause).toBeInstanceOf(TypeError)
  })

  test.each([
    ['no row', undefined, 'undefined'],
    ['null', null, 'null'],
    ['a type in place of the row', 'Document', '"Document"'],
    ['a class in place of the row', Document, 'a function'],
  ])('%s', (_what, row, got) => {
    const all = createMongoAbility([{ action: 'manage', subject: 'all' }])
    expect(faultsOf(permission(all, 'read', 'Document', row as never))).toEqual([
      { path: 'permission.row', message: `expected a row, got ${got}: denied` },
    ])
  })

  test.each([
    ['no type', undefined, 'undefined'],
    ['a row in place of the type', {}, 'an object'],
  ])('%s', (_what, type, got) => {
    const all = createMongoAbility([{ action: 'manage', subject: 'all' }])
    expect(faultsOf(permission(all, 'read', type as never, plain))).toEqual([
      { path: 'permission.type', message: `expected a name or a class, got ${got}: denied` },
    ])
  })

  test('an ability that is none', () => {
    expect(faultsOf(permission(undefined as never, 'read', 'Document', plain))).toHaveLength(1)
  })

  test('options without `mayKnow`: nobody asked, and nothing is guessed', () => {
    const options = { missingPermissions: ['documents:delete'] } as never
    const denied = permission(tara, 'delete', Document, shared, options)
    expect(denied.faults).toEqual([
      { path: 'permission.mayKnow', message: 'expected true or false, got null' },
    ])
    expect(
      permission(tara, 'delete', Document, own, { mayKnow: undefined } as never),
    ).toMatchObject({ _tag: 'Granted', mayKnow: false, faults: denied.faults })
    expect(permission(tara, 'delete', Document, own, null as never)._tag).toBe('Denied')
  })

  test('an option that there is not', () => {
    const options = { mayKnow: 'read', missingPermission: ['documents:delete'] } as const
    const { mayKnow, faults } = permission(tara, 'delete', Document, shared, options)
    expect(mayKnow).toBe(true)
    expect(faults).toEqual([
      {
        path: 'permission.missingPermission',
        message: expect.stringContaining('did you mean missingPermissions?') as string,
      },
    ])
  })

  test('an answer that is not true is no leave, such as a promise', () => {
    const later = {
      can: (() => Promise.resolve(false)) as (action: 'read', subject: object) => unknown,
      detectSubjectType: () => 'Document',
    }
    expect(permission(later as never, 'read', 'Document', {}, { mayKnow: 'read' as never })).toBe(
      Permission.deny(),
    )
  })
})

test('what somebody assigned to the prototype of all objects is no option', () => {
  const prototype = Object.prototype as { mayKnow?: boolean; requestAccess?: string }
  Object.assign(prototype, { mayKnow: true, requestAccess: 'https://elsewhere.example' })
  try {
    const all = createMongoAbility([{ action: 'read', subject: 'Document' }])
    expect(permission(all, 'delete', 'Document', {})).toBe(Permission.deny())
    expect(permission(all, 'delete', 'Document', {}, { mayKnow: false })).toBe(Permission.deny())
    const unsaid = permission(all, 'delete', 'Document', {}, {} as never)
    expect(unsaid).toMatchObject({ mayKnow: false, remedy: undefined })
  } finally {
    delete prototype.mayKnow
    delete prototype.requestAccess
  }
})

test('within `Facts.of`, a hidden row is answered as a missing one', () => {
  const policy = Policy.of({ document: { existence: 'if-may-know' } })
  const answer = (row: Document | undefined): unknown =>
    decide(
      { method: 'DELETE', resource: 'document' },
      Authn.authenticated(),
      ...Facts.of(row, (document) =>
        permission(tara, 'delete', Document, document, { mayKnow: 'read' }),
      ),
      policy,
    )
  expect(answer(own)).toEqual({ _tag: 'Ok' })
  expect(answer(shared)).toMatchObject({ status: 403 })
  expect(answer(hidden)).toMatchObject({ status: 404 })
  expect(answer(hidden)).toStrictEqual(answer(undefined))
})
