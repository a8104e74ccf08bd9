/**
 * What decodes was made by the constructors, and what they would fault, mend or throw at is an
 * error.
 */
import fc from 'fast-check'
import * as Glomar from 'glomar'
import {
  Authn,
  Facts,
  Permission,
  Policy,
  report,
  ResourceState,
  Route,
  type PermissionDocument,
} from 'glomar/codec'
import { arbitrary as arb } from 'glomar/testkit/properties'
import * as t from 'io-ts'
import { describe, expect, test } from 'vitest'
import * as Domain from '../../src/domain/Authn.js'
import { hostile } from '../hostile.js'
import { polluted } from '../pollution.js'
import { runs } from '../runs.js'
import { bare, faultsIn, json, permission } from './values.js'

const codecs = { Route, Authn, ResourceState, Permission, Facts, Policy }

const errors = (codec: t.Decoder<unknown, unknown>, u: unknown): ReadonlyArray<string> => {
  const result = codec.decode(u)
  return result._tag === 'Left' ? report(result.left) : []
}

const right = <A>(codec: t.Decoder<unknown, A>, u: unknown): A => {
  const result = codec.decode(u)
  if (result._tag === 'Left') throw new Error(report(result.left).join('; '))
  return result.right
}

// ---------------------------------------------------------------- values

const facts: fc.Arbitrary<Glomar.Facts.Facts<string, string>> = fc.tuple(arb.state, permission)

const values: ReadonlyArray<readonly [string, t.Type<never, unknown>, fc.Arbitrary<unknown>]> = [
  ['Route', Route, arb.route],
  ['Authn', Authn, arb.authn],
  ['ResourceState', ResourceState, arb.state],
  ['Permission', Permission, permission],
  ['Facts', Facts, facts],
  ['Policy', Policy, arb.policy],
] as never

describe('a document decodes to the value that it was encoded from', () => {
  test.each(values)('%s', (_name, codec, value) => {
    fc.assert(
      fc.property(value, (made) => {
        const document = codec.encode(made as never)
        const again = json(document)
        // nothing in it that JSON does not know
        expect(again).toEqual(document)
        const decoded: unknown = right(codec, again)
        expect(bare(decoded)).toEqual(bare(made))
        expect(faultsIn(decoded)).toEqual([])
        expect([codec.is(made), codec.is(decoded), codec.is(document)]).toEqual([
          true,
          true,
          typeof document === 'string',
        ])
      }),
      runs(1_000),
    )
  })

  test('the values are of many kinds', () => {
    const documents = fc.sample(permission, { numRuns: 2_000, seed: 404 }).map(Permission.encode)
    const some = (is: (document: PermissionDocument) => boolean): boolean => documents.some(is)
    const severalLinks = (d: PermissionDocument): boolean =>
      d._tag === 'Denied' && Array.isArray(d.requestAccess)
    expect([
      some(({ _tag }) => _tag === 'Granted'),
      some(({ _tag }) => _tag === 'StepUp'),
      some(severalLinks),
      some(({ ancestors = [] }) => ancestors.some((one) => one.permission.ancestors !== undefined)),
      some(({ references = [] }) => references.some((one) => one.expects === 'absent')),
      some(({ references = [] }) =>
        references.some((one) => one.permission.references !== undefined),
      ),
    ]).toEqual([true, true, true, true, true, true])
  })

  test('the lists of a document are its own', () => {
    const scopes = ['documents:read']
    const authn = Glomar.Authn.authenticated({ scopes })
    const document = Authn.encode(authn)
    if (document._tag === 'Authenticated') (document.scopes as Array<string>).push('admin')
    expect(authn).toHaveProperty('scopes', ['documents:read'])
  })

  test('decisions and explanations stay the same', () => {
    fc.assert(
      fc.property(
        arb.route,
        arb.authn,
        facts,
        arb.policy,
        (route, authn, [state, said], policy) => {
          const decoded = [
            right(Route, json(Route.encode(route))),
            right(Authn, json(Authn.encode(authn))),
            ...right(Facts, json(Facts.encode([state, said]))),
            right(Policy, json(Policy.encode(policy))),
          ] as const
          expect(Glomar.decide(...decoded)).toEqual(
            Glomar.decide(route, authn, state, said, policy),
          )
          const explained = Glomar.explain(...decoded)
          expect(faultsIn(explained)).toEqual([])
          expect(bare(explained)).toEqual(bare(Glomar.explain(route, authn, state, said, policy)))
        },
      ),
      runs(1_000),
    )
  })
})

