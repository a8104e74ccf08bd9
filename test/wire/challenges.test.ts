/**
 * `WWW-Authenticate`: vectors from the RFCs, and a second opinion on whatever else is printed.
 */
import fc from 'fast-check'
import { Authn, decide, Permission, Policy, Route, type Service, type Verdict } from 'glomar'
import { validateHeaderName, validateHeaderValue } from 'node:http'
import * as oauth from 'oauth4webapi'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'

interface Challenge {
  readonly scheme: string
  readonly parameters: Readonly<Partial<Record<string, string>>>
}

/** A second opinion: the challenges that the parser of oauth4webapi reads from a field value. */
const parse = async (value: string): Promise<ReadonlyArray<Challenge>> => {
  const headers = { 'www-authenticate': value }
  const respond = (): Promise<Response> =>
    Promise.resolve(new Response(null, { status: 401, headers }))
  const url = new URL('https://example.com/')
  const options = { [oauth.customFetch]: respond }
  try {
    await oauth.protectedResourceRequest('token', 'GET', url, undefined, undefined, options)
  } catch (error) {
    if (error instanceof oauth.WWWAuthenticateChallengeError)
      return error.cause.map(({ scheme, parameters }) => ({
        scheme,
        parameters: { ...parameters },
      }))
    throw error
  }
  return []
}

const decided = (
  authn: Authn.Authn,
  requires: Route.Requirements = {},
  service: Partial<Service> = {},
): Verdict => {
  const policy = Policy.of({ document: {} }, service)
  const route = Route.of({ method: 'GET', resource: 'document', requires })
  return decide(route, authn, 'absent', Permission.deny(), policy)
}

const authenticate = (...args: Parameters<typeof decided>): string | undefined => {
  const verdict = decided(...args)
  return 'headers' in verdict ? verdict.headers['www-authenticate'] : undefined
}

const invalid = 'error="invalid_token", error_description="The access token is not valid"'
const badProof = 'error="invalid_dpop_proof", error_description="The DPoP proof is not valid"'
const stepUp =
  'error="insufficient_user_authentication", error_description="A stronger or more recent authentication is required"'
const noScope =
  'error="insufficient_scope", error_description="The access token lacks a scope that this request requires"'
const both = { schemes: ['Bearer', 'DPoP'] }

