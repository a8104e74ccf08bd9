/**
 * Answers in all the shapes that handlers have.
 */
import type { ALBResult, APIGatewayProxyResult } from 'aws-lambda'
import { Authn, decide, Permission, Policy, render, unavailable } from 'glomar'
import { enforce } from 'glomar/enforce'
import { toResult } from 'glomar/http/lambda'
import { leaks, observe, type Answer, type Probe, type World } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

describe('an answer is observed', () => {
  test('as a verdict', async () => {
    const verdict = decide(
      { method: 'GET', resource: 'document' },
      Authn.authenticated(),
      'absent',
      Permission.deny(),
      Policy.of({ document: {} }),
    )
    expect(await observe(verdict, 'GET')).toMatchObject({
      status: 404,
      body: '{"type":"about:blank","title":"Not Found","status":404}',
    })
    expect(await observe({ _tag: 'Ok' }, 'GET')).toMatchObject({ reason: 'Ok on what is there' })
    expect(await observe({ _tag: 'Conflict' }, 'GET')).toMatchObject({
      reason: 'Conflict on what is there',
    })
    expect(await observe({ _tag: 'Empty' }, 'GET')).toMatchObject({ status: 200, reason: 'Empty' })
    const unresolved = await observe({ _tag: 'UnresolvedReference' }, 'GET')
    expect(unresolved).toMatchObject({ reason: 'UnresolvedReference' })
  })
  test('as a 503', async () => {
    expect(await observe(unavailable, 'GET')).toMatchObject({
      status: 503,
      reason: 'Service Unavailable',
    })
  })
  test('as a refusal that was rendered, without its body for a HEAD', async () => {
    const rendered = render(unavailable, () => ({ status: 500, body: 'é' }))
    expect(await observe(rendered, 'GET')).toMatchObject({ status: 500, body: 'Ã©' })
    expect(await observe(rendered, 'HEAD')).toMatchObject({ status: 500, body: '' })
  })
  test('as a Response', async () => {
    const response = (): Response =>
      new Response('é', { status: 403, statusText: 'No', headers: { etag: '"7"' } })
    const seen = {
      status: 403,
      reason: 'No',
      headers: [
        ['content-type', 'text/plain;charset=UTF-8'],
        ['etag', '"7"'],
      ],
      trailers: [],
      body: 'Ã©',
    }
    expect(await observe(response(), 'GET')).toEqual(seen)
    expect(await observe(response(), 'HEAD')).toEqual({ ...seen, body: '' })
  })
  test.each<[string, Answer, object]>([
    [
      'the least',
      { status: 204, headers: {} },
      { status: 204, reason: '', headers: [], trailers: [], body: '' },
    ],
    [
      'a record of fields',
      {
        status: 200,
        reason: 'OK',
        headers: { a: '1', b: ['2', '3'], c: undefined },
        trailers: [['t', '4']],
        body: 'é',
      },
      {
        status: 200,
        reason: 'OK',
        headers: [
          ['a', '1'],
          ['b', '2'],
          ['b', '3'],
        ],
        trailers: [['t', '4']],
        body: 'Ã©',
      },
    ],
    [
      'a list of fields',
      {
        status: 200,
        headers: [
          ['b', '1'],
          ['a', '2'],
        ],
      },
      {
        status: 200,
        reason: '',
        headers: [
          ['b', '1'],
          ['a', '2'],
        ],
        trailers: [],
        body: '',
      },
    ],
    [
      'bytes',
      { status: 200, headers: {}, body: Uint8Array.of(0, 255) },
      { status: 200, reason: '', headers: [], trailers: [], body: '\u0000ÿ' },
    ],
  ])('as it was written down: %s', async (_name, answer, seen) => {
    expect(await observe(answer, 'GET')).toEqual(seen)
  })
})

