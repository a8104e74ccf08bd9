/**
 * Values that were not made, in every place: no throw, no grant, and a fault that names the
 * argument. A value that was not made is the least favourable of its kind.
 */
import {
  Authn,
  decide,
  decideBeforeLookup,
  Disclosure,
  explain,
  Facts,
  Permission,
  Policy,
  Route,
  type Explanation,
  type Verdict,
} from 'glomar'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { hostile } from '../hostile.js'
import { polluted } from '../pollution.js'

const { grant, deny } = Permission

type Untyped<A> = (...args: ReadonlyArray<unknown>) => A
const untyped = decide as unknown as Untyped<Verdict>
const before = decideBeforeLookup as unknown as Untyped<Verdict | undefined>
const explained = explain as unknown as Untyped<Explanation>

// ------------------------------------------------------------------ values of every kind

/** What a library for drafts hands out: a proxy that reads through, and that shows no proxy. */
const draft = (u: object): object =>
  new Proxy(Array.isArray(u) ? [] : {}, {
    get: (_, key) => {
      const value: unknown = Reflect.get(u, key)
      return typeof value === 'object' && value !== null ? draft(value) : value
    },
    has: (_, key) => Reflect.has(u, key),
    ownKeys: () => Reflect.ownKeys(u),
    getPrototypeOf: () => Reflect.getPrototypeOf(u),
    getOwnPropertyDescriptor: (_, key) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(u, key)
      return descriptor && { ...descriptor, configurable: true, writable: true }
    },
  })

const brandOf = (made: object): symbol =>
  Object.getOwnPropertySymbols(made).find((key) => Reflect.get(made, key) !== undefined) ??
  expect.unreachable('a made value carries its seal')

/** The object, where its symbol answers with whatever it is asked of. */
const withAccessor = (u: object, made: object): object =>
  Object.defineProperty(u, brandOf(made), {
    get(): unknown {
      return this
    },
    enumerable: true,
  })

