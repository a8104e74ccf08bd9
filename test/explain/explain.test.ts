/**
 * What the operator is told, and that none of it is sent.
 */
import {
  Authn,
  decide,
  Disclosure,
  explain,
  Facts,
  Permission,
  Policy,
  Route,
  type Explanation,
} from 'glomar'
import { describe, expect, test } from 'vitest'

const { grant, deny, stepUp } = Permission

const policy = Policy.of({
  document: { existence: 'if-may-know' },
  folder: { existence: 'if-may-know' },
})
const get = { method: 'GET', resource: 'document' } as const
const emma = Authn.authenticated()

/** A caller who does not think of the types. */
const untyped = explain as unknown as (...args: ReadonlyArray<unknown>) => Explanation

test('the operator is told what the wire does not tell', () => {
  expect(explain(get, emma, 'present', deny(), policy)).toStrictEqual({
    row: '5d',
    because: 'the caller is not entitled, under `concealAs: not-found`',
    answer: 'not-found',
    cites: ['RFC 9110 §15.5.4', 'RFC 9110 §15.5.5'],
    concealed: ['state'],
    resource: 'document',
    named: true,
    disclosure: policy.types.document,
    caller: 'authenticated',
    reason: undefined,
    state: 'present',
    blocked: false,
    granted: false,
    mayKnow: false,
    entitled: false,
    remedy: undefined,
    ancestors: [],
    references: [],
    faults: [],
    says: [
      'Row 5d: the caller is not entitled, under `concealAs: not-found`. ' +
        'The answer is not-found (RFC 9110 §15.5.4, RFC 9110 §15.5.5).',
      'The state of `document` is present, and the answer conceals it. ' +
        'The caller is denied and may not know.',
      '`existence: if-may-know` of `document` entitles whoever may know.',
      'To entitle this caller to `document`, say `mayKnow: true` in the permission, ' +
        "or `existence: 'authenticated'` in the policy.",
    ],
  })
})

test('the answer is the code of the refusal or the tag of the verdict', () => {
  const permissions = [grant(), deny(), deny({ mayKnow: true }), stepUp({ mayKnow: true })]
  const requires = { scopes: ['a'], acrValues: ['mfa'] }
  const callers = [
    Authn.anonymous,
    Authn.rejected('expired'),
    emma,
    Authn.authenticated({ acr: 'mfa' }),
    Authn.authenticated({ acr: 'mfa', scopes: ['a'] }),
  ]
  const answers = new Set<string>()
  const open: ReadonlyArray<Policy.Policy> = Disclosure.values().map((document) =>
    Policy.of({ document }),
  )
  const routes = [
    Route.of(get),
    Route.of({ ...get, requires }),
    Route.of({ ...get, shape: 'collection' }),
    Route.of({ method: 'PUT', resource: 'document', expects: 'absent' }),
  ] as ReadonlyArray<Route.Route>
  for (const route of routes)
    for (const authn of callers)
      for (const under of open)
        for (const permission of permissions)
          for (const row of [{}, null]) {
            const facts = Facts.of<object>(row, () => permission, { whenAbsent: permission })
            const verdict = decide(route, authn, ...facts, under)
            const { answer } = explain(route, authn, ...facts, under)
            expect(answer).toBe('code' in verdict ? verdict.code : verdict._tag)
            answers.add(answer)
          }
  expect(answers.size).toBe(11)
})

test('the reason of a rejection is told, and no reason elsewhere', () => {
  for (const reason of ['malformed', 'expired', 'revoked', 'invalid-dpop-proof'] as const)
    expect(explain(get, Authn.rejected(reason), 'present', grant(), policy)).toMatchObject({
      row: '1',
      caller: 'rejected',
      reason,
    })
  expect(explain(get, Authn.nonceWanted('n'), 'present', grant(), policy).reason).toBe(
    'use-dpop-nonce',
  )
  expect(explain(get, Authn.anonymous, 'present', grant(), policy).reason).toBeUndefined()
})

test('a type that the policy does not name is said to be unnamed', () => {
  const any: Policy.Policy = policy
  const said = explain({ method: 'GET', resource: 'user' }, emma, 'absent', deny(), any)
  expect(said).toMatchObject({
    resource: 'user',
    named: false,
    disclosure: Disclosure.strictest,
  })
})

