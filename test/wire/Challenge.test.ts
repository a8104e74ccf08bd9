/**
 * `WWW-Authenticate`: vectors from the RFCs, and a second opinion on whatever else is printed.
 */
import fc from 'fast-check'
import { Authn, decide, Permission, Policy, type Request } from 'glomar'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { arbitrary as arb } from 'glomar/testkit/properties'
import { runs } from '../runs.js'
import * as _ from '../../src/wire/Challenge.js'
import * as Service from '../../src/domain/Service.js'

/** A second opinion: the challenges that oauth4webapi's parser reads from a field value. */
const parse = async (
  value: string,
): Promise<ReadonlyArray<{ readonly scheme: string; readonly parameters: Readonly<Record<string, string>> }>> => {
  const respond = (): Promise<Response> => Promise.resolve(new Response(null, { status: 401, headers: { 'www-authenticate': value } }))
  try {
    await oauth.protectedResourceRequest('token', 'GET', new URL('https://example.com/'), undefined, undefined, {
      [oauth.customFetch]: respond,
    })
  } catch (error) {
    if (error instanceof oauth.WWWAuthenticateChallengeError) return error.cause as never
    throw error
  }
  return []
}

const authenticate = (request: Partial<Request>, authn: Authn.Authn, service = {}): string | undefined => {
  const verdict = decide(
    { method: 'GET', resource: 'call', ...request },
    authn,
    'absent',
    Permission.denied,
    Policy.of({}, service) as Policy.Policy,
  )
  return 'headers' in verdict ? verdict.headers['www-authenticate'] : undefined
}

describe('vectors', () => {
  test.each([
    ['RFC 6750 §3, no credentials: no error', {}, Authn.anonymous, { realm: 'example' }, 'Bearer realm="example"'],
    [
      'RFC 6750 §3, an expired token',
      {},
      Authn.rejected('expired'),
      { realm: 'example' },
      'Bearer realm="example", error="invalid_token", error_description="The access token is not valid"',
    ],
    [
      'RFC 6750 §3.1, a missing scope',
      { requires: { scopes: ['calls:read', 'calls:write'] } },
      Authn.authenticated({ scopes: ['calls:read'] }),
      {},
      'Bearer realm="api", error="insufficient_scope", error_description="The access token lacks a scope that this request requires", scope="calls:read calls:write"',
    ],
    [
      'RFC 9449 §7.1, a bad proof: the error on the challenge of the scheme that was tried',
      {},
      Authn.rejected('invalid-dpop-proof', 'DPoP'),
      { schemes: ['Bearer', 'DPoP'], algs: ['ES256', 'PS256'] },
      'Bearer realm="api", DPoP realm="api", error="invalid_dpop_proof", error_description="The DPoP proof is not valid", algs="ES256 PS256"',
    ],
    [
      'RFC 9449 §7.2, no credentials: no error on any challenge',
      {},
      Authn.anonymous,
      { schemes: ['Bearer', 'DPoP'], algs: ['ES256'] },
      'Bearer realm="api", DPoP realm="api", algs="ES256"',
    ],
    [
      'RFC 9470 §3, a stronger or fresher authentication',
      { requires: { acrValues: ['urn:mfa', 'urn:hwk'], maxAge: 5 } },
      Authn.authenticated({ acr: 'urn:mfa', age: 6 }),
      {},
      'Bearer realm="api", error="insufficient_user_authentication", error_description="A stronger or more recent authentication is required", acr_values="urn:mfa urn:hwk", max_age="5"',
    ],
    [
      'RFC 9728 §5.1, the metadata of the resource server',
      {},
      Authn.anonymous,
      { resourceMetadata: 'https://api.example.com/.well-known/oauth-protected-resource' },
      'Bearer realm="api", resource_metadata="https://api.example.com/.well-known/oauth-protected-resource"',
    ],
    [
      'RFC 7617 §2, Basic takes a realm and no error',
      {},
      Authn.rejected('invalid', 'Basic'),
      { schemes: ['Basic'], realm: 'staff' },
      'Basic realm="staff"',
    ],
    ['RFC 9110 §5.6.4, a quote and a backslash', {}, Authn.anonymous, { realm: 'a "b" \\ c' }, 'Bearer realm="a \\"b\\" \\\\ c"'],
    ['a scheme that the service does not offer: no error', {}, Authn.rejected('invalid', 'Basic'), {}, 'Bearer realm="api"'],
    [
      'a scheme that is not known: the error on the challenge of every token scheme',
      {},
      Authn.rejected('invalid'),
      { schemes: ['Basic', 'DPoP'] },
      'Basic realm="api", DPoP realm="api", error="invalid_token", error_description="The access token is not valid"',
    ],
    [
      'a scheme that is not on offer has no challenge to carry an error',
      {},
      Authn.rejected('invalid-dpop-proof', 'Mutual'),
      { schemes: ['Bearer', 'DPoP'] },
      'Bearer realm="api", DPoP realm="api"',
    ],
    [
      'a Bearer token cannot fail a DPoP proof',
      {},
      Authn.rejected('invalid-dpop-proof', 'bearer'),
      {},
      'Bearer realm="api", error="invalid_token", error_description="The access token is not valid"',
    ],
  ] as const)('%s', (_title, request, authn, service, expected) => {
    expect(authenticate(request as Partial<Request>, authn, service)).toBe(expected)
  })
})

