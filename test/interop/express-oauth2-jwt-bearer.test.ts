/**
 * The middleware of express-oauth2-jwt-bearer, on an Express server, with an issuer on loopback
 * that is up, down or out of its mind.
 */
import express, { type ErrorRequestHandler, type Handler } from 'express'
import {
  auth,
  claimCheck,
  claimIncludes,
  InvalidTokenError,
  requiredScopes,
  type AuthOptions,
} from 'express-oauth2-jwt-bearer'
import * as fc from 'fast-check'
import { Authn } from 'glomar'
import {
  authenticated,
  isInvalidRequest,
  rejection,
} from 'glomar/interop/express-oauth2-jwt-bearer'
import * as jose from 'jose'
import { readFileSync } from 'node:fs'
import type { RequestListener } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'
import { json, nobodyAt, serve } from './loopback.js'

const audience = 'https://archive.example'
const { privateKey, publicKey } = await jose.generateKeyPair('ES256', { extractable: true })
const other = await jose.generateKeyPair('ES256')
const jwk = { ...(await jose.exportJWK(publicKey)), kid: 'a', alg: 'ES256' }
const seconds = Math.floor(Date.now() / 1_000)

/** An issuer, by what it answers about itself and about its keys. */
const anIssuer = async (
  metadata: (url: string) => RequestListener = (url) =>
    json({ issuer: url, jwks_uri: `${url}/keys` }),
  keys: RequestListener = json({ keys: [jwk] }),
): Promise<string> => {
  const url: string = await serve((request, response) => {
    const answer = request.url === '/keys' ? keys : metadata(`http://${request.headers.host ?? ''}`)
    answer(request, response)
  })
  return url
}

const sign = (
  issuer: string,
  claims: jose.JWTPayload = {},
  key = privateKey,
  header: object = {},
): Promise<string> =>
  new jose.SignJWT({ iss: issuer, aud: audience, exp: seconds + 600, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'a', ...header })
    .sign(key)

type Seen = { readonly authn: Authn.Authn } | { readonly status: 400 } | { readonly thrown: string }

/** What a service makes of requests: the facts, a 400, or what was thrown on. */
const asking = async (
  options: AuthOptions,
  then: ReadonlyArray<Handler> = [],
): Promise<(headers: Readonly<Record<string, string>>, path?: string) => Promise<Seen>> => {
  let seen: Seen = { thrown: 'nothing was seen' }
  const record = (error: unknown): Seen => {
    if (isInvalidRequest(error)) return { status: 400 }
    try {
      return { authn: rejection(error, 'Bearer') }
    } catch (again) {
      return { thrown: again === error ? (error as Error).message : 'another' }
    }
  }
  const onError: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    seen = record(error)
    if (response.headersSent) next(error)
    else response.end()
  }
  const app = express().use(auth({ audience, ...options }), ...then)
  app.use((request, response) => {
    seen = { authn: authenticated(request.auth?.payload, new Date(seconds * 1_000), 'Bearer') }
    response.end()
  })
  app.use(onError)
  const url = await serve(app)
  return async (headers, path = '/') => {
    seen = { thrown: 'nothing was seen' }
    await (await fetch(`${url}${path}`, { headers })).text()
    return seen
  }
}

const seen = async (
  options: AuthOptions,
  headers: Readonly<Record<string, string>>,
  path?: string,
  then?: ReadonlyArray<Handler>,
): Promise<Seen> => (await asking(options, then))(headers, path)

const bearer = (token: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
})
const rejected = (reason: Parameters<typeof Authn.rejected>[0]): Seen => ({
  authn: Authn.rejected(reason, 'Bearer'),
})

test('a good token is an authenticated caller', async () => {
  const issuer = await anIssuer()
  const token = await sign(issuer, { scope: 'documents:read', acr: 'mfa', auth_time: seconds - 60 })
  expect(await seen({ issuerBaseURL: issuer }, bearer(token))).toStrictEqual({
    authn: Authn.authenticated({
      scopes: ['documents:read'],
      acr: 'mfa',
      age: 60,
      scheme: 'Bearer',
    }),
  })
})

