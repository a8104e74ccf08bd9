/**
 * What is read of a request: the route, and what was sent.
 */
import { describe, expect, test } from 'vitest'
import { nothingSent, readRoute, readSent } from '../../../src/engine/classify/request.js'

const get = { method: 'GET', resource: 'call' }

/** What is required, where nothing is. */
const nothing = { scopes: [], acrValues: [], maxAge: undefined, permission: undefined }

describe('a route', () => {
  test('without more expects one thing to be present, and requires nothing', () => {
    expect(readRoute(get)).toStrictEqual({
      resource: 'call',
      listing: false,
      expects: 'present',
      requires: nothing,
      guarded: false,
    })
  })

  test.each([
    ['GET', 'collection', true],
    ['HEAD', 'collection', true],
    ['POST', 'collection', false],
    ['get', 'collection', false],
    ['GET', 'item', false],
    ['HEAD', undefined, false],
  ])('%s of a %s is a listing: %s', (method, shape, listing) => {
    expect(readRoute({ method, resource: 'calls', shape })).toMatchObject({ listing })
  })

  test.each(['present', 'absent', 'either'])('expects %s', (expects) => {
    expect(readRoute({ ...get, expects })).toMatchObject({ expects })
  })

  test.each([
    [{}, false],
    [{ scopes: [], acrValues: [] }, false],
    [{ scopes: ['a'] }, true],
    [{ acrValues: ['mfa'] }, true],
    [{ maxAge: 0 }, true],
    [{ permission: '' }, true],
    [{ scopes: ['a', 'b'], acrValues: ['mfa'], maxAge: 60, permission: 'p' }, true],
  ])('that requires %j is guarded: %s', (requires, guarded) => {
    const route = readRoute({ ...get, requires })
    expect(route).toMatchObject({ requires: { ...nothing, ...requires }, guarded })
    for (const list of Object.values(requires)) expect(Object.values(route?.requires ?? {})).not.toContain(Array.isArray(list) ? list : {})
  })

  test('may carry what was sent', () => {
    expect(readRoute({ ...get, target: '/a', correlationId: 'c' })).toMatchObject({ resource: 'call' })
  })

  test.each([
    null,
    undefined,
    'GET',
    [],
    {},
    { method: 'GET' },
    { resource: 'call' },
    { ...get, method: 7 },
    { ...get, resource: 7 },
    { ...get, shape: 'tree' },
    { ...get, expects: 'anything' },
    { ...get, require: {} },
    Object.create(get),
    { ...get, requires: null },
    { ...get, requires: [] },
    { ...get, requires: { scope: ['a'] } },
    { ...get, requires: { scopes: 'a' } },
    { ...get, requires: { scopes: [7] } },
    { ...get, requires: { scopes: undefined } },
    { ...get, requires: { acrValues: 'mfa' } },
    { ...get, requires: { maxAge: -1 } },
    { ...get, requires: { maxAge: ['a'] } },
    { ...get, requires: { permission: 7 } },
    { ...get, requires: { permission: ['a'] } },
    { ...get, requires: { maxAge: 'a' } },
    { ...get, requires: { permission: 'p', maxAge: 'a' } },
    {
      ...get,
      get expects() {
        throw new Error('read')
      },
    },
  ] as ReadonlyArray<unknown>)('that is not understood is none: %#', (u) => {
    expect(readRoute(u)).toBeUndefined()
  })
})

describe('what was sent', () => {
  test.each([
    [{ target: '/a', correlationId: 'c' }, '/a', 'c', true],
    [{ target: '/a' }, '/a', undefined, true],
    [{ target: 7, correlationId: 'c' }, undefined, 'c', false],
    [{ target: '/a', correlationId: 7 }, '/a', undefined, false],
    [Object.create({ target: '/a' }), '/a', undefined, true],
    [null, undefined, undefined, false],
    ['/a', undefined, undefined, false],
    [
      {
        get target() {
          throw new Error('read')
        },
      },
      undefined,
      undefined,
      false,
    ],
  ] as ReadonlyArray<readonly [unknown, unknown, unknown, boolean]>)('%#', (u, target, correlationId, understood) => {
    expect(readSent(u)).toStrictEqual({ target, correlationId, understood })
  })

  test.each([undefined, {}, { method: 'GET' }, { target: undefined, correlationId: undefined }])('is nothing in %j', (u) => {
    expect(readSent(u)).toBe(nothingSent)
  })
})
