import fc from 'fast-check'
import { explain } from 'glomar'
import { Authn, Permission, Policy, report, Request, ResourceState } from 'glomar/codec'
import type { Type } from 'io-ts'
import { describe, expect, test } from 'vitest'
import { arbitrary as arb } from 'glomar/testkit/properties'
import { garbage } from '../guarantees/guarantees.js'

const codecs = { Request, Authn, ResourceState, Permission, Policy } as unknown as Readonly<Record<string, Type<unknown>>>

const errors = (codec: Type<never> | Type<unknown>, u: unknown): ReadonlyArray<string> => {
  const result = codec.decode(u)
  return result._tag === 'Left' ? report(result.left) : []
}

describe('what does not decode is reported by its path, with what was expected and what came, every error at once', () => {
  test('a policy', () => {
    const document = JSON.parse(`{
      "types": { "call": { "existence": "knwon", "tel": 1 }, "__proto__": { "tell": "all" }, "a.b": 3 },
      "service": { "realm": "a\\nb", "schemes": [], "ask": "a b" },
      "typos": true
    }`) as unknown
    expect(errors(codecs['Policy'] as Type<unknown>, document)).toEqual([
      'typos: no such key (only types, _tag, service)',
      'types.call.tel: no such key (only existence, tell, anonymous, concealAs, list, blindAsk)',
      'types.call.existence: expected "secret" | "known" | "authenticated" | "public", got "knwon"',
      'types.__proto__.tell: expected "nothing" | "missing" | "remedy", got "all"',
      'types["a.b"]: expected a plain object, got 3',
      'service.realm: expected printable US-ASCII text, got "a\\nb"',
      'service.schemes: expected a list of 1 to 100, each an authentication scheme, got a list',
      'service.ask: expected a link, in which {target} may stand, got "a b"',
    ])
  })

  test.each([
    [
      'Request',
      { method: 'GET', resource: 'call', requires: { scope: ['a'], maxAge: -1, scopes: ['a b'] } },
      [
        'requires.scope: no such key (only scopes, acrValues, maxAge, permission)',
        'requires.scopes[0]: expected printable US-ASCII without spaces, quotes and backslashes, got "a b"',
        'requires.maxAge: expected a whole number of seconds, 0 or more, got -1',
      ],
    ],
    ['Request', { method: 'G T' }, ['method: expected a method, got "G T"', 'resource: expected text, got undefined']],
    ['Request', Object.create({ method: 'GET', resource: 'call' }), ['(the value itself): expected a plain object, got an object']],
    ['Request', 'x'.repeat(1_000_000), [`(the value itself): expected a plain object, got "${'x'.repeat(40)}" and 999960 more characters`]],
    [
      'Authn',
      { _tag: 'Authenticated', scopes: ['a', 3, null], age: Infinity },
      [
        'scopes[1]: expected text, got 3',
        'scopes[2]: expected text, got null',
        'age: expected a number of seconds, 0 or more, got Infinity',
      ],
    ],
    [
      'Authn',
      { _tag: 'Rejected', reason: 'late', scheme: 'Bearer' },
      [
        'reason: expected "malformed" | "invalid" | "expired" | "revoked" | "wrong-audience" | "invalid-dpop-proof" | "use-dpop-nonce", got "late"',
      ],
    ],
    ['Permission', { _tag: 'constructor' }, ['_tag: expected "Granted" | "Denied", got "constructor"']],
    ['Permission', { _tag: 'Granted' }, ['mayKnow: expected true | false, got undefined']],
    [
      'Permission',
      { _tag: 'Denied', mayKnow: true, remedy: { _tag: 'Ask', missing: 'all', ask: {} } },
      ['remedy.missing: expected a list, each text, got "all"', 'remedy.ask: expected a link, got an object'],
    ],
    ['ResourceState', 'here', ['(the value itself): expected "present" | "absent" | "gone" | "unreachable", got "here"']],
    ['ResourceState', () => 'present', ['(the value itself): expected "present" | "absent" | "gone" | "unreachable", got a function']],
    ['Policy', null, ['(the value itself): expected a plain object, got null']],
    ['Policy', { types: [] }, ['types: expected a plain object, got a list']],
  ])('%s %#', (name, u, expected) => {
    expect(errors(codecs[name] as Type<unknown>, u)).toEqual(expected)
  })

  test('getters are not called, and what cannot be read is an error', () => {
    const result = errors(codecs['Permission'] as Type<unknown>, {
      _tag: 'Granted',
      get mayKnow(): boolean {
        throw new Error('called')
      },
    })
    expect(result).toEqual(['mayKnow: expected a plain value, not a getter, got undefined'])
    for (const codec of Object.values(codecs)) for (const u of garbage) expect(() => codec.decode(u)).not.toThrow()
  })

  test('a list with holes', () => {
    const scopes = ['a']
    scopes[2 ** 32 - 2] = 'z'
    expect(errors(codecs['Authn'] as Type<unknown>, { _tag: 'Authenticated', scopes })).toEqual([
      'scopes: expected a list without holes, each text, got a list',
    ])
  })

  test('constants that are too long: what `Policy.of` would refuse does not decode', () => {
    const service = { realm: 'x'.repeat(3_000), schemes: ['Bearer', 'x'.repeat(3_000)], vary: Array.from({ length: 101 }, () => 'x') }
    expect(errors(codecs['Policy'] as Type<unknown>, { types: {}, service })).toEqual([
      `service.realm: expected printable US-ASCII text, of at most 2000 characters, got "${'x'.repeat(40)}" and 2960 more characters`,
      `service.schemes[1]: expected an authentication scheme, of at most 2000 characters, got "${'x'.repeat(40)}" and 2960 more characters`,
      'service.vary: expected a list of 0 to 100, each a field name, got a list',
    ])
  })

  test('symbols and cycles', () => {
    const cyclic: Record<PropertyKey, unknown> = { _tag: 'Granted', mayKnow: true, [Symbol('secret')]: 1 }
    cyclic['self'] = cyclic
    expect(errors(codecs['Permission'] as Type<unknown>, cyclic)).toEqual([
      'self: no such key (only _tag, mayKnow)',
      '["Symbol(secret)"]: no such key (only _tag, mayKnow)',
    ])
  })
})

