/**
 * What is tried on every runtime: plain JavaScript that needs nothing but the package and the language, and says what it found.
 */
import * as fc from 'fast-check'
import { Authn, Chain, decide, explain, Facts, outage, Permission, Policy, prepare, screen } from 'glomar'
import * as codec from 'glomar/codec'
import { enforce, toTaskEither } from 'glomar/enforce'
import { toResponse } from 'glomar/http/fetch'
import { toResult } from 'glomar/http/lambda'
import { send as sendTo } from 'glomar/http/node'
import * as authzen from 'glomar/interop/authzen'
import * as casl from 'glomar/interop/casl'
import * as cedar from 'glomar/interop/cedar'
import * as bearer from 'glomar/interop/express-oauth2-jwt-bearer'
import * as jose from 'glomar/interop/jose'
import { neverLeaks, permits } from 'glomar/proof'
import { leaks, report } from 'glomar/testkit'
import { absenceEquivalence } from 'glomar/testkit/properties'

const policy = Policy.of(
  {
    call: { existence: 'known', tell: 'remedy', blindAsk: 'on' },
    calls: { list: 'empty' },
    pod: { existence: 'known', concealAs: 'forbidden' },
  },
  { realm: 'smoke', schemes: ['Bearer', 'DPoP'], ask: 'https://example.com/ask?for={target}' },
)
const requires = { scopes: ['calls:read'], acrValues: ['mfa'], maxAge: 300, permission: 'calls.get' }
const me = Authn.authenticated({ scopes: ['calls:read'], acr: 'mfa', age: 30 })
const call = { method: 'GET', resource: 'call', target: '/calls/é 1', requires }

const challenge = (error = '', terms = '') =>
  `Bearer realm="smoke"${error}, scope="calls:read"${terms}, DPoP realm="smoke", scope="calls:read"`
const refusal = (tag, status, body, ...error) => ({
  _tag: tag,
  status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', 'www-authenticate': challenge(...error) },
  body,
})
const concealed = refusal('NotFound', 404, {
  type: 'about:blank',
  title: 'Not Found',
  status: 404,
  ask: 'https://example.com/ask?for=%2Fcalls%2F%C3%A9%201',
})

/** Every answer that there is, with facts that lead to it. */
const answers = {
  ok: [[call, me, 'present', Permission.granted], { _tag: 'Ok' }],
  empty: [[{ method: 'GET', resource: 'calls', shape: 'collection' }, me, 'present', Permission.denied], { _tag: 'Empty' }],
  conflict: [[{ method: 'PUT', resource: 'call', expects: 'absent' }, me, 'present', Permission.granted], { _tag: 'Conflict' }],
  'a challenge': [
    [call, Authn.anonymous, 'present', Permission.denied],
    refusal('Unauthenticated', 401, { type: 'about:blank', title: 'Unauthorized', status: 401 }),
  ],
  'refused credentials': [
    [call, Authn.rejected('expired', 'Bearer'), 'present', Permission.granted],
    refusal(
      'Unauthenticated',
      401,
      { type: 'about:blank', title: 'Unauthorized', status: 401, detail: 'The credentials were not accepted.' },
      ', error="invalid_token", error_description="The access token is not valid"',
    ),
  ],
  'a step-up': [
    [call, Authn.authenticated({ scopes: ['calls:read'], acr: 'pwd', age: 30, scheme: 'Bearer' }), 'present', Permission.granted],
    refusal(
      'Unauthenticated',
      401,
      {
        type: '/problems/insufficient-user-authentication',
        title: 'A stronger or more recent authentication is required',
        status: 401,
        acr_values: 'mfa',
        max_age: 300,
      },
      ', error="insufficient_user_authentication", error_description="A stronger or more recent authentication is required"',
      ', acr_values="mfa", max_age="300"',
    ),
  ],
  'a missing scope': [
    [call, Authn.authenticated({ acr: 'mfa', age: 30, scheme: 'Bearer' }), 'present', Permission.granted],
    refusal(
      'Forbidden',
      403,
      { type: '/problems/insufficient-scope', title: 'The access token lacks a scope', status: 403, scope: 'calls:read' },
      ', error="insufficient_scope", error_description="The access token lacks a scope that this request requires"',
    ),
  ],
  'a concealing 404 for what is there': [[call, me, 'present', Permission.denied], concealed],
  'the same for what is not': [[call, me, 'absent', Permission.denied], concealed],
  'a concealing 403': [
    [{ ...call, resource: 'pod' }, me, 'present', Permission.denied],
    refusal('Forbidden', 403, {
      type: 'about:blank',
      title: 'Forbidden',
      status: 403,
      detail: "Permission 'calls.get' denied on this resource (or it might not exist).",
    }),
  ],
  'a definitive 404': [
    [call, me, 'absent', Permission.granted],
    refusal('NotFound', 404, { type: '/problems/not-found', title: 'There is no such thing', status: 404 }),
  ],
  'an honest 403': [
    [call, me, 'present', Permission.deniedKnown({ missing: ['calls.listen'], ask: '/requests' })],
    refusal('Forbidden', 403, {
      type: '/problems/permission-denied',
      title: 'Permission denied',
      status: 403,
      missing: ['calls.listen'],
      ask: '/requests',
    }),
  ],
}