const revoked = (target: object): object => {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** Values that look like a made one and are none. */
const copies: Readonly<Record<string, (made: object) => unknown>> = {
  'a spread copy': (made) => ({ ...made }),
  'a spread copy that says more': (made) => ({ ...made, mayKnow: true, _tag: 'Granted' }),
  'a copy of all properties': (made) =>
    Object.defineProperties({}, Object.getOwnPropertyDescriptors(made)),
  'a frozen copy': (made) => Object.freeze({ ...made }),
  'an heir': (made) => Object.create(made) as unknown,
  'an heir of an heir': (made) => Object.create(Object.create(made) as object) as unknown,
  'a proxy': (made) => new Proxy(made, {}),
  'a proxy of a copy': (made) => new Proxy({ ...made }, {}),
  'a proxy that was revoked': revoked,
  'a draft': draft,
  'a clone': (made) => structuredClone({ ...Object.fromEntries(Object.entries(made)) }),
  'a structured clone': (made) => {
    try {
      return structuredClone(made)
    } catch {
      return {}
    }
  },
  'read from JSON': (made) => JSON.parse(JSON.stringify(made)) as unknown,
  'of another realm': (made) =>
    runInNewContext(`JSON.parse(${JSON.stringify(JSON.stringify(made))})`) as unknown,
  'a list of it': (made) => [made],
  'a promise of it': (made) => Promise.resolve(made),
  'a function with its members': (made) => Object.assign(() => made, made),
  'a symbol accessor': (made) => withAccessor(Object.fromEntries(Object.entries(made)), made),
  'a frozen symbol accessor': (made) => Object.freeze(withAccessor({ ...made }, made)),
  'a spread copy with a symbol accessor': (made) => withAccessor({ ...made }, made),
  'an heir with a symbol accessor': (made) => withAccessor(Object.create(made) as object, made),
  'its prototype with a symbol accessor': (made) =>
    Object.assign(
      Object.create(withAccessor({}, made)) as object,
      Object.fromEntries(Object.entries(made)),
    ),
}

const policy = Policy.of(
  {
    document: Disclosure.loosest,
    documents: { list: 'empty', anonymous: 'conceal' },
    folder: Disclosure.loosest,
    ['__proto__']: Disclosure.loosest,
    undefined: Disclosure.loosest,
  },
  { realm: 'archive', schemes: ['Bearer', 'DPoP'] },
)

const requires = { scopes: ['a'], acrValues: ['mfa'], maxAge: 60 }
const words: ReadonlyArray<Route.RouteInWords> = [
  { method: 'GET', resource: 'document' },
  { method: 'PUT', resource: 'document', expects: 'absent' },
  { method: 'PUT', resource: 'document', expects: 'either' },
  { method: 'GET', resource: 'documents', shape: 'collection' },
  { method: 'GET', resource: 'document', requires },
]

const there = Facts.of({}, () => grant())
const [, accompanied] = Facts.of({}, () => grant(), {
  ancestors: [{ resource: 'folder', facts: there }],
  references: [{ resource: 'folder', facts: there }],
})

/** Facts with which every route is ok, one way or the other. */
const best = {
  authn: Authn.authenticated({ scopes: ['a'], acr: 'mfa', age: 5 }),
  permission: grant(),
  policy,
}
const routes = words.map((route) => Route.of(route))
const warm = words.map((route) => Route.of(route))
for (const route of warm)
  for (const state of ['present', 'absent'] as const)
    untyped(route, best.authn, state, best.permission, policy)

/** Each route in words, made and never asked, and made and asked before. */
const spellings = (i: number): ReadonlyArray<unknown> => [
  words[i],
  Route.of(words[i] as never),
  warm[i],
]

const isDefault = (u: unknown): boolean => {
  try {
    Route.of(u as never)
    return true
  } catch {
    return false
  }
}

/** What all three say. None may throw, and they have to agree. */
const ask = (
  ...args: ReadonlyArray<unknown>
): { verdict: Verdict; faults: ReadonlyArray<string> } => {
  const verdict = untyped(...args)
  const again = untyped(...args)
  expect(JSON.stringify(again)).toBe(JSON.stringify(verdict))
  const [route, authn, , , under] = args
  const early = before(route, authn, under)
  if (early !== undefined) expect(JSON.stringify(early)).toBe(JSON.stringify(verdict))
  const { faults, answer } = explained(...args)
  expect(answer).toBe('code' in verdict ? verdict.code : verdict._tag)
  return { verdict, faults: faults.map(({ path }) => path) }
}

const notGranted = (verdict: Verdict): void => {
  expect(['Ok', 'Conflict', 'UnresolvedReference']).not.toContain(verdict._tag)
}

// ------------------------------------------------------------------ each place

const otherKinds: Readonly<Record<string, () => unknown>> = {
  'an authn result': () => Authn.anonymous,
  'a permission': () => grant(),
  'a policy': () => policy,
  'a made route': () => routes[0],
  'what Facts.of gives': () => there,
  'a class': () => Permission,
}

const inPlaceOf = (made: object, kind: string): ReadonlyArray<readonly [string, () => unknown]> => [
  ...Object.entries(hostile),
  ...Object.entries(otherKinds).filter(([name]) => name !== kind),
  ...Object.entries(copies).map(([name, copy]) => [name, () => copy(made)] as const),
]

describe('an authn result that was not made counts as rejected', () => {
  test.each(inPlaceOf(best.authn, 'an authn result'))('%s', (_name, thing) => {
    for (const i of words.keys())
      for (const route of spellings(i))
        for (const state of ['present', 'absent'] as const) {
          const { verdict, faults } = ask(route, thing(), state, best.permission, policy)
          expect(verdict).toStrictEqual(
            untyped(route, Authn.rejected('invalid'), state, best.permission, policy),
          )
          expect(faults).toEqual(['authn'])
        }
  })

  test.each(Object.keys(copies))('also of a caller without credentials: %s', (name) => {
    const open = Policy.of({ documents: { list: 'empty', anonymous: 'conceal' } })
    const made = [Authn.anonymous, Authn.rejected('expired', 'DPoP'), Authn.nonceWanted('n')]
    for (const authn of made) {
      const { verdict } = ask(routes[3], copies[name]?.(authn), 'present', deny(), open)
      expect(verdict).toMatchObject({ code: 'invalid-credentials' })
    }
  })
})

describe('a permission that was not made counts as denied, and the caller may not know', () => {
  const kind = 'a permission'
  test.each([
    ...inPlaceOf(best.permission, kind),
    ...Object.entries(copies).map(
      ([name, copy]) =>
        [`${name}, with an ancestor and a reference`, () => copy(accompanied)] as const,
    ),
  ])('%s', (_name, thing) => {
    for (const i of words.keys())
      for (const route of spellings(i))
        for (const state of ['present', 'absent'] as const) {
          const { verdict, faults } = ask(route, best.authn, state, thing(), policy)
          notGranted(verdict)
          expect(verdict).toStrictEqual(untyped(route, best.authn, state, deny(), policy))
          expect(faults).toEqual(['permission'])
        }
  })

  test.each<[string, object]>([
    [
      'a tag on a prototype',
      Object.assign(Object.create({ _tag: 'Granted' }) as object, { mayKnow: true }),
    ],
    [
      '`mayKnow` on a prototype',
      Object.assign(Object.create({ mayKnow: true }) as object, { _tag: 'Granted' }),
    ],
    ['both on a prototype', Object.create({ _tag: 'Granted', mayKnow: true }) as object],
    [
      'an instance of a class',
      new (class {
        _tag = 'Granted'
        mayKnow = true
      })(),
    ],
    ['an heir of a grant', Object.create(grant()) as object],
  ])('of what was once taken for a grant: %s', (_name, thing) => {
    const { verdict, faults } = ask(routes[0], best.authn, 'present', thing, policy)
    expect(verdict).toMatchObject({ code: 'permission-denied' })
    expect(faults).toEqual(['permission'])
  })
})

describe('a state that is none counts as absent, and nothing is granted', () => {
  const odd: ReadonlyArray<readonly [string, () => unknown]> = [
    ...Object.entries(hostile),
    ...Object.entries(otherKinds),
    ['deleted', () => 'deleted'],
    ['Present', () => 'Present'],
    ['presents', () => 'presents'],
    ['a list of a state', () => ['present']],
    ['a boxed state', () => Object('absent') as unknown],
    ['a text of the length of a state', () => 'granted'],
    ['what becomes a state', () => ({ toString: () => 'present', length: 7 })],
  ]
  test.each(odd)('%s', (_name, thing) => {
    for (const i of words.keys())
      for (const route of spellings(i))
        for (const permission of [best.permission, accompanied]) {
          const { verdict, faults } = ask(route, best.authn, thing(), permission, policy)
          notGranted(verdict)
          const denied = deny({ mayKnow: true })
          expect(verdict).toStrictEqual(untyped(route, best.authn, 'absent', denied, policy))
          expect(faults).toEqual(['state'])
        }
  })
})

describe('for a policy that was not made the strictest stands in, and nothing is granted', () => {
  test.each(inPlaceOf(policy, 'a policy'))('%s', (_name, thing) => {
    const strictest = Policy.of({})
    for (const i of words.keys())
      for (const route of spellings(i))
        for (const state of ['present', 'absent'] as const)
          for (const permission of [best.permission, accompanied]) {
            const { verdict, faults } = ask(route, best.authn, state, permission, thing())
            notGranted(verdict)
            expect(verdict).toStrictEqual(untyped(route, best.authn, state, deny(), strictest))
            expect(faults).toEqual(['policy'])
          }
  })

  test('of `undefined`, for routes that were asked before and for routes that were not', () => {
    for (const route of [...words, ...words.map((route) => Route.of(route)), ...warm])
      for (const authn of [Authn.anonymous, Authn.rejected('expired'), best.authn]) {
        const { verdict, faults } = ask(route, authn, 'present', grant(), undefined)
        notGranted(verdict)
        expect(faults).toEqual(['policy'])
      }
  })

  test('nor does a route remember it: the next policy is asked', () => {
    const route = Route.of({ method: 'GET', resource: 'document' })
    untyped(route, best.authn, 'present', grant(), undefined)
    untyped(route, best.authn, 'present', grant(), { ...policy })
    expect(untyped(route, best.authn, 'present', grant(), policy)).toEqual({ _tag: 'Ok' })
  })
})

describe('for a route that is malformed the strictest stands in, and nothing is granted', () => {
  const get = { method: 'GET', resource: 'document' }
  const guarded = Route.of({ method: 'GET', resource: 'document', requires })
  const malformed: ReadonlyArray<readonly [string, () => unknown]> = [
    ...inPlaceOf(routes[0] as object, 'a made route'),
    ...Object.entries(copies).map(
      ([name, copy]) => [`${name}, guarded`, () => copy(guarded)] as const,
    ),
    ...[
      {},
      { method: 'GET' },
      { resource: 'document' },
      { ...get, method: 'get' },
      { ...get, method: 7 },
      { ...get, resource: 7 },
      { ...get, resource: 'a:b:c' },
      { ...get, shape: 'tree' },
      { ...get, expects: 'deleted' },
      { ...get, require: {} },
      { ...get, path: '/documents/7' },
      { ...get, traceId: null },
      { ...get, requires: null },
      { ...get, requires: [] },
      { ...get, requires: { scope: ['a'] } },
      { ...get, requires: { scopes: 'a' } },
      { ...get, requires: { scopes: [] } },
      { ...get, requires: { scopes: undefined } },
      { ...get, requires: { scopes: { anyOf: [] } } },
      { ...get, requires: { scopes: { anyOf: ['a', []] } } },
      { ...get, requires: { authenticated: false } },
      { ...get, requires: { maxAge: -1 } },
      { ...get, requires: { roles: ['a'] } },
      { ...get, requires: new Map() },
      { ...get, requires: Object.create({ scopes: ['admin'] }) as object },
      Object.create(get),
      Object.assign(new Map(), get),
      new (class {
        method = 'GET'
        resource = 'document'
        get requires(): object {
          return { scopes: ['admin'] }
        }
      })(),
      {
        ...get,
        get expects(): string {
          throw new Error('read')
        },
      },
    ].map(
      (u: object, i) =>
        [
          `the object ${String(i)}, of ${Object.keys(u).join(', ') || 'no members'}`,
          () => u,
        ] as const,
    ),
  ]

  const strictest = { method: 'GET', resource: 'unheard of', requires: { authenticated: true } }

  test.each(malformed.filter(([, thing]) => !isPlainRoute(thing())))('%s', (_name, thing) => {
    for (const state of ['present', 'absent'] as const)
      for (const authn of [best.authn, Authn.anonymous])
        for (const permission of [best.permission, accompanied]) {
          const { verdict, faults } = ask(thing(), authn, state, permission, policy)
          notGranted(verdict)
          expect(verdict).toStrictEqual(untyped(strictest, authn, state, deny(), policy))
          expect(faults).toEqual(['route'])
        }
  })

  test('but its rejected callers are told so, and a plain object that fits is a route', () => {
    expect(untyped({}, Authn.rejected('expired'), 'present', grant(), policy)).toMatchObject({
      code: 'invalid-credentials',
    })
    const plain = [
      get,
      Object.assign(Object.create(null) as object, get),
      runInNewContext(`(${JSON.stringify(get)})`),
    ]
    for (const route of plain) {
      expect(isDefault(route)).toBe(true)
      expect(untyped(route, best.authn, 'present', grant(), policy)).toEqual({ _tag: 'Ok' })
    }
  })
})

/** A copy of a route may be a plain object that says the same. It is then made into a route. */
function isPlainRoute(u: unknown): boolean {
  return !Route.is(u) && isDefault(u)
}

describe('in all places at once', () => {
  test.each(Object.entries(hostile))('%s', (_name, thing) => {
    const { verdict, faults } = ask(thing(), thing(), thing(), thing(), thing())
    expect(verdict).toMatchObject({ code: 'invalid-credentials', status: 401 })
    expect(faults).toEqual(['route', 'authn', 'state', 'permission', 'policy'])
  })

  test('no arguments at all', () => {
    expect(ask().verdict).toMatchObject({ code: 'invalid-credentials' })
  })
})

// ------------------------------------------------------------------ data that turns, and inputs

/** A copy in which one member is read as it is for so many times, and then otherwise. */
const turning = (
  value: unknown,
  path: ReadonlyArray<string>,
  reads: number,
  then: () => unknown,
): unknown => {
  const copy = structuredClone(value) as Record<string, never>
  const [last = '', ...above] = [...path].reverse()
  const parent = above.reverse().reduce((at, key) => at[key] ?? at, copy)
  const honest: unknown = parent[last]
  let left = reads
  const get = (): unknown => (left-- > 0 ? honest : then())
  Object.defineProperty(parent, last, { enumerable: true, get })
  return copy
}

const pathsIn = (
  value: unknown,
  above: ReadonlyArray<string> = [],
): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, member]) => [
        [...above, key],
        ...pathsIn(member, [...above, key]),
      ])

