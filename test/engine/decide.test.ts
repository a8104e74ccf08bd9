/**
 * The decision from outside: what the arguments mean, and what of them is remembered. Bytes are in
 * `../wire`.
 */
import fc from 'fast-check'
import { Authn, decide, Disclosure, Permission, Policy, Route, type ResourceState } from 'glomar'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'

const { grant, deny, stepUp } = Permission

const policy = Policy.of({ document: { existence: 'if-may-know' }, documents: { list: 'empty' } })
const emma = Authn.authenticated()
const get = { method: 'GET', resource: 'document' } as const

test('HEAD is decided as GET (RFC 9110 §9.3.2)', () => {
  const list = (method: string): string =>
    decide({ method, resource: 'documents', shape: 'collection' }, emma, 'present', deny(), policy)
      ._tag
  expect(['GET', 'HEAD', 'POST', 'Get', 'QUERY'].map(list)).toEqual([
    'Empty',
    'Empty',
    'NotFound',
    'NotFound',
    'NotFound',
  ])
})

describe('a requirement', () => {
  test.each<[Route.Requirements, Authn.Credentials, string]>([
    [{ authenticated: true }, {}, 'Ok'],
    [{ acrValues: ['mfa', 'hwk'] }, { acr: 'hwk' }, 'Ok'],
    [{ acrValues: ['mfa', 'hwk'] }, { acr: 'pwd' }, 'Unauthenticated'],
    [{ acrValues: ['mfa'] }, {}, 'Unauthenticated'],
    [{ maxAge: 60 }, { age: 60 }, 'Ok'],
    [{ maxAge: 60 }, { age: 60.5 }, 'Unauthenticated'],
    [{ maxAge: 60 }, { age: Infinity }, 'Unauthenticated'],
    [{ maxAge: 60 }, { age: -1 }, 'Unauthenticated'],
    [{ maxAge: 60 }, {}, 'Unauthenticated'],
    [{ maxAge: 0 }, { age: 0 }, 'Ok'],
    [{ maxAge: 60, acrValues: ['mfa'] }, { age: 5 }, 'Unauthenticated'],
    [{ maxAge: 60, acrValues: ['mfa'] }, { acr: 'mfa' }, 'Unauthenticated'],
    [{ scopes: ['a', 'b'] }, { scopes: ['b', 'c', 'a'] }, 'Ok'],
    [{ scopes: ['a', 'b'] }, { scopes: ['a'] }, 'Forbidden'],
    [{ scopes: ['a', 'a'] }, { scopes: ['a'] }, 'Ok'],
    [{ scopes: ['a'] }, { scopes: ['A'] }, 'Forbidden'],
    [{ scopes: ['a'] }, {}, 'Forbidden'],
    [{ scopes: { anyOf: ['all', ['a', 'b']] } }, { scopes: ['all'] }, 'Ok'],
    [{ scopes: { anyOf: ['all', ['a', 'b']] } }, { scopes: ['b', 'a'] }, 'Ok'],
    [{ scopes: { anyOf: ['all', ['a', 'b']] } }, { scopes: ['a'] }, 'Forbidden'],
    [{ scopes: { anyOf: ['all', ['a', 'b']] } }, {}, 'Forbidden'],
    [{ scopes: ['a'], maxAge: 60 }, { age: 61 }, 'Unauthenticated'],
  ])('of %j is met by %j: %s', (requires, credentials, tag) => {
    const authn = Authn.authenticated(credentials)
    expect(decide({ ...get, requires }, authn, 'present', grant(), policy)._tag).toBe(tag)
  })

  test.each<Route.Requirements>([
    { authenticated: true },
    { scopes: ['a'] },
    { scopes: { anyOf: ['a', 'b'] } },
    { acrValues: ['mfa'] },
    { maxAge: 60 },
  ])('of %j makes a caller without credentials count as denied and unknowing', (requires) => {
    const open = Policy.of({ document: { existence: 'if-may-know', anonymous: 'conceal' } })
    const route = Route.of({ ...get, requires })
    for (const state of ['present', 'absent'] as const)
      for (const permission of [
        grant(),
        grant({ mayKnow: false }),
        deny({ mayKnow: true }),
        deny(),
      ])
        expect(decide(route, Authn.anonymous, state, permission, open)).toMatchObject({
          code: 'not-found',
        })
  })

  test('of nothing lets the facts about a caller without credentials count as given', () => {
    const route = Route.of({ ...get, requires: {} })
    const ask = (permission: Permission.Permission): unknown =>
      decide(route, Authn.anonymous, 'present', permission, policy)
    expect(ask(grant())).toEqual({ _tag: 'Ok' })
    expect(ask(deny({ mayKnow: true }))).toMatchObject({ code: 'authentication-required' })
  })

  test('of many scopes is held against many in no quadratic time', () => {
    const many = Array.from({ length: 2_000 }, (_, i) => `scope:${String(i)}`)
    const route = Route.of({ ...get, requires: { scopes: many } })
    const authn = Authn.authenticated({ scopes: [...many].reverse() })
    expect(decide(route, authn, 'present', grant(), policy)._tag).toBe('Ok')
  })
})

