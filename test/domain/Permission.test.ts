/**
 * Permissions: what the constructors make, what they drop, and how several are taken together.
 */
import fc from 'fast-check'
import { Facts, Permission } from 'glomar'
import { describe, expect, test } from 'vitest'
import { hostile } from '../hostile.js'
import { polluted } from '../pollution.js'
import { runs } from '../runs.js'

const { grant, deny, stepUp, allOf, anyOf } = Permission

/** The members by name: what a permission carries under symbols is for the engine. */
const members = (u: object): object => Object.fromEntries(Object.entries(u))

const paths = ({ faults }: Permission.Permission<string, string>): ReadonlyArray<string> =>
  faults.map(({ path }) => path)

const isDeeplyFrozen = (u: unknown): boolean =>
  typeof u !== 'object' ||
  u === null ||
  (Object.isFrozen(u) &&
    Object.entries(u).every(([name, part]) => name === 'faults' || isDeeplyFrozen(part)))

const nothing = { remedy: undefined, faults: [], ancestors: [], references: [] }
const granted = { _tag: 'Granted', mayKnow: true, ...nothing }
const denied = { _tag: 'Denied', mayKnow: false, ...nothing }

test.each<[string, Permission.Permission, object]>([
  ['grant()', grant(), granted],
  ['grant({})', grant({}), granted],
  ['grant, may know', grant({ mayKnow: true }), granted],
  ['grant, not said', grant({ mayKnow: undefined }), granted],
  ['grant, blind', grant({ mayKnow: false }), { ...granted, mayKnow: false }],
  ['deny()', deny(), denied],
  ['deny, may know', deny({ mayKnow: true }), { ...denied, mayKnow: true }],
  ['deny, may not know', deny({ mayKnow: false }), denied],
  [
    'deny, with nothing to say',
    deny({ mayKnow: true, missingPermissions: [], requestAccess: undefined }),
    { ...denied, mayKnow: true },
  ],
  [
    'deny, with permissions and a link',
    deny({ mayKnow: true, missingPermissions: ['b', 'a'], requestAccess: '/ask' }),
    {
      ...denied,
      mayKnow: true,
      remedy: { _tag: 'RequestAccess', missingPermissions: ['b', 'a'], links: ['/ask'] },
    },
  ],
  [
    'deny, with a remedy for whom it may not be told to',
    deny({ mayKnow: false, missingPermissions: ['a'] }),
    { ...denied, remedy: { _tag: 'RequestAccess', missingPermissions: ['a'], links: [] } },
  ],
  [
    'step-up without terms',
    stepUp({ mayKnow: true }),
    {
      ...denied,
      mayKnow: true,
      remedy: { _tag: 'StepUp', acrValues: [], maxAge: undefined },
    },
  ],
  [
    'step-up with terms',
    stepUp({ mayKnow: false, acrValues: ['mfa'], maxAge: 0 }),
    { ...denied, remedy: { _tag: 'StepUp', acrValues: ['mfa'], maxAge: 0 } },
  ],
])('a permission has all of its members: %s', (_name, made, expected) => {
  expect(members(made)).toStrictEqual(expected)
  expect(Permission.is(made)).toBe(true)
})