describe('what decodes is what was meant', () => {
  const json = (u: unknown): unknown => JSON.parse(JSON.stringify(u))
  test.each([
    ['Policy', arb.policy],
    ['ResourceState', arb.state],
  ] as ReadonlyArray<[string, fc.Arbitrary<unknown>]>)('%s: through JSON and back', (name, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (value) => {
        const codec = codecs[name] as Type<unknown>
        expect(codec.decode(json(codec.encode(value)))).toStrictEqual({ _tag: 'Right', right: value })
        expect(codec.is(value)).toBe(true)
      }),
    )
  })

  test('what decodes, `decide` understands', () => {
    let decoded = 0
    fc.assert(
      fc.property(arb.setting, arb.state, arb.permission, ({ request, authn, policy }, state, permission) => {
        const all = [
          Request.decode(request),
          Authn.decode(authn),
          ResourceState.decode(state),
          Permission.decode(permission),
          Policy.decode(policy),
        ]
        fc.pre(all.every(({ _tag }) => _tag === 'Right'))
        decoded += 1
        const facts = all.map((result) => (result as { readonly right: unknown }).right)
        expect(facts).toEqual([request, authn, state, permission, policy])
        expect((explain as (...facts: ReadonlyArray<unknown>) => unknown)(...facts)).toMatchObject({ misunderstood: [] })
      }),
      { numRuns: 2_000, maxSkipsPerRun: 100 },
    )
    expect(decoded).toBe(2_000)
  })

  test('a policy in a file says only what is not at its strictest', () => {
    const result = Policy.decode({ types: { call: { existence: 'known' } } })
    expect(result).toMatchObject({
      right: { _tag: 'Policy', types: { call: { existence: 'known', tell: 'nothing' } }, service: { realm: 'api' } },
    })
    expect(Policy.is({ types: { call: { existence: 'known' } } })).toBe(false)
  })
})
