/**
 * The events are those of the documentation of each sender, which also says what it reads of a result: `reads`.
 */
import { Authn, Facts, outage, Permission, Policy, prepare, type Outage, type Refusal } from 'glomar'
import { toResult, type LambdaEvent, type LambdaResult } from 'glomar/http/lambda'
import { leaks, report, type Recorded } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { bytesOf, type Field } from '../../src/proof/Observation.js'
import { observe } from '../../src/testkit/Answer.js'

interface Sent {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
}

interface Front {
  readonly event: (sent: Sent) => LambdaEvent
  readonly reads: 'headers' | 'multiValueHeaders' | 'both'
  readonly renames: boolean
}

const lists = <A>(record: Readonly<Record<string, A>>): Record<string, Array<A>> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, [value]]))

const version1 = ({ method, path, headers }: Sent, version: object) => ({
  ...version,
  resource: '/{proxy+}',
  path,
  httpMethod: method,
  headers,
  multiValueHeaders: lists(headers),
  queryStringParameters: null,
  multiValueQueryStringParameters: null,
  pathParameters: { proxy: path.slice(1) },
  stageVariables: null,
  requestContext: { resourcePath: '/{proxy+}', httpMethod: method, path: `/prod${path}`, stage: 'prod', requestId: 'c6af9ac6' },
  body: null,
  isBase64Encoded: false,
})

const version2 = ({ method, path, headers }: Sent, routeKey: string) => ({
  version: '2.0',
  routeKey,
  rawPath: path,
  rawQueryString: '',
  headers,
  requestContext: {
    apiId: 'r3pmxmplak',
    http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'agent' },
    routeKey,
    stage: '$default',
  },
  isBase64Encoded: false,
})

const loadBalancer = ({ method, path }: Sent, headers: object) => ({
  requestContext: {
    elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:region:123456789012:targetgroup/my-target-group/6d0ecf831eec9f09' },
  },
  httpMethod: method,
  path,
  queryStringParameters: {},
  ...headers,
  body: '',
  isBase64Encoded: false,
})

const fronts: Readonly<Record<string, Front>> = {
  'a REST API': { event: (sent) => version1(sent, {}), reads: 'both', renames: true },
  'an HTTP API with payload 1.0': { event: (sent) => version1(sent, { version: '1.0' }), reads: 'both', renames: false },
  'an HTTP API with payload 2.0': { event: (sent) => version2(sent, '$default'), reads: 'headers', renames: false },
  'a function URL': { event: (sent) => version2(sent, '$default'), reads: 'headers', renames: true },
  'a load balancer': { event: (sent) => loadBalancer(sent, { headers: sent.headers }), reads: 'headers', renames: false },
  'a load balancer with multi-value headers': {
    event: (sent) => loadBalancer(sent, { multiValueHeaders: lists(sent.headers) }),
    reads: 'multiValueHeaders',
    renames: false,
  },
}

const renamed = 'x-amzn-Remapped-WWW-Authenticate'
const malformed: Recorded = { status: 502, headers: {} }
const members = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']

/** What a client gets of a result, which is malformed if the sender cannot read it. */
const wire = ({ reads, renames }: Front, result: LambdaResult): Recorded => {
  const { statusCode, headers, multiValueHeaders, body } = JSON.parse(JSON.stringify(result)) as LambdaResult
  const single = Object.entries(headers ?? {}).map(([name, value]): Field => [name, value])
  const several = Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) => values.map((value): Field => [name, value]))
  if (typeof body !== 'string' || Object.keys(result).some((name) => !members.includes(name))) return malformed
  if (reads !== 'both' && result[reads] === undefined) return malformed
  const fields = reads === 'both' ? [...single, ...several] : reads === 'headers' ? single : several
  return {
    status: statusCode,
    headers: fields.map(([name, value]): Field => [renames && name === 'www-authenticate' ? renamed : name, value]),
    body,
  }
}

// ------------------------------------------------------------------ a handler

const policy = Policy.of({ call: { existence: 'known', blindAsk: 'on' } }, { ask: 'https://example.com/ask?for={target}' })
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
const routes = new Map(methods.map((method) => [method, prepare({ method, resource: 'call' }, policy)]))
const calls = new Map([['/calls/Bnwgab', { owner: 'Bearer john' }]])

const readOf = (event: LambdaEvent): Sent => {
  const e = event as Readonly<Record<string, unknown>> & { readonly headers: Sent['headers'] | null | undefined }
  const many = e['multiValueHeaders'] as Readonly<Record<string, ReadonlyArray<string>>> | null | undefined
  const flat = Object.fromEntries(Object.entries(many ?? {}).map(([name, [value = '']]) => [name, value]))
  return {
    method: 'httpMethod' in event ? event.httpMethod : event.requestContext.http.method,
    path: (e['rawPath'] ?? e['path']) as string,
    headers: e.headers ?? flat,
  }
}

const answer = (status: number, body: string): LambdaResult => {
  const headers = { 'content-type': 'application/json' }
  return { statusCode: status, headers, multiValueHeaders: lists(headers), body, isBase64Encoded: false }
}

const handler = (event: LambdaEvent): LambdaResult => {
  const { method, path, headers } = readOf(event)
  const route = routes.get(method)
  if (route === undefined) return answer(405, '')
  const { authorization } = headers
  const call = calls.get(path)
  const verdict = route(
    authorization === undefined ? Authn.anonymous : Authn.authenticated(),
    ...Facts.of(call, ({ owner }) => (owner === authorization ? Permission.granted : Permission.denied)),
    { target: path },
  )
  return verdict._tag === 'Ok' ? answer(200, JSON.stringify(call)) : toResult(verdict, event)
}