describe('no part of a permission can be changed', () => {
  const asked = deny({ mayKnow: true, missingPermissions: ['a'], requestAccess: '/a b' })
  const stronger = stepUp({ mayKnow: true, acrValues: ['mfa'] })
  test.each<[string, Permission.Permission<string, string>]>([
    ['a grant', grant()],
    ['a blind grant', grant({ mayKnow: false })],
    ['a denial with a remedy', asked],
    ['a step-up', stronger],
    ['all of several', allOf(asked, deny({ mayKnow: true, missingPermissions: ['b'] }))],
    ['all of several step-ups', allOf(stronger, stepUp({ mayKnow: true, acrValues: ['mfa'] }))],
    ['any of several', anyOf(deny(), asked)],
    [
      'with ancestors and references',
      Facts.of({}, () => asked, {
        ancestors: [{ resource: 'folder', facts: Facts.of({}, () => asked) }],
        references: [{ resource: 'folder', facts: Facts.of({}, () => stronger) }],
      })[1],
    ],
  ])('%s', (_name, made) => {
    expect(Object.isFrozen(made)).toBe(true)
    for (const [name, part] of Object.entries(made))
      expect([name, name === 'faults' || isDeeplyFrozen(part)]).toEqual([name, true])
  })

  test('nor by an edit of what was handed in', () => {
    const missingPermissions = ['a']
    const acrValues = ['mfa']
    const made = deny({ mayKnow: true, missingPermissions })
    const later = stepUp({ mayKnow: true, acrValues })
    missingPermissions.push('b')
    acrValues.push('pwd')
    expect(made.remedy).toMatchObject({ missingPermissions: ['a'] })
    expect(later.remedy).toMatchObject({ acrValues: ['mfa'] })
  })
})

const asUntyped = (u: unknown): never => u as never

describe('what does not fit is dropped, and a fault says so', () => {
  test.each<[string, () => Permission.Permission, object, ReadonlyArray<string>]>([
    [
      'grant: mayKnow as text',
      () => grant(asUntyped({ mayKnow: 'no' })),
      { _tag: 'Granted', mayKnow: false },
      ['permission.mayKnow'],
    ],
    [
      'grant: mayKnow is `null`',
      () => grant(asUntyped({ mayKnow: null })),
      { _tag: 'Granted', mayKnow: false },
      ['permission.mayKnow'],
    ],
    [
      'grant: misspelt',
      () => grant(asUntyped({ mayknow: false })),
      { _tag: 'Granted', mayKnow: false },
      ['permission.mayknow'],
    ],
    [
      'deny: mayKnow is not said',
      () => deny(asUntyped({ requestAccess: '/a' })),
      { _tag: 'Denied', mayKnow: false },
      ['permission.mayKnow'],
    ],
    [
      'deny: mayKnow is 1',
      () => deny(asUntyped({ mayKnow: 1 })),
      { _tag: 'Denied', mayKnow: false },
      ['permission.mayKnow'],
    ],
    [
      'deny: an unknown name',
      () => deny(asUntyped({ mayKnow: true, lacking: ['a'] })),
      { mayKnow: true, remedy: undefined },
      ['permission.lacking'],
    ],
    [
      'deny: one text for a list',
      () => deny(asUntyped({ mayKnow: true, missingPermissions: 'a' })),
      { mayKnow: true, remedy: undefined },
      ['permission.missingPermissions'],
    ],
    [
      'deny: items that are no texts',
      () => deny(asUntyped({ mayKnow: true, missingPermissions: ['a', 7, , 'b'] })),
      { remedy: { missingPermissions: ['a', 'b'] } },
      ['permission.missingPermissions[1]', 'permission.missingPermissions[2]'],
    ],
    [
      'deny: a link that is no text',
      () => deny(asUntyped({ mayKnow: true, requestAccess: new URL('https://example.com/') })),
      { remedy: undefined },
      ['permission.requestAccess'],
    ],
    [
      'deny: a link that is empty',
      () => deny({ mayKnow: true, requestAccess: '' }),
      { remedy: undefined },
      ['permission.requestAccess'],
    ],
    [
      'step-up: mayKnow is not said',
      () => stepUp(asUntyped({ maxAge: 5 })),
      { mayKnow: false, remedy: { maxAge: 5 } },
      ['permission.mayKnow'],
    ],
    [
      'step-up: an acr with a space',
      () => stepUp({ mayKnow: true, acrValues: ['a b', 'mfa'] }),
      { remedy: { acrValues: ['mfa'] } },
      ['permission.acrValues[0]'],
    ],
    [
      'step-up: one text for a list',
      () => stepUp(asUntyped({ mayKnow: true, acrValues: 'mfa' })),
      { remedy: { _tag: 'StepUp', acrValues: [] } },
      ['permission.acrValues'],
    ],
    [
      'step-up: a broken age',
      () => stepUp({ mayKnow: true, maxAge: 0.5 }),
      { remedy: { _tag: 'StepUp', maxAge: undefined } },
      ['permission.maxAge'],
    ],
  ])('%s', (_name, make, expected, faults) => {
    expect(make()).toMatchObject(expected)
    expect(paths(make())).toEqual(faults)
  })

  test('the message names what was expected, what came, and the nearest name', () => {
    const odd = { mayKnow: 'yes', missingPermission: ['a'], requestAccess: 'javascript:a' }
    expect(deny(asUntyped(odd)).faults.map(({ message }) => message)).toEqual([
      'no such member; did you mean missingPermissions?',
      'expected true or false, got "yes"',
      'expected a link to the web or a mailbox, got "javascript:a"',
    ])
  })
})