describe('a document has the words of the constructors', () => {
  const { allOf, deny, grant, stepUp } = Glomar.Permission
  const archived = { resource: 'archive', facts: ['present', grant()] } as const
  const folder = {
    resource: 'folder',
    facts: Glomar.Facts.of({}, () => grant(), { ancestors: [archived] }),
  }
  test.each<[Glomar.Permission.Permission<string, string>, PermissionDocument]>([
    [grant(), { _tag: 'Granted', mayKnow: true }],
    [grant({ mayKnow: false }), { _tag: 'Granted', mayKnow: false }],
    [deny(), { _tag: 'Denied', mayKnow: false }],
    [
      deny({ mayKnow: true, missingPermissions: ['documents:write'], requestAccess: '/requests' }),
      {
        _tag: 'Denied',
        mayKnow: true,
        missingPermissions: ['documents:write'],
        requestAccess: '/requests',
      },
    ],
    [
      stepUp({ mayKnow: true, acrValues: ['mfa'], maxAge: 60 }),
      { _tag: 'StepUp', mayKnow: true, acrValues: ['mfa'], maxAge: 60 },
    ],
    [
      allOf(
        deny({ mayKnow: true, requestAccess: '/two' }),
        deny({ mayKnow: true, requestAccess: '/one' }),
      ),
      { _tag: 'Denied', mayKnow: true, requestAccess: ['/one', '/two'] },
    ],
    [
      Glomar.Facts.of({}, () => grant(), {
        ancestors: [folder],
        references: [{ resource: 'folder', facts: ['absent', deny()], expects: 'absent' }],
      })[1],
      {
        _tag: 'Granted',
        mayKnow: true,
        ancestors: [
          {
            resource: 'folder',
            state: 'present',
            permission: {
              _tag: 'Granted',
              mayKnow: true,
              ancestors: [
                {
                  resource: 'archive',
                  state: 'present',
                  permission: { _tag: 'Granted', mayKnow: true },
                },
              ],
            },
          },
        ],
        references: [
          {
            resource: 'folder',
            state: 'absent',
            permission: { _tag: 'Denied', mayKnow: false },
            expects: 'absent',
          },
        ],
      },
    ],
  ])('permission %# is encoded in them', (made, document) => {
    expect(Permission.encode(made)).toEqual(document)
  })

  test.each([
    [Route, { method: 'GET', resource: 'document', shape: 'item', expects: 'present' }],
    [
      Route,
      {
        method: 'GET',
        resource: 'document',
        shape: 'item',
        expects: 'present',
        requires: { authenticated: true, scopes: { anyOf: [['a'], ['b', 'c']] }, maxAge: 60 },
      },
    ],
    [Authn, { _tag: 'Anonymous' }],
    [Authn, { _tag: 'Rejected', reason: 'expired', scheme: 'Bearer' }],
    [Authn, { _tag: 'NonceWanted', nonce: 'n0nce' }],
    [Authn, { _tag: 'Authenticated', scopes: ['documents:read'], acr: 'mfa', age: 40 }],
    [Facts, { state: 'absent', permission: { _tag: 'Denied', mayKnow: false } }],
  ] as ReadonlyArray<[t.Type<unknown>, unknown]>)(
    'document %# is what its value is encoded as',
    (codec, u) => {
      expect(codec.encode(right(codec, u))).toEqual(u)
    },
  )

  test('what stands above an ancestor stands above the target, as in `Facts.of`', () => {
    const granted = { _tag: 'Granted' }
    const archive = { resource: 'archive', state: 'absent', permission: granted }
    const above = {
      resource: 'folder',
      state: 'present',
      permission: { ...granted, ancestors: [archive] },
    }
    const permission = right(Permission, { ...granted, ancestors: [above] })
    expect(permission.ancestors.map(({ resource }) => resource)).toEqual(['folder', 'archive'])
    const policy: Glomar.Policy.Policy = Glomar.Policy.of({ document: {}, folder: {}, archive: {} })
    const route = Glomar.Route.of({ method: 'GET', resource: 'document' })
    expect(
      Glomar.decide(route, Glomar.Authn.authenticated(), 'present', permission, policy)._tag,
    ).toBe('NotFound')
  })

  test('a policy says only what is not at its strictest, and is made whole', () => {
    const document = { types: { document: { existence: 'if-may-know' } } }
    expect(right(Policy, document)).toEqual(
      Glomar.Policy.of({ document: { existence: 'if-may-know' } }),
    )
    expect(Policy.is(document)).toBe(false)
  })

  test('parameters of your own stay what they are, and none are left out', () => {
    const service = '{"parameters":{"__proto__":"x","1":"y","service":"a \\"b\\""}}'
    const policy = right(Policy, JSON.parse(`{"types":{},"service":${service}}`))
    expect(Object.keys(policy.service.parameters).sort()).toEqual(['1', '__proto__', 'service'])
    expect(right(Policy, json(Policy.encode(policy)))).toEqual(policy)
    expect(Policy.encode(Glomar.Policy.of({})).service).not.toHaveProperty('parameters')
    const encoded = Policy.encode(policy).service?.parameters
    expect(encoded).not.toBe(policy.service.parameters)
    expect(Object.isFrozen(encoded)).toBe(false)
  })

  test('a policy of any type names stays what it is', () => {
    const document = '{ "types": { "__proto__": { "existence": "public" }, "constructor": {} } }'
    const policy = right(Policy, JSON.parse(document))
    expect(Object.keys(policy.types)).toEqual(['__proto__', 'constructor'])
    expect(right(Policy, json(Policy.encode(policy)))).toEqual(policy)
  })
})