describe('cases that the rows settle', () => {
  const decided = (
    disclosure: Partial<Disclosure.Disclosure>,
    route: Partial<Route.RouteInWords>,
    state: ResourceState,
    permission: Permission.Permission,
    authn: Authn.Authn = emma,
  ): string => {
    const verdict = decide<string, string, Route.Shape, Route.Expects>(
      { ...get, ...route },
      authn,
      state,
      permission,
      Policy.of({ document: disclosure }),
    )
    return 'code' in verdict ? verdict.code : verdict._tag
  }
  const blind = grant({ mayKnow: false })
  const create = { method: 'PUT', expects: 'absent' } as const
  const upsert = { method: 'PUT', expects: 'either' } as const

  test.each<[string, string, ReturnType<typeof decided>]>([
    [
      'a blind grant of what is there is ok (S3: GetObject without ListBucket)',
      'Ok',
      decided({}, {}, 'present', blind),
    ],
    [
      'a blind grant of what is not there is concealed',
      'not-found',
      decided({ existence: 'if-may-know' }, {}, 'absent', blind),
    ],
    [
      'without credentials, that is a 401 under `challenge`',
      'authentication-required',
      decided({}, {}, 'absent', blind, Authn.anonymous),
    ],
    [
      'and what other strangers see under `conceal`',
      'not-found',
      decided({ anonymous: 'conceal' }, {}, 'absent', blind, Authn.anonymous),
    ],
    ['a permitted creator whose name is free', 'Ok', decided({}, create, 'absent', blind)],
    [
      'a permitted creator whose name is taken by something that they may not see',
      'not-found',
      decided({}, create, 'present', blind),
    ],
    [
      'a permitted creator whose name is taken, and who may know',
      'Conflict',
      decided({}, create, 'present', grant()),
    ],
    [
      'an upsert, either way',
      'Ok,Ok',
      [decided({}, upsert, 'present', blind), decided({}, upsert, 'absent', blind)].join(),
    ],
    [
      'a denied creator who may know: 403, taken or not',
      'permission-denied,permission-denied',
      (['present', 'absent'] as const)
        .map((state) =>
          decided({ existence: 'if-may-know' }, create, state, deny({ mayKnow: true })),
        )
        .join(),
    ],
    [
      'a denied caller who may know, under `secret`, is a stranger',
      'not-found',
      decided({}, {}, 'present', deny({ mayKnow: true })),
    ],
    [
      'a granted caller who may know, of what is not there',
      'does-not-exist',
      decided({}, {}, 'absent', grant()),
    ],
    [
      'a caller who is entitled by their credentials',
      'permission-denied',
      decided({ existence: 'authenticated' }, {}, 'present', deny()),
    ],
    [
      'a caller without credentials is not, under `authenticated`',
      'authentication-required',
      decided({ existence: 'authenticated' }, {}, 'absent', deny(), Authn.anonymous),
    ],
    [
      'but is, where they may know',
      'does-not-exist',
      decided(
        { existence: 'authenticated' },
        {},
        'absent',
        deny({ mayKnow: true }),
        Authn.anonymous,
      ),
    ],
    [
      '`public`: a missing thing is missing to everybody',
      'does-not-exist',
      decided({ existence: 'public' }, {}, 'absent', deny(), Authn.anonymous),
    ],
    [
      '`public`: a denied caller without credentials',
      'authentication-required',
      decided(
        { existence: 'public', anonymous: 'conceal' },
        {},
        'present',
        deny(),
        Authn.anonymous,
      ),
    ],
    [
      'a denied caller gets no 401, but for a step-up',
      'step-up-required',
      decided({ existence: 'public' }, {}, 'present', stepUp({ mayKnow: false })),
    ],
    [
      'a step-up is not told to a stranger',
      'not-found',
      decided({ existence: 'if-may-know' }, {}, 'present', stepUp({ mayKnow: false })),
    ],
    [
      '`list: empty` says nothing of an item',
      'not-found',
      decided({ list: 'empty' }, {}, 'present', deny()),
    ],
    [
      'a caller without credentials is challenged before `list: empty`',
      'authentication-required',
      decided({ list: 'empty' }, { shape: 'collection' }, 'present', deny(), Authn.anonymous),
    ],
    [
      '`list: empty` does nothing for whom `public` entitles',
      'permission-denied',
      decided({ list: 'empty', existence: 'public' }, { shape: 'collection' }, 'present', deny()),
    ],
  ])('%s', (_name, expected, got) => {
    expect(got).toBe(expected)
  })
})