describe('a link', () => {
  const linkOf = (requestAccess: string): unknown => {
    const { remedy } = deny({ mayKnow: true, requestAccess })
    return remedy?._tag === 'RequestAccess' ? remedy.links[0] : undefined
  }

  test.each([
    ['/access requests?for=emmas document', '/access%20requests?for=emmas%20document'],
    ['/zugriff/überall', '/zugriff/%C3%BCberall'],
    ['/a\r\nset-cookie: b=c', '/a%0D%0Aset-cookie:%20b=c'],
    ['/100%', '/100%25'],
  ])('with characters that no URI has is percent-encoded, with a fault: %j', (given, sent) => {
    expect(linkOf(given)).toBe(sent)
    expect(paths(deny({ mayKnow: true, requestAccess: given }))).toEqual([
      'permission.requestAccess',
    ])
  })

  test.each(['/access-requests', 'https://example.com/?a=b', 'mailto:owner@example.com', '#ask'])(
    'of the web or a mailbox is taken as it is: %s',
    (link) => {
      expect(linkOf(link)).toBe(link)
      expect(paths(deny({ mayKnow: true, requestAccess: link }))).toEqual([])
    },
  )

  test.each(['javascript:alert(1)', 'JAVASCRIPT:a', 'data:text/html,a', 'vbscript:a', 'blob:a'])(
    'of a dangerous scheme is dropped, with a fault: %s',
    (link) => {
      expect(linkOf(link)).toBeUndefined()
      expect(paths(deny({ mayKnow: true, requestAccess: link }))).toEqual([
        'permission.requestAccess',
      ])
    },
  )
})

