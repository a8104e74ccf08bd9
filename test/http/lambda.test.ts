/**
 * The events are those of the documentation of each sender. It also says what the sender reads of a
 * result: `reads`.
 */
import { Authn, decide, Facts, Permission, Policy, render, Route, type Fault } from 'glomar'
import { toResult, type LambdaEvent, type LambdaResult } from 'glomar/http/lambda'
import { leaks, report, type Field, type Recorded } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { misfits, page, refusals } from './refusals.js'

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
  requestContext: {
    resourcePath: '/{proxy+}',
    httpMethod: method,
    path: `/prod${path}`,
    stage: 'prod',
    requestId: 'c6af9ac6',
  },
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
    elb: {
      targetGroupArn:
        'arn:aws:elasticloadbalancing:region:123456789012:targetgroup/my-target-group/6d0ecf831eec9f09',
    },
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
  'an HTTP API with payload 1.0': {
    event: (sent) => version1(sent, { version: '1.0' }),
    reads: 'both',
    renames: false,
  },
  'an HTTP API with payload 2.0': {
    event: (sent) => version2(sent, '$default'),
    reads: 'headers',
    renames: false,
  },
  'a function URL': {
    event: (sent) => version2(sent, '$default'),
    reads: 'headers',
    renames: true,
  },
  'a load balancer': {
    event: (sent) => loadBalancer(sent, { headers: sent.headers }),
    reads: 'headers',
    renames: false,
  },
  'a load balancer with multi-value headers': {
    event: (sent) => loadBalancer(sent, { multiValueHeaders: lists(sent.headers) }),
    reads: 'multiValueHeaders',
    renames: false,
  },
}

const renamed = 'x-amzn-Remapped-WWW-Authenticate'
const malformed: Recorded = { status: 502, headers: {} }
const members = ['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']

interface Heard {
  readonly status: number
  readonly headers: ReadonlyArray<Field>
  readonly body: string
}

/** What a client gets of a result; `undefined` where the sender cannot read the result. */
const wire = ({ reads, renames }: Front, result: LambdaResult): Heard | undefined => {
  const { statusCode, headers, multiValueHeaders, body } = JSON.parse(
    JSON.stringify(result),
  ) as LambdaResult
  const single = Object.entries(headers ?? {}).map(([name, value]): Field => [name, value])
  const several = Object.entries(multiValueHeaders ?? {}).flatMap(([name, values]) =>
    values.map((value): Field => [name, value]),
  )
  if (typeof body !== 'string') return undefined
  if (Object.keys(result).some((name) => !members.includes(name))) return undefined
  if (reads !== 'both' && result[reads] === undefined) return undefined
  const fields = reads === 'both' ? [...single, ...several] : reads === 'headers' ? single : several
  return {
    status: statusCode,
    headers: fields.map(([name, value]): Field => [
      renames && name === 'www-authenticate' ? renamed : name,
      value,
    ]),
    body,
  }
}

// ------------------------------------------------------------------ a handler

const policy = Policy.of({ document: { existence: 'if-may-know' } })
const routes = new Map(
  ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'].map((method) => [
    method,
    Route.of({ method, resource: 'document' }),
  ]),
)
const documents = new Map([['/documents/johns-document', { owner: 'Bearer john' }]])

const readOf = (event: LambdaEvent): Sent => {
  const e = event as Readonly<Record<string, unknown>> & {
    readonly headers: Sent['headers'] | null | undefined
  }
  const many = e['multiValueHeaders'] as
    Readonly<Record<string, ReadonlyArray<string>>> | null | undefined
  const flat = Object.fromEntries(
    Object.entries(many ?? {}).map(([name, [value = '']]) => [name, value]),
  )
  return {
    method: 'httpMethod' in event ? event.httpMethod : event.requestContext.http.method,
    path: (e['rawPath'] ?? e['path']) as string,
    headers: e.headers ?? flat,
  }
}

const answer = (status: number, body: string): LambdaResult => {
  const headers = { 'content-type': 'application/json' }
  return {
    statusCode: status,
    headers,
    multiValueHeaders: lists(headers),
    body,
    isBase64Encoded: false,
  }
}

const handler = (event: LambdaEvent): LambdaResult => {
  const { method, path, headers } = readOf(event)
  const route = routes.get(method)
  if (route === undefined) return answer(405, '')
  const { authorization } = headers
  const document = documents.get(path)
  const verdict = decide(
    route,
    authorization === undefined ? Authn.anonymous : Authn.authenticated(),
    ...Facts.of(document, ({ owner }) =>
      owner === authorization ? Permission.grant() : Permission.deny(),
    ),
    policy,
  )
  return verdict._tag === 'Ok' ? answer(200, JSON.stringify(document)) : toResult(verdict, event)
}

