/**
 * Generators of all five arguments, made by the constructors, with data in them: scopes, texts,
 * links. Some of the data is hostile.
 *
 * The policies name `document`, `documents`, `document:delete` and `folder`. A request is sometimes
 * about another type.
 */
import * as fc from 'fast-check'
import * as Authn from '../../domain/Authn.js'
import * as Disclosure from '../../domain/Disclosure.js'
import * as Facts from '../../domain/Facts.js'
import * as Permission from '../../domain/Permission.js'
import * as Policy from '../../domain/Policy.js'
import type { ResourceState } from '../../domain/ResourceState.js'
import * as Route from '../../domain/Route.js'
import type { AnyFacts, Setting } from '../laws.js'

// those of fast-check (`unit: 'binary'`, `webPath`, `webUrl`) take a second to build
const codePoint = fc
  .oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff }))
  .map((code) => String.fromCodePoint(code))

const segment = fc.string({
  unit: fc.constantFrom('a', 'Z', '7', ..."-._~!$&'()*+,;=:@".split(''), '%2F', '%C3%A9'),
  maxLength: 8,
})

const path = fc
  .array(segment, { maxLength: 4 })
  .map((segments) => segments.map((text) => `/${text}`).join(''))

/** Text that wants to break out of where it is put. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
  { weight: 2, arbitrary: fc.string({ unit: codePoint, maxLength: 20 }) },
  {
    weight: 3,
    arbitrary: fc
      .array(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\0',
          '"',
          '\\',
          ',',
          '=',
          'é',
          '\u{1F600}',
          '\uD800',
          '</script>',
          '$&',
          '%',
          '__proto__',
          'x',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' ',
      '\r\nSet-Cookie: a=b',
      '"; DROP TABLE',
      'Bearer realm="x"',
      'x'.repeat(10_000),
    ),
  },
)

const allScopes = ['documents:read', 'documents:write', 'openid', 'a/b', '!#[]~'] as const

/** A scope that fits its grammar (RFC 6749 §3.3). */
export const scopeToken: fc.Arbitrary<string> = fc.constantFrom(...allScopes)

const scopeList = fc.uniqueArray(scopeToken, { minLength: 1, maxLength: 2 })

const acr = fc.constantFrom('pwd', 'mfa', 'hwk')

const seconds = fc.oneof(fc.constantFrom(0, 5, 60, 3600), fc.nat())

/** What a route requires. */
export const requires: fc.Arbitrary<Route.Requirements> = fc.record(
  {
    authenticated: fc.constant(true as const),
    scopes: fc.oneof(
      scopeList,
      fc.record({
        anyOf: fc.array(fc.oneof(scopeToken, scopeList), { minLength: 1, maxLength: 3 }),
      }),
    ),
    acrValues: fc.uniqueArray(acr, { minLength: 1, maxLength: 2 }),
    maxAge: seconds,
  },
  { requiredKeys: [] },
)

/** A resource type. Sometimes it is one that no policy names. */
export const resource: fc.Arbitrary<string> = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('document', 'documents', 'document:delete') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'unnamed') },
)

/** A route in words: a plain object. */
export const request: fc.Arbitrary<Route.RouteInWords> = fc.record(
  {
    method: fc.constantFrom('GET', 'GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
    resource,
    shape: fc.constantFrom('item', 'collection'),
    expects: fc.constantFrom('present', 'present', 'absent', 'either'),
    requires: fc.oneof(
      { weight: 3, arbitrary: fc.constant({}) },
      { weight: 1, arbitrary: requires },
      { weight: 1, arbitrary: fc.record({ scopes: scopeList }) },
    ),
  },
  { requiredKeys: ['method', 'resource'] },
)

/** A route that was made. */
export const route: fc.Arbitrary<Route.Route> = request.map((words) => Route.of(words))

const scheme = fc.constantFrom('Bearer', 'bearer', 'DPoP', 'Basic', 'Cookie', '')

const reason = fc.constantFrom(
  'malformed',
  'invalid',
  'expired',
  'revoked',
  'wrong-audience',
  'invalid-dpop-proof',
)

/** What credentials hold may come from outside, and so be hostile. */
const held = fc.oneof(
  { weight: 2, arbitrary: fc.constant([...allScopes]) },
  {
    weight: 1,
    arbitrary: fc.uniqueArray(
      fc.oneof({ weight: 6, arbitrary: scopeToken }, { weight: 1, arbitrary: hostileText }),
      { maxLength: 3 },
    ),
  },
)

const rejected = fc.oneof(
  fc
    .tuple(reason, fc.option(scheme, { nil: undefined }))
    .map(([why, tried]) => Authn.rejected(why, tried)),
  fc.oneof(fc.constant('n0nce'), hostileText).map(Authn.nonceWanted),
)

const authenticated = fc
  .record(
    {
      scopes: held,
      acr: fc.oneof({ weight: 5, arbitrary: acr }, { weight: 1, arbitrary: hostileText }),
      age: seconds,
      scheme,
    },
    { requiredKeys: ['scopes'] },
  )
  .map(Authn.authenticated)

/** An authn result of any kind. */
export const authn: fc.Arbitrary<Authn.Authn> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(Authn.anonymous) },
  { weight: 1, arbitrary: rejected },
  { weight: 6, arbitrary: authenticated },
)