describe('no value makes a constructor throw, and none grants more than was said', () => {
  const constructors = { grant, deny, stepUp } as unknown as Readonly<
    Record<string, (u: unknown) => Permission.Permission>
  >
  const options = ['mayKnow', 'missingPermissions', 'requestAccess', 'acrValues', 'maxAge']

  test.each(Object.entries(hostile))('%s', (_name, thing) => {
    for (const [name, make] of Object.entries(constructors)) {
      const whole = make(thing())
      expect(Permission.is(whole)).toBe(true)
      if (thing() !== undefined && !isEmptyObject(thing())) {
        expect(whole.faults.length).toBeGreaterThan(0)
        expect([whole._tag, whole.mayKnow]).not.toEqual(['Granted', true])
      }
      for (const option of options) {
        const made = make({ mayKnow: false, [option]: thing() })
        expect(Permission.is(made)).toBe(true)
        if (name !== 'grant') expect(made._tag).toBe('Denied')
        const said = option === 'mayKnow' && (thing() === true || thing() === undefined)
        if (!said) expect(made.mayKnow).toBe(false)
      }
    }
  })

  test.each([false, true, null, 0, 'x', [], new Map([['mayKnow', false]]), () => false])(
    'what is no object of members is a denial, with a fault: %j',
    (u) => {
      for (const make of Object.values(constructors)) {
        expect(make(u)).toMatchObject({ _tag: 'Denied', mayKnow: false, remedy: undefined })
        expect(paths(make(u))).toEqual(['permission'])
      }
    },
  )

  test('what options inherit is not taken for what they say, nor lost silently', () => {
    for (const make of Object.values(constructors)) {
      const made = make(Object.create({ mayKnow: false }))
      expect(made.mayKnow).toBe(false)
      expect(made.faults.length).toBeGreaterThan(0)
      expect(make(Object.create({ mayKnow: true })).mayKnow).toBe(false)
    }
  })

  test.each<[string, unknown]>([
    ['mayKnow', true],
    ['missingPermissions', ['theirs']],
    ['requestAccess', '/theirs'],
    ['acrValues', ['theirs']],
    ['maxAge', 7],
    ['remedy', { _tag: 'RequestAccess', missingPermissions: ['theirs'], links: [] }],
    ['_tag', 'Granted'],
    ['ancestors', []],
  ])('nothing is read of a polluted prototype: %s', (name, value) => {
    const make = (): ReadonlyArray<object> =>
      [
        grant({ mayKnow: false }),
        deny({ mayKnow: false }),
        deny({ mayKnow: false, missingPermissions: ['a'] }),
        stepUp({ mayKnow: false }),
        deny(asUntyped({})),
        allOf(deny(), stepUp({ mayKnow: false })),
      ].map((made) => ({ ...members(made), faults: [] }))
    expect(polluted(name, value, make)).toStrictEqual(make())
  })
})

const isEmptyObject = (u: unknown): boolean => {
  try {
    const prototype: unknown = Object.getPrototypeOf(u)
    const plain = prototype === null || prototype === Object.prototype
    return typeof u === 'object' && plain && Reflect.ownKeys(u as object).length === 0
  } catch {
    return false
  }
}

// ------------------------------------------------------------------ several taken together

const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })

/** Permissions of all kinds, with remedies that often meet. */
const permission: fc.Arbitrary<Permission.Permission> = fc.oneof(
  fc.boolean().map((mayKnow) => grant({ mayKnow })),
  fc
    .record({
      mayKnow: fc.boolean(),
      missingPermissions: texts,
      requestAccess: fc.constantFrom(undefined, '/a', '/b'),
    })
    .map(deny),
  fc
    .record({ mayKnow: fc.boolean(), acrValues: texts, maxAge: fc.constantFrom(undefined, 5, 60) })
    .map(stepUp),
)

/** A permission up to the order in which its texts are listed. */
const meaning = ({ _tag, mayKnow, remedy }: Permission.Permission): unknown => {
  const set = (list: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(list)].sort()
  if (remedy?._tag === 'StepUp')
    return { _tag, mayKnow, acrValues: set(remedy.acrValues), maxAge: remedy.maxAge }
  if (remedy?._tag === 'RequestAccess')
    return { _tag, mayKnow, permissions: set(remedy.missingPermissions), links: set(remedy.links) }
  return { _tag, mayKnow }
}

/** The whole of it, to the byte. */
const bytes = (p: Permission.Permission): string => JSON.stringify({ ...members(p), faults: [] })

const tried = runs(3_000)

