/**
 * Policies: what `of` refuses and in which words, and the lattice that policies form.
 */
import fc from 'fast-check'
import { pipe } from 'fp-ts/lib/function.js'
import { Disclosure, Policy } from 'glomar'
import { describe, expect, test } from 'vitest'
import { polluted } from '../pollution.js'
import { runs } from '../runs.js'
import { laws } from './laws.js'

const types = ['document', 'document:delete', '__proto__', 'folder']

/** Policies that name some types and not others, `__proto__` among them. */
const policy: fc.Arbitrary<Policy.Policy> = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...types), fc.constantFrom(...Disclosure.values())), {
    selector: ([type]) => type,
  })
  .map((entries) => Policy.of(Object.fromEntries(entries)))

const equal = Policy.Eq.equals

describe('policies are a distributive lattice with a least element', () => {
  test.each(Object.entries(laws(Policy.Lattice, equal, Policy.leq)))('%s', (_name, law) => {
    fc.assert(fc.property(policy, policy, policy, law), runs(1_000))
  })

  test('the policy that names no type is below all', () => {
    const { zero, join } = Policy.Lattice
    fc.assert(
      fc.property(policy, (p) => Policy.leq(zero, p) && equal(join(p, zero), p)),
      runs(100),
    )
  })
})

describe('combine', () => {
  const org = Policy.of(
    { document: { existence: 'if-may-know', list: 'empty' }, invoice: { existence: 'public' } },
    { realm: 'org' },
  )

  test('takes the stricter value of each knob, and the constants of the first', () => {
    const document = { existence: 'authenticated', anonymous: 'conceal' } as const
    const team = Policy.of({ document, invoice: { existence: 'public' } }, { realm: 'team' })
    const both = Policy.combine(org, team)
    expect(both.types.document).toEqual(Disclosure.of({ existence: 'if-may-know' }))
    expect(both.types.invoice).toEqual(Disclosure.of({ existence: 'public' }))
    expect(both.service.realm).toBe('org')
    expect(Policy.is(both)).toBe(true)
  })

  test('is data-last with one argument, and keeps the constants of what it tightens', () => {
    const team = Policy.of({ document: { list: 'empty' }, folder: {} }, { realm: 'team' })
    const both = pipe(org, Policy.combine(team))
    expect({ ...both }).toStrictEqual({ ...Policy.combine(org, team) })
    expect(both.service.realm).toBe('org')
    fc.assert(
      fc.property(policy, policy, (x, y) => equal(Policy.combine(y)(x), Policy.combine(x, y))),
      runs(100),
    )
  })

  test('takes an `undefined` that is given for a policy that was not made', () => {
    const made = 'Policy: expected a policy that Policy.of or the codec made, got undefined'
    expect(() => Policy.combine(org, undefined as never)).toThrow(made)
    expect(() => Policy.combine(undefined as never)(org)).toThrow(made)
  })

  test('takes a type that one of the two does not name at its strictest', () => {
    const { document } = org.types
    const both = Policy.combine(org, Policy.of({ document, folder: { existence: 'public' } }))
    const { strictest } = Disclosure
    expect(both.types).toEqual({ document, invoice: strictest, folder: strictest })
  })

  test('takes no action of a type for the type', () => {
    const loose = Policy.of({ 'document:read': { existence: 'public' } })
    const { types } = Policy.combine(loose, Policy.of({ document: { existence: 'public' } }))
    expect(types).toEqual({ 'document:read': Disclosure.strictest, document: Disclosure.strictest })
  })

  test.each<[string, unknown]>([
    ['null', null],
    ['an empty object', {}],
    ['read from JSON', JSON.parse(JSON.stringify(org))],
    ['a spread copy', { ...org }],
    ['a clone', structuredClone(org)],
    ['an heir', Object.create(org)],
    ['a proxy', new Proxy(org, {})],
    ['a promise', Promise.resolve(org)],
  ])('throws for a policy that was not made: %s', (_name, u) => {
    const made = 'Policy: expected a policy that Policy.of or the codec made, got '
    for (const f of [Policy.combine, Policy.leq, Policy.Lattice.meet, Policy.Lattice.join]) {
      expect(() => f(u as Policy.Policy, org)).toThrow(made)
      expect(() => f(org, u as Policy.Policy)).toThrow(made)
    }
  })
})