// ---------------------------------------------------------------- errors

describe('every error is reported at once: the path, what was expected, what came', () => {
  const reasons = Domain.reasons.map((reason) => JSON.stringify(reason)).join(' | ')
  const link = 'a relative reference, or a link to the web or a mailbox'
  const scope = 'text without spaces, quotes and backslashes'

  const existences = '"secret" | "if-may-know" | "authenticated" | "public"'
  const type = 'a resource type such as `document` or `document:delete`'
  const scheme = 'an authentication scheme'
  const itself = '(the value itself)'

  test('a policy', () => {
    const document = JSON.parse(`{
      "types": {
        "document": { "existence": "secrte", "existance": 1 },
        "__proto__": { "list": "all" },
        "a.b": 3,
        "a:b:c": {}
      },
      "service": {
        "realm": "a\\nb", "schemes": [], "problem": "/p/", "vary": ["Cookie", "a b"],
        "parameters": { "service": 7, "Realm": "x", "a b": "x", "realm": "x" }
      },
      "typos": true
    }`) as unknown
    expect(errors(Policy, document)).toEqual([
      `types.document.existence: expected ${existences}, got "secrte"`,
      'types.document.existance: no such knob; did you mean existence?',
      'types.__proto__.list: expected "conceal" | "empty", got "all"',
      'types["a.b"]: expected a plain object, got 3',
      `types["a:b:c"]: expected ${type}, got "a:b:c"`,
      'service.realm: expected printable US-ASCII text, got "a\\nb"',
      'service.schemes: expected a list of 1 to 100, each an authentication scheme, got a list',
      'service.problem: no such constant; did you mean problems?',
      'service.vary[1]: expected a field name, got "a b"',
      'service.parameters.service: expected printable US-ASCII text, got 7',
      'service.parameters.Realm: expected a parameter name in lower case, got "Realm"',
      'service.parameters["a b"]: expected a parameter name in lower case, got "a b"',
      'service.parameters.realm: expected a name that is not taken, got "realm"',
      'typos: no such member; did you mean types?',
    ])
  })

  test.each<[t.Decoder<unknown, unknown>, unknown, ReadonlyArray<string>]>([
    [
      Route,
      {
        method: 'get',
        resource: 'a:b:c',
        require: {},
        requires: { scope: ['a'], maxAge: -1, scopes: ['a b'], authenticated: false },
      },
      [
        'method: expected a method (RFC 9110 §9.1), in upper case, got "get"',
        `resource: expected ${type}, got "a:b:c"`,
        'require: no such member; did you mean requires?',
        'requires.scope: no such member; did you mean scopes?',
        'requires.maxAge: expected whole seconds, 0 or more, got -1',
        `requires.scopes[0]: expected ${scope}, got "a b"`,
        'requires.authenticated: expected true, got false',
      ],
    ],
    [
      Route,
      { method: 'GET', resource: 'document', requires: { scopes: { anyOf: ['a b', [], [7]] } } },
      [
        `requires.scopes.anyOf[0]: expected ${scope}, got "a b"`,
        'requires.scopes.anyOf[1]: expected a list with something in it, got a list',
        `requires.scopes.anyOf[2][0]: expected ${scope}, got 7`,
      ],
    ],
    [
      Route,
      { method: 'GET', resource: 'document', requires: { scopes: [], acrValues: undefined } },
      [
        'requires.scopes: expected a list with something in it, got a list',
        'requires.acrValues: expected a list, got undefined',
      ],
    ],
    [
      Route,
      {},
      [
        'method: expected a method (RFC 9110 §9.1), in upper case, got undefined',
        `resource: expected ${type}, got undefined`,
      ],
    ],
    [
      Route,
      Object.create({ method: 'GET', resource: 'document' }),
      ['(the value itself): expected a plain object, got an object'],
    ],
    [
      Route,
      'x'.repeat(50),
      [`${itself}: expected a plain object, got "${'x'.repeat(40)}" and 10 more characters`],
    ],
    [
      Authn,
      { _tag: 'Authenticated', scopes: ['a', 3, null], age: Infinity, scheme: 'a b', sub: 'emma' },
      [
        'scopes[1]: expected text, got 3',
        'scopes[2]: expected text, got null',
        'age: expected seconds, 0 or more, got Infinity',
        'scheme: expected an authentication scheme, got "a b"',
        'sub: no such member; expected one of _tag, scopes, acr, age, scheme',
      ],
    ],
    [Authn, { _tag: 'Authenticated', age: null }, ['age: expected seconds, 0 or more, got null']],
    [Authn, { _tag: 'Rejected', reason: 'late' }, [`reason: expected ${reasons}, got "late"`]],
    [Authn, { _tag: 'NonceWanted', nonce: 'a b' }, [`nonce: expected ${scope}, got "a b"`]],
    [Permission, { _tag: 'Denied' }, ['mayKnow: expected true | false, got undefined']],
    [
      Permission,
      { _tag: 'constructor' },
      ['_tag: expected "Granted" | "Denied" | "StepUp", got "constructor"'],
    ],
    [
      Permission,
      { _tag: 'Denied', mayKnow: true, missingPermissions: 'all', requestAccess: 'javascript:x' },
      [
        'missingPermissions: expected a list, got "all"',
        `requestAccess: expected ${link}, got "javascript:x"`,
      ],
    ],
    [
      Permission,
      { _tag: 'Denied', mayKnow: true, requestAccess: ['/a b'] },
      [
        `requestAccess[0]: expected ${link}, got "/a b"`,
        'requestAccess: expected a link, or a list of two or more, got a list',
      ],
    ],
    [
      Permission,
      { _tag: 'StepUp', mayKnow: true, acrValues: ['a b'], maxAge: 1.5 },
      [
        `acrValues[0]: expected ${scope}, got "a b"`,
        'maxAge: expected whole seconds, 0 or more, got 1.5',
      ],
    ],
    [
      Permission,
      {
        _tag: 'Granted',
        ancestors: [{ resource: 7, state: 'gone', permission: { _tag: 'Granted', mayknow: 1 } }],
        references: [{ resource: 'folder', state: 'present', expects: 'either' }],
      },
      [
        'ancestors[0].resource: expected text, got 7',
        'ancestors[0].state: expected "present" | "absent", got "gone"',
        'ancestors[0].permission.mayknow: no such member; did you mean mayKnow?',
        'references[0].expects: expected "present" | "absent", got "either"',
        'references[0].permission: expected a plain object, got undefined',
      ],
    ],
    [
      Facts,
      ['present', { _tag: 'Granted' }],
      ['(the value itself): expected a plain object, got a list'],
    ],
    [ResourceState, 'here', ['(the value itself): expected "present" | "absent", got "here"']],
    [Policy, null, ['(the value itself): expected a plain object, got null']],
    [Policy, { types: [] }, ['types: expected a plain object, got a list']],
  ])('document %# has its errors told, all of them', (codec, u, expected) => {
    expect(errors(codec, u)).toEqual(expected)
  })

  test('constants that are too long for `Policy.of` do not decode', () => {
    const long = 'x'.repeat(3_000)
    const shown = `"${'x'.repeat(40)}" and 2960 more characters`
    const vary = Array.from({ length: 101 }, () => 'x')
    const service = {
      realm: long,
      schemes: ['Bearer', long],
      vary,
      parameters: { service: long, [long]: 'x' },
    }
    expect(errors(Policy, { types: {}, service })).toEqual([
      `service.realm: expected printable US-ASCII text, of at most 2000 characters, got ${shown}`,
      `service.schemes[1]: expected ${scheme}, of at most 2000 characters, got ${shown}`,
      'service.vary: expected a list of 0 to 100, each a field name, got a list',
      `service.parameters.service: expected printable US-ASCII text, of at most 2000 characters, got ${shown}`,
      `service.parameters[${shown}]: expected a parameter name in lower case, of at most 2000 characters, got ${shown}`,
    ])
  })

  test('lists that are too long for a constructor do not decode', () => {
    const scopes = Array.from({ length: 100_000 }, () => 'a')
    const document = { _tag: 'Authenticated', scopes }
    expect(right(Authn, document).faults).toEqual([])
    scopes.push('a')
    expect(errors(Authn, document)).toEqual(['scopes: expected a shorter list, got a list'])
    expect(Glomar.Authn.authenticated({ scopes }).faults).toHaveLength(1)
  })

  test('a hole in a list is an item that is undefined', () => {
    const scopes = ['a']
    scopes[2] = 'c'
    const result = errors(Authn, { _tag: 'Authenticated', scopes })
    expect(result).toEqual(['scopes[1]: expected text, got undefined'])
  })

  test('a codec of your own that is made of these is reported alike', () => {
    const Both = t.type({ policy: Policy, states: t.array(ResourceState), note: t.string })
    const whole = { policy: { types: {} }, states: ['absent'], note: '' }
    expect(right(Both, whole).policy).toEqual(Glomar.Policy.of({}))
    const wrong = { policy: { types: { document: { list: 1 } } }, states: ['here'], note: 7 }
    expect(errors(Both, wrong)).toEqual([
      'policy.types.document.list: expected "conceal" | "empty", got 1',
      'states[0]: expected "present" | "absent", got "here"',
      'note: expected string, got 7',
    ])
  })
})