describe.each([
  ['allOf', allOf],
  ['anyOf', anyOf],
])('%s', (name, combine) => {
  test('is associative', () => {
    fc.assert(
      fc.property(permission, permission, permission, (x, y, z) => {
        expect(meaning(combine(combine(x, y), z))).toEqual(meaning(combine(x, combine(y, z))))
        expect(meaning(combine(x, y, z))).toEqual(meaning(combine(combine(x, y), z)))
      }),
      tried,
    )
  })

  test('is idempotent, and leaves one as it is', () => {
    fc.assert(
      fc.property(permission, (x) => {
        // `anyOf` drops the remedy of a caller who may not know
        fc.pre(name === 'allOf' || x.mayKnow || x.remedy === undefined)
        expect(bytes(combine(x))).toBe(bytes(x))
        expect(meaning(combine(x, x))).toEqual(meaning(x))
      }),
      tried,
    )
  })

  test('keeps the faults of each, and says whose they are', () => {
    const odd = deny({ mayKnow: true, requestAccess: 'javascript:a' })
    const { faults } = combine(grant(), odd)
    expect(faults).toHaveLength(1)
    expect(faults[0]?.path).toMatch(new RegExp(`${name}\\[1\\].*requestAccess`))
  })

  test('keeps what is judged along with each', () => {
    const with_ = (resource: string): Permission.Permission =>
      Facts.of({}, () => grant(), {
        ancestors: [{ resource, facts: Facts.of({}, () => grant()) }],
        references: [{ resource, facts: Facts.of({}, () => grant()) }],
      })[1] as never
    const both: Permission.Permission<string, string> = combine(with_('a'), with_('b'))
    expect(both.ancestors.map(({ resource }) => resource)).toEqual(['a', 'b'])
    expect(both.references.map(({ resource }) => resource)).toEqual(['a', 'b'])
  })

  test('of no permissions is a denial, with a fault', () => {
    expect(combine()).toMatchObject({ _tag: 'Denied', mayKnow: false, remedy: undefined })
    expect(combine().faults).toMatchObject([{ path: expect.stringContaining(name) as string }])
  })

  test.each(Object.entries(hostile))('counts as a denial what was not made: %s', (_name, thing) => {
    const made = combine(deny({ mayKnow: true }), thing() as never)
    expect(meaning(made)).toEqual(meaning(combine(deny({ mayKnow: true }), deny())))
    expect(made.faults).toHaveLength(1)
    expect(combine(thing() as never)._tag).toBe('Denied')
  })

  test.each<[string, unknown]>([
    ['a spread copy', { ...grant(), mayKnow: true }],
    ['an heir', Object.create(grant())],
    ['a proxy', new Proxy(grant(), {})],
    ['a clone', JSON.parse(JSON.stringify(grant()))],
  ])('counts as a denial %s of a grant', (_name, copy) => {
    expect(meaning(combine(copy as never))).toEqual(meaning(deny()))
    expect(combine(copy as never).faults).toHaveLength(1)
  })
})