describe('a challenge is the vector', () => {
  test.each<[string, Authn.Authn, Route.Requirements, Partial<Service>, string]>([
    [
      'RFC 6750 §3, no credentials: no error',
      Authn.anonymous,
      {},
      { realm: 'example' },
      'Bearer realm="example"',
    ],
    [
      'RFC 6750 §3, an expired token',
      Authn.rejected('expired'),
      {},
      { realm: 'example' },
      `Bearer realm="example", ${invalid}`,
    ],
    [
      'RFC 6750 §3.1, a missing scope',
      Authn.authenticated({ scopes: ['documents:read'] }),
      { scopes: ['documents:read', 'documents:write'] },
      {},
      `Bearer realm="api", ${noScope}, scope="documents:read documents:write"`,
    ],
    [
      'alternatives of scopes: the first is named',
      Authn.authenticated(),
      { scopes: { anyOf: [['a', 'b'], 'c'] } },
      {},
      `Bearer realm="api", ${noScope}, scope="a b"`,
    ],
    [
      'RFC 9449 §7.1, a bad proof: the error in the challenge of the scheme that was tried',
      Authn.rejected('invalid-dpop-proof', 'DPoP'),
      {},
      { ...both, algs: ['ES256', 'PS256'] },
      `Bearer realm="api", DPoP realm="api", ${badProof}, algs="ES256 PS256"`,
    ],
    [
      'RFC 9449 §7.2, no credentials: no error in any challenge',
      Authn.anonymous,
      {},
      { ...both, algs: ['ES256'] },
      'Bearer realm="api", DPoP realm="api", algs="ES256"',
    ],
    [
      'RFC 9470 §3, a stronger or fresher authentication',
      Authn.authenticated({ acr: 'urn:mfa', age: 6 }),
      { acrValues: ['urn:mfa', 'urn:hwk'], maxAge: 5 },
      {},
      `Bearer realm="api", ${stepUp}, acr_values="urn:mfa urn:hwk", max_age="5"`,
    ],
    [
      'RFC 9470 §3, a maximum age of 0',
      Authn.authenticated(),
      { maxAge: 0 },
      {},
      `Bearer realm="api", ${stepUp}, max_age="0"`,
    ],
    [
      'RFC 9728 §5.1, the metadata of the resource server',
      Authn.anonymous,
      {},
      { resourceMetadata: 'https://example.com/.well-known/oauth-protected-resource' },
      'Bearer realm="api", resource_metadata="https://example.com/.well-known/oauth-protected-resource"',
    ],
    [
      'RFC 9110 §11.2, the service of an OCI registry, with the scope of a repository',
      Authn.anonymous,
      { scopes: ['repository:emma/notes:pull'] },
      {
        realm: 'https://auth.example.com/token',
        parameters: { service: 'registry.example.com' },
      },
      'Bearer realm="https://auth.example.com/token", scope="repository:emma/notes:pull", service="registry.example.com"',
    ],
    [
      'parameters of your own in the challenges of Bearer and DPoP, and in no other',
      Authn.rejected('expired', 'DPoP'),
      {},
      {
        schemes: ['Basic', 'Bearer', 'DPoP', 'Negotiate'],
        algs: ['ES256'],
        parameters: { authorization_uri: 'https://login.example.com/emma', claims: 'e30=' },
      },
      'Basic realm="api", ' +
        'Bearer realm="api", authorization_uri="https://login.example.com/emma", claims="e30=", ' +
        `DPoP realm="api", ${invalid}, algs="ES256", authorization_uri="https://login.example.com/emma", claims="e30=", ` +
        'Negotiate realm="api"',
    ],
    [
      'RFC 9110 §5.6.4, a quote and a backslash in a parameter of your own',
      Authn.anonymous,
      {},
      { parameters: { as_uri: 'a "b" \\ c, d="e"' } },
      'Bearer realm="api", as_uri="a \\"b\\" \\\\ c, d=\\"e\\""',
    ],
    [
      'a parameter of any name',
      Authn.anonymous,
      {},
      { parameters: JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<string, string> },
      'Bearer realm="api", __proto__="x", constructor="y"',
    ],
    [
      'RFC 7617 §2, Basic takes a realm and no error',
      Authn.rejected('invalid', 'Basic'),
      { scopes: ['a'] },
      { schemes: ['Basic'], realm: 'staff' },
      'Basic realm="staff"',
    ],
    [
      'RFC 9110 §5.6.4, a quote and a backslash',
      Authn.anonymous,
      {},
      { realm: 'a "b" \\ c' },
      'Bearer realm="a \\"b\\" \\\\ c"',
    ],
    [
      'a scheme that is not on offer: no error',
      Authn.rejected('invalid', 'Basic'),
      {},
      {},
      'Bearer realm="api"',
    ],
    [
      'a scheme that is not known: the error in the challenge of every token scheme',
      Authn.rejected('invalid'),
      {},
      { schemes: ['Basic', 'DPoP'] },
      `Basic realm="api", DPoP realm="api", ${invalid}`,
    ],
    [
      'a bad proof of a scheme that is not on offer: no error',
      Authn.rejected('invalid-dpop-proof', 'Mutual'),
      {},
      both,
      'Bearer realm="api", DPoP realm="api"',
    ],
    [
      'a Bearer token cannot fail a DPoP proof',
      Authn.rejected('invalid-dpop-proof', 'bearer'),
      {},
      {},
      `Bearer realm="api", ${invalid}`,
    ],
    [
      'a bad proof of an unknown scheme: the error in the challenge of DPoP',
      Authn.rejected('invalid-dpop-proof'),
      {},
      both,
      `Bearer realm="api", DPoP realm="api", ${badProof}`,
    ],
    [
      'a step-up of a scheme: in its challenge alone',
      Authn.authenticated({ scheme: 'dpop' }),
      { maxAge: 5 },
      both,
      `Bearer realm="api", DPoP realm="api", ${stepUp}, max_age="5"`,
    ],
  ])('%s', (_title, authn, requires, service, expected) => {
    expect(authenticate(authn, requires, service)).toBe(expected)
  })
})