// ---------------------------------------------------------------- what no constructor would take

/** Every place in a document: what holds it, and its key there. */
const places = (u: unknown): ReadonlyArray<readonly [object, string]> =>
  typeof u === 'object' && u !== null
    ? Object.entries(u).flatMap(([key, value]) => [[u, key] as const, ...places(value)])
    : []

describe('what a constructor would fault, mend or throw at does not decode', () => {
  const others = [null, 7, -1, 'x', 'a b', '', true, false, [], ['x', 7], {}, 'javascript:x', 1e999]

  test.each(values)('%s', (_name, codec, value) => {
    const seen = { made: 0, refused: 0 }
    fc.assert(
      fc.property(value, fc.nat(), fc.constantFrom(...others), (made, place, other) => {
        const document = { whole: json(codec.encode(made as never)) }
        const all = places(document)
        const [holder, key] = all[place % all.length] as readonly [object, string]
        Reflect.set(holder, key, other)
        const result = (codec as t.Decoder<unknown, unknown>).decode(document.whole)
        seen[result._tag === 'Right' ? 'made' : 'refused'] += 1
        if (result._tag === 'Left') return
        expect(codec.is(result.right)).toBe(true)
        expect(faultsIn(result.right)).toEqual([])
        // nothing that was said is lost: it decodes to the same value once it was encoded
        expect(bare(right(codec, json(codec.encode(result.right as never))))).toEqual(
          bare(result.right),
        )
      }),
      runs(1_000),
    )
    expect(seen.refused).toBeGreaterThan(0)
  })
})