test('of a malformed route, no resource is told', () => {
  expect(untyped({ method: 'GET' }, emma, 'present', grant(), policy)).toMatchObject({
    resource: undefined,
    named: false,
    granted: false,
    disclosure: Disclosure.strictest,
  })
})

test('facts are told as they count: not without credentials on a guarded route', () => {
  const guarded = { ...get, requires: { authenticated: true } } as const
  expect(explain(guarded, Authn.anonymous, 'present', grant(), policy)).toMatchObject({
    granted: false,
    mayKnow: false,
    entitled: false,
  })
  expect(explain(get, Authn.anonymous, 'present', grant(), policy)).toMatchObject({
    granted: true,
    mayKnow: true,
    entitled: true,
  })
})

describe('what the answer keeps from the caller', () => {
  const remedy = deny({ mayKnow: true, missingPermissions: ['a'], requestAccess: '/ask' })
  const withheld = deny({ mayKnow: false, missingPermissions: ['a'], requestAccess: '/ask' })
  const of = (
    permission: Permission.Permission,
    {
      row = {},
      authn = emma,
      document = { existence: 'if-may-know' },
    }: {
      readonly row?: object | null
      readonly authn?: Authn.Authn
      readonly document?: Partial<Disclosure.Disclosure>
    } = {},
  ): unknown => {
    const facts = Facts.of<object>(row, () => permission, { whenAbsent: permission })
    return explain(get, authn, ...facts, Policy.of({ document })).concealed
  }

  test.each<[string, unknown, ReadonlyArray<string>]>([
    ['nothing, by an ok', of(grant()), []],
    ['nothing, by a definitive 404', of(grant(), { row: null }), []],
    ['nothing, by a 403 with its remedy', of(remedy), []],
    ['nothing, by a step-up', of(stepUp({ mayKnow: true, maxAge: 5 })), []],
    [
      'nothing, by a 401 to a caller who may know',
      of(deny({ mayKnow: true }), { authn: Authn.anonymous }),
      [],
    ],
    [
      'the remedy, by a 401 to a caller who may know',
      of(remedy, { authn: Authn.anonymous }),
      ['missing-permissions', 'request-access'],
    ],
    ['the state, from a stranger', of(deny()), ['state']],
    ['the state, from a stranger, by a 401', of(deny(), { authn: Authn.anonymous }), ['state']],
    ['the state, from a stranger to what is not there', of(deny(), { row: null }), ['state']],
    [
      'the state and the remedy, from a caller of whom it is not said that they may know',
      of(withheld),
      ['state', 'missing-permissions', 'request-access'],
    ],
    [
      'nothing, where `authenticated` entitles that caller',
      of(withheld, { document: { existence: 'authenticated' } }),
      [],
    ],
    [
      'the state and what is missing',
      of(deny({ mayKnow: false, missingPermissions: ['a'] })),
      ['state', 'missing-permissions'],
    ],
    [
      'the state and where to ask',
      of(deny({ mayKnow: false, requestAccess: '/ask' })),
      ['state', 'request-access'],
    ],
    ['the state and a step-up', of(stepUp({ mayKnow: false })), ['state', 'step-up']],
    [
      'the remedy, under `secret`',
      of(remedy, { document: {} }),
      ['state', 'missing-permissions', 'request-access'],
    ],
  ])('%s', (_name, concealed, expected) => {
    expect(concealed).toEqual(expected)
  })
})

test('the remedy is told as it was understood, whether the caller sees it or not', () => {
  const permission = deny({ mayKnow: false, missingPermissions: ['a'], requestAccess: '/a b' })
  expect(explain(get, emma, 'present', permission, policy)).toMatchObject({
    remedy: { _tag: 'RequestAccess', missingPermissions: ['a'], links: ['/a%20b'] },
    concealed: ['state', 'missing-permissions', 'request-access'],
    faults: [{ path: 'permission.requestAccess' }],
  })
})