const leaksOf = (
  front: Front,
  handle: (event: LambdaEvent) => LambdaResult,
  authorization?: string,
) =>
  leaks({
    hidden: '/documents/johns-document',
    // Kate has no document
    missing: '/documents/kates-document',
    send: ({ method, path, headers }) => {
      const sent = { ...headers, ...(authorization && { authorization }) }
      return wire(front, handle(front.event({ method, path, headers: sent }))) ?? malformed
    },
  })

const get: Sent = {
  method: 'GET',
  path: '/documents/johns-document',
  headers: { authorization: 'Bearer tara' },
}

describe.each(Object.entries(fronts))('behind %s', (_name, front) => {
  test.each(Object.entries(refusals))('%s arrives whole', (_what, refusal) => {
    expect(wire(front, toResult(refusal, front.event(get)))).toEqual({
      status: refusal.status,
      headers: Object.entries<string>({ ...refusal.headers }).map(([name, value]) => [
        front.renames && name === 'www-authenticate' ? renamed : name,
        value,
      ]),
      body: JSON.stringify(refusal.body),
    })
  })

  test.each(Object.entries(refusals))(
    '%s to a HEAD has the same headers and no body',
    (_what, refusal) => {
      const [ofGet, ofHead] = ['GET', 'HEAD'].map((method) =>
        toResult(refusal, front.event({ ...get, method })),
      )
      expect(ofHead).toEqual({ ...ofGet, body: '' })
      expect(ofGet?.body).not.toBe('')
    },
  )

  test('a rendering arrives whole, and to a HEAD without a body', () => {
    const options = { renderer: page, request: { language: 'fr' } }
    const [ofGet, ofHead] = ['GET', 'HEAD'].map((method) =>
      toResult(refusals.concealed, front.event({ ...get, method }), options),
    )
    expect(ofGet && wire(front, ofGet)).toMatchObject({
      status: 410,
      headers: [
        ['content-type', 'text/html; charset=utf-8'],
        ['cache-control', 'no-store'],
        ['vary', 'Cookie, Accept-Language'],
        [front.renames ? renamed : 'www-authenticate', expect.any(String)],
        ['content-language', 'fr'],
        ['x-request-id', 'r-1'],
      ],
      body: '<p>défense: not-found</p>',
    })
    expect(ofHead).toEqual({ ...ofGet, body: '' })
  })

  test('the headers are in one place, which is `headers` unless the sender reads lists alone', () => {
    const place = front.reads === 'multiValueHeaders' ? 'multiValueHeaders' : 'headers'
    const result = toResult(refusals.unavailable, front.event(get))
    expect(Object.keys(result)).toEqual(['statusCode', place, 'body', 'isBase64Encoded'])
  })

  test('the hidden and the missing are answered alike, whether strangers have credentials or not', async () => {
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
  ])('a difference that is planted in %s is found', async (_what, change, difference) => {
    const planted = (event: LambdaEvent): LambdaResult => {
      const result = handler(event)
      return documents.has(readOf(event).path) ? change(result) : result
    }
    const [leak] = await leaksOf(front, planted, 'Bearer tara')
    expect(leak?.differences[0]).toMatchObject(difference)
  })
})

const { unavailable } = refusals

test('what middleware adds to one result is not in the next', () => {
  const event = version2(get, '$default')
  const result = toResult(unavailable, event)
  Object.assign(result.headers ?? {}, { 'access-control-allow-origin': '*' })
  expect(toResult(unavailable, event).headers).toEqual(unavailable.headers)
})

test.each([
  ['the console, without headers', { httpMethod: 'GET', headers: null, multiValueHeaders: null }],
  ['something else', { requestContext: {} }],
  ['hand', {}],
])('an event that was sent by %s is answered whole', (_by, event: unknown) => {
  const { headers, body, status } = unavailable
  expect(toResult(unavailable, event as LambdaEvent)).toEqual({
    statusCode: status,
    headers,
    body: JSON.stringify(body),
    isBase64Encoded: false,
  })
})

test('what was rendered before is a result as it is', () => {
  const rendered = render(unavailable, page, { language: 'de' })
  const { headers, body } = toResult(rendered, { httpMethod: 'GET' })
  expect([headers, body]).toEqual([rendered.headers, '<p>défense: unavailable</p>'])
})

test.each(Object.entries(misfits))(
  'of %s, the default is the result, and the fault is told',
  (_, [renderer, message]) => {
    const faults: Array<Fault> = []
    const onFault = (fault: Fault): unknown => faults.push(fault)
    const { statusCode, body } = toResult(
      refusals.denied,
      { httpMethod: 'GET' },
      { renderer, onFault },
    )
    expect([statusCode, body]).toEqual([403, JSON.stringify(refusals.denied.body)])
    expect(faults).toMatchObject([{ path: 'renderer', message }])
  },
)

test('an Empty makes no result', () => {
  expect(() => toResult({ _tag: 'Empty' } as never, { httpMethod: 'GET' })).toThrow(
    'got Empty, which the handler answers',
  )
})