const leaksOf = (front: Front, handle: (event: LambdaEvent) => LambdaResult, authorization?: string) =>
  leaks({
    hidden: '/calls/Bnwgab',
    missing: '/calls/Qx81Lf',
    send: ({ method, path, headers }) =>
      wire(front, handle(front.event({ method, path, headers: { ...headers, ...(authorization && { authorization }) } }))),
  })

const refuse = (authn: Authn.Authn, permission: Permission.Permission): Refusal => {
  const verdict = prepare({ method: 'GET', resource: 'call' }, policy)(authn, 'present', permission, { target: '/calls/Bnwgab' })
  if (verdict._tag === 'Ok') throw new Error('granted')
  return verdict
}

const refusals: ReadonlyArray<readonly [string, Refusal | Outage]> = [
  ['a challenge', refuse(Authn.anonymous, Permission.denied)],
  ['a refused token', refuse(Authn.rejected('expired', 'Bearer'), Permission.denied)],
  ['a concealing 404', refuse(Authn.authenticated(), Permission.denied)],
  ['an honest 403', refuse(Authn.authenticated(), Permission.deniedKnown())],
  ['a step-up', refuse(Authn.authenticated(), Permission.deniedUntil({ acrValues: ['mfa'], maxAge: 300 }))],
  ['an outage', outage],
]

describe.each(Object.entries(fronts))('%s', (_name, front) => {
  const sent: Sent = { method: 'GET', path: '/calls/Bnwgab', headers: { authorization: 'Bearer tara' } }

  test.each(refusals)('%s arrives whole', async (_what, refusal) => {
    const { status, headers, body } = await observe(wire(front, toResult(refusal, front.event(sent))), 'GET')
    expect(status).toBe(refusal.status)
    expect(headers.map(([name, value]) => [name === renamed ? 'www-authenticate' : name, value])).toEqual(Object.entries(refusal.headers))
    expect(body).toBe(bytesOf(JSON.stringify(refusal.body)))
  })

  test.each(refusals)('%s to a HEAD has the same headers and no body', (_what, refusal) => {
    const [get, head] = ['GET', 'HEAD'].map((method) => toResult(refusal, front.event({ ...sent, method })))
    expect(head).toEqual({ ...get, body: '' })
    expect(get?.body).not.toBe('')
  })

  test('the headers are in one place: `headers`, where middleware looks for them, unless the sender reads lists alone', () => {
    const place = front.reads === 'multiValueHeaders' ? 'multiValueHeaders' : 'headers'
    expect(Object.keys(toResult(outage, front.event(sent)))).toEqual(['statusCode', place, 'body', 'isBase64Encoded'])
  })

  test('the hidden and the missing are answered alike, to strangers with and without credentials', async () => {
    expect(report(await leaksOf(front, handler))).toBe('')
    expect(report(await leaksOf(front, handler, 'Bearer tara'))).toBe('')
  })

  test('the owner is served', async () => {
    const [leak] = await leaksOf(front, handler, 'Bearer john')
    expect([leak?.hidden.status, leak?.missing.status]).toEqual([200, 404])
  })

  test.each<readonly [string, (result: LambdaResult) => LambdaResult, object]>([
    ['the status', (result) => ({ ...result, statusCode: 403 }), { channel: 'status' }],
    [
      'a header',
      ({ headers, multiValueHeaders, ...result }) => ({
        ...result,
        ...(headers && { headers: { ...headers, etag: '"1"' } }),
        ...(multiValueHeaders && { multiValueHeaders: { ...multiValueHeaders, etag: ['"1"'] } }),
      }),
      { channel: 'header', field: 'etag' },
    ],
    ['the body', (result) => ({ ...result, body: '{}' }), { channel: 'body' }],
  ])('a difference that is planted is found: %s', async (_what, change, difference) => {
    const planted = (event: LambdaEvent): LambdaResult => {
      const result = handler(event)
      return calls.has(readOf(event).path) ? change(result) : result
    }
    const [leak] = await leaksOf(front, planted, 'Bearer tara')
    expect(leak?.differences[0]).toMatchObject(difference)
  })
})

test('what middleware adds to one result is not in the next', () => {
  const event = fronts['a function URL']?.event({ method: 'GET', path: '/calls/Bnwgab', headers: {} }) as LambdaEvent
  const result = toResult(outage, event)
  Object.assign(result.headers ?? {}, { 'access-control-allow-origin': '*' })
  expect(toResult(outage, event).headers).toEqual(outage.headers)
})

test.each([
  ['by the console, without headers', { httpMethod: 'GET', headers: null, multiValueHeaders: null }],
  ['by something else', { requestContext: {} }],
  ['by hand', {}],
])('an event that was sent %s is answered whole', (_by, event: unknown) => {
  const { headers, body, status } = outage
  expect(toResult(outage, event as LambdaEvent)).toEqual({
    statusCode: status,
    headers,
    body: JSON.stringify(body),
    isBase64Encoded: false,
  })
})

test('what is no refusal is no result either', () => {
  expect(() => toResult({ _tag: 'Empty' } as never, { httpMethod: 'GET' })).toThrow('got Empty, which is the handler')
})