describe('ancestors and references are told, each with what it does', () => {
  const there = (permission: Permission.Permission): Facts.Facts => Facts.of({}, () => permission)
  const missing = Facts.of(null, () => deny())
  const explained = (options: object, authn: Authn.Authn = emma): Explanation => {
    const [state, permission] = Facts.of({}, () => grant(), options)
    return untyped(get, authn, state, permission, policy)
  }

  test.each<[string, Facts.Facts, object]>([
    ['passes', there(grant()), { row: '4', granted: true, mayKnow: true, state: 'present' }],
    ['denies', there(deny({ mayKnow: true })), { row: '9b', granted: false, mayKnow: true }],
    ['denies', there(stepUp({ mayKnow: true })), { row: '9a' }],
    ['blocks', there(deny()), { row: '5d', granted: false, mayKnow: false, state: 'present' }],
    ['blocks', missing, { row: '5d', state: 'absent' }],
    ['blocks', Facts.of(null, () => deny(), { whenAbsent: grant() }), { row: '6' }],
  ])('an ancestor %s', (effect, facts, expected) => {
    const said = explained({ ancestors: [{ resource: 'folder', facts }] })
    expect(said.ancestors).toMatchObject([
      { resource: 'folder', expects: 'present', effect, ...expected },
    ])
    expect(said.blocked).toBe(effect === 'blocks')
  })

  test.each<[string, Facts.Facts, 'present' | 'absent', string]>([
    ['passes', there(grant()), 'present', 'Ok'],
    ['denies', there(deny({ mayKnow: true })), 'present', 'permission-denied'],
    ['is unresolved', there(deny()), 'present', 'UnresolvedReference'],
    ['is unresolved', missing, 'present', 'UnresolvedReference'],
    ['conflicts', there(grant()), 'absent', 'Conflict'],
  ])('a reference %s', (effect, facts, expects, answer) => {
    const said = explained({ references: [{ resource: 'folder', facts, expects }] })
    expect(said.references).toMatchObject([{ resource: 'folder', expects, effect }])
    expect(said.answer).toBe(answer)
  })

  test('a reference challenges a caller without credentials', () => {
    const references = [{ resource: 'folder', facts: missing }]
    const said = explained({ references }, Authn.anonymous)
    expect(said).toMatchObject({
      answer: 'authentication-required',
      references: [{ effect: 'challenges' }],
    })
  })

  test('an ancestor is told as it counts, and with what its permission says', () => {
    const remedy = { mayKnow: true, missingPermissions: ['folders:read'] }
    const options = { ancestors: [{ resource: 'foldr', facts: there(deny(remedy)) }] }
    expect(explained(options).ancestors).toStrictEqual([
      {
        resource: 'foldr',
        named: false,
        disclosure: Disclosure.strictest,
        expects: 'present',
        state: 'present',
        granted: false,
        mayKnow: true,
        entitled: false,
        remedy: { _tag: 'RequestAccess', missingPermissions: ['folders:read'], links: [] },
        row: '5d',
        effect: 'blocks',
        ancestors: [],
      },
    ])
  })

  test('no ancestor counts for a caller without credentials where any are required', () => {
    const ancestors = [{ resource: 'folder', facts: there(grant()) }] as const
    const facts = Facts.of({}, () => grant(), { ancestors })
    const guarded = { ...get, requires: { authenticated: true } } as const
    expect(explain(guarded, Authn.anonymous, ...facts, policy).ancestors).toMatchObject([
      { granted: false, mayKnow: false, entitled: false, effect: 'blocks' },
    ])
  })

  test('a reference is told with what it stands under', () => {
    const facts = Facts.of({}, () => grant(), {
      ancestors: [{ resource: 'document', facts: there(deny({ mayKnow: true })) }],
    })
    const said = explained({ references: [{ resource: 'folder', facts }] })
    expect(said.references).toMatchObject([
      {
        resource: 'folder',
        named: true,
        granted: false,
        effect: 'denies',
        ancestors: [{ resource: 'document', named: true, effect: 'denies', entitled: true }],
      },
    ])
  })

  test.each([
    Authn.rejected('expired'),
    Authn.authenticated({ acr: 'password' }),
    Authn.authenticated({ acr: 'mfa' }),
  ])('bad credentials look at no ancestor', (authn) => {
    const ancestors = [{ resource: 'folder', facts: missing }] as const
    const facts = Facts.of({}, () => grant(), { ancestors })
    const strong = { ...get, requires: { acrValues: ['mfa'], scopes: ['documents:read'] } }
    const said = explain(strong, authn, ...facts, policy)
    expect(said.row).toMatch(/^[123]$/)
    expect(said).toMatchObject({ ancestors: [], blocked: false })
  })

  test.each<[string, object, ReadonlyArray<string>]>([
    ['a hidden ancestor has', { ancestors: true }, ['state', 'request-access']],
    ['a hidden reference has', { references: true }, ['request-access']],
  ])('what %s to say is concealed', (_, roles, concealed) => {
    const facts = there(deny({ mayKnow: false, requestAccess: '/ask' }))
    const related = [{ resource: 'folder', facts }]
    const options = Object.fromEntries(Object.keys(roles).map((role) => [role, related]))
    expect(explained(options).concealed).toEqual(concealed)
  })

  test('what the folder of a reference has to say is concealed', () => {
    const folder = there(stepUp({ mayKnow: false, maxAge: 5 }))
    const facts = Facts.of({}, () => grant(), {
      ancestors: [{ resource: 'folder', facts: folder }],
    })
    const said = explained({ references: [{ resource: 'document', facts }] })
    expect(said.concealed).toEqual(['step-up'])
  })

  test.each(['ancestors', 'references'])('what denied %s have to say is not concealed', (role) => {
    const facts = there(deny({ mayKnow: true, requestAccess: '/ask' }))
    const said = explained({ [role]: [{ resource: 'folder', facts }] })
    expect(said).toMatchObject({ concealed: [], remedy: { links: ['/ask'] } })
  })

  test('what a hidden reference has to say is concealed beside what a denied one has', () => {
    const known = there(deny({ mayKnow: true, requestAccess: '/ask' }))
    const hidden = there(deny({ mayKnow: false, missingPermissions: ['folders:read'] }))
    const references = [known, hidden].map((facts) => ({ resource: 'folder', facts }))
    expect(explained({ references })).toMatchObject({
      concealed: ['missing-permissions'],
      remedy: { links: ['/ask'], missingPermissions: [] },
    })
  })

  test('a target that is not ok tells of no reference: none was judged', () => {
    const references = [{ resource: 'folder', facts: missing }]
    const [state, permission] = Facts.of({}, () => deny(), { references })
    expect(untyped(get, emma, state, permission, policy)).toMatchObject({
      answer: 'not-found',
      references: [],
    })
  })

  test('a reference that is unresolved is a row of its own', () => {
    const said = explained({ references: [{ resource: 'folder', facts: missing }] })
    expect(said).toMatchObject({ row: 'unresolved', answer: 'UnresolvedReference' })
    expect(said.because).toContain('reference')
  })
})

