import fc from 'fast-check'
import { Disclosure, Policy } from 'glomar'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'

const disclosure = fc.constantFrom(...Disclosure.values())

const types = ['call', 'calls', '__proto__', 'user']

/** Policies that name some types and not others, `__proto__` among them. */
const policy: fc.Arbitrary<Policy.Policy> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...types), disclosure), { selector: ([type]) => type })
  .map((entries) => Policy.of(Object.fromEntries(entries)))

const equal = (x: Policy.Policy, y: Policy.Policy): boolean => Policy.leq(x, y) && Policy.leq(y, x)

interface Lattice<A> {
  readonly meet: (x: A, y: A) => A
  readonly join: (x: A, y: A) => A
}

/** The laws of a distributive lattice, as predicates. */
const laws = <A>(
  { meet, join }: Lattice<A>,
  equals: (x: A, y: A) => boolean,
  leq: (x: A, y: A) => boolean,
): Readonly<Record<string, (x: A, y: A, z: A) => boolean>> => ({
  'meet is associative': (x, y, z) => equals(meet(meet(x, y), z), meet(x, meet(y, z))),
  'join is associative': (x, y, z) => equals(join(join(x, y), z), join(x, join(y, z))),
  'meet is commutative': (x, y) => equals(meet(x, y), meet(y, x)),
  'join is commutative': (x, y) => equals(join(x, y), join(y, x)),
  'both are idempotent': (x) => equals(meet(x, x), x) && equals(join(x, x), x),
  'each absorbs the other': (x, y) => equals(meet(x, join(x, y)), x) && equals(join(x, meet(x, y)), x),
  'meet distributes over join': (x, y, z) => equals(meet(x, join(y, z)), join(meet(x, y), meet(x, z))),
  'the order is that of the meet': (x, y) => leq(x, y) === equals(meet(x, y), x),
  'the meet is the greatest below both': (x, y, z) => !(leq(z, x) && leq(z, y)) || leq(z, meet(x, y)),
})

describe('disclosures are a bounded distributive lattice', () => {
  const { Lattice, Eq, leq } = Disclosure
  test.each(Object.entries(laws(Lattice, Eq.equals, leq)))('%s', (_name, law) => {
    fc.assert(fc.property(disclosure, disclosure, disclosure, law), runs(2_000))
  })
  test('the strictest is below all, the loosest above', () => {
    for (const d of Disclosure.values()) expect(leq(Lattice.zero, d) && leq(d, Lattice.one)).toBe(true)
  })
  test('there are 192, each there once', () => {
    expect(new Set(Disclosure.values()).size).toBe(192)
  })
})

describe('policies are a distributive lattice with a least element', () => {
  test.each(Object.entries(laws(Policy.Lattice, equal, Policy.leq)))('%s', (_name, law) => {
    fc.assert(fc.property(policy, policy, policy, law), runs(1_000))
  })
  test('the policy that names no type is below all', () => {
    fc.assert(
      fc.property(policy, (p) => Policy.leq(Policy.Lattice.zero, p) && equal(Policy.Lattice.join(p, Policy.Lattice.zero), p)),
      runs(100),
    )
  })
})

describe('combine', () => {
  const org = Policy.of({ call: { existence: 'known', tell: 'remedy' }, invoice: { existence: 'public' } }, { realm: 'org' })

  test('takes the stricter of each knob, and the constants of the first', () => {
    const team = Policy.of({ call: { existence: 'authenticated', tell: 'missing' }, invoice: { existence: 'public' } }, { realm: 'team' })
    const both = Policy.combine(org, team)
    expect(both.types.call).toEqual({ ...Disclosure.strictest, existence: 'known', tell: 'missing' })
    expect(both.types.invoice).toEqual({ ...Disclosure.strictest, existence: 'public' })
    expect(both.service.realm).toBe('org')
  })

  test('takes a hand-made policy only if it is whole: what `decide` reads as the strictest must not be combined as anything else', () => {
    const service = Policy.of({}).service
    const whole: Policy.Policy = JSON.parse(JSON.stringify(org)) as Policy.Policy
    expect(Policy.combine(whole, org)).toEqual(org)
    const odd: ReadonlyArray<unknown> = [
      null,
      {},
      { _tag: 'Policy', types: null, service },
      { _tag: 'Policy', types: { call: { existence: 'public' } }, service },
      { _tag: 'Policy', types: { call: { ...Disclosure.loosest, tell: 'all' } }, service },
      { _tag: 'Policy', types: { call: Disclosure.loosest, user: { existence: 'public' } }, service },
      { types: { call: Disclosure.loosest }, service },
      { _tag: 'Policy', types: {}, service: { realm: 'a\nb' } },
    ]
    for (const policy of odd) {
      for (const f of [Policy.combine, Policy.leq, Policy.Lattice.join]) {
        expect(() => f(policy as Policy.Policy, org)).toThrow(/^Policy(?:: expected a whole policy|\.of: service\.realm: )/)
        expect(() => f(org, policy as Policy.Policy)).toThrow(TypeError)
      }
    }
  })

  test('a type that one of the two does not name is at its strictest', () => {
    const both = Policy.combine(org, Policy.of({ call: org.types.call, user: { existence: 'public' } }))
    expect(both.types).toEqual({ call: org.types.call, invoice: Disclosure.strictest, user: Disclosure.strictest })
  })
})