describe('what a Lambda function returns is observed', () => {
  test('as an API takes it: fields one by one, in lists, and cookies', async () => {
    const result: APIGatewayProxyResult = {
      statusCode: 403,
      headers: { 'Content-Type': 'text/plain', 'x-count': 7, 'x-flag': true },
      multiValueHeaders: { 'x-list': ['a', 2, false] },
      body: 'é',
    }
    expect(await observe({ ...result, cookies: ['a=1', 'b=2'] }, 'GET')).toEqual({
      status: 403,
      reason: '',
      headers: [
        ['Content-Type', 'text/plain'],
        ['x-count', '7'],
        ['x-flag', 'true'],
        ['x-list', 'a'],
        ['x-list', '2'],
        ['x-list', 'false'],
        ['set-cookie', 'a=1'],
        ['set-cookie', 'b=2'],
      ],
      trailers: [],
      body: 'Ã©',
    })
  })
  test('with the words of a load balancer, and without a body', async () => {
    const result: ALBResult = { statusCode: 404, statusDescription: '404 Not Found' }
    const seen = { status: 404, reason: '404 Not Found', headers: [], trailers: [], body: '' }
    expect(await observe(result, 'GET')).toEqual(seen)
    const encoded = { ...result, isBase64Encoded: true }
    expect(await observe(encoded, 'GET')).toEqual(seen)
    const nothing = { ...result, headers: undefined, body: null, statusDescription: undefined }
    expect(await observe(nothing, 'GET')).toEqual({ ...seen, reason: '' })
  })
  test('with its bytes, where the body is base64', async () => {
    const result = { statusCode: 200, body: '/wBB', isBase64Encoded: true }
    expect(await observe(result, 'GET')).toMatchObject({ body: 'ÿ\u0000A' })
    expect(await observe(result, 'HEAD')).toMatchObject({ body: '' })
    expect(await observe({ ...result, isBase64Encoded: false }, 'GET')).toMatchObject({
      body: '/wBB',
    })
  })
  test('by leaks, which finds what two results differ by', async () => {
    const concealed = decide(
      { method: 'GET', resource: 'document' },
      Authn.authenticated(),
      'absent',
      Permission.deny(),
      Policy.of({ document: {} }),
    )
    if (concealed._tag === 'Ok') expect.unreachable('a stranger was granted')
    const lambda =
      (hides: boolean) =>
      (probe: Probe, world: World): APIGatewayProxyResult => {
        const event = { httpMethod: probe.method, headers: {} }
        const sent = toResult(concealed, event)
        const isThere = world === 'hidden' && !hides
        return { ...sent, headers: { ...sent.headers, ...(isThere && { etag: '"7"' }) } }
      }
    const paths = { hidden: '/documents/johns-document', missing: '/documents/no-such-record' }
    expect(await leaks({ ...paths, send: lambda(true) })).toEqual([])
    const [found] = await leaks({ ...paths, send: lambda(false) })
    expect(found?.differences).toMatchObject([{ channel: 'header', field: 'etag' }])
  })
})

