/**
 * A policy file decodes to what it says, with every error at once. The JSON Schema accepts what the
 * codec accepts, and nothing else.
 */
import fc from 'fast-check'
import { Disclosure, Policy } from 'glomar'
import { PolicyFile, report, type PolicyFileDocument } from 'glomar/codec'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'
import {
  acceptedBy,
  agreement,
  documents,
  kinds,
  schema,
  type Json,
  type Named,
} from './policyDocuments.js'
import { json } from './values.js'

const right = (u: unknown): PolicyFile => {
  const decoded = PolicyFile.decode(u)
  if (decoded._tag === 'Left') throw new Error(report(decoded.left).join('; '))
  return decoded.right
}
const errors = (u: unknown): ReadonlyArray<string> => {
  const decoded = PolicyFile.decode(u)
  return decoded._tag === 'Left' ? report(decoded.left) : []
}

const constants = ['realm', 'schemes', 'algs', 'resourceMetadata', 'vary', 'problems', 'parameters']

describe('a policy file', () => {
  test('decodes to the policy, to what is expected, and to the constants that are left out', () => {
    const types = { invoice: { existence: 'authenticated' }, document: {} } as const
    const file = right({
      $schema: './policy.schema.json',
      version: 1,
      types,
      service: { realm: 'archive', vary: ['Cookie'] },
      expect: { invoice: 'authenticated' },
    })
    expect(file.policy).toEqual(Policy.of(types, { realm: 'archive', vary: ['Cookie'] }))
    expect(Policy.is(file.policy)).toBe(true)
    expect({ ...file.expect }).toEqual({ invoice: 'authenticated' })
    expect(file.defaulted).toEqual(constants.filter((name) => name !== 'realm' && name !== 'vary'))
    expect([file, file.expect, file.defaulted].every(Object.isFrozen)).toBe(true)
  })

  test('needs a version and types, and has no expectation and every default without more', () => {
    const file = right({ version: 1, types: {} })
    expect({ ...file.expect }).toEqual({})
    expect(file.defaulted).toEqual(constants)
    expect(errors({})).toEqual([
      'version: expected 1, got undefined',
      'types: expected a plain object, got undefined',
    ])
  })

  test('a constant that is given at its default is not called defaulted', () => {
    const file = right({ version: 1, types: {}, service: { algs: [], parameters: {} } })
    expect(file.defaulted).not.toContain('algs')
    expect(PolicyFile.encode(file)).toEqual({
      version: 1,
      types: {},
      service: { algs: [], parameters: {} },
    })
  })

  test('has all of its errors told at once', () => {
    const document = {
      version: 2,
      types: { document: { existance: 'public' }, 'a:b:c': {} },
      service: { relm: 'x', parameters: { Service: 'x' } },
      expect: { document: 'secret', ':': 'public' },
      expects: {},
    }
    expect(errors(document)).toEqual([
      'version: expected 1, got 2',
      'types.document.existance: no such knob; did you mean existence?',
      'types["a:b:c"]: expected a resource type such as `document` or `document:delete`, got "a:b:c"',
      'service.relm: no such constant; did you mean realm?',
      'service.parameters.Service: expected a parameter name in lower case, got "Service"',
      'expect.document: expected "authenticated" | "public", got "secret"',
      'expect[":"]: expected a resource type such as `document` or `document:delete`, got ":"',
      'expects: no such member; did you mean expect?',
    ])
  })

  test('decodes to what it was encoded from, whatever it holds', () => {
    fc.assert(
      fc.property(documents, ({ document }) => {
        const decoded = PolicyFile.decode(document)
        if (decoded._tag === 'Left') return
        const again: PolicyFileDocument = PolicyFile.encode(decoded.right)
        expect(json(again)).toEqual(again)
        expect(right(json(again))).toEqual(decoded.right)
        expect([PolicyFile.is(decoded.right), PolicyFile.is(document)]).toEqual([true, false])
      }),
      runs(1_000),
    )
  })

  test('the lists and objects of a document are its own', () => {
    const service = { schemes: ['DPoP'], parameters: { service: 'x' } }
    const file = right({ version: 1, types: {}, service, expect: { document: 'public' } })
    const encoded = PolicyFile.encode(file)
    const own = [encoded.service?.schemes, encoded.service?.parameters, encoded.expect]
    expect(own.map(Object.isFrozen)).toEqual([false, false, false])
  })

  test.each([
    ['of a policy that was not made', { policy: { ...Policy.of({}) }, expect: {}, defaulted: [] }],
    ['of another expectation', { policy: Policy.of({}), expect: { a: 'x' }, defaulted: [] }],
    ['without its expectations', { policy: Policy.of({}), defaulted: [] }],
    ['without what is defaulted', { policy: Policy.of({}), expect: {} }],
    ['in a list', [Policy.of({})]],
    [
      'that throws',
      new Proxy(
        {},
        {
          getPrototypeOf: () => {
            throw new Error('read')
          },
        },
      ),
    ],
  ])('a value %s is none', (_name, u) => {
    expect(PolicyFile.is(u)).toBe(false)
  })
})