test('a nonce is handed out where one is wanted (RFC 9449 §9), and one that does not fit its grammar is not', () => {
  const policy = Policy.of({}, { schemes: ['DPoP'] })
  const nonceOf = (nonce: string): unknown => {
    const verdict = decide({ method: 'GET', resource: 'call' } as never, Authn.nonceWanted(nonce), 'absent', Permission.denied, policy)
    return (
      verdict._tag === 'Unauthenticated' && [
        verdict.headers['dpop-nonce'],
        /error="(\w+)"/.exec(verdict.headers['www-authenticate'] ?? '')?.[1],
      ]
    )
  }
  expect(nonceOf('eyJ7S_zG.eyJH0-Z')).toEqual(['eyJ7S_zG.eyJH0-Z', 'use_dpop_nonce'])
  expect(nonceOf('a b')).toEqual([undefined, 'invalid_dpop_proof'])
  expect(nonceOf('a\r\nSet-Cookie: b=c')).toEqual([undefined, 'invalid_dpop_proof'])
})

test('on a 403 and a 404 the challenge of the 401 stands without an error where tokens authenticate (RFC 6750 §3), and not elsewhere', () => {
  const stranger = Authn.authenticated()
  expect(authenticate({}, stranger, { schemes: ['Bearer', 'Basic'] })).toBe('Bearer realm="api", Basic realm="api"')
  expect(authenticate({}, stranger, { schemes: ['dpop'] })).toBe('dpop realm="api"')
  expect(authenticate({}, stranger, { schemes: ['Basic'] })).toBeUndefined()
})

test('a list is left out whole where it is empty or a value does not fit its grammar, and the rest stays', () => {
  const service = Service.of({ schemes: ['DPoP', 'Basic'], algs: [] })
  const code = 'insufficient_user_authentication'
  const challenge =
    'DPoP realm="api", error="insufficient_user_authentication", error_description="A stronger or more recent authentication is required"'
  for (const values of [['fine', 'not fine'], ['"'], []])
    expect(_.challenges(service, values, { code, scheme: undefined, acrValues: values, maxAge: 0 })).toBe(
      `${challenge}, max_age="0", Basic realm="api"`,
    )
  expect(_.challenges(service, ['a', 'b'], { code, scheme: undefined, acrValues: ['mfa', 'phr'], maxAge: undefined })).toBe(
    `${challenge}, scope="a b", acr_values="mfa phr", Basic realm="api"`,
  )
})

test('scheme names are compared without case (RFC 9110 §11.1)', () => {
  const service = Service.of({ schemes: ['Basic', 'dpop'] })
  expect([_.offers(service, 'DPoP'), _.offers(service, 'BASIC'), _.offers(service, 'Bearer')]).toEqual([true, true, false])
  expect([['bearer'], ['DPOP'], ['Basic'], ['Basic', 'Bearer']].map((schemes) => _.takesTokens(Service.of({ schemes })))).toEqual([
    true,
    true,
    false,
    true,
  ])
})

test('whatever the data, the fields are well-formed, and the parser of oauth4webapi reads back what was meant', async () => {
  await fc.assert(
    fc.asyncProperty(arb.setting, arb.state, arb.permission, async ({ request, authn, policy }, state, permission) => {
      const verdict = decide(request, authn, state, permission, policy)
      if (!('headers' in verdict)) return
      for (const [name, value] of Object.entries(verdict.headers) as ReadonlyArray<[string, string]>) {
        validateHeaderName(name)
        validateHeaderValue(name, value)
        expect(value).toMatch(/^[\x20-\x7e]+$/)
      }
      const value = verdict.headers['www-authenticate']
      if (value === undefined) return
      const read = await parse(value)
      expect(read.map(({ scheme }) => scheme)).toEqual(policy.service.schemes.map((scheme) => scheme.toLowerCase()))
      for (const { parameters } of read) expect(parameters['realm']).toBe(policy.service.realm)
      const scopes = request.requires?.scopes ?? []
      const fits = scopes.length > 0 && scopes.every((scope) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(scope))
      for (const { scheme, parameters } of read.filter(({ scheme }) => ['bearer', 'dpop'].includes(scheme))) {
        expect(parameters['scope']).toBe(fits ? scopes.join(' ') : undefined)
        expect(parameters['resource_metadata']).toBe(policy.service.resourceMetadata)
        expect(parameters['algs']).toBe(scheme === 'dpop' && policy.service.algs.length > 0 ? policy.service.algs.join(' ') : undefined)
      }
    }),
    runs(3_000),
  )
})
