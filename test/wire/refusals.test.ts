/**
 * What refusals look like, whole: status, code, every header field, body.
 */
import {
  Authn,
  decide,
  Facts,
  Permission,
  Policy,
  Route,
  unavailable,
  type Headers,
  type Refusal,
  type Verdict,
} from 'glomar'
import { describe, expect, test } from 'vitest'
import { polluted } from '../pollution.js'

const policy = Policy.of(
  {
    secret: {},
    uniform: { concealAs: 'forbidden' },
    known: { existence: 'if-may-know' },
    open: { existence: 'public' },
  },
  { realm: 'archive', vary: ['Cookie', 'X-API-Key'], problems: 'https://example.com/problems#' },
)

const emma = Authn.authenticated({ scopes: ['documents:read'] })
const headers = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  vary: 'Cookie, X-API-Key',
  'www-authenticate': 'Bearer realm="archive"',
}
const blank = { type: 'about:blank' }
const ours = (type: string): string => `https://example.com/problems#${type}`

type Type = keyof typeof policy.types

const about = (
  resource: Type,
  permission: Permission.Permission = Permission.deny(),
  state: 'present' | 'absent' = 'present',
  authn: Authn.Authn = emma,
): Verdict => decide({ method: 'GET', resource }, authn, state, permission, policy)

const bodyOf = (verdict: Verdict): Refusal['body'] | undefined =>
  'body' in verdict ? verdict.body : undefined

describe('a refusal that conceals', () => {
  test('is a 404 of constants', () => {
    expect(about('secret')).toStrictEqual({
      _tag: 'NotFound',
      status: 404,
      code: 'not-found',
      headers,
      body: { ...blank, title: 'Not Found', status: 404 },
    })
  })

  test('is a 403 that leaves existence open', () => {
    const detail = 'Permission denied on this resource (or it might not exist).'
    expect(about('uniform')).toStrictEqual({
      _tag: 'Forbidden',
      status: 403,
      code: 'forbidden',
      headers,
      body: { ...blank, title: 'Forbidden', status: 403, detail },
    })
  })

  test('is one and the same, hidden or missing, whatever the application says of a denial', () => {
    const permissions = [
      Permission.deny(),
      Permission.deny({ mayKnow: false, missingPermissions: ['a'], requestAccess: '/b' }),
      Permission.stepUp({ mayKnow: false, maxAge: 5 }),
    ]
    const answers = (['present', 'absent'] as const).flatMap((state) =>
      permissions.map((permission) => JSON.stringify(about('known', permission, state))),
    )
    expect(new Set(answers).size).toBe(1)
  })

  test('without credentials is a 401 that says nothing', () => {
    expect(about('secret', Permission.deny(), 'present', Authn.anonymous)).toStrictEqual({
      _tag: 'Unauthenticated',
      status: 401,
      code: 'authentication-required',
      headers,
      body: { ...blank, title: 'Unauthorized', status: 401 },
    })
  })
})