test('no credentials are an anonymous caller', async () => {
  expect(await seen({ issuerBaseURL: await anIssuer() }, {})).toStrictEqual({
    authn: Authn.anonymous,
  })
})

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('what is wrong with a token is a rejection', () => {
  test.each<[string, (issuer: string) => Promise<string> | string, Seen]>([
    ['expired', (issuer) => sign(issuer, { exp: seconds - 60 }), rejected('expired')],
    ['without end', (issuer) => sign(issuer, { exp: undefined as never }), rejected('expired')],
    [
      'whose end is a text',
      (issuer) => sign(issuer, { exp: 'tomorrow' as never }),
      rejected('invalid'),
    ],
    ['not yet valid', (issuer) => sign(issuer, { nbf: seconds + 600 }), rejected('invalid')],
    [
      'for another audience',
      (issuer) => sign(issuer, { aud: 'https://other.example' }),
      rejected('wrong-audience'),
    ],
    ['of another issuer', () => sign('https://evil.example'), rejected('invalid')],
    ['whose issuer breaks lines', () => sign("'\n'"), rejected('invalid')],
    [
      'signed with another key',
      (issuer) => sign(issuer, {}, other.privateKey),
      rejected('invalid'),
    ],
    [
      'with a key that nobody has',
      (issuer) => sign(issuer, {}, privateKey, { kid: 'z' }),
      rejected('invalid'),
    ],
    ['alg none', () => `${base64({ alg: 'none' })}.e30.`, rejected('invalid')],
    ['alg that breaks lines', () => `${base64({ alg: '"\n"' })}.e30.`, rejected('invalid')],
    ['without alg', () => `${base64({})}.e30.`, rejected('invalid')],
    [
      'with an extension',
      () => `${base64({ alg: 'ES256', kid: 'a', crit: ['x\n'], 'x\n': 1 })}.e30.AA`,
      rejected('invalid'),
    ],
    [
      'whose signature is no base64',
      (issuer) => sign(issuer).then((token) => token.replace(/[^.]*$/, '~')),
      rejected('invalid'),
    ],
    [
      'whose `crit` is no list of texts',
      () => `${base64({ alg: 'ES256', kid: 'a', crit: [] })}.e30.AA`,
      rejected('malformed'),
    ],
    ['whose claims are a list', () => jws('[]'), rejected('malformed')],
    ['whose claims are no JSON', () => jws('{'), rejected('malformed')],
    ['of one part', () => base64({ alg: 'ES256' }), rejected('malformed')],
    ['of five', () => `${base64({ alg: 'ES256' })}.b.c.d.e`, rejected('malformed')],
    ['garbage', () => 'garbage', rejected('malformed')],
  ])('%s', async (_name, token, expected) => {
    const issuer = await anIssuer()
    expect(await seen({ issuerBaseURL: issuer }, bearer(await token(issuer)))).toStrictEqual(
      expected,
    )
  })

  const jws = (payload: string): Promise<string> =>
    new jose.CompactSign(Buffer.from(payload))
      .setProtectedHeader({ alg: 'ES256', kid: 'a' })
      .sign(privateKey)

  test('whose algorithm does not fit the key', async () => {
    const options = {
      issuer: 'https://issuer.example',
      publicKey: await jose.exportSPKI(publicKey),
      tokenSigningAlg: 'ES256',
    }
    const rs = await jose.generateKeyPair('RS256')
    expect(
      await seen(
        options,
        bearer(await sign('https://issuer.example', {}, rs.privateKey, { alg: 'RS256' })),
      ),
    ).toStrictEqual(rejected('invalid'))
  })

  describe('whose algorithm is the choice of the caller, whatever key the service has', () => {
    const issuer = 'https://issuer.example'
    const keys: ReadonlyArray<readonly [string, () => Promise<AuthOptions>]> = [
      [
        'a secret',
        () => Promise.resolve({ issuer, secret: 'x'.repeat(32), tokenSigningAlg: 'HS256' }),
      ],
      [
        'a public key',
        async () => ({
          issuer,
          publicKey: await jose.exportSPKI(publicKey),
          tokenSigningAlg: 'ES256',
        }),
      ],
      ['a public key as a JWK', () => Promise.resolve({ issuer, publicKey: jwk })],
      ['a key set of its own', () => Promise.resolve({ issuer, publicKey: { keys: [jwk] } })],
      ['a key set', async () => ({ issuer, jwksUri: `${await anIssuer()}/keys` })],
      [
        'the secret of one of several issuers',
        () =>
          Promise.resolve({
            mcd: { issuers: [{ issuer, secret: 'x'.repeat(32), alg: 'HS256' as const }] },
          }),
      ],
    ]
    const chosen = ['HS256', 'HS512', 'RS256', 'PS256', 'ES384', 'EdDSA', 'A128KW', 'dir', '\n', 7]
    const headers = chosen.flatMap((alg) => [
      { alg },
      { alg, crit: ['b64'], b64: true },
      { alg, crit: 'x' },
    ])

    test.each(keys)('%s', async (_key, optionsOf) => {
      const options = await optionsOf()
      const claims = base64({ iss: issuer, aud: audience, exp: seconds + 600 })
      const thrown: Array<unknown> = []
      for (const header of headers) {
        const found = await seen(options, bearer(`${base64(header)}.${claims}.AAAA`))
        if (!('authn' in found) || found.authn._tag !== 'Rejected') thrown.push([header, found])
      }
      expect(thrown).toEqual([])
    })
  })

  test('that lacks what `claimIncludes` or `claimCheck` asks of everyone', async () => {
    const issuer = await anIssuer()
    const token = bearer(await sign(issuer, { groups: 'a b' }))
    const after = (handler: Handler): Promise<Seen> =>
      seen({ issuerBaseURL: issuer }, token, '/', [handler])
    expect(await after(claimIncludes('groups', 'c'))).toStrictEqual(rejected('invalid'))
    expect(await after(claimIncludes('teams', 'c'))).toStrictEqual(rejected('invalid'))
    expect(await after(claimCheck(() => false))).toStrictEqual(rejected('invalid'))
    expect(await after(claimCheck(() => false, 'a text of your own'))).toStrictEqual({
      thrown: 'a text of your own',
    })
  })

  test('of several issuers, an issuer that is not among them', async () => {
    const issuer = await anIssuer()
    const options = { mcd: { issuers: [issuer] } }
    expect(await seen(options, bearer(await sign('https://evil.example')))).toStrictEqual(
      rejected('invalid'),
    )
    expect(await seen(options, bearer(await sign(undefined as never)))).toStrictEqual(
      rejected('invalid'),
    )
    for (const iss of [`${issuer}?a`, `${issuer}#a`, issuer.replace('//', '//tara@')])
      expect(await seen(options, bearer(await sign(iss))), iss).toStrictEqual(rejected('invalid'))
    expect(await seen(options, bearer(await sign(issuer)))).toHaveProperty(
      'authn._tag',
      'Authenticated',
    )
  })

  test('a DPoP proof that is none, and a bound token without one', async () => {
    const issuer = await anIssuer()
    const options = { issuerBaseURL: issuer, dpop: { enabled: true } }
    const bound = await sign(issuer, { cnf: { jkt: 'x' } })
    const proofless = { authorization: `DPoP ${bound}`, dpop: 'garbage' }
    expect(await seen(options, proofless)).toStrictEqual({
      authn: Authn.rejected('invalid-dpop-proof', 'DPoP'),
    })
    expect(await seen(options, bearer(bound))).toStrictEqual(rejected('invalid'))
  })
})

