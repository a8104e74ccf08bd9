/**
 * An error of JSON-RPC: its id, its codes, its status.
 */
import { render } from 'glomar'
import { jsonRpc, texts } from 'glomar/renderers'
import { describe, expect, test } from 'vitest'
import { refusals } from './refusals.js'

const body = { jsonrpc: '2.0', id: 7, method: 'tools/call' }
const answered = (code: keyof typeof refusals, parsed: unknown = body) => {
  const {
    status,
    headers,
    body: text,
    faults,
  } = render(refusals[code], jsonRpc(), { body: parsed })
  expect(faults).toEqual([])
  return { status, headers, body: JSON.parse(text) as Readonly<Record<string, unknown>> }
}

describe('jsonRpc', () => {
  test('answers what is hidden as an error of the call, in a 200', () => {
    const { status, headers, body } = answered('not-found')
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('application/json')
    expect(body).toEqual({ jsonrpc: '2.0', id: 7, error: { code: -32602, message: 'Not found' } })
  })

  test.each([
    ['authentication-required', 401, -32001],
    ['invalid-credentials', 401, -32001],
    ['step-up-required', 401, -32001],
    ['insufficient-scope', 403, -32001],
    ['forbidden', 403, -32001],
    ['does-not-exist', 200, -32602],
    ['permission-denied', 403, -32001],
    ['unavailable', 503, -32603],
  ] as const)('answers %s in a %i with the code %i', (name, status, code) => {
    const answer = answered(name)
    expect(answer.status).toBe(status)
    expect(answer.body['error']).toMatchObject({ code, message: texts[name] })
  })

  test('keeps the challenge of a 401', () => {
    expect(answered('authentication-required').headers['www-authenticate']).toMatch(/^Bearer /)
  })

  test('tells the remedy of an honest refusal in `data`', () => {
    expect(answered('permission-denied').body['error']).toMatchObject({
      data: {
        missing_permissions: ['documents:<read>'],
        request_access: '/access-requests?for=a&by=b',
      },
    })
    expect(answered('insufficient-scope').body['error']).toMatchObject({
      data: { scope: 'documents:read' },
    })
  })

  test.each([
    [{ id: 'seven' }, 'seven'],
    [{ id: 0 }, 0],
    [{ id: '' }, ''],
    [{}, null],
    [{ id: null }, null],
    [{ id: { toJSON: () => 'emma' } }, null],
    [{ id: true }, null],
    [[{ id: 1 }], null],
    ['{"id":7}', null],
    [null, null],
    [Object.create({ id: 7 }), null],
  ])('repeats the id of a call: %j → %j', (parsed, id) => {
    expect(answered('not-found', parsed).body['id']).toBe(id)
  })

  test('answers a request without a body, and no request at all', () => {
    expect(render(refusals['not-found'], jsonRpc(), {}).body).toContain('"id":null')
    expect(render(refusals['not-found'], jsonRpc()).body).toContain('"id":null')
  })
})