describe('faults', () => {
  const paths = (...args: ReadonlyArray<unknown>): ReadonlyArray<string> =>
    untyped(...args).faults.map(({ path }) => path)

  test('name each argument that was not made, in the order of the arguments', () => {
    const said = untyped({ method: 'get' }, { _tag: 'Anonymous' }, 'here', true, { types: {} })
    expect(said.faults.map(({ path }) => path)).toEqual([
      'route',
      'authn',
      'state',
      'permission',
      'policy',
    ])
    expect(said).toMatchObject({ row: '1', state: 'absent', granted: false })
    for (const { message } of said.faults) expect(message.length).toBeGreaterThan(20)
  })

  test('say what is wrong with a route in the words of `Route.of`', () => {
    const { faults } = untyped(
      { ...get, requires: { scope: ['a'] } },
      emma,
      'present',
      grant(),
      policy,
    )
    expect(faults[0]?.message).toContain('requires.scope: no such member; did you mean scopes?')
  })

  const copied = JSON.parse(
    JSON.stringify({
      'an authn result': [Authn.anonymous, Authn.rejected('expired'), emma],
      'a permission': [grant(), deny()],
      'a policy': [policy],
    }),
  ) as Readonly<Record<string, ReadonlyArray<unknown>>>

  test.each([
    ...Object.entries(copied).flatMap(([kind, all]) =>
      all.map((u) => [`a copy of ${kind}`, u] as const),
    ),
    ['a copy of a route', { ...Route.of(get) }] as const,
    ['a route', Route.of(get)] as const,
    ['an authn result', emma] as const,
    ['a permission', grant()] as const,
    ['a policy', policy] as const,
    ['an object', { _tag: 'Unknown' }] as const,
    ['null', null] as const,
    ['"Policy"', 'Policy'] as const,
  ])('name what is no state: %s', (kind, u) => {
    expect(untyped(get, emma, u, grant(), policy).faults).toEqual([
      {
        path: 'state',
        message: `expected present or absent, got ${kind}: it counts as absent, and nothing is granted`,
      },
    ])
  })

  test('name each maker', () => {
    const messages = untyped(get, 1, 'present', 2, 3).faults.map(({ message }) => message)
    expect(messages).toEqual([
      'expected an authn result, got 1 (make one with `Authn`): it counts as rejected',
      'expected a permission, got 2 (make one with `Permission`): denied',
      'expected a policy, got 3 (make one with `Policy.of`): ' +
        'the strictest stands in, and nothing is granted',
    ])
  })

  test('name a proxy that cannot be read', () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    expect(untyped(get, emma, 'present', proxy, policy).faults).toEqual([
      {
        path: 'permission',
        message: 'expected a permission, got an object (make one with `Permission`): denied',
      },
    ])
  })

  test('name a forged value, which counts as the least favourable one', () => {
    const seal = { of: undefined as unknown, standing: 15 }
    const forged = { [Symbol.for('glomar.permission/1')]: seal, faults: [] }
    seal.of = forged
    const said = untyped(get, emma, 'present', forged, policy)
    expect(said).toMatchObject({ row: '1', state: 'absent', granted: false })
    expect(said.faults).toMatchObject([{ path: '(a forged value)', message: 'it cannot be read' }])
    expect(said.faults[0]?.cause).toBeInstanceOf(TypeError)
  })

  test('are those that constructors found, too', () => {
    const authn = Authn.authenticated({ scopes: 'a b', age: -1 } as never)
    const [state, permission] = Facts.of({}, () => {
      throw new Error('down')
    })
    expect(paths(get, authn, state, permission, policy)).toEqual([
      'authn.scopes',
      'authn.age',
      'authorize',
    ])
  })

  test('are none where all is well', () => {
    expect(paths(Route.of(get), emma, 'present', grant(), policy)).toEqual([])
    expect(paths(get, emma, 'absent', deny(), policy)).toEqual([])
  })

  test('are never sent, nor is what a rule threw', () => {
    const secret = 'the-secret-cause'
    const odd = deny({ mayKnow: true, requestAccess: `javascript:${secret}` })
    const failing = Facts.of({}, () => {
      throw new Error(secret)
    })
    const onFault = (): never => {
      throw new Error(secret)
    }
    const options = { onFault, ancestors: [{ resource: secret, facts: failing }] }
    const all = [Facts.of({}, () => odd), failing, Facts.of({}, () => odd, options as never)]
    for (const facts of all)
      for (const existence of Disclosure.knobs.existence) {
        const verdict = decide(get, emma, ...facts, Policy.of({ document: { existence } }))
        expect(JSON.stringify(verdict)).not.toContain(secret)
      }
  })
})