test('a type that the policy does not name is strictest, as is an action that it does not name', () => {
  const open: Policy.Policy = Policy.of({ 'document:read': Disclosure.loosest })
  const code = (resource: string): unknown =>
    decide({ method: 'GET', resource }, emma, 'present', deny(), open)
  expect(code('document:read')).toMatchObject({ code: 'permission-denied' })
  for (const resource of ['document', 'document:delete', 'folder', 'toString', '__proto__'])
    expect(code(resource)).toMatchObject({ code: 'not-found' })
})

test('the verdicts that the handler answers are frozen constants of one member', () => {
  const create = { method: 'PUT', resource: 'document', expects: 'absent' } as const
  const list = { method: 'GET', resource: 'documents', shape: 'collection' } as const
  const answers = [
    decide(create, emma, 'absent', grant(), policy),
    decide(create, emma, 'present', grant(), policy),
    decide(list, emma, 'present', deny(), policy),
  ]
  expect(answers).toStrictEqual([{ _tag: 'Ok' }, { _tag: 'Conflict' }, { _tag: 'Empty' }])
  expect(answers.every(Object.isFrozen)).toBe(true)
})

describe('a route answers a class of callers with', () => {
  const { existence } = { existence: 'public' } as const
  const service = { schemes: ['Bearer', 'DPoP'], algs: ['ES256'] }
  const types = { open: { existence }, closed: {}, uniform: { concealAs: 'forbidden' } } as const
  const several = Policy.of(types, service)
  const open = Route.of({ method: 'GET', resource: 'open' })
  const closed = Route.of({ method: 'GET', resource: 'closed' })
  const uniform = Route.of({ method: 'GET', resource: 'uniform' })
  const guarded = Route.of({
    method: 'GET',
    resource: 'closed',
    requires: { scopes: ['a'], acrValues: ['mfa'] },
  })
  const weak = Authn.authenticated({ scopes: ['a'] })
  const there = 'present' as const

  test.each<[string, () => unknown]>([
    ['a challenge', () => decide(closed, Authn.anonymous, there, deny(), several)],
    ['a concealing 404', () => decide(closed, emma, there, deny(), several)],
    ['a concealing 403', () => decide(uniform, emma, there, deny(), several)],
    ['a definitive 404', () => decide(open, emma, 'absent', deny(), several)],
    ['an honest 403 without a remedy', () => decide(open, emma, there, deny(), several)],
    ['a step-up of the route', () => decide(guarded, weak, there, grant(), several)],
    [
      'a step-up of a scheme',
      () => decide(guarded, Authn.authenticated({ scheme: 'DPoP' }), there, grant(), several),
    ],
    [
      'a 403 for a scope',
      () => decide(guarded, Authn.authenticated({ acr: 'mfa' }), there, grant(), several),
    ],
    [
      'a 401 for a reason',
      () => decide(closed, Authn.rejected('expired'), there, grant(), several),
    ],
    [
      'a 401 for a scheme that is not on offer',
      () => decide(closed, Authn.rejected('expired', 'x'), there, grant(), several),
    ],
  ])('one object: %s', (_name, ask) => {
    expect(ask()).toBe(ask())
  })

  test('one object for hidden and missing, whatever is said of the denial', () => {
    const permissions = [
      deny(),
      deny({ mayKnow: false, missingPermissions: ['x'], requestAccess: '/y' }),
      stepUp({ mayKnow: false, maxAge: 5 }),
    ]
    const answers = permissions.flatMap((permission) =>
      (['present', 'absent'] as const).map((state) =>
        decide(closed, emma, state, permission, several),
      ),
    )
    expect(new Set(answers).size).toBe(1)
  })

  test('nothing that one answer has and the next has not', () => {
    const apart = (...verdicts: ReadonlyArray<object>): void => {
      const texts = verdicts.map((verdict) => JSON.stringify(verdict))
      expect(new Set(texts).size).toBe(verdicts.length)
    }
    const rejected = (authn: Authn.Authn): object => decide(closed, authn, there, deny(), several)
    apart(
      rejected(Authn.rejected('expired')),
      rejected(Authn.rejected('expired', 'DPoP')),
      rejected(Authn.rejected('expired', 'Bearer')),
      rejected(Authn.rejected('invalid-dpop-proof', 'DPoP')),
      rejected(Authn.rejected('expired', 'mine')),
      rejected(Authn.nonceWanted('n-1')),
      rejected(Authn.nonceWanted('n-2')),
    )
    const weakly = (authn: Authn.Authn): object => decide(guarded, authn, there, grant(), several)
    apart(
      weakly(weak),
      weakly(Authn.authenticated({ scheme: 'DPoP' })),
      weakly(Authn.authenticated({ acr: 'mfa' })),
      weakly(Authn.authenticated({ acr: 'mfa', scheme: 'DPoP' })),
    )
    const denied = (permission: Permission.Permission): object =>
      decide(open, emma, there, permission, several)
    apart(
      denied(deny()),
      denied(deny({ mayKnow: true, missingPermissions: ['a'] })),
      denied(deny({ mayKnow: true, missingPermissions: ['b'] })),
      denied(stepUp({ mayKnow: true, acrValues: ['a'] })),
      denied(stepUp({ mayKnow: true, acrValues: ['b'] })),
    )
  })
})

