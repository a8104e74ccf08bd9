/**
 * Generators of all five arguments, with data in them: scopes, texts, URIs, ids; some of it hostile.
 *
 * Types that a policy names are `call` and `calls`; a request is sometimes about another.
 */
import * as fc from 'fast-check'
import * as Authn from '../../domain/Authn.js'
import * as Disclosure from '../../domain/Disclosure.js'
import type { Facts } from '../../domain/Facts.js'
import * as Permission from '../../domain/Permission.js'
import * as Policy from '../../domain/Policy.js'
import type { Request } from '../../domain/Request.js'
import type { ResourceState } from '../../domain/ResourceState.js'
import type { Setting } from '../laws.js'

// those of fast-check (`unit: 'binary'`, `webPath`, `webUrl`) take a second to build
const codePoint = fc.oneof(fc.nat({ max: 0xd7ff }), fc.integer({ min: 0xe000, max: 0x10ffff })).map((code) => String.fromCodePoint(code))

const segment = fc.string({ unit: fc.constantFrom('a', 'Z', '7', ..."-._~!$&'()*+,;=:@".split(''), '%2F', '%C3%A9'), maxLength: 8 })

const path = fc.array(segment, { maxLength: 4 }).map((segments) => segments.map((text) => `/${text}`).join(''))

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
          '{target}',
          '$&',
          '%',
          '__proto__',
          'x',
        ),
        { maxLength: 8 },
      )
      .map((parts) => parts.join('')),
  },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '\r\nSet-Cookie: a=b', '"; DROP TABLE', 'Bearer realm="x"', 'x'.repeat(10_000)) },
)

export const scopeToken = fc.constantFrom('calls:read', 'calls:write', 'openid', 'a/b', '!#[]~')

const scopes = fc.uniqueArray(fc.oneof({ weight: 6, arbitrary: scopeToken }, { weight: 1, arbitrary: hostileText }), { maxLength: 3 })

const acr = fc.oneof({ weight: 5, arbitrary: fc.constantFrom('pwd', 'mfa', 'hwk') }, { weight: 1, arbitrary: hostileText })

const seconds = fc.oneof(fc.constantFrom(0, 5, 60, 3600), fc.nat())

export const target = fc.oneof(path, hostileText)

export const requires = fc.record(
  { scopes, acrValues: fc.uniqueArray(acr, { maxLength: 2 }), maxAge: seconds, permission: hostileText },
  { requiredKeys: [] },
)

export const resource = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('call', 'calls') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'unnamed', '') },
)

export const request: fc.Arbitrary<Request> = fc.record(
  {
    method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'),
    resource,
    target,
    shape: fc.constantFrom('item', 'collection'),
    expects: fc.constantFrom('present', 'present', 'absent', 'either'),
    requires: fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: requires }),
    correlationId: hostileText,
  },
  { requiredKeys: ['method', 'resource'] },
)

const scheme = fc.constantFrom('Bearer', 'bearer', 'DPoP', 'Basic', 'Cookie', '')

export const authn: fc.Arbitrary<Authn.Authn> = fc.oneof(
  { weight: 2, arbitrary: fc.constant(Authn.anonymous) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'malformed' as const,
          'invalid' as const,
          'expired' as const,
          'revoked' as const,
          'wrong-audience' as const,
          'invalid-dpop-proof' as const,
        ),
        fc.option(scheme, { nil: undefined }),
      )
      .map(([reason, tried]) => Authn.rejected(reason, tried)),
  },
  { weight: 1, arbitrary: fc.oneof(fc.constant('n0nce'), hostileText).map(Authn.nonceWanted) },
  {
    weight: 6,
    arbitrary: fc
      .record(
        { scopes: fc.oneof(scopes, fc.constant(['calls:read', 'calls:write', 'openid', 'a/b', '!#[]~'])), acr, age: seconds, scheme },
        { requiredKeys: ['scopes'] },
      )
      .map(Authn.authenticated),
  },
)

export const state: fc.Arbitrary<ResourceState> = fc.constantFrom('present', 'present', 'absent', 'gone', 'unreachable')

/** What marks data that came from a permission: if a stranger sees it, it leaked. */
export const mark = 'leaked-from-the-permission'

const marked = hostileText.map((text) => `${mark}${text}`)

export const denied: fc.Arbitrary<Permission.Permission> = fc.oneof(
  fc.constant(Permission.denied),
  fc
    .record({ missing: fc.array(marked, { maxLength: 2 }), ask: fc.oneof(marked, fc.constant(`/ask/${mark}`)) }, { requiredKeys: [] })
    .chain((remedy) => fc.constantFrom(Permission.deniedWith(remedy), Permission.deniedKnown(remedy))),
  fc
    .record({ acrValues: fc.array(fc.constant(mark), { maxLength: 1 }), maxAge: seconds }, { requiredKeys: [] })
    .map(Permission.deniedUntil),
)

export const permission: fc.Arbitrary<Permission.Permission> = fc.oneof(
  { weight: 1, arbitrary: fc.constantFrom(Permission.granted, Permission.grantedBlind) },
  { weight: 2, arbitrary: denied },
)

export const disclosure: fc.Arbitrary<Disclosure.Disclosure> = fc.constantFrom(...Disclosure.values())

const printable = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 20,
})

const schemes = fc.constantFrom(['Bearer'], ['Bearer', 'DPoP'], ['DPoP'], ['Basic'], ['Cookie', 'Bearer'])

export const policy: fc.Arbitrary<Policy.Policy> = fc
  .tuple(
    disclosure,
    disclosure,
    fc.record(
      {
        realm: printable,
        schemes,
        algs: fc.constantFrom([], ['ES256'], ['ES256', 'EdDSA']),
        resourceMetadata: path.map((text) => `https://api.example.com${text}`),
        vary: fc.constantFrom([], ['Cookie'], ['Cookie', 'X-API-Key']),
        problems: fc.constantFrom('/problems/', 'https://example.com/problems#'),
        ask: fc.constantFrom('/ask?for={target}', 'https://example.com/ask#{target}/{target}', '/ask'),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([call, calls, service]) => Policy.of({ call, calls }, service))

/** One request by one caller under one policy. */
export const setting: fc.Arbitrary<Setting> = fc.record({ request, authn, policy })

/** What the application looked up. */
export const facts: fc.Arbitrary<Facts> = fc.tuple(state, permission)