describe('what a route of `enforce` returns is observed', () => {
  const handled = (value: unknown): Answer => ({ _tag: 'Ok', value })

  test('as the answer that the handler made, whatever its shape', async () => {
    const forbidden = { status: 403, headers: [], trailers: [], body: 'no' }
    const answers: ReadonlyArray<unknown> = [
      { status: 403, headers: {}, body: 'no' },
      { statusCode: 403, body: 'no' },
      new Response(new TextEncoder().encode('no'), { status: 403 }),
    ]
    for (const answer of answers)
      expect(await observe(handled(answer), 'GET')).toMatchObject(forbidden)
    expect(await observe(handled(unavailable), 'GET')).toEqual(await observe(unavailable, 'GET'))
    const policy = Policy.of({ document: {} })
    const request = { method: 'GET', resource: 'document' } as const
    for (const authn of [Authn.anonymous, Authn.authenticated()]) {
      const refusal = decide(request, authn, 'absent', Permission.deny(), policy)
      expect(await observe(handled(refusal), 'GET')).toEqual(await observe(refusal, 'GET'))
    }
    const scoped = { ...request, requires: { scopes: ['documents:read'] } }
    const forbidden403 = decide(scoped, Authn.authenticated(), 'absent', Permission.deny(), policy)
    expect(await observe(handled(forbidden403), 'GET')).toMatchObject({ status: 403 })
    const rendered = render(unavailable, () => ({ body: 'later' }))
    expect(await observe(handled(rendered), 'GET')).toEqual(await observe(rendered, 'GET'))
    expect(await observe(handled({ statusCode: 200, body: 'no' }), 'HEAD')).toMatchObject({
      body: '',
    })
  })
  test.each<[string, unknown, string]>([
    ['a text', 'Dear Tara', '"Dear Tara"'],
    ['nothing', undefined, ''],
    ['null', null, 'null'],
    [
      'a row',
      { owner: 'emma', at: new Date(0) },
      '{"owner":"emma","at":"1970-01-01T00:00:00.000Z"}',
    ],
    ['a row with a status', { status: 'draft' }, '{"status":"draft"}'],
    ['a row with headers', { headers: ['a'] }, '{"headers":["a"]}'],
    ['a case of a union', { _tag: 'Ok', text: 'a' }, '{"_tag":"Ok","text":"a"}'],
    [
      'a case with a status and headers',
      { _tag: 'Draft', status: 'new', headers: [] },
      '{"_tag":"Draft","status":"new","headers":[]}',
    ],
    ['bytes', Uint8Array.of(7), '{"0":7}'],
    ['a case without a status', { _tag: 'NotFound' }, '{"_tag":"NotFound"}'],
    ['a list that is empty', [], '[]'],
    ['an object that is empty', {}, '{}'],
  ])('as the data that the handler gave: %s', async (_name, value, body) => {
    expect(await observe(handled(value), 'GET')).toEqual({
      status: 0,
      reason: 'Ok',
      headers: [],
      trailers: [],
      body,
    })
  })
  test.each<[string, unknown, string]>([
    ['a map', new Map([['a', 1]]), 'expected an answer or data that JSON can carry, got a Map'],
    [
      'a promise',
      [Promise.resolve()],
      'expected an answer or data that JSON can carry, got a Promise',
    ],
    ['a function', () => 1, 'expected an answer or data that JSON can carry, got a function'],
    [
      'a symbol',
      { a: Symbol('a') },
      'expected an answer or data that JSON can carry, got a symbol',
    ],
    ['a bigint', { a: 1n }, 'expected an answer or data that JSON can carry, got a bigint'],
    [
      'a body that was parsed',
      { status: 409, headers: {}, body: { error: 'taken' } },
      'expected `body` to be the text or the bytes that were sent, got object',
    ],
  ])('but not data that would be lost: %s', async (_name, value, message) => {
    await expect(observe(handled(value), 'GET')).rejects.toThrow(new TypeError(message))
  })
  test('by leaks, which finds what the handler tells of a row', async () => {
    const policy = Policy.of({ document: {} })
    const list = enforce({
      route: { method: 'GET', resource: 'document' },
      policy,
      authenticate: ({ world }: { world: World }) => ({ world, authn: Authn.authenticated() }),
      lookUp: ({ world }) => (world === 'hidden' ? ['johns-document'] : []),
      authorize: () => Permission.grant(),
      audit: () => undefined,
      handle: (rows) => rows,
    })
    const paths = { hidden: '/documents/johns-document', missing: '/documents/no-such-record' }
    const [found] = await leaks({ ...paths, send: (_, world) => list({ world }) })
    expect(found?.differences.map(({ says }) => says)).toEqual([
      'body (8 against 2 bytes): "[\\"{id}\\"]" against "[]"',
    ])
  })
})

describe('what is no answer, or one in which nothing could be compared, is refused', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'expected an answer, got undefined'],
    ['null', null, 'expected an answer, got null'],
    [
      'a status by another name',
      { code: 403, headers: {} },
      'expected `status` to be a number, got undefined',
    ],
    [
      'a status of a Lambda function that is a text',
      { statusCode: '403' },
      'expected `statusCode` to be a number, got string',
    ],
    [
      'a Lambda body that was parsed',
      { statusCode: 404, body: {} },
      'expected `body` to be the text or the bytes that were sent, got object',
    ],
    [
      'a Lambda body that is not base64',
      { statusCode: 404, body: 'é', isBase64Encoded: true },
      'expected `body` to be base64, as `isBase64Encoded` says',
    ],
    [
      'an Either',
      { _tag: 'Left', left: unavailable },
      'expected an answer, got a Left: hand over what is in it',
    ],
    ['no fields', { status: 403 }, 'expected `headers` to be a list or a record, got undefined'],
    [
      'a body that was parsed',
      { status: 404, headers: {}, body: { error: 'hidden' } },
      'expected `body` to be the text or the bytes that were sent, got object',
    ],
  ])('%s', async (_name, answer, message) => {
    await expect(observe(answer as Answer, 'GET')).rejects.toThrow(new TypeError(message))
  })
})
