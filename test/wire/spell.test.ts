/**
 * What the refusals look like, whole: status, every header, body.
 */
import { Authn, decide, outage, Permission, Policy, type Headers } from 'glomar'
import { describe, expect, test } from 'vitest'

const policy = Policy.of(
  {
    secret: { blindAsk: 'on' },
    uniform: { concealAs: 'forbidden', blindAsk: 'on' },
    open: { existence: 'public', tell: 'remedy' },
    terse: { existence: 'public' },
    middling: { existence: 'public', tell: 'missing' },
  },
  {
    realm: 'recorder',
    vary: ['Cookie', 'X-API-Key'],
    ask: 'https://example.com/ask?for={target}',
    problems: 'https://example.com/problems#',
  },
)

const emma = Authn.authenticated({ scopes: ['calls:read'] })
const headers = {
  'content-type': 'application/problem+json',
  'cache-control': 'no-store',
  vary: 'Cookie, X-API-Key',
  'www-authenticate': 'Bearer realm="recorder"',
}

describe('a refusal that conceals', () => {
  test('is a 404 of constants, with a link made from the request alone', () => {
    expect(
      decide({ method: 'GET', resource: 'secret', target: "/calls/7?x='é" }, emma, 'present', Permission.denied, policy),
    ).toStrictEqual({
      _tag: 'NotFound',
      status: 404,
      headers,
      body: { type: 'about:blank', title: 'Not Found', status: 404, ask: 'https://example.com/ask?for=%2Fcalls%2F7%3Fx%3D%27%C3%A9' },
    })
  })

  test('or a 403 that names the permission of the route and leaves existence open', () => {
    const request = { method: 'DELETE', resource: 'uniform', target: '/calls/7', requires: { permission: 'calls.delete' } } as const
    expect(decide(request, emma, 'absent', Permission.denied, policy)).toStrictEqual({
      _tag: 'Forbidden',
      status: 403,
      headers,
      body: {
        type: 'about:blank',
        title: 'Forbidden',
        status: 403,
        detail: "Permission 'calls.delete' denied on this resource (or it might not exist).",
        ask: 'https://example.com/ask?for=%2Fcalls%2F7',
      },
    })
  })

  test('or a 403 without a name, where the route gives none', () => {
    const verdict = decide({ method: 'GET', resource: 'uniform' }, emma, 'absent', Permission.denied, policy)
    expect('body' in verdict && verdict.body.detail).toBe('Permission denied on this resource (or it might not exist).')
  })

  test.each([
    ['the type is not asked about blindly', {}, '/ask?for={target}'],
    ['the service has no template', { blindAsk: 'on' }, undefined],
  ] as const)('carries no link where %s', (_where, call, ask) => {
    const verdict = decide(
      { method: 'GET', resource: 'call', target: '/calls/7' },
      emma,
      'absent',
      Permission.denied,
      Policy.of({ call }, { ...(ask !== undefined && { ask }) }),
    )
    expect('body' in verdict && verdict.body).toStrictEqual({ type: 'about:blank', title: 'Not Found', status: 404 })
  })

  test('carries no link without a target, and a lone surrogate in the target does no harm', () => {
    const body = (target?: string): unknown => {
      const verdict = decide(
        { method: 'GET', resource: 'secret', ...(target !== undefined && { target }) },
        emma,
        'present',
        Permission.denied,
        policy,
      )
      return 'body' in verdict && verdict.body.ask
    }
    expect(body()).toBeUndefined()
    expect(body('/\uD800$&{target}')).toBe('https://example.com/ask?for=%2F%EF%BF%BD%24%26%7Btarget%7D')
  })
})