/** A resource state. */
export const state: fc.Arbitrary<ResourceState> = fc.constantFrom('present', 'present', 'absent')

/** What marks data that came from a permission. A stranger who sees it found a leak. */
export const mark = 'leaked-from-the-permission'

const marked = hostileText.map((text) => `${mark}${text}`)

/** A denial, with or without a remedy. Its texts carry `mark`. */
export const denied: fc.Arbitrary<Permission.Permission> = fc.oneof(
  fc.constant(Permission.deny()),
  fc
    .record(
      {
        mayKnow: fc.boolean(),
        missingPermissions: fc.array(marked, { maxLength: 2 }),
        requestAccess: fc.oneof(marked, fc.constant(`/access-requests/${mark}`)),
      },
      { requiredKeys: ['mayKnow'] },
    )
    .map(Permission.deny),
  fc
    .record(
      {
        mayKnow: fc.boolean(),
        acrValues: fc.array(fc.constant(mark), { maxLength: 1 }),
        maxAge: seconds,
      },
      { requiredKeys: ['mayKnow'] },
    )
    .map(Permission.stepUp),
)

const granted = fc.constantFrom(
  Permission.grant(),
  Permission.grant(),
  Permission.grant({ mayKnow: false }),
)

/** A permission: a grant or a denial. */
export const permission: fc.Arbitrary<Permission.Permission> = fc.oneof(
  { weight: 2, arbitrary: granted },
  { weight: 3, arbitrary: denied },
)

/** One of the 32 disclosures. */
export const disclosure: fc.Arbitrary<Disclosure.Disclosure> = fc.constantFrom(
  ...Disclosure.values(),
)

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 20,
})

const schemes = fc.constantFrom(
  ['Bearer'],
  ['Bearer', 'DPoP'],
  ['DPoP'],
  ['Basic'],
  ['Cookie', 'Bearer'],
)

/** A policy of the four types, with constants of the service. */
export const policy: fc.Arbitrary<Policy.Policy> = fc
  .tuple(
    fc.record({
      document: disclosure,
      documents: disclosure,
      'document:delete': disclosure,
      folder: disclosure,
    }),
    fc.record(
      {
        realm: printable,
        schemes,
        algs: fc.constantFrom([], ['ES256'], ['ES256', 'EdDSA']),
        resourceMetadata: path.map((text) => `https://api.example.com${text}`),
        vary: fc.constantFrom([], ['Cookie'], ['Cookie', 'X-API-Key']),
        problems: fc.constantFrom('/problems/', 'https://example.com/problems#'),
        parameters: fc.constantFrom({}, { service: 'registry.example.com' }, { as_uri: 'a "b"' }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([types, service]) => Policy.of(types, service))

/** One request by one caller under one policy. */
export const setting: fc.Arbitrary<Setting> = fc.record({
  request: fc.oneof({ weight: 3, arbitrary: route }, { weight: 1, arbitrary: request }),
  authn,
  policy,
})

/** Facts about one thing, and about nothing else. */
export const loneFacts: fc.Arbitrary<Facts.Facts> = fc.tuple(state, permission)

// mostly in nobody's way, or nothing behind it would be reached
const passing: fc.Arbitrary<Facts.Facts> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Facts.Facts>(['present', Permission.grant()]) },
  { weight: 2, arbitrary: loneFacts },
)

/** What the thing stands under. */
export const ancestor: fc.Arbitrary<Facts.Ancestor> = fc.record({
  resource: fc.constantFrom('folder', 'folder', 'document', 'unnamed'),
  facts: passing,
})

/** What the request names beside the thing. */
export const reference: fc.Arbitrary<Facts.Reference> = fc
  .tuple(
    fc.record({
      resource: fc.constantFrom('document', 'document', 'folder', 'unnamed'),
      expects: fc.constantFrom('present', 'present', 'absent'),
    }),
    passing,
    fc.array(ancestor, { maxLength: 1 }),
  )
  .map(([named, [found, said], ancestors]) => ({
    ...named,
    facts: [found, Facts.of({}, () => said, { ancestors })[1]],
  }))

/** What the application looked up: of two in three requests about one thing, else about several. */
export const facts: fc.Arbitrary<AnyFacts> = fc.oneof(
  { weight: 2, arbitrary: loneFacts },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.oneof(loneFacts, fc.tuple(state, granted)),
        fc.array(ancestor, { maxLength: 2 }),
        fc.array(reference, { maxLength: 2 }),
      )
      .map(([[found, said], ancestors, references]): AnyFacts => [
        found,
        Facts.of({}, () => said, { ancestors, references })[1],
      ]),
  },
)
