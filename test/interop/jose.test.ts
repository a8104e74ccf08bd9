/**
 * Tokens that jose 6 verified, or would not.
 */
import * as fc from 'fast-check'
import { Authn, decide, Permission, Policy } from 'glomar'
import { authenticated, rejection } from 'glomar/interop/jose'
import * as jose from 'jose'
import { describe, expect, test } from 'vitest'
import { runs } from '../runs.js'
import { json, nobodyAt, serve } from './loopback.js'

const audience = 'https://archive.example'
const issuer = 'https://issuer.example'
const own = await jose.generateKeyPair('ES256', { extractable: true })
const other = await jose.generateKeyPair('ES256')
const jwk = { ...(await jose.exportJWK(own.publicKey)), kid: 'a', alg: 'ES256' }
const keys = jose.createLocalJWKSet({ keys: [jwk] })

const now = new Date('2026-11-22T12:00:00Z')
const seconds = now.getTime() / 1_000

const sign = (
  claims: jose.JWTPayload = {},
  { key = own.privateKey, ...header }: Record<string, unknown> & { key?: jose.CryptoKey } = {},
) =>
  new jose.SignJWT({ iss: issuer, aud: audience, exp: seconds + 60, ...claims })
    .setProtectedHeader({ alg: 'ES256', kid: 'a', ...header })
    .sign(key)

const verify = (
  token: string,
  key: jose.JWTVerifyGetKey = keys,
  options: jose.JWTVerifyOptions = {},
) =>
  jose.jwtVerify(token, key, {
    audience,
    issuer,
    currentDate: now,
    algorithms: ['ES256'],
    ...options,
  })

