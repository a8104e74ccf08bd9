/**
 * Generators of what is the same in two worlds: the request, the caller and the policy.
 */
import * as fc from 'fast-check'
import * as Authn from '../../domain/Authn.js'
import * as Disclosure from '../../domain/Disclosure.js'
import * as Policy from '../../domain/Policy.js'
import * as Route from '../../domain/Route.js'
import type { Setting } from '../laws.js'
import { hostileText, path, seconds } from './data.js'

const allScopes = ['documents:read', 'documents:write', 'openid', 'a/b', '!#[]~'] as const

/** A scope that fits its grammar (RFC 6749 §3.3). */
export const scopeToken: fc.Arbitrary<string> = fc.constantFrom(...allScopes)

const scopeList = fc.uniqueArray(scopeToken, { minLength: 1, maxLength: 2 })

const acr = fc.constantFrom('pwd', 'mfa', 'hwk')

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
