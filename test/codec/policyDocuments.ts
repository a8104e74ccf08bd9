/**
 * Policy files, good and bad, and whether the codec and the JSON Schema agree about them. Of the
 * bad ones, each is good but for one thing, and the thing has a name.
 */
import { Ajv } from 'ajv'
import fc from 'fast-check'
import { PolicyFile } from 'glomar/codec'
import { readFileSync } from 'node:fs'

export type Json =
  null | boolean | number | string | ReadonlyArray<Json> | { readonly [name: string]: Json }

const file = new URL('../../src/codec/policy.schema.json', import.meta.url)
export const schema = JSON.parse(readFileSync(file, 'utf8')) as object

export type Accepts = (u: unknown) => boolean

/** What a schema accepts, by ajv in its strict mode. */
export const acceptedBy = (of: object): Accepts => new Ajv({ strict: true }).compile(of)

export const decodes: Accepts = (u) => PolicyFile.decode(u)._tag === 'Right'

// ---------------------------------------------------------------- good ones

const odd = ['__proto__', 'constructor', 'toString', '0', 'a b', 'ä', '\uD800', '\n', '.', '"']
const namePart = fc.oneof(
  fc.constantFrom('document', 'folder', 'invoice', ...odd),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((s) => s.replaceAll(':', '-')),
)
const typeName = fc.oneof(
  namePart,
  fc.tuple(namePart, namePart).map(([thing, action]) => `${thing}:${action}`),
)

const partly = <A>(members: { readonly [K in keyof A]: fc.Arbitrary<A[K]> }) =>
  fc.record(members, { requiredKeys: [] }) as fc.Arbitrary<Partial<A>>

const disclosure = partly({
  existence: fc.constantFrom('secret', 'if-may-know', 'authenticated', 'public'),
  anonymous: fc.constantFrom('challenge', 'conceal'),
  concealAs: fc.constantFrom('not-found', 'forbidden'),
  list: fc.constantFrom('conceal', 'empty'),
})

/** A text of the least or the greatest length that is allowed is as good as another. */
const texts = (short: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 9, arbitrary: short },
    { weight: 1, arbitrary: short.map((text) => text.repeat(2_000).slice(0, 2_000)) },
  )
const quotable = texts(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 8 }))
const token = texts(fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,8}$/))
const parameterName = fc
  .oneof(
    fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9a-z]{1,8}$/),
    fc.constantFrom('service', 'scopes', 'xrealm', '__proto__', 'constructor', 'error_', 'errors'),
  )
  .filter((name) => !/^(?:realm|scope|error|algs|nonce|domain|opaque|stale|qop)$/.test(name))
const uriCharacters = "[\\w\\-.~:/?#\\[\\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2}"
const reference = texts(fc.constantFrom('/problems/', '#', 'urn:x:', '?%2F', "a!$&'()*+,;=[]@"))

const service = partly({
  realm: quotable,
  schemes: fc.array(token, { minLength: 1, maxLength: 100 }),
  algs: fc.array(texts(fc.stringMatching(/^[\x21\x23-\x5b\x5d-\x7e]{1,8}$/)), { maxLength: 3 }),
  resourceMetadata: fc.oneof(
    fc.webUrl(),
    fc.stringMatching(new RegExp(`^[a-zA-Z][a-zA-Z0-9+.-]{0,4}:(?:${uriCharacters}){0,8}$`)),
  ),
  vary: fc.array(token, { maxLength: 3 }),
  problems: fc.oneof(reference, fc.stringMatching(new RegExp(`^(?:${uriCharacters}){1,8}$`))),
  parameters: fc.dictionary(parameterName, quotable, { maxKeys: 3 }),
})

const expected = fc.dictionary(typeName, fc.constantFrom('authenticated', 'public'), { maxKeys: 3 })

/** As a parser makes it: a `__proto__` is a member like any other. */
const parsed = (u: unknown): Json => JSON.parse(JSON.stringify(u)) as Json

const good: fc.Arbitrary<Json> = fc
  .record(
    {
      version: fc.constant(1),
      types: fc.dictionary(typeName, disclosure, { maxKeys: 4 }),
      $schema: fc.oneof(fc.constant('./policy.schema.json'), fc.string()),
      service,
      expect: expected,
    },
    { requiredKeys: ['version', 'types'] },
  )
  .map(parsed)

// ---------------------------------------------------------------- bad ones