const errorOf = async (verifying: Promise<unknown>): Promise<unknown> => {
  try {
    await verifying
  } catch (error) {
    return error
  }
  throw new Error('expected jose to refuse')
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const rejected = (reason: Parameters<typeof Authn.rejected>[0]): Authn.Authn =>
  Authn.rejected(reason, 'Bearer')

describe('what is wrong with a token is a rejection', () => {
  test.each<[string, () => Promise<unknown>, Authn.Authn]>([
    ['expired', async () => verify(await sign({ exp: seconds - 1 })), rejected('expired')],
    [
      'older than the route takes',
      async () => verify(await sign({ iat: seconds - 60 }), keys, { maxTokenAge: 5 }),
      rejected('expired'),
    ],
    ['not yet valid', async () => verify(await sign({ nbf: seconds + 60 })), rejected('invalid')],
    [
      'for another audience',
      async () => verify(await sign({ aud: 'https://other.example' })),
      rejected('wrong-audience'),
    ],
    [
      'for no audience',
      async () => verify(await sign({ aud: undefined as never })),
      rejected('wrong-audience'),
    ],
    [
      'of another issuer',
      async () => verify(await sign({ iss: 'https://evil.example' })),
      rejected('invalid'),
    ],
    [
      'of another type',
      async () => verify(await sign(), keys, { typ: 'at+jwt' }),
      rejected('invalid'),
    ],
    [
      'whose exp is a text',
      async () => verify(await sign({ exp: 'tomorrow' as never })),
      rejected('invalid'),
    ],
    [
      'signed with another key',
      async () => verify(await sign({}, { key: other.privateKey })),
      rejected('invalid'),
    ],
    [
      'with a key that nobody has',
      async () => verify(await sign({}, { kid: 'z' })),
      rejected('invalid'),
    ],
    ['alg none', () => verify(`${base64({ alg: 'none' })}.e30.`), rejected('invalid')],
    [
      'alg none, of all',
      () => jose.jwtVerify(`${base64({ alg: 'none' })}.e30.`, own.publicKey),
      rejected('invalid'),
    ],
    [
      'HS256',
      async () =>
        verify(
          await new jose.SignJWT({}).setProtectedHeader({ alg: 'HS256' }).sign(new Uint8Array(32)),
        ),
      rejected('invalid'),
    ],
    [
      'with an extension',
      () => verify(`${base64({ alg: 'ES256', kid: 'a', crit: ['x'], x: 1 })}.e30.AA`),
      rejected('invalid'),
    ],
    ['empty', () => verify(''), rejected('malformed')],
    ['no token', () => verify('garbage'), rejected('malformed')],
    ['not of ASCII', () => verify('é.é.é'), rejected('malformed')],
    ['whose claims are a list', async () => verify(await jws('[]')), rejected('malformed')],
    ['whose claims are no JSON', async () => verify(await jws('{')), rejected('malformed')],
    [
      'unencoded',
      () => verify(`${base64({ alg: 'ES256', kid: 'a', b64: false, crit: ['b64'] })}.e30.AA`),
      rejected('invalid'),
    ],
    [
      'that fits two keys',
      async () => verify(await sign({}, { kid: undefined }), twoKeys),
      rejected('invalid'),
    ],
    [
      'encrypted, and is not',
      () => jose.jwtDecrypt('a.b.c.d.e', new Uint8Array(32)),
      rejected('malformed'),
    ],
    [
      'encrypted to another',
      async () => jose.jwtDecrypt(await encrypted(), new Uint8Array(32).fill(1)),
      rejected('invalid'),
    ],
  ])('%s', async (_name, verifying, authn) => {
    expect(rejection(await errorOf(verifying()), 'Bearer')).toStrictEqual(authn)
  })

  const twoKeys = jose.createLocalJWKSet({ keys: [jwk, { ...jwk, kid: 'b' }] })
  const jws = (payload: string): Promise<string> =>
    new jose.CompactSign(Buffer.from(payload))
      .setProtectedHeader({ alg: 'ES256', kid: 'a' })
      .sign(own.privateKey)
  const encrypted = (): Promise<string> =>
    new jose.EncryptJWT({})
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(new Uint8Array(32))
})

describe('what is not wrong with the token is thrown on as it came', () => {
  const remote = (url: string, options: jose.RemoteJWKSetOptions = {}): jose.JWTVerifyGetKey =>
    jose.createRemoteJWKSet(new URL(url), options)
  const thrown = (error: unknown): unknown => {
    try {
      return rejection(error, 'Bearer')
    } catch (again) {
      return again === error ? 'the same' : 'another'
    }
  }

  test.each<[string, () => Promise<string>, string | undefined]>([
    ['is down', nobodyAt, undefined],
    ['answers 500', () => serve(json({}, 500)), 'ERR_JOSE_GENERIC'],
    [
      'answers with no JSON',
      () => serve((_request, response) => response.end('<html>')),
      'ERR_JOSE_GENERIC',
    ],
    ['answers with no key set', () => serve(json({ keys: 'none' })), 'ERR_JWKS_INVALID'],
    ['hangs up', () => serve((_request, response) => response.destroy()), undefined],
  ])('the key server %s', async (_name, address, code) => {
    const error = await errorOf(verify(await sign(), remote(await address())))
    expect((error as { readonly code?: unknown }).code).toBe(code)
    expect(thrown(error)).toBe('the same')
  })

  test('the key server does not answer', async () => {
    const error = await errorOf(
      verify(await sign(), remote(await serve(() => undefined), { timeoutDuration: 50 })),
    )
    expect((error as { readonly code?: unknown }).code).toBe('ERR_JWKS_TIMEOUT')
    expect(thrown(error)).toBe('the same')
  })

  test('while a key server that is up knows the key', async () => {
    const { payload } = await verify(
      await sign({ scope: 'documents:read' }),
      remote(await serve(json({ keys: [jwk] }))),
    )
    expect(authenticated(payload, now, 'Bearer')).toStrictEqual(
      Authn.authenticated({ scopes: ['documents:read'], scheme: 'Bearer' }),
    )
  })

  test('a key that is no key', async () => {
    const error = await errorOf(
      jose.importJWK({ kty: 'EC', crv: 'P-256', x: 'A', y: 'A' }, 'ES256'),
    )
    expect(thrown(error)).toBe('the same')
  })

  test.each([
    ['an error of your own', new Error('the revocation list is down')],
    ['one with another code', Object.assign(new Error('x'), { code: 'ECONNREFUSED' })],
    ['a code that all objects have', Object.create({ code: 'ERR_JWT_EXPIRED' })],
    ['a code that is no text', { code: ['ERR_JWT_EXPIRED'] }],
    ['the name of a member', { code: 'constructor' }],
    ['a text', 'ERR_JWT_EXPIRED'],
    ['nothing', undefined],
    ['null', null],
  ] as const)('%s', (_name, error) => {
    expect(thrown(error)).toBe('the same')
  })
})

test('where the algorithms are named, whatever a caller sends is a rejection', async () => {
  const good = await sign()
  const [header = '', payload = '', signature = ''] = good.split('.')
  const part = fc.oneof(
    fc.constantFrom(
      header,
      payload,
      signature,
      '',
      '.',
      'e30',
      base64([]),
      base64(null),
      base64({ alg: 'ES256', kid: {} }),
    ),
    fc.json().map((text) => Buffer.from(text).toString('base64url')),
    fc
      .record({
        alg: fc.constantFrom('ES256', 'none', 'HS256', 'RS256', '__proto__', 7),
        kid: fc.anything(),
        crit: fc.anything(),
        b64: fc.anything(),
      })
      .map((thing) => {
        try {
          return base64(thing)
        } catch {
          return ''
        }
      }),
    fc.string({ unit: 'grapheme' }),
  )
  const tokens = fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'))
  await fc.assert(
    fc.asyncProperty(tokens, async (token) => {
      fc.pre(token !== good)
      expect(rejection(await errorOf(verify(token)))._tag).toBe('Rejected')
    }),
    runs(1_000),
  )
})

test('where no algorithms are named, a caller can make jose throw a TypeError', async () => {
  const token = await new jose.SignJWT({})
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new Uint8Array(32))
  const error = await errorOf(jose.jwtVerify(token, own.publicKey))
  expect(error).toBeInstanceOf(TypeError)
  expect(() => rejection(error)).toThrow(error)
})