test('whatever a caller makes up is a rejection, whatever key the service has', async () => {
  const issuer = await anIssuer()
  const named = 'https://issuer.example'
  const secret = { issuer: named, secret: 'x'.repeat(32) }
  const options: ReadonlyArray<AuthOptions> = [
    { issuerBaseURL: issuer },
    { issuerBaseURL: issuer, strict: true, maxTokenAge: 5 },
    { issuerBaseURL: issuer, dpop: { enabled: true } },
    { ...secret, tokenSigningAlg: 'HS256' },
    { issuer: named, publicKey: jwk },
    { issuer: named, publicKey: { keys: [jwk] } },
    { mcd: { issuers: [{ issuer }, { ...secret, alg: 'HS256' }] } },
  ]
  const services = await Promise.all(options.map((of) => asking(of)))
  const value = fc.oneof(
    fc.constantFrom('ES256', 'HS256', 'RS256', 'none', 'a', 'JWT', issuer, `${named}?a`, audience),
    fc.jsonValue({ maxDepth: 1 }),
  )
  const some = (...names: ReadonlyArray<string>) => fc.dictionary(fc.constantFrom(...names), value)
  const token = fc.record({
    header: some('alg', 'kid', 'typ', 'crit', 'b64', 'zip', 'jwk', '__proto__'),
    claims: some('iss', 'aud', 'exp', 'iat', 'nbf', 'cnf', 'sub', 'scope'),
    signature: fc.constantFrom('AAAA', '', '~'),
    isNear: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...services), token, async (ask, made) => {
      const near = made.isNear ? { alg: 'ES256', kid: 'a', iss: issuer, aud: audience } : {}
      const parts = [base64({ ...near, ...made.header }), base64({ ...near, ...made.claims })]
      const found = await ask(bearer([...parts, made.signature].join('.')))
      expect(found).toHaveProperty('authn._tag', 'Rejected')
    }),
    runs(500),
  )
})