describe('Eq', () => {
  test('holds exactly where each discloses no more than the other', () => {
    fc.assert(
      fc.property(
        policy,
        policy,
        (x, y) => Policy.Eq.equals(x, y) === (Policy.leq(x, y) && Policy.leq(y, x)),
      ),
      runs(300),
    )
  })

  test('counts neither constants nor types at their strictest', () => {
    const plain = Policy.of({ document: { existence: 'public' } })
    const other = Policy.of({ document: { existence: 'public' }, folder: {} }, { realm: 'other' })
    expect(Policy.Eq.equals(plain, other)).toBe(true)
    expect(Policy.Eq.equals(plain, Policy.of({ document: {} }))).toBe(false)
  })
})

test('a policy is shown type by type', () => {
  const shown = Policy.Show.show(
    Policy.of({ document: { existence: 'public', list: 'empty' }, folder: {} }, { realm: 'x' }),
  )
  expect(shown).toBe('document (existence: public, list: empty), folder (strictest)')
})

describe('Policy.of', () => {
  test('makes a policy that is frozen through and through, of copies', () => {
    const schemes = ['Bearer']
    const document: { existence: 'secret' | 'public' } = { existence: 'secret' }
    const p = Policy.of({ document }, { schemes })
    schemes.push('Basic')
    document.existence = 'public'
    expect(p.service.schemes).toEqual(['Bearer'])
    expect(p.types.document).toEqual(Disclosure.strictest)
    const parts = [p, p.types, p.types.document, p.service, p.service.schemes]
    expect(parts.every(Object.isFrozen)).toBe(true)
    expect(Policy.is(p)).toBe(true)
  })

  test('takes what is `undefined` as not given', () => {
    const given = Policy.of(
      { document: { list: undefined }, folder: undefined } as never,
      { realm: undefined, vary: undefined } as never,
    )
    expect({ ...given }).toStrictEqual({ ...Policy.of({ document: {} }) })
  })

  test('takes a type of the name `__proto__` as any other', () => {
    const json = '{ "__proto__": { "existence": "public" }, "document": {} }'
    const made = Policy.of(JSON.parse(json) as Record<string, object>)
    expect(Object.keys(made.types)).toEqual(['__proto__', 'document'])
    expect(Policy.disclosureOf(made, '__proto__')).toEqual(Disclosure.of({ existence: 'public' }))
    expect(Object.getPrototypeOf(made.types)).toBe(Object.prototype)
  })

  test('takes nothing from a polluted prototype', () => {
    const make = (): unknown => ({ ...Policy.of({ document: {} }) })
    const before = make()
    for (const [name, value] of [
      ['existence', 'public'],
      ['document', { existence: 'public' }],
      ['realm', 'theirs'],
      ['vary', ['x\r\ny: z']],
      ['resourceMetadata', 'https://example.com/theirs'],
      ['parameters', { service: 'theirs' }],
    ] as const)
      expect(polluted(name, value, make)).toStrictEqual(before)
  })

  test.each<[object | null, object | null, string]>([
    [
      { document: { existance: 'if-may-know' } },
      {},
      'types.document.existance: no such knob; did you mean existence?',
    ],
    [
      { document: { hints: 'all' } },
      {},
      'types.document.hints: no such knob; expected one of existence, anonymous, concealAs, list',
    ],
    [
      { document: { list: 'emty' } },
      {},
      'types.document.list: expected conceal | empty, got "emty"; did you mean empty?',
    ],
    [
      { document: { existence: true } },
      {},
      'types.document.existence: expected secret | if-may-know | authenticated | public, got true',
    ],
    [{ document: 'secret' }, {}, 'types.document: expected a plain object, got "secret"'],
    [{ document: null }, {}, 'types.document: expected a plain object, got null'],
    [
      { 'a:b:c': {} },
      {},
      'types["a:b:c"]: expected a resource type such as `document` or `document:delete`, got "a:b:c"',
    ],
    [
      { '': {}, ':a': {}, 'a:': {} },
      {},
      ['""', '":a"', '"a:"']
        .map(
          (key) =>
            `types[${key}]: expected a resource type such as \`document\` or \`document:delete\`, got ${key}`,
        )
        .join('; '),
    ],
    [null, {}, 'types: expected a plain object, got null'],
    [[], {}, 'types: expected a plain object, got a list'],
    [new Map(), {}, 'types: expected a plain object, got an object'],
    [{}, null, 'service: expected a plain object, got null'],
    [{}, { relm: 'x' }, 'service.relm: no such constant; did you mean realm?'],
    [
      {},
      { host: '/ask' },
      'service.host: no such constant; expected one of realm, schemes, algs, resourceMetadata, vary, problems, parameters',
    ],
    [{}, { realm: 'a\r\nb' }, 'service.realm: expected printable US-ASCII text, got "a\\r\\nb"'],
    [
      {},
      { schemes: [] },
      'service.schemes: expected a list of 1 to 100, each an authentication scheme, got a list',
    ],
    [
      {},
      { schemes: ['Bear er'], vary: ['a:b'] },
      'service.schemes[0]: expected an authentication scheme, got "Bear er"; service.vary[0]: expected a field name, got "a:b"',
    ],
    [
      {},
      { schemes: ['Bearer', , 'DPoP'] },
      'service.schemes[1]: expected an authentication scheme, got undefined',
    ],
    [
      {},
      { algs: 'ES256' },
      'service.algs: expected a list of 0 to 100, each a JWS algorithm, got "ES256"',
    ],
    [{}, { algs: ['"'] }, 'service.algs[0]: expected a JWS algorithm, got "\\""'],
    [
      {},
      { resourceMetadata: '/relative' },
      'service.resourceMetadata: expected an absolute URI, got "/relative"',
    ],
    [{}, { problems: 'a b' }, 'service.problems: expected a URI reference, got "a b"'],
    [
      {},
      { parameters: null },
      'service.parameters: expected an object of 0 to 100, each printable US-ASCII text, got null',
    ],
    [
      {},
      { parameters: { 'a b': 'x', '': 'x' } },
      'service.parameters["a b"]: expected a parameter name in lower case, got "a b"; service.parameters[""]: expected a parameter name in lower case, got ""',
    ],
    [
      {},
      { parameters: { realm: 'x' } },
      'service.parameters.realm: expected a name that is not taken, got "realm"',
    ],
    [
      {},
      { parameters: { service: 'a\r\nb', claims: 7 } },
      'service.parameters.service: expected printable US-ASCII text, got "a\\r\\nb"; service.parameters.claims: expected printable US-ASCII text, got 7',
    ],
    [
      {},
      { parameters: { service: 'x', Service: 'y' } },
      'service.parameters.Service: expected a parameter name in lower case, got "Service"',
    ],
    [
      {},
      { realm: 'x'.repeat(3_000) },
      `service.realm: expected printable US-ASCII text, of at most 2000 characters, got "${'x'.repeat(40)}" and 2960 more characters`,
    ],
    [
      {},
      { vary: Array.from({ length: 101 }, () => 'x') },
      'service.vary: expected a list of 0 to 100, each a field name, got a list',
    ],
    [
      { document: { existance: 'public' }, folder: { list: 7 } },
      { relm: 'x' },
      'types.document.existance: no such knob; did you mean existence?; types.folder.list: expected conceal | empty, got 7; service.relm: no such constant; did you mean realm?',
    ],
  ])('throws one readable error for %j and %j', (types, service, message) => {
    expect(() => Policy.of(types as never, service as never)).toThrow(
      new TypeError(`Policy.of: ${message}`),
    )
  })
})

test('the disclosure of a type is the strictest where the policy does not name the type', () => {
  const loose = Policy.of({ document: Disclosure.loosest, undefined: Disclosure.loosest })
  expect(Policy.disclosureOf(loose, 'document')).toBe(Disclosure.loosest)
  for (const type of ['documents', 'document:delete', 'toString', '__proto__', 'constructor'])
    expect(Policy.disclosureOf(loose, type)).toBe(Disclosure.strictest)
})