const send = (leaky) => {
  const store = new Map([['/calls/1', 'john']])
  const getCall = prepare({ method: 'GET', resource: 'call' }, policy)
  return ({ path }) => {
    if (leaky && store.has(path)) return { status: 403, headers: {} }
    return getCall(me, ...Facts.of(store.get(path), () => Permission.denied), { target: path })
  }
}
const arrange = (leaky) => ({ hidden: '/calls/1', missing: '/calls/2', send: send(leaky) })

const garbage = [
  undefined,
  null,
  0,
  NaN,
  '',
  'é',
  Symbol('x'),
  1n,
  [],
  {},
  () => null,
  new Proxy({}, { get: () => null }),
  Object.create(null),
]

const document = { types: { call: { existence: 'known' } } }
const chained = Chain.reach([['call', ...Facts.of(null, () => Permission.granted)]], ['present', Permission.granted], call, me, policy)

const records = []
const getCall = enforce({
  route: { method: 'GET', resource: 'call' },
  policy,
  authenticate: async (id) => ({ id, authn: me }),
  lookUp: async (id) => {
    if (id === 'down') throw new Error('no connection')
    return new Map([
      ['1', { owner: 'john' }],
      ['2', { owner: 'emma' }],
    ]).get(id)
  },
  permission: ({ owner }) => (owner === 'emma' ? Permission.granted : Permission.denied),
  audit: (record) => records.push(record._tag),
  handle: ({ owner }) => owner,
  timeout: 60_000,
})

/** What `send` puts onto a `ServerResponse`, as far as it touches one. */
const responseTo = (method) => {
  const fields = new Map([['etag', '"v7"']])
  const response = {
    req: { method, httpVersionMajor: 1 },
    getHeader: (name) => fields.get(name),
    setHeader: (name, value) => fields.set(name, value),
    removeHeader: (name) => fields.delete(name),
    end: (text) => (response.text = text),
  }
  return [response, fields]
}

const thrown = (f) => {
  try {
    return f()
  } catch (error) {
    return `thrown: ${error.message}`
  }
}