describe('decoding never throws, and reads plain values alone', () => {
  const every = Object.entries(codecs) as ReadonlyArray<[string, t.Type<unknown, unknown>]>

  test.each(every)('%s: a hostile value', (_name, codec) => {
    const whole = { method: 'GET', resource: 'document', state: 'present', types: {} }
    const documents = (u: unknown): ReadonlyArray<unknown> => [
      u,
      ...['types', 'method', 'requires', '_tag', 'state', 'permission', 'service'].flatMap(
        (key) => [{ [key]: u }, { ...whole, [key]: u }],
      ),
      { _tag: 'Authenticated', scopes: u },
      { _tag: 'Authenticated', scopes: [u] },
      { _tag: 'Granted', ancestors: u },
      { _tag: 'Denied', mayKnow: u },
    ]
    for (const [kind, make] of Object.entries(hostile))
      for (const document of documents(make())) {
        const result = codec.decode(document)
        expect(result._tag === 'Left' ? report(result.left) : [], kind).not.toContain('')
        if (result._tag === 'Right') expect(faultsIn(result.right), kind).toEqual([])
        // such a value forges every brand: it stands for code in the process
        if (kind !== 'a chameleon') expect(codec.is(document), kind).toBe(false)
      }
  })

  test('getters are not called', () => {
    const document = {
      _tag: 'Granted',
      get mayKnow(): boolean {
        throw new Error('called')
      },
    }
    expect(errors(Permission, document)).toEqual(['mayKnow: expected true | false, got undefined'])
  })

  test('what stands on the prototype of all objects is not read', () => {
    const documents: ReadonlyArray<[t.Type<never, unknown>, unknown]> = [
      [Route, { method: 'GET', resource: 'document' }],
      [Authn, { _tag: 'Authenticated' }],
      [Permission, { _tag: 'Denied', mayKnow: false }],
      [Permission, { _tag: 'Granted', ancestors: [] }],
      [Policy, { types: { document: {} } }],
    ] as never
    const members = {
      mayKnow: true,
      missingPermissions: ['x'],
      requestAccess: '/elsewhere',
      links: ['/elsewhere'],
      remedy: { _tag: 'StepUp' },
      ancestors: [7],
      references: [7],
      scopes: ['admin'],
      acr: 'mfa',
      age: 0,
      scheme: 'Basic',
      requires: {},
      existence: 'public',
      service: { realm: 'elsewhere' },
      value: 'Granted',
      _tag: 'Granted',
    }
    for (const [codec, document] of documents) {
      const clean = right(codec, document)
      for (const [name, value] of Object.entries(members)) {
        const [decoded, encoded] = polluted(name, value, () => [
          codec.decode(document),
          codec.encode(clean),
        ])
        expect(decoded, name).toHaveProperty('_tag', 'Right')
        expect(bare((decoded as { readonly right: unknown }).right), name).toEqual(bare(clean))
        expect(Object.entries(encoded as object), name).toEqual(
          Object.entries(codec.encode(clean) as object),
        )
      }
      expect(polluted('_tag', 'Granted', () => Permission.decode({ mayKnow: true })._tag)).toBe(
        'Left',
      )
    }
  })

  test('only what was made is a value of its type', () => {
    const document = { _tag: 'Granted', mayKnow: true }
    expect(Permission.is(Glomar.Permission.grant())).toBe(true)
    expect(Permission.is(document)).toBe(false)
    expect(Permission.is({ ...Glomar.Permission.grant() })).toBe(false)
    expect(Facts.is(['present', Glomar.Permission.grant()])).toBe(true)
    expect(Facts.is(['present', document])).toBe(false)
    expect(Facts.is(['present', Glomar.Permission.grant(), 1])).toBe(false)
    expect(Route.is({ method: 'GET', resource: 'document' })).toBe(false)
    expect(ResourceState.is('gone')).toBe(false)
  })
})