describe('what is not about the token is thrown on, whatever the package calls it', () => {
  const answers = (listener: RequestListener) => (): Promise<string> => anIssuer(() => listener)
  const keys = (listener: RequestListener) => (): Promise<string> => anIssuer(undefined, listener)
  const html: RequestListener = (_request, response) => response.end('<html>')

  test.each<[string, () => Promise<string>, string | RegExp]>([
    ['the issuer is down', nobodyAt, 'Failed to fetch authorization server metadata'],
    [
      'the issuer answers 500',
      answers(json({}, 500)),
      'Failed to fetch authorization server metadata',
    ],
    [
      'the issuer answers with no JSON',
      answers(html),
      'Failed to fetch authorization server metadata',
    ],
    ['the issuer names none', answers(json({})), 'Failed to fetch authorization server metadata'],
    ['the key server is down', async () => keyServer(await nobodyAt()), /ECONNREFUSED/],
    [
      'the key server answers 500',
      keys(json({}, 500)),
      'Expected 200 OK from the JSON Web Key Set HTTP response',
    ],
    [
      'the key server answers with no JSON',
      keys(html),
      'Failed to parse the JSON Web Key Set HTTP response as JSON',
    ],
    [
      'the key server answers with no key set',
      keys(json({ keys: 'none' })),
      'JSON Web Key Set malformed',
    ],
    ['the key server hangs up', keys((_request, response) => response.destroy()), 'socket hang up'],
  ])('%s', async (_name, address, message) => {
    const issuer = await address()
    const found = await seen({ issuerBaseURL: issuer }, bearer(await sign(issuer)))
    expect(found).toHaveProperty(
      'thrown',
      typeof message === 'string' ? message : (expect.stringMatching(message) as unknown),
    )
  })

  test('the key server does not answer', async () => {
    const issuer = await anIssuer(undefined, () => undefined)
    expect(
      await seen({ issuerBaseURL: issuer, timeoutDuration: 50 }, bearer(await sign(issuer))),
    ).toStrictEqual({
      thrown: 'request timed out',
    })
  })

  const keyServer = (at: string): Promise<string> =>
    anIssuer((url) => json({ issuer: url, jwks_uri: `${at}/keys` }))

  test('a validator that could not find out', async () => {
    const issuer = await anIssuer()
    const sub = (): Promise<boolean> => Promise.reject(new Error('the revocation list is down'))
    expect(
      await seen({ issuerBaseURL: issuer, validators: { sub } }, bearer(await sign(issuer))),
    ).toStrictEqual({
      thrown: 'the revocation list is down',
    })
  })

  test('a scope that the decision does not know of is thrown on', async () => {
    const issuer = await anIssuer()
    const found = await seen(
      { issuerBaseURL: issuer },
      bearer(await sign(issuer, { scope: 'a' })),
      '/',
      [requiredScopes('documents:read')],
    )
    expect(found).toStrictEqual({ thrown: 'Insufficient Scope' })
  })

  test.each([
    ['an error of your own', new Error('x')],
    ['a 401 of another middleware', Object.assign(new Error('x'), { status: 401 })],
    ['its name, without its status', Object.assign(new Error('x'), { name: 'UnauthorizedError' })],
    ['what all objects have', Object.create({ name: 'UnauthorizedError', status: 401 }) as unknown],
    ['a message that is no text', { code: 'invalid_token', message: ['Invalid Token'] }],
    [
      'a key of ours that is none',
      {
        code: 'invalid_token',
        message: 'Key for the HS256 algorithm must be one of type KeyObject. Received undefined',
      },
    ],
    ['an empty code, without its status', { code: '', status: 401 }],
    ['nothing', undefined],
  ])('%s', (_name, error) => {
    expect(() => rejection(error)).toThrow(error)
    expect(isInvalidRequest(error)).toBe(false)
  })
})