describe('the JSON Schema', () => {
  const accepts = acceptedBy(schema)
  const disagreements = (of: object, count: number): ReadonlyArray<string> => {
    const accepted = acceptedBy(of)
    const found = fc
      .sample(documents, { numRuns: count, seed: 404 })
      .filter(({ document }) => agreement(document, accepted) === 'they differ')
    return [...new Set(found.map(({ kind }) => kind))].sort()
  }

  test('accepts what decodes, and nothing else', () => {
    fc.assert(
      fc.property(documents, ({ document }) => {
        expect(agreement(document, accepts)).toBeTypeOf('boolean')
      }),
      runs(3_000),
    )
  })

  test('is held against documents of which about half are good, and each kind of bad is there', () => {
    const sample: ReadonlyArray<Named> = fc.sample(documents, { numRuns: 4_000, seed: 404 })
    const accepted = sample.filter(({ document }) => accepts(document)).length
    expect(accepted / sample.length).toBeGreaterThan(0.4)
    expect(accepted / sample.length).toBeLessThan(0.6)
    expect(sample.filter(({ kind, document }) => kind === 'good' && !accepts(document))).toEqual([])
    for (const kind of [...Object.keys(kinds), 'no version', 'no types', 'something else']) {
      const refused = sample.filter((each) => each.kind === kind && !accepts(each.document))
      expect([kind, refused.length >= 20]).toEqual([kind, true])
    }
  })

  test.each<[string, (text: string) => string, string]>([
    ['a knob is missing', (s) => s.replace('"list":{', '"lists":{'), 'good'],
    ['a value of a knob is missing', (s) => s.replace('"secret",', ''), 'good'],
    [
      'a value of a knob is new',
      (s) => s.replace('"empty"]', '"empty", "gone"]'),
      'another value of a knob',
    ],
    [
      'a type may have two colons',
      (s) => s.replace('(?::[^:]+)?$', '(?::[^:]+)*$'),
      'a type by another name',
    ],
    [
      'an unknown member passes',
      (s) => s.replace('"additionalProperties":false', '"additionalProperties":true'),
      'an unknown member',
    ],
    [
      'a defined parameter passes',
      (s) => s.replace('|userhash', ''),
      'a parameter by another name',
    ],
    ['a long text passes', (s) => s.replaceAll('2000', '2001'), 'a realm'],
    ['a long list passes', (s) => s.replaceAll('"maxItems":100', '"maxItems":101'), 'schemes'],
    [
      'an expectation is new',
      (s) => s.replace('["authenticated","public"]', '["authenticated","public","secret"]'),
      'another expectation',
    ],
    ['a version is new', (s) => s.replace('"const":1', '"enum":[1,2]'), 'another version'],
  ])('planted: %s, which is found', (_name, change, kind) => {
    const text = JSON.stringify(schema)
    const changed = change(text)
    expect(changed).not.toBe(text)
    expect(disagreements(JSON.parse(changed) as object, 4_000)).toContain(kind)
  })

  test('says of each knob which values it has, strictest first, and what they mean', () => {
    const { definitions } = schema as {
      readonly definitions: { readonly disclosure: { readonly properties: Json } }
    }
    const said = definitions.disclosure.properties as Record<
      string,
      {
        readonly enum: ReadonlyArray<string>
        readonly default: string
        readonly description: string
      }
    >
    expect(Object.keys(said)).toEqual(Object.keys(Disclosure.knobs))
    for (const [knob, values] of Object.entries(Disclosure.knobs)) {
      expect(said[knob]?.enum).toEqual(values)
      expect(said[knob]?.default).toBe(values[0])
      for (const value of values) expect(said[knob]?.description).toContain(`\`${value}\``)
    }
  })

  test('has the defaults of the constants', () => {
    const { definitions } = schema as {
      readonly definitions: { readonly service: { readonly properties: object } }
    }
    const properties = Object.entries(definitions.service.properties) as ReadonlyArray<
      [string, { readonly default?: unknown; readonly description: string }]
    >
    expect(properties.map(([name]) => name)).toEqual(constants)
    expect(Object.fromEntries(properties.map(([name, of]) => [name, of.default]))).toEqual(
      Policy.of({}).service,
    )
    expect(properties.every(([, { description }]) => description.endsWith('.'))).toBe(true)
  })
})