describe('an honest refusal', () => {
  const remedy = Permission.deniedWith({ missing: ['calls.listen'], ask: '/requests?call=7' })

  test('has a type of its own, and says what is missing and where to ask as far as the policy tells', () => {
    expect(decide({ method: 'GET', resource: 'open' }, emma, 'present', remedy, policy)).toStrictEqual({
      _tag: 'Forbidden',
      status: 403,
      headers,
      body: {
        type: 'https://example.com/problems#permission-denied',
        title: 'Permission denied',
        status: 403,
        missing: ['calls.listen'],
        ask: '/requests?call=7',
      },
    })
    const bare = { type: 'https://example.com/problems#permission-denied', title: 'Permission denied', status: 403 }
    const body = (resource: 'terse' | 'middling', permission: Permission.Permission): unknown => {
      const verdict = decide({ method: 'GET', resource }, emma, 'present', permission, policy)
      return 'body' in verdict && verdict.body
    }
    expect(body('terse', remedy)).toStrictEqual(bare)
    expect(body('middling', remedy)).toStrictEqual({ ...bare, missing: ['calls.listen'] })
    expect(body('middling', Permission.deniedKnown())).toStrictEqual(bare)
    expect(body('middling', Permission.denied)).toStrictEqual(bare)
  })

  test('leaves out a place to ask that is no URI reference', () => {
    const verdict = decide({ method: 'GET', resource: 'open' }, emma, 'present', Permission.deniedWith({ ask: 'a\nb' }), policy)
    expect('body' in verdict && Object.keys(verdict.body)).toEqual(['type', 'title', 'status'])
  })

  test('a definitive 404 is told from a concealing one by its type', () => {
    expect(decide({ method: 'GET', resource: 'open', correlationId: 'c-1' }, emma, 'gone', Permission.denied, policy)).toStrictEqual({
      _tag: 'NotFound',
      status: 404,
      headers,
      body: { type: 'https://example.com/problems#not-found', title: 'There is no such thing', status: 404, correlation_id: 'c-1' },
    })
  })

  test('a step-up for the thing tells its terms as far as the policy tells what is missing', () => {
    const later = Permission.deniedUntil({ acrValues: ['hwk'], maxAge: 0 })
    const terms = { acr_values: 'hwk', max_age: 0 }
    expect(decide({ method: 'GET', resource: 'open' }, emma, 'present', later, policy)).toMatchObject({
      _tag: 'Unauthenticated',
      body: {
        type: 'https://example.com/problems#insufficient-user-authentication',
        title: 'A stronger or more recent authentication is required',
        status: 401,
        ...terms,
      },
      headers: { 'www-authenticate': expect.stringContaining('acr_values="hwk", max_age="0"') as string },
    })
    const fresher = decide({ method: 'GET', resource: 'open' }, emma, 'present', Permission.deniedUntil({ maxAge: 5 }), policy)
    expect('body' in fresher && Object.keys(fresher.body)).toEqual(['type', 'title', 'status', 'max_age'])
    const terse = decide({ method: 'GET', resource: 'terse' }, emma, 'present', later, policy)
    expect('body' in terse && Object.keys(terse.body)).toEqual(['type', 'title', 'status'])
    expect('headers' in terse && terse.headers['www-authenticate']).not.toContain('hwk')
  })
})