describe('the claims of a token', () => {
  const facts = (claims: object): Authn.Authn => authenticated(claims, now)

  test.each<[string, object, ReadonlyArray<string>]>([
    [
      'scope, a text',
      { scope: 'documents:read documents:write' },
      ['documents:read', 'documents:write'],
    ],
    ['scope, empty', { scope: '' }, []],
    [
      'scp, a text',
      { scp: 'documents:read documents:write' },
      ['documents:read', 'documents:write'],
    ],
    [
      'scp, a list',
      { scp: ['documents:read', 'documents:write'] },
      ['documents:read', 'documents:write'],
    ],
    ['scope before scp', { scope: 'documents:read', scp: ['documents:write'] }, ['documents:read']],
    [
      'scope that is of no type, and no scp in its place',
      { scope: 7, scp: ['documents:write'] },
      [],
    ],
    ['a list with something else in it', { scp: ['documents:read', 7] }, []],
    ['an object', { scope: { 0: 'documents:read', length: 1 } }, []],
    ['none', {}, []],
  ])('%s', (_name, claims, scopes) => {
    expect(facts(claims)).toStrictEqual(Authn.authenticated({ scopes }))
  })

  test.each<[string, object, { readonly acr?: string; readonly age?: number }]>([
    ['acr', { acr: 'mfa' }, { acr: 'mfa' }],
    ['acr of no type', { acr: ['mfa'] }, {}],
    ['auth_time', { auth_time: seconds - 60 }, { age: 60 }],
    [
      'auth_time in the future, which is taken for unknown, with a fault',
      { auth_time: seconds + 60 },
      { age: -60 },
    ],
    ['auth_time, a text', { auth_time: String(seconds) }, {}],
    ['auth_time without end', JSON.parse('{ "auth_time": -1e999 }') as object, {}],
    ['auth_time, no number', { auth_time: NaN }, {}],
  ])('%s', (_name, claims, known) => {
    expect(facts(claims)).toStrictEqual(Authn.authenticated(known))
  })

  test('a clock that is broken leaves the age unknown', () => {
    expect(authenticated({ auth_time: seconds }, new Date(NaN))).toStrictEqual(
      Authn.authenticated(),
    )
  })

  test('a token that says nothing meets no requirement', () => {
    const policy = Policy.of({ document: {} })
    const verdict = (requires: object): string =>
      decide(
        { method: 'GET', resource: 'document', requires },
        facts({}),
        'present',
        Permission.grant(),
        policy,
      )._tag
    expect(verdict({})).toBe('Ok')
    expect(verdict({ scopes: ['documents:read'] })).toBe('Forbidden')
    expect(verdict({ acrValues: ['mfa'] })).toBe('Unauthenticated')
    expect(verdict({ maxAge: 60 })).toBe('Unauthenticated')
  })

  test('what somebody assigned to all objects is no claim', () => {
    const prototype = Object.prototype as { scope?: string }
    prototype.scope = 'admin'
    try {
      expect(facts({})).toStrictEqual(Authn.authenticated())
    } finally {
      delete prototype.scope
    }
  })

  test('the whole result of a verification is no claims, and a number is no clock', () => {
    expect(() =>
      authenticated({ payload: { scope: 'a' }, protectedHeader: { alg: 'ES256' } }, now),
    ).toThrow('pass its `payload`')
    expect(() => authenticated(Promise.resolve({ scope: 'a' }), now)).toThrow(
      'expected the claims of a verified token',
    )
    expect(() => authenticated(new Error('expired'), now)).toThrow(
      'expected the claims of a verified token',
    )
    expect(authenticated({ scope: '', scp: 'admin' }, now)).toEqual(Authn.authenticated())
    expect(() => authenticated({}, 1_000 as never)).toThrow(
      'authenticated: expected a Date as the time',
    )
  })

  test.each([false, 'false', 'true', 0, 1, null, {}])(
    'a token whose introspection says `active: %j` authenticates nobody',
    (active) => {
      const claims = { active, scope: 'documents:read' }
      expect(authenticated(claims, now, 'Bearer')).toStrictEqual(rejected('invalid'))
    },
  )

  test('a token whose introspection says that it is active is read like any other', () => {
    expect(facts({ active: true, scope: 'documents:read' })).toStrictEqual(
      Authn.authenticated({ scopes: ['documents:read'] }),
    )
  })

  test.each([[undefined], [null], ['claims'], [[]]])(
    '%j are none: the caller is not authenticated',
    (claims) => {
      expect(() => authenticated(claims as never, now)).toThrow(
        new TypeError('authenticated: expected the claims of a verified token, a plain object'),
      )
    },
  )
})