describe('a nonce', () => {
  const nonceOf = (authn: Authn.Authn, schemes: ReadonlyArray<string>): unknown => {
    const verdict = decided(authn, {}, { schemes })
    if (!('headers' in verdict)) return undefined
    const { 'www-authenticate': value = '', 'dpop-nonce': nonce } = verdict.headers
    return [nonce, value.replaceAll(/, error_description="[^"]*"/g, '')]
  }

  test('is handed out where one is wanted (RFC 9449 §9)', () => {
    expect(nonceOf(Authn.nonceWanted('eyJ7S_zG.eyJH0-Z'), ['Bearer', 'DPoP'])).toEqual([
      'eyJ7S_zG.eyJH0-Z',
      'Bearer realm="api", DPoP realm="api", error="use_dpop_nonce"',
    ])
    expect(nonceOf(Authn.nonceWanted('n0'), ['dpop'])).toEqual([
      'n0',
      'dpop realm="api", error="use_dpop_nonce"',
    ])
  })

  test('is not handed out where DPoP is not on offer', () => {
    expect(nonceOf(Authn.nonceWanted('n0'), ['Bearer'])).toEqual([undefined, 'Bearer realm="api"'])
  })

  test.each(['a b', 'a\r\nSet-Cookie: b=c', '', 7])(
    'is not handed out that does not fit: %j',
    (nonce) => {
      expect(nonceOf(Authn.nonceWanted(nonce as never), ['DPoP'])).toEqual([
        undefined,
        'DPoP realm="api", error="invalid_dpop_proof"',
      ])
    },
  )

  test('of one answer is not that of the next', () => {
    const route = Route.of({ method: 'GET', resource: 'document' })
    const policy = Policy.of({ document: {} }, { schemes: ['DPoP'] })
    const sent = ['n1', 'n2', 'n1'].map((nonce) => {
      const authn = Authn.nonceWanted(nonce)
      const verdict = decide(route, authn, 'present', Permission.grant(), policy)
      return 'headers' in verdict && verdict.headers['dpop-nonce']
    })
    expect(sent).toEqual(['n1', 'n2', 'n1'])
  })
})

test('a 403 and a 404 carry a challenge without an error, for tokens (RFC 6750 §3)', () => {
  const stranger = Authn.authenticated()
  const of = (...schemes: ReadonlyArray<string>): unknown => authenticate(stranger, {}, { schemes })
  expect(of('Bearer', 'Basic')).toBe('Bearer realm="api", Basic realm="api"')
  expect(of('dpop')).toBe('dpop realm="api"')
  expect(of('Basic')).toBeUndefined()
})

const printable = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 })
const nqchars = fc.stringMatching(/^[\x21\x23-\x5b\x5d-\x7e]{1,12}$/)
const token = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,12}$/)
const lowerToken = fc.stringMatching(/^[!#$%&'*+\-.^_`|~0-9a-z]{1,12}$/)
const list = (item: fc.Arbitrary<string>): fc.Arbitrary<ReadonlyArray<string>> =>
  fc.array(item, { minLength: 1, maxLength: 3 })

const scheme = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('Bearer', 'DPoP', 'bearer', 'DPOP', 'Basic') },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,11}$/) },
)
const service = fc.record(
  {
    realm: printable,
    schemes: fc.uniqueArray(scheme, {
      minLength: 1,
      maxLength: 3,
      selector: (s) => s.toLowerCase(),
    }),
    algs: list(nqchars),
    resourceMetadata: fc.webUrl(),
    vary: list(token),
    problems: fc.constantFrom('/problems/', 'https://example.com/problems#'),
    parameters: fc
      .uniqueArray(fc.tuple(lowerToken, printable), { maxLength: 3, selector: ([name]) => name })
      // the parser has its own idea of `__proto__`
      .map((all) =>
        all.filter(
          ([name]) => !/^(?:__proto__|realm|scope|error|algs|nonce|stale|qop)$/.test(name),
        ),
      )
      .map((all): Record<string, string> => Object.fromEntries(all)),
  },
  { requiredKeys: [] },
)
const requires = fc.record(
  { scopes: list(nqchars), acrValues: list(nqchars), maxAge: fc.nat() },
  { requiredKeys: [] },
)
const authn = fc.oneof(
  fc.constant(Authn.anonymous),
  fc
    .record(
      { scopes: list(nqchars), acr: fc.string(), age: fc.nat(), scheme },
      { requiredKeys: [] },
    )
    .map(Authn.authenticated),
  fc
    .tuple(fc.constantFrom('expired', 'invalid-dpop-proof'), fc.option(scheme, { nil: undefined }))
    .map(([reason, tried]) => Authn.rejected(reason as 'expired', tried)),
  fc.string().map(Authn.nonceWanted),
)

test('fields are well-formed, whatever the data, and a parser reads what was meant', async () => {
  await fc.assert(
    fc.asyncProperty(service, requires, authn, async (constants, required, caller) => {
      const verdict = decided(caller, required, constants)
      if (!('headers' in verdict)) return
      for (const [name, value] of Object.entries<string>({ ...verdict.headers })) {
        validateHeaderName(name)
        validateHeaderValue(name, value)
        expect(value).toMatch(/^[\x20-\x7e]+$/)
      }
      const value = verdict.headers['www-authenticate']
      if (value === undefined) return
      const {
        schemes = ['Bearer'],
        realm = 'api',
        algs,
        resourceMetadata,
        parameters: own,
      } = constants
      const read = await parse(value)
      expect(read.map((challenge) => challenge.scheme)).toEqual(schemes.map((s) => s.toLowerCase()))
      for (const challenge of read) {
        // a parameter may be called `constructor`, and the parser gives plain objects
        const parameters = new Map(Object.entries(challenge.parameters))
        const takesToken = ['bearer', 'dpop'].includes(challenge.scheme)
        expect(parameters.get('realm')).toBe(realm)
        expect(parameters.get('scope')).toBe(takesToken ? required.scopes?.join(' ') : undefined)
        expect(parameters.get('resource_metadata')).toBe(takesToken ? resourceMetadata : undefined)
        expect(parameters.get('algs')).toBe(
          challenge.scheme === 'dpop' ? algs?.join(' ') : undefined,
        )
        for (const [name, value] of Object.entries(own ?? {}))
          expect(parameters.get(name.toLowerCase())).toBe(takesToken ? value : undefined)
      }
    }),
    runs(2_000),
  )
})