test('what changes between two reads does not throw, grant or give an odd header', () => {
  const route = { method: 'GET', resource: 'document', requires: { scopes: ['z'], maxAge: 60 } }
  const odd = [
    () => 'x\r\ny: z',
    () => null,
    () => ['x\r\ny: z'],
    () => Symbol('s'),
    () => ({}),
    () => undefined,
    (): never => {
      throw new Error('read')
    },
  ]
  let tried = 0
  for (const path of pathsIn(route))
    for (const reads of [0, 1, 2, 3])
      for (const then of odd) {
        const verdict = untyped(
          turning(route, path, reads, then),
          Authn.authenticated({ age: 5 }),
          'present',
          grant(),
          policy,
        )
        // the whole requirement says at the first read that it is none
        const isNone = path.length === 1 && path[0] === 'requires' && reads === 0
        if (!isNone) notGranted(verdict)
        if ('headers' in verdict)
          for (const value of Object.values<string>({ ...verdict.headers }))
            expect(value).toMatch(/^[\x20-\x7e]+$/)
        tried += 1
      }
  expect(tried).toBeGreaterThan(100)
})

test('arguments are left as they are', () => {
  const route = { method: 'GET', resource: 'document', requires: { scopes: ['a'] } }
  const args = [
    route,
    { _tag: 'Authenticated', scopes: ['a'] },
    'present',
    { _tag: 'Granted' },
    { types: {} },
  ]
  const text = JSON.stringify(args)
  ask(...args)
  expect(JSON.stringify(args)).toBe(text)
  expect(
    args.flatMap((u) => (typeof u === 'object' ? Object.getOwnPropertySymbols(u) : [])),
  ).toEqual([])
})