describe('a token that is bound to a DPoP key (RFC 9449 §7.2)', () => {
  const both = Policy.of({ document: {} }, { schemes: ['DPoP', 'Bearer'] }).service.schemes
  const bound = async (): Promise<jose.JWTPayload> => {
    const jkt = await jose.calculateJwkThumbprint(await jose.exportJWK(own.publicKey))
    return (await verify(await sign({ cnf: { jkt }, scope: 'documents:read' }))).payload
  }
  const good = (scheme?: string): Authn.Authn =>
    Authn.authenticated({ scopes: ['documents:read'], scheme })

  test.each(['Bearer', 'bearer', 'Basic'])(
    'is rejected where DPoP is on offer, and it came as %s',
    async (scheme) => {
      expect(authenticated(await bound(), now, scheme, both)).toStrictEqual(
        Authn.rejected('invalid', scheme),
      )
    },
  )

  test('is rejected where DPoP is on offer, and nobody says how it came', async () => {
    const claims = await bound()
    expect(authenticated(claims, now, undefined, both)).toStrictEqual(Authn.rejected('invalid'))
    expect(authenticated(claims, now, undefined, ['dpop'])).toStrictEqual(Authn.rejected('invalid'))
  })

  test.each(['DPoP', 'dpop'])('authenticates where it came as %s', async (scheme) => {
    expect(authenticated(await bound(), now, scheme, both)).toStrictEqual(good(scheme))
  })

  test('authenticates as Bearer where only Bearer is on offer', async () => {
    const claims = await bound()
    expect(authenticated(claims, now, 'Bearer', ['Bearer'])).toStrictEqual(good('Bearer'))
    expect(authenticated(claims, now, 'Bearer')).toStrictEqual(good('Bearer'))
  })

  test.each([{}, { cnf: {} }, { cnf: { 'x5t#S256': 'x' } }, { cnf: 'jkt' }])(
    'is no such token with %j',
    (confirmation) => {
      expect(
        authenticated({ ...confirmation, scope: 'documents:read' }, now, 'Bearer', both),
      ).toStrictEqual(good('Bearer'))
    },
  )
})