describe('Policy.of', () => {
  test('is frozen through and through, and copies what it is given', () => {
    const schemes = ['Bearer']
    const p = Policy.of({ call: {} }, { schemes })
    schemes.push('Basic')
    expect(p.service.schemes).toEqual(['Bearer'])
    expect([p, p.types, p.types.call, p.service, p.service.schemes].every(Object.isFrozen)).toBe(true)
  })

  test('what is undefined is not given', () => {
    expect(Policy.of({ call: { tell: undefined }, user: undefined } as never, { realm: undefined, ask: undefined } as never)).toStrictEqual(
      Policy.of({ call: {} }),
    )
  })

  test.each([
    [
      { call: { existance: 'known' } },
      {},
      'Policy.of: types.call.existance: expected one of the knobs existence, tell, anonymous, concealAs, list, blindAsk, got "known"',
    ],
    [{ call: { tell: 'all' } }, {}, 'Policy.of: types.call.tell: expected nothing | missing | remedy, got "all"'],
    [{ call: 'secret' }, {}, 'Policy.of: types.call: expected a plain object, got "secret"'],
    [null, {}, 'Policy.of: types: expected a plain object, got null'],
    [[], {}, 'Policy.of: types: expected a plain object, got a list'],
    [{}, null, 'Policy.of: service: expected a plain object, got null'],
    [
      {},
      { relam: 'x' },
      'Policy.of: service.relam: expected one of the constants realm, schemes, algs, resourceMetadata, vary, problems, ask, got "x"',
    ],
    [{}, { realm: 'a\r\nb' }, 'Policy.of: service.realm: expected printable US-ASCII text, got "a\\r\\nb"'],
    [{}, { schemes: [] }, 'Policy.of: service.schemes: expected a list of 1 to 100, each an authentication scheme, got a list'],
    [
      {},
      { schemes: ['Bear er'], vary: ['a:b'] },
      /service\.schemes\[0\]: expected an authentication scheme, got \"Bear er\"; service\.vary\[0\]: expected a field name, got \"a:b\"/,
    ],
    [{}, { algs: 'ES256' }, 'Policy.of: service.algs: expected a list of 0 to 100, each a JWS algorithm, got "ES256"'],
    [{}, { algs: ['"'] }, /service\.algs\[0\]: expected a JWS algorithm/],
    [{}, { resourceMetadata: '/relative' }, 'Policy.of: service.resourceMetadata: expected an absolute URI, got "/relative"'],
    [{}, { problems: 'a b' }, /service\.problems: expected a URI reference/],
    [{}, { ask: '/ask?{what}' }, /service\.ask: expected a link, in which \{target\} may stand/],
    [
      {},
      { realm: 'x'.repeat(3_000) },
      /service\.realm: expected printable US-ASCII text, of at most 2000 characters, got "x+" and 2960 more/,
    ],
    [
      {},
      { vary: Array.from({ length: 101 }, () => 'x') },
      'Policy.of: service.vary: expected a list of 0 to 100, each a field name, got a list',
    ],
  ])('says all that is wrong with %j and %j', (types, service, message) => {
    expect(() => Policy.of(types as never, service as never)).toThrow(typeof message === 'string' ? new TypeError(message) : message)
  })
})

test('a type of the name `__proto__` is a type like any other', () => {
  const policy = Policy.of(JSON.parse('{ "__proto__": { "existence": "public" }, "call": {} }') as Record<string, object>)
  expect(Object.keys(policy.types)).toEqual(['__proto__', 'call'])
  expect(Policy.disclosureOf(policy, '__proto__')).toEqual(Disclosure.of({ existence: 'public' }))
  expect(Object.getPrototypeOf(policy.types)).toBe(Object.prototype)
})