test('no part of an explanation can be changed', () => {
  const asked = deny({ mayKnow: true, missingPermissions: ['x'], requestAccess: '/a b' })
  const ancestors = [{ resource: 'folder', facts: Facts.of({}, () => asked) }] as const
  const [state, permission] = Facts.of({}, () => grant(), { ancestors, references: ancestors })
  const explanations = [
    explain(get, emma, state, permission, policy),
    explain(get, emma, 'present', asked, policy),
    untyped(undefined, undefined, undefined, undefined, undefined),
  ]
  for (const explanation of explanations)
    for (const part of [explanation, ...Object.values<unknown>({ ...explanation })])
      if (typeof part === 'object' && part !== null) expect(Object.isFrozen(part)).toBe(true)
})

test('an explanation is plain data, which JSON carries whole', () => {
  const ancestors = [{ resource: 'folder', facts: Facts.of({}, () => deny()) }] as const
  const facts = Facts.of({}, () => grant(), { ancestors })
  const explanation = explain(get, emma, ...facts, policy)
  const read = JSON.parse(JSON.stringify(explanation)) as object
  expect(read).toEqual(JSON.parse(JSON.stringify({ ...explanation })))
  expect(read).toMatchObject({ blocked: true, ancestors: [{ resource: 'folder' }] })
})