describe('a refusal before the resource counts', () => {
  test('a missing scope: 403 with all scopes of the route', () => {
    const request = { method: 'GET', resource: 'secret', requires: { scopes: ['calls:read', 'calls:write'] } } as const
    expect(decide(request, emma, 'present', Permission.granted, policy)).toMatchObject({
      status: 403,
      body: {
        type: 'https://example.com/problems#insufficient-scope',
        title: 'The access token lacks a scope',
        status: 403,
        scope: 'calls:read calls:write',
      },
    })
  })

  test('what does not fit its grammar is left out of the body, as of the challenge', () => {
    const about = (requires: object): unknown => {
      const verdict = decide({ method: 'GET', resource: 'secret', requires }, emma, 'present', Permission.granted, policy)
      return 'body' in verdict && [Object.keys(verdict.body), verdict.headers['www-authenticate']?.includes('fine')]
    }
    expect(about({ scopes: ['fine', 'not fine'] })).toEqual([['type', 'title', 'status'], false])
    expect(about({ acrValues: ['fine', 'not fine'] })).toEqual([['type', 'title', 'status'], false])
    expect(about({ acrValues: ['fine'] })).toEqual([['type', 'title', 'status', 'acr_values'], true])
  })

  test.each<[string, ReadonlyArray<string>, Authn.Authn, string, string | undefined]>([
    ['a nonce', ['Bearer', 'DPoP'], Authn.nonceWanted('n0'), 'Bearer realm="api", DPoP realm="api", error="use_dpop_nonce"', 'n0'],
    [
      'a nonce, by a scheme in lower case',
      ['DPoP'],
      { _tag: 'Rejected', reason: 'use-dpop-nonce', scheme: 'dpop', nonce: 'n0' },
      'DPoP realm="api", error="use_dpop_nonce"',
      'n0',
    ],
    ['a nonce where DPoP is not spoken', ['Bearer'], Authn.nonceWanted('n0'), 'Bearer realm="api"', undefined],
    [
      'a nonce of a Bearer token',
      ['Bearer', 'DPoP'],
      { _tag: 'Rejected', reason: 'use-dpop-nonce', scheme: 'Bearer', nonce: 'n0' },
      'Bearer realm="api", error="invalid_token", DPoP realm="api"',
      undefined,
    ],
    [
      'a bad proof, of which a nonce is no part',
      ['Bearer', 'DPoP'],
      { _tag: 'Rejected', reason: 'invalid-dpop-proof', nonce: 'n0' },
      'Bearer realm="api", DPoP realm="api", error="invalid_dpop_proof"',
      undefined,
    ],
  ])('%s', (_what, schemes, authn, challenge, nonce) => {
    const verdict = decide({ method: 'GET', resource: 'call' }, authn, 'present', Permission.granted, Policy.of({ call: {} }, { schemes }))
    const sent: Partial<Headers> = 'headers' in verdict ? verdict.headers : {}
    expect(sent['www-authenticate']?.replaceAll(/, error_description="[^"]*"/g, '')).toBe(challenge)
    expect(sent['dpop-nonce']).toBe(nonce)
  })

  test('rejected credentials: 401, and one constant text', () => {
    expect(decide({ method: 'GET', resource: 'secret' }, Authn.rejected('revoked'), 'present', Permission.granted, policy)).toMatchObject({
      status: 401,
      body: { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'The credentials were not accepted.' },
    })
  })

  test('no credentials: 401 and nothing said', () => {
    expect(decide({ method: 'GET', resource: 'secret' }, Authn.anonymous, 'present', Permission.denied, policy)).toStrictEqual({
      _tag: 'Unauthenticated',
      status: 401,
      headers,
      body: { type: 'about:blank', title: 'Unauthorized', status: 401 },
    })
  })
})

test('`Vary` stands only where the service names fields', () => {
  const verdict = decide({ method: 'GET', resource: 'x' }, emma, 'absent', Permission.denied, Policy.of({ x: {} }))
  expect('headers' in verdict && Object.keys(verdict.headers)).toEqual(['content-type', 'cache-control', 'www-authenticate'])
})

test('no part of a refusal can be changed', () => {
  const honest = decide({ method: 'GET', resource: 'open' }, emma, 'present', Permission.deniedKnown({ missing: ['a'] }), policy)
  const concealed = [emma, Authn.anonymous].flatMap((authn) =>
    (['secret', 'uniform'] as const).map((resource) => decide({ method: 'GET', resource }, authn, 'present', Permission.denied, policy)),
  )
  for (const verdict of [honest, ...concealed])
    expect([verdict, ...Object.values<unknown>({ ...verdict })].every(Object.isFrozen)).toBe(true)
})

test('an outage is a constant: 503, not stored, nothing about the resource', () => {
  expect(outage).toStrictEqual({
    _tag: 'Outage',
    status: 503,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: { type: 'about:blank', title: 'Service Unavailable', status: 503 },
  })
  expect([outage, outage.headers, outage.body].every(Object.isFrozen)).toBe(true)
})
