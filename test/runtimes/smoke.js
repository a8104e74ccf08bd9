/**
 * What is tried on every runtime. It is plain JavaScript that needs only the package and the
 * language.
 */
import * as fc from 'fast-check'
import {
  Authn,
  decide,
  decideBeforeLookup,
  explain,
  Facts,
  Permission,
  Policy,
  render,
  Route,
  unavailable,
} from 'glomar'
import { findings, neverLeaks } from 'glomar/analysis'
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
import * as renderers from 'glomar/renderers'
import { leaks, report } from 'glomar/testkit'
import { absenceEquivalence } from 'glomar/testkit/properties'

const policy = Policy.of(
  {
    document: { existence: 'if-may-know' },
    documents: { list: 'empty' },
    folder: { existence: 'if-may-know', concealAs: 'forbidden' },
  },
  { realm: 'smoke', schemes: ['Bearer', 'DPoP'] },
)
const requires = { scopes: ['documents:read'], acrValues: ['mfa'], maxAge: 300 }
const me = Authn.authenticated({ scopes: ['documents:read'], acr: 'mfa', age: 30 })
const read = { method: 'GET', resource: 'document', requires }
const readDocument = Route.of(read)

const grant = Permission.grant()
const deny = Permission.deny()
const denyWithRemedy = Permission.deny({
  mayKnow: true,
  missingPermissions: ['documents:read'],
  requestAccess: '/access requests',
})

const challenge = (error = '', terms = '') => {
  const scope = 'scope="documents:read"'
  return `Bearer realm="smoke"${error}, ${scope}${terms}, DPoP realm="smoke", ${scope}`
}
const withError = (error, description) => `, error="${error}", error_description="${description}"`
const refusal = (tag, status, code, body, ...error) => ({
  _tag: tag,
  status,
  code,
  headers: {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'www-authenticate': challenge(...error),
  },
  body,
})
const blank = (status, title, more) => ({ type: 'about:blank', title, status, ...more })
const concealed = refusal('NotFound', 404, 'not-found', blank(404, 'Not Found'))

/** The facts about a document under a folder, which is moved into another. */
const under = (folder, options) => [
  ...Facts.of({ id: 1 }, () => grant, {
    ancestors: [{ resource: 'folder', facts: Facts.of(folder, () => grant) }],
    ...options,
  }),
]
const into = (folder, expects) => ({
  references: [{ resource: 'folder', expects, facts: Facts.of(folder, () => grant) }],
})

/** Every answer that there is, with facts that lead to it. */
const answers = {
  ok: [[read, me, 'present', grant], { _tag: 'Ok' }],
  empty: [
    [{ method: 'GET', resource: 'documents', shape: 'collection' }, me, 'present', deny],
    { _tag: 'Empty' },
  ],
  conflict: [
    [{ method: 'PUT', resource: 'document', expects: 'absent' }, me, 'present', grant],
    { _tag: 'Conflict' },
  ],
  'an unresolved reference': [
    [read, me, ...under({ id: 2 }, into(null))],
    { _tag: 'UnresolvedReference' },
  ],
  'a reference that should not be there': [
    [read, me, ...under({ id: 2 }, into({ id: 3 }, 'absent'))],
    { _tag: 'Conflict' },
  ],
  'ancestors and references that are there': [
    [read, me, ...under({ id: 2 }, into({ id: 3 }))],
    { _tag: 'Ok' },
  ],
  'an ancestor that is missing': [[read, me, ...under(null)], concealed],
  'a challenge': [
    [read, Authn.anonymous, 'present', deny],
    refusal('Unauthenticated', 401, 'authentication-required', blank(401, 'Unauthorized')),
  ],
  'rejected credentials': [
    [read, Authn.rejected('expired', 'Bearer'), 'present', grant],
    refusal(
      'Unauthenticated',
      401,
      'invalid-credentials',
      blank(401, 'Unauthorized', { detail: 'The credentials were not accepted.' }),
      withError('invalid_token', 'The access token is not valid'),
    ),
  ],
  'a step-up': [
    [
      read,
      Authn.authenticated({
        scopes: ['documents:read'],
        acr: 'pwd',
        age: 30,
        scheme: 'Bearer',
      }),
      'present',
      grant,
    ],
    refusal(
      'Unauthenticated',
      401,
      'step-up-required',
      {
        type: '/problems/step-up-required',
        title: 'A stronger or more recent authentication is required',
        status: 401,
        acr_values: 'mfa',
        max_age: 300,
      },
      withError(
        'insufficient_user_authentication',
        'A stronger or more recent authentication is required',
      ),
      ', acr_values="mfa", max_age="300"',
    ),
  ],
  'a missing scope': [
    [read, Authn.authenticated({ acr: 'mfa', age: 30, scheme: 'Bearer' }), 'present', grant],
    refusal(
      'Forbidden',
      403,
      'insufficient-scope',
      {
        type: '/problems/insufficient-scope',
        title: 'The access token lacks a scope',
        status: 403,
        scope: 'documents:read',
      },
      withError('insufficient_scope', 'The access token lacks a scope that this request requires'),
    ),
  ],
  'a concealing 404 for what is there': [[read, me, 'present', deny], concealed],
  'the same for what is not': [[read, me, 'absent', deny], concealed],
  'a concealing 403': [
    [{ ...read, resource: 'folder' }, me, 'present', deny],
    refusal(
      'Forbidden',
      403,
      'forbidden',
      blank(403, 'Forbidden', {
        detail: 'Permission denied on this resource (or it might not exist).',
      }),
    ),
  ],
  'a definitive 404': [
    [read, me, 'absent', grant],
    refusal('NotFound', 404, 'does-not-exist', {
      type: '/problems/does-not-exist',
      title: 'The resource does not exist',
      status: 404,
    }),
  ],
  'an honest 403': [
    [read, me, 'present', denyWithRemedy],
    refusal('Forbidden', 403, 'permission-denied', {
      type: '/problems/permission-denied',
      title: 'Permission denied',
      status: 403,
      missing_permissions: ['documents:read'],
      request_access: '/access%20requests',
    }),
  ],
}

