import { render, type Fault } from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { describe, expect, test } from 'vitest'
import { polluted } from '../pollution.js'
import { misfits, page, redirect, refusals } from './refusals.js'
import { ofTheBody, ofTheService, ofTheThing } from './said.js'

test.each(Object.entries(refusals))('%s is sent whole', async (_, refusal) => {
  const response = toResponse(refusal, 'GET')
  const body = JSON.stringify(refusal.body)
  expect(response.status).toBe(refusal.status)
  expect(Object.fromEntries(response.headers)).toEqual({
    ...refusal.headers,
    'content-length': String(Buffer.byteLength(body)),
  })
  expect(await response.text()).toBe(body)
})

test.each([
  ['challenge', 'Unauthorized'],
  ['denied', 'Forbidden'],
  ['concealed', 'Not Found'],
  ['unavailable', 'Service Unavailable'],
] as const)('%s has the phrase of RFC 9110', (name, phrase) => {
  expect(toResponse(refusals[name], 'GET').statusText).toBe(phrase)
})

test.each(Object.entries(refusals))(
  '%s in answer to a HEAD has no body, and the header fields of a GET',
  (_, refusal) => {
    const [ofHead, ofGet] = [toResponse(refusal, 'HEAD'), toResponse(refusal, 'GET')]
    expect(ofHead.body).toBeNull()
    expect([...ofHead.headers]).toEqual([...ofGet.headers])
    expect([ofHead.status, ofHead.statusText]).toEqual([ofGet.status, ofGet.statusText])
  },
)

test('a request without a method is answered with a body', async () => {
  expect(await toResponse(refusals.concealed, undefined).json()).toEqual(refusals.concealed.body)
})

test('the length is that of the bytes, and not of the characters', async () => {
  const response = toResponse(refusals.remedy, 'GET')
  const bytes = await response.arrayBuffer()
  expect(response.headers.get('content-length')).toBe(String(bytes.byteLength))
  expect(bytes.byteLength).toBeGreaterThan(JSON.stringify(refusals.remedy.body).length)
})

describe('with a renderer', () => {
  const options = { renderer: page, request: { language: 'fr' } }

  test('the answer has the status, the header fields and the body of the rendering', async () => {
    const response = toResponse(refusals.concealed, 'GET', options)
    const body = '<p>défense: not-found</p>'
    expect([response.status, response.statusText]).toEqual([410, ''])
    expect(Object.fromEntries(response.headers)).toEqual({
      ...refusals.concealed.headers,
      'content-type': 'text/html; charset=utf-8',
      'content-language': 'fr',
      vary: 'Cookie, Accept-Language',
      'x-request-id': 'r-1',
      'content-length': String(Buffer.byteLength(body)),
    })
    expect(await response.text()).toBe(body)
  })

  test('a HEAD has the header fields of a GET, and no body', () => {
    const [ofHead, ofGet] = [
      toResponse(refusals.unavailable, 'HEAD', options),
      toResponse(refusals.unavailable, 'GET', options),
    ]
    expect(ofHead.body).toBeNull()
    expect([...ofHead.headers]).toEqual([...ofGet.headers])
    expect(ofGet.headers.get('content-language')).toBe('fr')
  })

  test('what was rendered before is sent as it is, and is not rendered again', async () => {
    const response = toResponse(
      render(refusals.challenge, page, { language: 'de' }),
      'GET',
      options,
    )
    expect(response.headers.get('content-language')).toBe('de')
    expect(response.headers.get('www-authenticate')).toBe(
      refusals.challenge.headers['www-authenticate'],
    )
    expect(await response.text()).toBe('<p>défense: authentication-required</p>')
  })

  test('a login page may be named', () => {
    const { status, headers } = toResponse(refusals.challenge, 'GET', { renderer: redirect })
    expect([status, headers.get('location'), headers.get('content-length')]).toEqual([
      302,
      '/login',
      '0',
    ])
  })

  test.each(Object.entries(misfits))(
    'of %s, the default is sent, and the fault is told',
    async (_, [renderer, message]) => {
      const faults: Array<Fault> = []
      const onFault = (fault: Fault): unknown => faults.push(fault)
      const response = toResponse(refusals.denied, 'GET', { renderer, onFault })
      expect(await response.json()).toEqual(refusals.denied.body)
      expect(response.status).toBe(403)
      expect(faults).toMatchObject([{ path: 'renderer', message }])
    },
  )

  test('the faults of what was rendered before are told as well', () => {
    const [misfit] = misfits['a renderer that throws'] ?? []
    const faults: Array<Fault> = []
    const onFault = (fault: Fault): unknown => faults.push(fault)
    toResponse(render(refusals.denied, misfit), 'GET', { onFault })
    expect(faults).toHaveLength(1)
    expect(toResponse(render(refusals.denied, misfit), 'GET').status).toBe(403)
  })

  test.each<readonly [string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('no log')
      },
    ],
    ['answers with a promise that is rejected', () => Promise.reject(new Error('no log'))],
  ])('an `onFault` that %s keeps no answer from being sent', async (_, onFault) => {
    const unhandled: Array<unknown> = []
    const count = (cause: unknown): unknown => unhandled.push(cause)
    process.on('unhandledRejection', count)
    const [renderer] = misfits['a renderer that throws'] ?? []
    const response = toResponse(refusals.denied, 'GET', { renderer, onFault })
    await new Promise((resolve) => setImmediate(resolve))
    process.off('unhandledRejection', count)
    expect(response.status).toBe(403)
    expect(unhandled).toEqual([])
  })
})