/** Each gives what is found and what is expected, which are compared as they would be sent. */
const checks = {
  ...Object.fromEntries(
    Object.entries(answers).flatMap(([name, [facts, expected]]) => {
      const [{ target, ...route }, ...rest] = facts
      return [
        [`decide: ${name}`, () => [decide(...facts, policy), expected]],
        [`prepare: ${name}`, () => [prepare(route, policy)(...rest, { target }), expected]],
      ]
    }),
  ),
  'decide: garbage is refused, and nothing is thrown': () => [
    garbage.map((x) => [decide(x, x, x, x, x)._tag, decide(call, me, x, x, policy)._tag, prepare(x, x)(x, x, x, x)._tag].join(' ')),
    garbage.map(() => 'Unauthenticated NotFound Unauthenticated'),
  ],
  'a verdict cannot be changed': () => [Object.isFrozen(decide(call, me, 'present', Permission.denied, policy)), true],
  explain: () => {
    const { row, because, state } = explain(call, me, 'gone', Permission.denied, policy)
    return [
      { row, because, state },
      { row: '5d', because: 'not entitled, under `concealAs: not-found`', state: 'gone' },
    ]
  },
  'screen: rows 1 to 3 alone': () => [
    [screen(call, Authn.rejected('expired'), policy)?.status, screen(call, me, policy) === undefined],
    [401, true],
  ],
  'chains: what is above hides what is below': () => [decide(call, me, ...chained.facts, policy), concealed],
  'policies: combine takes the stricter': () => [
    Policy.combine(policy, Policy.of({ ...policy.types, call: { existence: 'secret' } })).types.call.existence,
    'secret',
  ],
  'codec: a policy': () => [codec.Policy.decode(document).right, Policy.of(document.types)],
  'codec: errors in words': () => [
    codec.report(codec.Policy.decode({ types: { call: { existence: 'knwon' } } }).left),
    ['types.call.existence: expected "secret" | "known" | "authenticated" | "public", got "knwon"'],
  ],
  'codec: facts': () => [
    [
      codec.Request.decode(call)._tag,
      codec.Authn.decode(me)._tag,
      codec.ResourceState.decode('here')._tag,
      codec.Permission.decode({})._tag,
    ],
    ['Right', 'Right', 'Left', 'Left'],
  ],
  'http/node: a refusal, to a HEAD': () => {
    const [response, fields] = responseTo('HEAD')
    sendTo(decide(call, me, 'absent', Permission.denied, policy), response)
    const length = String(new TextEncoder().encode(JSON.stringify(concealed.body)).length)
    return [
      [response.statusCode, response.statusMessage, response.text, Object.fromEntries(fields)],
      [404, 'Not Found', '', { ...concealed.headers, 'content-length': length }],
    ]
  },
  'http/fetch: a refusal': async () => {
    if (typeof Response === 'undefined') return [thrown(() => toResponse(outage, 'GET')).startsWith('thrown: '), true]
    const response = toResponse(decide(call, me, 'absent', Permission.denied, policy), 'GET')
    return [
      [response.status, response.headers.get('cache-control'), await response.json()],
      [404, 'no-store', concealed.body],
    ]
  },
  'enforce: what it answers, and what it writes down': async () => {
    const [found, hidden, missing, down] = await Promise.all(['2', '1', '0', 'down'].map((id) => getCall(id)))
    const later = await toTaskEither(getCall)('2')()
    return [
      [found, hidden._tag, JSON.stringify(hidden) === JSON.stringify(missing), down, later, records.sort()],
      [
        { _tag: 'Ok', value: 'emma' },
        'NotFound',
        true,
        outage,
        { _tag: 'Right', right: 'emma' },
        ['Decided', 'Decided', 'Decided', 'Decided', 'Failed'],
      ],
    ]
  },
  'interop: permissions': () => [
    [
      casl.permission({ can: (action) => action === 'read' }, 'delete', { id: 1 }, { knows: 'read' }),
      cedar.permission({ type: 'success', response: { decision: 'allow', diagnostics: { reason: [], errors: ['x'] } } }),
      authzen.permission({ status: 200, body: { decision: true } }),
      thrown(() => authzen.permission({ status: 401, body: {} })),
    ],
    [Permission.deniedKnown(), Permission.denied, Permission.granted, 'thrown: AuthZEN: expected status 200, got 401'],
  ],
  'interop: authn results': () => [
    [
      jose.authenticated({ scope: 'a b', acr: 'mfa', auth_time: 1_000 }, new Date(1_030_000), 'Bearer'),
      jose.rejection({ code: 'ERR_JWT_EXPIRED' }, 'Bearer'),
      thrown(() => jose.rejection(new Error('fetch failed'))),
      bearer.rejection({ name: 'UnauthorizedError', status: 401 }),
    ],
    [
      Authn.authenticated({ scopes: ['a', 'b'], acr: 'mfa', age: 30, scheme: 'Bearer' }),
      Authn.rejected('expired', 'Bearer'),
      'thrown: fetch failed',
      Authn.anonymous,
    ],
  ],
  'http/lambda: a refusal': () => [
    toResult(decide(call, me, 'absent', Permission.denied, policy), { httpMethod: 'GET', headers: {} }),
    { statusCode: 404, headers: concealed.headers, body: JSON.stringify(concealed.body), isBase64Encoded: false },
  ],
  'http/lambda: an outage, to a HEAD': () => [
    toResult(outage, { requestContext: { http: { method: 'HEAD' } } }),
    {
      statusCode: 503,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
      body: '',
      isBase64Encoded: false,
    },
  ],
  'proof: what a policy permits to be told': () => [
    permits(Policy.of({ invoice: { existence: 'authenticated' } }))[1],
    'an authenticated caller without permission learns that an `invoice` exists',
  ],
  'proof: that it never leaks': () => [neverLeaks(policy)._tag, 'Right'],
  'testkit: a leak is found': async () => [(await leaks(arrange(true)))[0]?.differences[0]?.says, 'status 403 against 404'],
  'testkit: and where there is none, none': async () => [report(await leaks(arrange(false))), ''],
  'testkit/properties: absence equivalence': () => [fc.check(absenceEquivalence(decide), { seed: 7, numRuns: 20 }).failed, false],
}

export const smoke = async () => {
  const failures = []
  for (const [name, check] of Object.entries(checks)) {
    try {
      const [found, expected] = (await check()).map((value) => JSON.stringify(value))
      if (found !== expected) failures.push(`${name}\n  expected ${expected}\n  found    ${found}`)
    } catch (error) {
      failures.push(`${name}\n  ${String(error?.stack ?? error)}`)
    }
  }
  const passed = Object.keys(checks).length - failures.length
  return [...failures, `${passed} passed, ${failures.length} failed`].join('\n')
}