test('within a handler, the middleware is a function that hands on its error', async () => {
  const issuer = await anIssuer()
  const checkJwt = auth({ audience, issuerBaseURL: issuer })
  const app = express()
  app.use(async (request, response) => {
    const failure = await new Promise((resolve) => void checkJwt(request, response, resolve))
    response.json(
      failure === undefined ? authenticated(request.auth?.payload, new Date()) : rejection(failure),
    )
  })
  const url = await serve(app)
  const tagOf = async (headers: Readonly<Record<string, string>>): Promise<unknown> =>
    (await fetch(url, { headers })).json()
  expect(await tagOf({})).toMatchObject({ _tag: 'Anonymous' })
  expect(await tagOf(bearer(await sign(issuer)))).toMatchObject({ _tag: 'Authenticated' })
  expect(await tagOf(bearer(await sign(issuer, { exp: 1 })))).toMatchObject({
    _tag: 'Rejected',
    reason: 'expired',
  })
})

test('a malformed request is a 400', async () => {
  const issuer = await anIssuer()
  const token = await sign(issuer)
  const found = (headers: Readonly<Record<string, string>>, path?: string): Promise<Seen> =>
    seen({ issuerBaseURL: issuer }, headers, path)
  expect(await found(bearer(token), `/?access_token=${token}`)).toStrictEqual({ status: 400 })
  expect(await found({ authorization: 'Basic eA==' })).toStrictEqual({ status: 400 })
  expect(await found({ authorization: 'Bearer' })).toStrictEqual({ status: 400 })
})

test('with `authRequired: false`, an expired token is no authenticated caller', async () => {
  const issuer = await anIssuer()
  const app = express().use(auth({ audience, issuerBaseURL: issuer, authRequired: false }))
  let thrown = ''
  app.use((request, response) => {
    try {
      authenticated(request.auth?.payload, new Date())
    } catch (error) {
      thrown = (error as Error).message
    }
    response.end()
  })
  await (await fetch(await serve(app), { headers: bearer(await sign(issuer, { exp: 1 })) })).text()
  expect(thrown).toBe('authenticated: expected the claims of a verified token, a plain object')
})