describe('allOf', () => {
  test('is commutative, to the byte', () => {
    fc.assert(
      fc.property(permission, permission, (x, y) => {
        expect(bytes(allOf(x, y))).toBe(bytes(allOf(y, x)))
      }),
      tried,
    )
  })

  test('grants if all do, and lets know if all do', () => {
    fc.assert(
      fc.property(fc.array(permission, { minLength: 1, maxLength: 4 }), (all) => {
        const { _tag, mayKnow } = allOf(...all)
        expect(_tag === 'Granted').toBe(all.every((p) => p._tag === 'Granted'))
        expect(mayKnow).toBe(all.every((p) => p.mayKnow))
      }),
      tried,
    )
  })

  test('has a step-up only where a step-up is all that any denial misses', () => {
    fc.assert(
      fc.property(fc.array(permission, { minLength: 1, maxLength: 4 }), (all) => {
        const denials = all.filter((p) => p._tag === 'Denied')
        const others = denials.filter(({ remedy }) => remedy?._tag !== 'StepUp')
        if (allOf(...all).remedy?._tag === 'StepUp') expect(others).toEqual([])
      }),
      tried,
    )
  })

  const missing = (...missingPermissions: ReadonlyArray<string>): Permission.Permission =>
    deny({ mayKnow: true, missingPermissions })
  const ask = (requestAccess: string): Permission.Permission =>
    deny({ mayKnow: true, requestAccess })
  const later = (acrValues: ReadonlyArray<string>, maxAge?: number): Permission.Permission =>
    stepUp({ mayKnow: true, acrValues, maxAge })

  test.each<[string, ReadonlyArray<Permission.Permission>, unknown]>([
    [
      'missing permissions: a sorted union',
      [missing('c', 'a'), missing('b', 'a')],
      { _tag: 'RequestAccess', missingPermissions: ['a', 'b', 'c'], links: [] },
    ],
    [
      'a link that both name',
      [ask('/a'), ask('/a')],
      { _tag: 'RequestAccess', missingPermissions: [], links: ['/a'] },
    ],
    [
      'a link and a permission',
      [ask('/a'), missing('b')],
      { _tag: 'RequestAccess', missingPermissions: ['b'], links: ['/a'] },
    ],
    [
      'a denial of which nothing is said',
      [missing('a'), deny({ mayKnow: true })],
      { _tag: 'RequestAccess', missingPermissions: ['a'], links: [] },
    ],
    [
      'the smaller maximum age',
      [later([], 60), later([], 5)],
      { _tag: 'StepUp', acrValues: [], maxAge: 5 },
    ],
    [
      'an age where one side has one',
      [later([]), later([], 5)],
      { _tag: 'StepUp', acrValues: [], maxAge: 5 },
    ],
    [
      'the acr values in common',
      [later(['a', 'b']), later(['b', 'c'])],
      { _tag: 'StepUp', acrValues: ['b'], maxAge: undefined },
    ],
    [
      'the acr values of the side that names some',
      [later([], 60), later(['a'])],
      { _tag: 'StepUp', acrValues: ['a'], maxAge: 60 },
    ],
    ['no acr value in common: a plain denial', [later(['a']), later(['b'])], undefined],
    [
      'no acr value in common of three',
      [later(['a', 'b']), later(['b', 'c']), later(['c', 'a'])],
      undefined,
    ],
    [
      'a step-up and a permission: the permission',
      [later(['a']), missing('b')],
      { _tag: 'RequestAccess', missingPermissions: ['b'], links: [] },
    ],
    [
      'a step-up and a denial of which nothing is said',
      [later(['a']), deny({ mayKnow: true })],
      undefined,
    ],
    [
      'a step-up and a grant',
      [later(['a'], 5), grant()],
      { _tag: 'StepUp', acrValues: ['a'], maxAge: 5 },
    ],
  ])('takes remedies together: %s', (_name, all, remedy) => {
    expect(allOf(...all).remedy).toEqual(remedy)
    expect(allOf(...[...all].reverse()).remedy).toEqual(remedy)
  })

  test('drops links that differ, with a fault', () => {
    for (const made of [allOf(ask('/a'), ask('/b')), allOf(ask('/a'), ask('/b'), ask('/a'))]) {
      const told = made.remedy?._tag === 'RequestAccess' ? made.remedy : undefined
      expect(told?.links.length).not.toBe(1)
      expect(made.faults.map(({ message }) => message)).toEqual([expect.stringMatching(/link/)])
    }
    expect(allOf(ask('/a'), ask('/a')).faults).toEqual([])
  })
})

describe('anyOf', () => {
  test('grants if any does, and lets know if any does', () => {
    fc.assert(
      fc.property(fc.array(permission, { minLength: 1, maxLength: 4 }), (all) => {
        const { _tag, mayKnow } = anyOf(...all)
        expect(_tag === 'Granted').toBe(all.some((p) => p._tag === 'Granted'))
        expect(mayKnow).toBe(all.some((p) => p.mayKnow))
      }),
      tried,
    )
  })

  test('has the remedy of the first denial that has one and may know', () => {
    fc.assert(
      fc.property(fc.array(permission, { minLength: 1, maxLength: 4 }), (all) => {
        const first = all.find((p) => p.mayKnow && p.remedy !== undefined)
        const isGranted = all.some((p) => p._tag === 'Granted')
        expect(anyOf(...all).remedy).toEqual(isGranted ? undefined : first?.remedy)
      }),
      tried,
    )
  })
})