// ------------------------------------------------------------------ a polluted prototype

/** The names of members: of options, of made values, of what is worked out within. */
const names = [
  ...new Set([
    ...['_tag', 'mayKnow', 'remedy', 'faults', 'ancestors', 'references', 'links'],
    ...['missingPermissions', 'requestAccess', 'acrValues', 'maxAge', 'authenticated', 'anyOf'],
    ...['scopes', 'acr', 'age', 'scheme', 'reason', 'nonce', 'method', 'resource', 'shape'],
    ...['expects', 'requires', 'types', 'service', 'whenAbsent', 'onFault', 'facts', 'state'],
    ...['permission', 'existence', 'anonymous', 'concealAs', 'list', 'realm', 'schemes', 'algs'],
    ...[
      'resourceMetadata',
      'vary',
      'problems',
      'parameters',
      'document',
      'granted',
      'understood',
      'guarded',
    ],
    ...['caller', 'disclosure', 'listing', 'policy', 'value', 'others', 'constants', 'then'],
    ...['status', 'headers', 'body', 'code', 'error', 'of', 'row', 'cell', 'outcome', 'withNonce'],
  ]),
]

describe('of a polluted prototype nothing is read', () => {
  const values: ReadonlyArray<unknown> = [
    true,
    'Granted',
    'public',
    'present',
    ['a'],
    { scopes: ['a'] },
    grant(),
    5,
    () => undefined,
  ]
  const [, denied] = Facts.of({}, () => deny({ mayKnow: true, missingPermissions: ['b'] }))
  const arguments_: ReadonlyArray<ReadonlyArray<unknown>> = [
    ...words.map((route) => [route, best.authn, 'present', grant(), policy]),
    ...words.map((route) => [Route.of(route), best.authn, 'absent', accompanied, policy]),
    [words[0], best.authn, 'present', denied, policy],
    [words[0], Authn.nonceWanted('n'), 'present', denied, policy],
    [words[4], Authn.authenticated(), 'present', grant(), policy],
    [words[4], Authn.authenticated({ acr: 'mfa', age: 5 }), 'present', grant(), policy],
    [{}, best.authn, 'present', grant(), policy],
    [words[0], {}, 'present', grant(), policy],
    [words[0], best.authn, {}, grant(), policy],
    [words[0], best.authn, 'present', {}, policy],
    [words[0], best.authn, 'present', { _tag: 'Granted' }, policy],
    [words[0], best.authn, 'present', { mayKnow: true }, policy],
    [words[0], best.authn, 'present', grant(), {}],
    [{ method: 'GET' }, best.authn, 'present', grant(), policy],
    [{ resource: 'document' }, best.authn, 'present', grant(), policy],
    [{ ...words[0], requires: {} }, Authn.authenticated(), 'present', grant(), policy],
  ]
  const answers = (): string =>
    JSON.stringify(
      arguments_.map((args) => [
        untyped(...args),
        before(args[0], args[1], args[4]) ?? null,
        { ...explained(...args), faults: [] },
      ]),
    )
  const expected = answers()

  test.each(names)('%s', (name) => {
    for (const value of values) expect(polluted(name, value, answers)).toBe(expected)
  })
})