describe('every message in the installed package', () => {
  const packageDir = dirname(createRequire(import.meta.url).resolve('express-oauth2-jwt-bearer'))
  const joseDir = join(packageDir, '../node_modules/jose/dist/node/cjs')
  /** What verifying a token goes through. */
  const verifying = [
    'jwt/verify',
    'jws/compact/verify',
    'jws/flattened/verify',
    'jwks/local',
    'jwks/remote',
    'lib/jwt_claims_set',
    'lib/validate_crit',
    'util/decode_jwt',
    'util/decode_protected_header',
    'runtime/dsa_digest',
    'runtime/fetch_jwks',
    'runtime/node_key',
  ]
  const sources = [
    join(packageDir, 'index.js'),
    ...verifying.map((file) => join(joseDir, `${file}.js`)),
  ].map((file) => readFileSync(file, 'utf8'))

  /** The texts of the errors of a class, with something in place of what is filled in. */
  const textsOf = (error: string): ReadonlyArray<string> =>
    sources.flatMap((text) =>
      [...text.matchAll(new RegExp(`new (?:errors_js_1\\.)?${error}\\((['"\`])(.*?)\\1`, 'g'))].map(
        ([, , found = '']) => found.replaceAll(/\$\{[^}]*\}/g, 'filled in'),
      ),
    )
  const isRejection = (text: string): boolean => {
    try {
      const authn = rejection(new InvalidTokenError(text))
      return (
        authn._tag === 'Rejected' &&
        authn.faults.length === 0 &&
        ['expired', 'wrong-audience', 'malformed', 'invalid'].includes(authn.reason)
      )
    } catch {
      return false
    }
  }

  const classes = [
    'InvalidTokenError',
    'JWSInvalid',
    'JWTInvalid',
    'JWTClaimValidationFailed',
    'JWTExpired',
    'JOSEAlgNotAllowed',
    // how `validate_crit` names the class that it is handed
    'Err',
  ]

  test('that is about the token is a rejection', () => {
    const aboutTokens = [...classes, 'JOSENotSupported'].flatMap(textsOf)
    expect(aboutTokens.length).toBeGreaterThan(40)
    expect(aboutTokens.filter((text) => !isRejection(text)).sort()).toEqual([
      // these are about how the service is set up
      'Discovery metadata issuer does not match token issuer',
      "Issuer provides a secret but no 'alg' specified",
      'Issuer provides a secret but specifies asymmetric algorithm ',
      "Issuer provides both 'publicKey' and 'jwksUri'. These are mutually exclusive.",
      "Issuer provides both 'publicKey' and 'secret'. These are mutually exclusive.",
      'Issuer specifies symmetric algorithm but no secret provided',
      'No JWKS URI, public key, or secret available for verification',
      'No issuers configured for token validation',
    ])
  })

  test('that is about the form of the token says so', () => {
    for (const text of ['JWSInvalid', 'JWTInvalid'].flatMap(textsOf))
      expect(rejection(new InvalidTokenError(text)), text).toStrictEqual(
        Authn.rejected('malformed'),
      )
  })

  test('is one only where nothing goes before it, and where it is whole, nothing after it', () => {
    const aboutTokens = [...classes, 'JOSENotSupported'].flatMap(textsOf).filter(isRejection)
    const whole = [
      '"exp" claim timestamp check failed',
      "Unexpected 'exp' value",
      "Unexpected 'aud' value",
      "Unexpected 'sub' value",
      'unexpected "iss" claim value',
      "Missing 'sub' claim",
      'Token issuer is not allowed',
      'Invalid JWT',
      'signature verification failed',
      'Invalid Token',
      'no applicable key found in the JSON Web Key Set',
      'multiple matching keys found in the JSON Web Key Set',
      'Key for the RS256 algorithm must be of type KeyObject. Received an instance of Uint8Array',
    ]
    expect(whole.filter((text) => !isRejection(text))).toEqual([])
    const all = [
      ...aboutTokens,
      ...whole,
      'Invalid key for this operation, its asymmetricKeyType must be ec',
    ]
    expect(all.filter((text) => isRejection(`the key server is down: ${text}`))).toEqual([])
    expect(whole.slice(1).filter((text) => isRejection(`${text}: the key server is down`))).toEqual(
      [],
    )
  })

  test('that is about keys or their server is not', () => {
    const others = ['Error', 'JOSEError', 'JWKSInvalid', 'InvalidRequestError'].flatMap(textsOf)
    expect(others.length).toBeGreaterThan(15)
    expect(others.filter(isRejection).sort()).toEqual([
      // these are about the issuer that a token names, among several that are allowed
      'HTTP issuer URL detected in production environment. Use HTTPS for security.',
      'Invalid issuer URL: URLs must not contain fragments',
      'Invalid issuer URL: URLs must not contain query parameters',
      'Invalid issuer URL: URLs must not contain userinfo (username:password)',
      "Unexpected 'filled in' value",
    ])
  })
})