test.each([
  ['an Ok', { _tag: 'Ok' }, 'got Ok, which the handler answers'],
  ['a Conflict', { _tag: 'Conflict' }, 'got Conflict, which the handler answers'],
  ['a promise', Promise.resolve(refusals.concealed), 'got another value (await it?)'],
  ['undefined', undefined, 'got another value (await it?)'],
])('%s is not sent as a success', (_name, u, says) => {
  expect(() => toResponse(u as never, 'GET')).toThrow(
    `expected a refusal, unavailable or what render gives, ${says}`,
  )
})

test('a `Vary` that somebody gave to all objects is not sent', () => {
  const response = polluted('vary', 'x-evil', () => toResponse(refusals.unavailable, 'GET'))
  expect(response.headers.get('vary')).toBeNull()
})

describe('of what the host will merge into the response,', () => {
  const said = { ...ofTheService, ...ofTheBody, ...ofTheThing, vary: 'Origin, cookie' }
  const spelled = Object.entries(said).map(([name, value]) => [name.toUpperCase(), value] as const)

  test('a `Headers` keeps what is of the service, and no other field', () => {
    const setBefore = new Headers(said)
    toResponse(refusals.challenge, 'GET', { setBefore })
    expect(Object.fromEntries(setBefore)).toEqual(ofTheService)
  })

  test('an object keeps what is of the service, however names are spelled', () => {
    const setBefore = Object.fromEntries(spelled)
    toResponse(refusals.challenge, 'GET', { setBefore })
    const kept = Object.entries(setBefore).map(([name, value]) => [name.toLowerCase(), value])
    expect(Object.fromEntries(kept)).toEqual(ofTheService)
  })

  test.each([
    ['a `Headers`', new Headers({ vary: 'Origin, cookie' })],
    ['an object', { Vary: 'Origin, cookie' }],
  ])('`Vary` in %s moves into the response, and names nothing twice', (_, setBefore) => {
    const { headers } = toResponse(refusals.challenge, 'GET', { setBefore })
    expect(headers.get('vary')).toBe('Origin, cookie')
    expect([...new Headers(setBefore)]).toEqual([])
  })

  test('a number, an `undefined` and a field by the name of a method do no harm', () => {
    const setBefore = { Vary: undefined, 'x-count': 7, get: 'x', keys: 'x', constructor: 'x' }
    const { headers } = toResponse(refusals.challenge, 'GET', { setBefore })
    expect(headers.get('vary')).toBe('Cookie')
    expect(setBefore).toEqual({ 'x-count': 7, get: 'x', keys: 'x', constructor: 'x' })
  })

  test('the location that a renderer names is not overruled', () => {
    const setBefore = new Headers({ location: '/documents/8' })
    const { headers } = toResponse(refusals.challenge, 'GET', { renderer: redirect, setBefore })
    expect([headers.get('location'), setBefore.has('location')]).toEqual(['/login', false])
  })

  test('the response is the same as without it', () => {
    const [alone, merged] = [undefined, new Headers(ofTheThing)].map((setBefore) =>
      toResponse(refusals.challenge, 'GET', { setBefore }),
    )
    expect([...(merged?.headers ?? [])]).toEqual([...(alone?.headers ?? [])])
  })
})
