/**
 * Answers in all the shapes that handlers have.
 */
import { Authn, decide, Permission, Policy, render, unavailable } from 'glomar'
import { observe, type Answer } from 'glomar/testkit'
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

describe('what is no answer, or one in which nothing could be compared, is refused', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'expected an answer, got undefined'],
    ['null', null, 'expected an answer, got null'],
    [
      'a status by another name',
      { statusCode: 403, headers: {} },
      'expected `status` to be a number, got undefined',
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