describe('an honest refusal', () => {
  const remedy = Permission.deny({
    mayKnow: true,
    missingPermissions: ['documents.write'],
    requestAccess: '/access-requests?document=emmas-document',
  })

  test('has a type of its own, and says what is missing and where to ask', () => {
    expect(about('known', remedy)).toStrictEqual({
      _tag: 'Forbidden',
      status: 403,
      code: 'permission-denied',
      headers,
      body: {
        type: ours('permission-denied'),
        title: 'Permission denied',
        status: 403,
        missing_permissions: ['documents.write'],
        request_access: '/access-requests?document=emmas-document',
      },
    })
  })

  test('leaves out what the application does not say', () => {
    const bare = ['type', 'title', 'status']
    const keys = (permission: Permission.Permission): unknown =>
      Object.keys(bodyOf(about('open', permission)) ?? {})
    const { deny } = Permission
    expect(keys(deny({ mayKnow: true }))).toEqual(bare)
    expect(keys(deny())).toEqual(bare)
    expect(keys(deny({ mayKnow: true, missingPermissions: ['a'] }))).toEqual([
      ...bare,
      'missing_permissions',
    ])
    expect(keys(deny({ mayKnow: true, requestAccess: '/a' }))).toEqual([...bare, 'request_access'])
    expect(keys(deny({ mayKnow: true, requestAccess: 'javascript:a' }))).toEqual(bare)
  })

  test('says it to those whom the policy entitles, even of whom the permission does not', () => {
    const unknowing = Permission.deny({ mayKnow: false, missingPermissions: ['a'] })
    expect(bodyOf(about('open', unknowing))).toMatchObject({ missing_permissions: ['a'] })
    expect(bodyOf(about('known', unknowing))).toStrictEqual({
      ...blank,
      title: 'Not Found',
      status: 404,
    })
  })

  test('sends a link that was mended, and none of several that differ', () => {
    const link = (requestAccess: string): Permission.Permission =>
      Permission.deny({ mayKnow: true, requestAccess })
    expect(bodyOf(about('open', link('/access requests')))).toMatchObject({
      request_access: '/access%20requests',
    })
    const both = Permission.allOf(link('/a'), link('/b'))
    expect(bodyOf(about('open', both))).not.toHaveProperty('request_access')
  })

  test('is a definitive 404 by its type, where a concealing one is blank', () => {
    expect(about('open', Permission.deny(), 'absent')).toStrictEqual({
      _tag: 'NotFound',
      status: 404,
      code: 'does-not-exist',
      headers,
      body: { type: ours('does-not-exist'), title: 'The resource does not exist', status: 404 },
    })
  })

  test('is a step-up with its terms', () => {
    const later = Permission.stepUp({ mayKnow: true, acrValues: ['hwk', 'mfa'], maxAge: 0 })
    expect(about('open', later)).toStrictEqual({
      _tag: 'Unauthenticated',
      status: 401,
      code: 'step-up-required',
      headers: {
        ...headers,
        'www-authenticate':
          'Bearer realm="archive", error="insufficient_user_authentication", error_description="A stronger or more recent authentication is required", acr_values="hwk mfa", max_age="0"',
      },
      body: {
        type: ours('step-up-required'),
        title: 'A stronger or more recent authentication is required',
        status: 401,
        acr_values: 'hwk mfa',
        max_age: 0,
      },
    })
    const bare = Permission.stepUp({ mayKnow: true })
    expect(Object.keys(bodyOf(about('open', bare)) ?? {})).toEqual(['type', 'title', 'status'])
  })

  test('without credentials is the 401 that strangers get, byte for byte', () => {
    const honest = about('open', Permission.deny(), 'present', Authn.anonymous)
    const concealing = about('secret', Permission.deny(), 'present', Authn.anonymous)
    expect(JSON.stringify(honest)).toBe(JSON.stringify(concealing))
  })
})

describe('a refusal before the resource counts', () => {
  const guarded = Route.of({
    method: 'GET',
    resource: 'secret',
    requires: { scopes: { anyOf: [['a', 'b'], 'c'] }, acrValues: ['mfa'], maxAge: 60 },
  })
  const ask = (authn: Authn.Authn): Verdict =>
    decide(guarded, authn, 'present', Permission.grant(), policy)

  test('of a weak authentication is a step-up with the terms of the route', () => {
    expect(ask(Authn.authenticated({ scopes: ['c'], acr: 'pwd', age: 5 }))).toMatchObject({
      status: 401,
      code: 'step-up-required',
      body: { type: ours('step-up-required'), acr_values: 'mfa', max_age: 60 },
    })
  })

  test('of missing scopes is a 403 with the scopes of the first alternative', () => {
    expect(ask(Authn.authenticated({ scopes: ['a'], acr: 'mfa', age: 5 }))).toMatchObject({
      status: 403,
      code: 'insufficient-scope',
      body: {
        type: ours('insufficient-scope'),
        title: 'The access token lacks a scope',
        status: 403,
        scope: 'a b',
      },
    })
  })

  test.each(Authn.reasons.filter((reason) => reason !== 'use-dpop-nonce'))(
    'of rejected credentials is a 401 with one constant text: %s',
    (reason) => {
      expect(ask(Authn.rejected(reason, 'Bearer'))).toStrictEqual({
        _tag: 'Unauthenticated',
        status: 401,
        code: 'invalid-credentials',
        headers: {
          ...headers,
          'www-authenticate':
            'Bearer realm="archive", error="invalid_token", error_description="The access token is not valid", scope="a b"',
        },
        body: {
          ...blank,
          title: 'Unauthorized',
          status: 401,
          detail: 'The credentials were not accepted.',
        },
      })
    },
  )
})

test('`Vary` stands only where the service names fields', () => {
  const verdict = decide(
    { method: 'GET', resource: 'document' },
    emma,
    'absent',
    Permission.deny(),
    Policy.of({ document: {} }),
  )
  expect('headers' in verdict && Object.keys(verdict.headers)).toEqual([
    'content-type',
    'cache-control',
    'www-authenticate',
  ])
})