const another = fc.oneof(
  fc.constantFrom<Json>(null, true, 0, 1, -1.5, '', 'x', [], {}, [[]], ['x'], { x: 1 }, 'public'),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
)
const badTypeName = fc.constantFrom('', ':', 'document:', ':delete', 'a:b:c', '::', 'a::b')
const long = 'x'.repeat(2_001)
const many = (count: number): ReadonlyArray<Json> => Array.from({ length: count }, () => 'x')
const numbered = (count: number): Json =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${String(i)}`, 'x']))

const spoilt = (path: ReadonlyArray<string>, value: Json) => ({ path, value })
type Spoilt = ReturnType<typeof spoilt>
const at = (path: string, values: fc.Arbitrary<Json>): fc.Arbitrary<Spoilt> =>
  values.map((value) => spoilt(path.split('.'), value))
const one = (path: string, ...values: ReadonlyArray<Json>): fc.Arbitrary<Spoilt> =>
  at(path, fc.constantFrom(...values))

/** Each kind of thing that may be wrong. Where another value is put, it may be right by chance. */
export const kinds: Readonly<Record<string, fc.Arbitrary<Spoilt>>> = {
  'another version': at('version', fc.oneof(fc.constantFrom<Json>(0, 2, '1', 1.5), another)),
  'an unknown member': one('service', null).chain(({ value }) =>
    fc
      .constantFrom('type', 'Version', 'expects', '$Schema', '__proto__', 'constructor')
      .map((name) => spoilt([name], value)),
  ),
  '$schema that is no text': at('$schema', another),
  'types that are no object': at('types', another),
  'a type by another name': badTypeName.map((name) => spoilt(['types', name], {})),
  'a disclosure that is no object': at('types.document', another),
  'an unknown knob': fc
    .constantFrom('existance', 'Existence', 'concealas', 'ask', '__proto__', 'constructor')
    .map((name) => spoilt(['types', 'document', name], 'public')),
  'another value of a knob': fc
    .tuple(
      fc.constantFrom('existence', 'anonymous', 'concealAs', 'list'),
      fc.oneof(fc.constantFrom<Json>('Public', 'gone', 'empty', 'conceal', 'forbidden'), another),
    )
    .map(([knob, value]) => spoilt(['types', 'document', knob], value)),
  'a service that is no object': at('service', another),
  'an unknown constant': fc
    .constantFrom('relm', 'problem', '__proto__', 'toString')
    .map((name) => spoilt(['service', name], 'x')),
  'a realm': one('service.realm', '', 'a\nb', 'ä', '\u007f', long, 7, ['x'], null),
  schemes: one('service.schemes', [], many(101), ['a b'], [''], ['x', 7], 'Bearer', [long], {}),
  algs: one('service.algs', many(101), ['a"'], ['a\\'], [''], [' '], 'ES256', [long], [null]),
  'resource metadata': one(
    'service.resourceMetadata',
    ...['/relative', '', ':x', '1a:x', 'a:%2', 'a:b c', 'a:ä', 'a:"', `a:${long}`, 7, null],
  ),
  vary: one('service.vary', many(101), ['a b'], ['Cookie', ''], 'Cookie', ['x,y'], [long]),
  problems: one('service.problems', '', 'a b', '%', '%zz', 'ä', '<', '\\', `/${long}`, 7),
  'parameters that are no object': at('service.parameters', another),
  'too many parameters': one('service.parameters', numbered(101), numbered(150)),
  'a parameter by another name': fc
    .constantFrom(
      ...['realm', 'scope', 'error', 'error_description', 'error_uri', 'algs', 'acr_values'],
      ...['max_age', 'resource_metadata', 'nonce', 'domain', 'opaque', 'stale', 'algorithm'],
      ...['qop', 'charset', 'userhash', 'Service', 'REALM', 'a b', '', 'ä', 'a"', long, '\u212A'],
    )
    .map((name) => spoilt(['service', 'parameters', name], 'x')),
  'a value of a parameter': one('service.parameters.service', '', 'a\nb', 7, null, long, 'ä'),
  'expectations that are no object': at('expect', another),
  'an expectation by another name': badTypeName.map((name) => spoilt(['expect', name], 'public')),
  'another expectation': at(
    'expect.document',
    fc.oneof(fc.constantFrom<Json>('secret', 'if-may-know', 'Public', ''), another),
  ),
}

const isObject = (u: Json | undefined): u is { readonly [name: string]: Json } =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

const withMember = (u: Json, [name, ...rest]: ReadonlyArray<string>, value: Json): Json => {
  if (name === undefined) return value
  const members = isObject(u) ? u : {}
  const below = Object.hasOwn(members, name) ? (members[name] as Json) : {}
  const others = Object.entries(members).filter(([key]) => key !== name)
  return Object.fromEntries([...others, [name, withMember(below, rest, value)]])
}

const without = (u: Json, name: string): Json =>
  isObject(u) ? Object.fromEntries(Object.entries(u).filter(([key]) => key !== name)) : u

/** A document, and what is wrong with it; `good` where nothing is. */
export interface Named {
  readonly kind: string
  readonly document: Json
}

const bad: fc.Arbitrary<Named> = fc.oneof(
  ...Object.entries(kinds).map(([kind, spoil]) =>
    fc.tuple(good, spoil).map(([document, { path, value }]) => ({
      kind,
      document: withMember(document, path, value),
    })),
  ),
  ...['version', 'types'].map((name) =>
    good.map((document) => ({ kind: `no ${name}`, document: without(document, name) })),
  ),
  another.map((document) => ({ kind: 'something else', document })),
)

export const documents: fc.Arbitrary<Named> = fc.oneof(
  good.map((document) => ({ kind: 'good', document })),
  bad,
)

/** What both say, if they agree. */
export const agreement = (document: Json, accepts: Accepts): boolean | 'they differ' => {
  const [byCodec, bySchema] = [decodes(document), accepts(document)]
  return byCodec === bySchema ? byCodec : 'they differ'
}