// ------------------------------------------------------------------ options of constructors

describe('no option of a constructor grants what its least favourable value does not', () => {
  const decided = (
    route: Route.RouteInWords,
    authn: Authn.Authn,
    [state, permission]: Facts.Facts<string, string>,
  ): Verdict => untyped(route, authn, state, permission, policy)
  const factsOf = Facts.of as unknown as Untyped<Facts.Facts<string, string>>

  test.each(Object.entries(hostile))('%s', (_name, thing) => {
    const [get, create] = [words[0], words[1]] as [Route.RouteInWords, Route.RouteInWords]
    const credentials = { scopes: ['a'], acr: 'mfa', age: 5 }
    for (const [name, required] of [
      ['scopes', { scopes: ['a'] }],
      ['acr', { acrValues: ['mfa'] }],
      ['age', { maxAge: 60 }],
    ] as const) {
      const authn = Authn.authenticated({ ...credentials, [name]: thing() })
      const isMet = name === 'scopes' && isListOfA(thing())
      const isAge = name === 'age' && thing() === 0
      if (!isMet && !isAge) notGranted(decided({ ...get, requires: required }, authn, there))
    }
    const whole = Authn.authenticated(thing() as never)
    notGranted(decided({ ...get, requires: { scopes: ['a'] } }, whole, there))
    for (const name of ['mayKnow', 'missingPermissions', 'requestAccess', 'acrValues', 'maxAge']) {
      const options = { mayKnow: true, [name]: thing() } as never
      for (const permission of [Permission.deny(options), Permission.stepUp(options)])
        notGranted(decided(get, best.authn, ['present', permission]))
    }
    for (const name of ['whenAbsent', 'ancestors', 'references'])
      if (thing() !== undefined && !isEmptyList(thing())) {
        const whenAbsent = name === 'whenAbsent' ? undefined : grant()
        const facts = factsOf(null, () => grant(), { whenAbsent, [name]: thing() })
        const { _tag } = decided(create, best.authn, facts)
        expect(['Ok', 'Conflict']).not.toContain(_tag)
        expect(explained(create, best.authn, ...facts, policy).faults.length).toBeGreaterThan(0)
      }
    const rule = factsOf({}, thing())
    notGranted(decided(get, best.authn, rule))
    expect(explained(get, best.authn, ...rule, policy).faults).toMatchObject([
      { path: 'authorize' },
    ])
  })

  test.each(Object.entries(copies))('%s of facts', (_name, copy) => {
    for (const state of ['present', 'absent'] as const) {
      const related = [{ resource: 'folder', facts: [state, copy(grant())] }]
      const up = factsOf({}, () => grant(), { ancestors: related })
      const named = factsOf({}, () => grant(), { references: related })
      notGranted(decided(words[0] as Route.RouteInWords, best.authn, up))
      expect(decided(words[0] as Route.RouteInWords, best.authn, named)._tag).not.toBe('Ok')
    }
    const whenAbsent = copy(grant())
    notGranted(
      decided(
        words[1] as Route.RouteInWords,
        best.authn,
        factsOf(null, () => grant(), { whenAbsent }),
      ),
    )
    notGranted(
      decided(
        words[0] as Route.RouteInWords,
        best.authn,
        factsOf({}, () => copy(grant())),
      ),
    )
  })
})

const isEmptyList = (u: unknown): boolean => {
  try {
    return Array.isArray(u) && u.length === 0
  } catch {
    return false
  }
}

const isListOfA = (u: unknown): boolean => {
  try {
    return Array.isArray(u) && u.length < 100 && u.includes('a')
  } catch {
    return false
  }
}

describe('edges of the past stay closed', () => {
  test('a link with a space is sent, percent-encoded', () => {
    const permission = Permission.deny({ mayKnow: true, requestAccess: '/access requests' })
    expect(untyped(words[0], best.authn, 'present', permission, policy)).toMatchObject({
      body: { request_access: '/access%20requests' },
    })
  })

  test('routes in words cost the same after many types that no policy names', () => {
    const time = (): number => {
      const start = performance.now()
      for (let i = 0; i < 2_000; i++) untyped(words[0], best.authn, 'present', grant(), policy)
      return performance.now() - start
    }
    time()
    const fresh = Math.min(time(), time(), time())
    for (let i = 0; i < 20_000; i++)
      untyped(
        { method: 'GET', resource: `type-${String(i)}` },
        best.authn,
        'present',
        grant(),
        policy,
      )
    expect(Math.min(time(), time(), time())).toBeLessThan(fresh * 10 + 5)
  })
})