/** Every kind of refusal. */
const every = (): ReadonlyArray<Verdict> => {
  const { deny, stepUp, allOf } = Permission
  const asked = deny({ mayKnow: true, missingPermissions: ['b', 'a'], requestAccess: '/c' })
  const later = stepUp({ mayKnow: true, acrValues: ['mfa'], maxAge: 5 })
  const folder = { resource: 'known', facts: Facts.of({}, () => asked) } as const
  const [, under] = Facts.of({}, () => Permission.grant(), { ancestors: [folder] })
  const guarded = { method: 'GET', resource: 'secret', requires: { scopes: ['x'] } } as const
  const decided = (resource: Type, permission: Permission.Permission<Type>): Verdict =>
    decide({ method: 'GET', resource }, emma, 'present', permission, policy)
  return [
    ...(['secret', 'uniform', 'known', 'open'] as const).flatMap((resource) =>
      [Authn.anonymous, Authn.rejected('expired'), emma].flatMap((authn) =>
        (['present', 'absent'] as const).map((state) => about(resource, deny(), state, authn)),
      ),
    ),
    about('known', asked),
    about('known', later),
    about('known', allOf(asked, deny({ mayKnow: true, missingPermissions: ['c'] }))),
    about('known', allOf(later, stepUp({ mayKnow: true, acrValues: ['mfa', 'hwk'] }))),
    decided('known', under),
    about('known', stepUp({ mayKnow: true })),
    decide(guarded, Authn.authenticated(), 'present', Permission.grant(), policy),
  ]
}

const isDeeplyFrozen = (u: unknown): boolean =>
  typeof u !== 'object' ||
  u === null ||
  (Object.isFrozen(u) && Object.values(u).every(isDeeplyFrozen))

test('no part of an answer can be changed', () => {
  expect([...every(), unavailable].filter((verdict) => !isDeeplyFrozen(verdict))).toEqual([])
})

test.each<[string, unknown]>([
  ['acrValues', ['theirs']],
  ['maxAge', 'x\r\ny: z'],
  ['error', 'theirs'],
  ['scheme', 'theirs'],
  ['scope', 'theirs'],
  ['detail', 'theirs'],
  ['vary', 'x\r\ny: z'],
  ['nonce', 'theirs'],
  ['resourceMetadata', 'https://example.com/theirs'],
  ['parameters', { service: 'theirs' }],
  ['service', 'theirs'],
  ['missingPermissions', ['theirs']],
  ['links', ['/theirs']],
  ['remedy', { _tag: 'RequestAccess', missingPermissions: ['theirs'], links: [] }],
  ['_tag', 'StepUp'],
  ['least', 0],
])('no refusal takes a member of a polluted prototype: %s', (name, value) => {
  const bytes = (): string => JSON.stringify(every())
  const before = bytes()
  expect(before).not.toContain('theirs')
  expect(polluted(name, value, bytes)).toBe(before)
})

test('a 503 is a constant: not stored, and nothing about the resource', () => {
  expect(unavailable).toStrictEqual({
    _tag: 'Unavailable',
    status: 503,
    code: 'unavailable',
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: { type: 'about:blank', title: 'Service Unavailable', status: 503 },
  })
})

test('each code belongs to one status, and none stands in the default body', () => {
  const statuses = new Map<string, Set<number>>()
  for (const verdict of [...every(), unavailable])
    if ('code' in verdict) {
      statuses.set(
        verdict.code,
        (statuses.get(verdict.code) ?? new Set<number>()).add(verdict.status),
      )
      expect(Object.keys(verdict.body)).not.toContain('code')
      expect(verdict.body.status).toBe(verdict.status)
    }
  expect(Object.fromEntries([...statuses].map(([code, all]) => [code, [...all]]))).toEqual({
    'authentication-required': [401],
    'invalid-credentials': [401],
    'step-up-required': [401],
    'insufficient-scope': [403],
    'not-found': [404],
    forbidden: [403],
    'does-not-exist': [404],
    'permission-denied': [403],
    unavailable: [503],
  })
})

test('header fields depend on the policy and the route alone, but for an error', () => {
  const fields = new Set<string>()
  for (const verdict of every())
    if ('headers' in verdict) {
      const { 'www-authenticate': challenge = '', ...rest }: Headers = verdict.headers
      fields.add(JSON.stringify(rest))
      expect(challenge).toMatch(/^Bearer realm="archive"/)
    }
  expect(fields.size).toBe(1)
})