describe('what a route remembers changes no answer', () => {
  const disclosure = fc.constantFrom(...Disclosure.values())
  const requires = fc.constantFrom<Route.Requirements>(
    {},
    { authenticated: true },
    { scopes: ['a'] },
    { scopes: { anyOf: ['b', ['a', 'c']] } },
    { maxAge: 5, acrValues: ['mfa'] },
  )
  const words = fc.record({
    method: fc.constantFrom('GET', 'HEAD', 'PUT'),
    resource: fc.constantFrom('document', 'folder', 'unnamed'),
    shape: fc.constantFrom<Route.Shape>('item', 'collection'),
    expects: fc.constantFrom<Route.Expects>('present', 'absent', 'either'),
    requires,
  })
  const authn = fc.constantFrom(
    Authn.anonymous,
    Authn.rejected('expired', 'DPoP'),
    Authn.nonceWanted('n-1'),
    Authn.nonceWanted('n-2'),
    emma,
    Authn.authenticated({ scopes: ['a', 'c'], acr: 'mfa', age: 1, scheme: 'dpop' }),
    Authn.authenticated({ scopes: ['b'], acr: 'pwd', age: 1 }),
  )
  const permission = fc.constantFrom(
    grant(),
    grant({ mayKnow: false }),
    deny(),
    deny({ mayKnow: true, missingPermissions: ['a'] }),
    deny({ mayKnow: false, requestAccess: '/b' }),
    stepUp({ mayKnow: true, maxAge: 5 }),
  )
  const state = fc.constantFrom<ResourceState>('present', 'absent')
  const policies = fc
    .tuple(disclosure, disclosure)
    .map(
      ([document, folder]) =>
        Policy.of({ document, folder }, { schemes: ['Bearer', 'DPoP'] }) as Policy.Policy,
    )
  const asked = fc.array(fc.tuple(authn, state, permission, fc.nat({ max: 1 })), {
    minLength: 2,
    maxLength: 12,
  })

  test('a warm route, a fresh one and a plain object are answered alike', () => {
    fc.assert(
      fc.property(words, fc.tuple(policies, policies), asked, (route, two, questions) => {
        const warm = Route.of(route)
        for (const [who, there, may, which] of questions) {
          const under = two[which] as Policy.Policy
          const verdict = decide(warm, who, there, may, under)
          expect(decide(Route.of(route), who, there, may, under)).toStrictEqual(verdict)
          expect(decide(route, who, there, may, under)).toStrictEqual(verdict)
        }
      }),
      runs(500),
    )
  })

  test('a plain object that is edited is another route', () => {
    const scopes = ['a']
    const route = { ...get, requires: { scopes } }
    const ask = (): string =>
      decide(route, Authn.authenticated({ scopes: ['a'] }), 'present', grant(), policy)._tag
    expect(ask()).toBe('Ok')
    scopes[0] = 'z'
    expect(ask()).toBe('Forbidden')
  })

  test('a plain object is left as it is, frozen or not', () => {
    const route = { ...get, requires: Object.freeze({ scopes: Object.freeze(['a']) }) }
    const before = Reflect.ownKeys(route)
    decide(route, emma, 'present', grant(), policy)
    expect(Reflect.ownKeys(route)).toEqual(before)
    expect(decide(Object.freeze(route), emma, 'present', grant(), policy)._tag).toBe('Forbidden')
  })

  test('types without end, as plain objects, poison no answer', () => {
    const anything: Policy.Policy = policy
    for (let i = 0; i < 5_000; i++)
      decide({ method: 'GET', resource: `type-${String(i)}` }, emma, 'present', grant(), anything)
    expect(decide(get, emma, 'present', deny({ mayKnow: true }), policy)).toMatchObject({
      code: 'permission-denied',
    })
  })

  test('a policy that nobody else holds is forgotten', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const route = Route.of(get)
    const held = new WeakRef(
      (() => {
        const passing = Policy.of({ document: {} })
        decide(route, emma, 'present', deny(), passing)
        return passing
      })(),
    )
    decide(route, emma, 'present', deny(), policy)
    expect(decide(route, emma, 'present', grant(), policy)._tag).toBe('Ok')
    await new Promise(setImmediate)
    gc()
    expect(held.deref()).toBeUndefined()
  })
})

test.each(['FORGET', 'GETS', 'XHEAD', 'HEADS'])('%s of a collection is no GET of it', (method) => {
  const lists = Policy.of({ document: { list: 'empty' } })
  const route = { method, resource: 'document', shape: 'collection' } as const
  const verdict = decide(route, Authn.authenticated(), 'present', Permission.deny(), lists)
  expect(verdict._tag).toBe('NotFound')
})

test.each(['XBearer', 'BearerX', 'XDPoP', 'DPoPX'])('%s takes no access token', (scheme) => {
  const odd = Policy.of({ document: {} }, { schemes: [scheme] })
  const route = { method: 'GET', resource: 'document', requires: { scopes: ['a'] } } as const
  const verdict = decide(route, Authn.anonymous, 'absent', Permission.deny(), odd)
  expect(verdict).toMatchObject({ headers: { 'www-authenticate': `${scheme} realm="api"` } })
})