const send = (leaky) => {
  const store = new Map([['/documents/1', 'john']])
  return ({ path }) => {
    if (leaky && store.has(path)) return { status: 403, headers: {} }
    return decide(readDocument, me, ...Facts.of(store.get(path), () => deny), policy)
  }
}
const arrange = (leaky) => ({ hidden: '/documents/1', missing: '/documents/2', send: send(leaky) })

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

const records = []
const document = enforce({
  route: { method: 'GET', resource: 'document' },
  policy,
  authenticate: async (id) => ({ id, authn: me }),
  lookUp: async (id) => {
    if (id === 'down') throw new Error('no connection')
    return new Map([
      ['1', { owner: 'john' }],
      ['2', { owner: 'emma' }],
    ]).get(id)
  },
  authorize: ({ owner }) => (owner === 'emma' ? grant : deny),
  audit: (record) => records.push(record._tag),
  handle: ({ owner }) => owner,
  timeout: 60_000,
})

/** What `send` puts onto a `ServerResponse`, as far as it touches one. */
const responseTo = (method) => {
  const fields = new Map([['etag', '"v7"']])
  const response = {
    req: { method, httpVersionMajor: 1 },
    getHeaderNames: () => [...fields.keys()],
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

const denied = () => decide(readDocument, me, 'absent', deny, policy)
const inWords = (refused, id) => ({ headers: { 'x-request-id': id }, body: refused.code })

/** Each gives what is found and what is expected. They are compared as they would be sent. */
const checks = {
  ...Object.fromEntries(
    Object.entries(answers).flatMap(([name, [[request, ...facts], expected]]) => [
      [`a plain object: ${name}`, () => [decide(request, ...facts, policy), expected]],
      [`a route: ${name}`, () => [decide(Route.of(request), ...facts, policy), expected]],
    ]),
  ),
  'garbage is refused, and no call throws': () => [
    garbage.map((x) =>
      [decide(x, x, x, x, x)._tag, decide(readDocument, me, x, x, policy)._tag].join(' '),
    ),
    garbage.map(() => 'Unauthenticated NotFound'),
  ],
  'a copy of a permission grants nothing': () => [
    decide(readDocument, me, 'present', { ...grant }, policy)._tag,
    'NotFound',
  ],
  'a verdict cannot be changed': () => [Object.isFrozen(denied()), true],
  explain: () => {
    const { row, state, faults } = explain(readDocument, me, 'gone', deny, policy)
    return [
      [row, state, faults.map(({ path }) => path)],
      ['5d', 'absent', ['state']],
    ]
  },
  'decideBeforeLookup: the answer that no look-up can change': () => [
    [
      decideBeforeLookup(readDocument, Authn.rejected('expired'), policy)?.status,
      decideBeforeLookup(readDocument, me, policy) === undefined,
    ],
    [401, true],
  ],
  'policies: combine takes the stricter': () => [
    Policy.combine(policy, Policy.of({ document: { existence: 'secret' } })).types.document
      .existence,
    'secret',
  ],
  'policies: a wrong one throws': () => [
    thrown(() => Policy.of({ document: { existance: 'secret' } })).includes(
      'did you mean existence',
    ),
    true,
  ],
  'render: a refusal in the words of a service': () => {
    const { status, headers, body, faults } = render(denied(), inWords, 'r-1')
    return [
      [status, headers['x-request-id'], body, faults],
      [404, 'r-1', 'not-found', []],
    ]
  },
  'renderers: the words that the caller wants': () => {
    const { byAccept, byLanguage, html, plain } = renderers
    const german = { ...renderers.texts, 'not-found': 'Nicht gefunden' }
    const words = byLanguage({
      en: plain(),
      de: byAccept({ 'text/plain': plain(), 'text/html': html({ texts: german }) }),
    })
    const fields = { accept: 'text/html', 'accept-language': 'de-CH' }
    const { headers, body } = render(denied(), words, { headers: fields })
    return [
      [headers['content-language'], headers['vary'], body.includes('<h1>Nicht gefunden</h1>')],
      ['de', 'Accept-Language, Accept', true],
    ]
  },
  'renderers: an error of JSON-RPC': () => [
    render(denied(), renderers.jsonRpc(), { body: { id: 7 } }).body,
    '{"jsonrpc":"2.0","id":7,"error":{"code":-32602,"message":"Not found"}}',
  ],
  'renderers: a login page': () => [
    render(
      decide(readDocument, Authn.anonymous, 'absent', deny, policy),
      renderers.toLogin({ page: '/login', returnTo: 'next' }),
      { url: 'https://api.example/documents/1' },
    ).headers['location'],
    '/login?next=%2Fdocuments%2F1',
  ],
  'codec: a policy': () => {
    const { right } = codec.Policy.decode({ types: { document: { existence: 'if-may-know' } } })
    return [
      [Policy.is(right), right.types.document.existence],
      [true, 'if-may-know'],
    ]
  },
  'codec: errors in words': () => [
    codec
      .report(codec.Policy.decode({ types: { document: { existence: 'scret' } } }).left)[0]
      .split(':')[0],
    'types.document.existence',
  ],
  'codec: facts': () => [
    [
      codec.Route.decode(read)._tag,
      codec.Authn.decode({ _tag: 'Anonymous' })._tag,
      codec.ResourceState.decode('here')._tag,
      codec.Permission.decode({ _tag: 'Granted' })._tag,
      codec.Permission.decode({})._tag,
    ],
    ['Right', 'Right', 'Left', 'Right', 'Left'],
  ],
  'http/node: a refusal, to a HEAD': () => {
    const [response, fields] = responseTo('HEAD')
    sendTo(denied(), response)
    const length = String(new TextEncoder().encode(JSON.stringify(concealed.body)).length)
    return [
      [response.statusCode, response.statusMessage, response.text, Object.fromEntries(fields)],
      [404, 'Not Found', '', { ...concealed.headers, 'content-length': length }],
    ]
  },
  'http/fetch: a refusal': async () => {
    if (typeof Response === 'undefined')
      return [thrown(() => toResponse(unavailable, 'GET')).startsWith('thrown: '), true]
    const response = toResponse(denied(), 'GET')
    return [
      [response.status, response.headers.get('cache-control'), await response.json()],
      [404, 'no-store', concealed.body],
    ]
  },
  'http/lambda: a refusal': () => [
    toResult(denied(), { httpMethod: 'GET', headers: {} }),
    {
      statusCode: 404,
      headers: concealed.headers,
      body: JSON.stringify(concealed.body),
      isBase64Encoded: false,
    },
  ],
  'http/lambda: a 503, to a HEAD': () => [
    toResult(unavailable, { requestContext: { http: { method: 'HEAD' } } }),
    {
      statusCode: 503,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
      body: '',
      isBase64Encoded: false,
    },
  ],
  'enforce: what it answers, and what it writes down': async () => {
    const [found, hidden, missing, down] = await Promise.all(
      ['2', '1', '0', 'down'].map((id) => document(id)),
    )
    const later = await toTaskEither(document)('2')()
    return [
      [
        found,
        hidden._tag,
        JSON.stringify(hidden) === JSON.stringify(missing),
        down,
        later,
        records.sort(),
      ],
      [
        { _tag: 'Ok', value: 'emma' },
        'NotFound',
        true,
        unavailable,
        { _tag: 'Right', right: 'emma' },
        ['Decided', 'Decided', 'Decided', 'Decided', 'Failed'],
      ],
    ]
  },
  'interop: permissions': () => {
    const cedarErred = { decision: 'allow', diagnostics: { reason: [], errors: ['x'] } }
    return [
      [
        casl.permission(
          { can: (action) => action === 'read', detectSubjectType: (row) => row.kind },
          'delete',
          'Document',
          { kind: 'Document' },
          { mayKnow: 'read' },
        ),
        cedar.permission({ type: 'success', response: cedarErred }),
        authzen.permission({ status: 200, body: { decision: true } }),
        thrown(() => authzen.permission({ status: 401, body: {} })).startsWith('thrown: '),
      ],
      [Permission.deny({ mayKnow: true }), deny, grant, true],
    ]
  },
  'interop: authn results': () => [
    [
      jose.authenticated(
        { scope: 'a b', acr: 'mfa', auth_time: 1_000 },
        new Date(1_030_000),
        'Bearer',
      ),
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
  'analysis: what a policy tells': () => [
    findings(Policy.of({ invoice: { existence: 'authenticated' } })).some(({ says }) =>
      says.includes('`invoice` exists'),
    ),
    true,
  ],
  'analysis: a policy that never leaks': () => [neverLeaks(policy)._tag, 'Right'],
  'testkit: a leak is found': async () => [
    (await leaks(arrange(true)))[0]?.differences[0]?.says,
    'status 403 against 404',
  ],
  'testkit: where there is no leak, none is found': async () => [
    report(await leaks(arrange(false))),
    '',
  ],
  'testkit/properties: absence equivalence': () => [
    fc.check(absenceEquivalence(decide), { seed: 7, numRuns: 20 }).failed,
    false,
  ],
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
