/**
 * Renderers: they choose words, and cannot choose what is told.
 */
import {
  Authn,
  decide,
  Permission,
  Policy,
  render,
  unavailable,
  type Refusal,
  type Renderer,
  type Rendering,
  type Unavailable,
} from 'glomar'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { hostile } from '../hostile.js'
import { ofTheService, ofTheThing } from '../http/said.js'
import { polluted } from '../pollution.js'
import { lazyQuery, rejections } from '../promises.js'

const policy = Policy.of({ document: { existence: 'if-may-know' } }, { vary: ['Cookie'] })

const refused = (authn: Authn.Authn, permission: Permission.Permission): Refusal => {
  const route = { method: 'GET', resource: 'document' } as const
  const verdict = decide(route, authn, 'present', permission, policy)
  return verdict._tag === 'Ok' ? expect.unreachable('it is refused') : verdict
}

const emma = Authn.authenticated()
const unauthorized = refused(Authn.anonymous, Permission.deny())
const notFound = refused(emma, Permission.deny())
const forbidden = refused(emma, Permission.deny({ mayKnow: true, missingPermissions: ['a'] }))
const all: ReadonlyArray<Refusal | Unavailable> = [unauthorized, notFound, forbidden, unavailable]

/** A renderer that answers with whatever it is given. */
const answering =
  (u: unknown): Renderer =>
  () =>
    u as Rendering

const defaultOf = (refusal: Refusal | Unavailable): object => ({
  _tag: 'Rendered',
  code: refusal.code,
  status: refusal.status,
  headers: { ...refusal.headers },
  body: JSON.stringify(refusal.body),
})

/** What went out, and whether a fault says why the default did. */
const isDefault = (refusal: Refusal | Unavailable, renderer: Renderer): boolean => {
  const { faults, ...rest } = render(refusal, renderer)
  expect(rest).toStrictEqual(defaultOf(refusal))
  return faults.length === 1 && faults[0]?.path === 'renderer'
}

describe('without a renderer', () => {
  test.each(all.map((refusal) => [refusal.code, refusal] as const))(
    'the default goes out, whole: %s',
    (_code, refusal) => {
      expect(render(refusal)).toStrictEqual({ ...defaultOf(refusal), faults: [] })
      expect(render(refusal, undefined, { path: '/' })).toStrictEqual(render(refusal))
    },
  )
})

describe('a renderer', () => {
  test('gets the refusal and what the request carried, and no more', () => {
    const seen: Array<unknown> = []
    const request = { path: '/documents/emmas-document' }
    render(
      notFound,
      (...args) => {
        seen.push(...args)
        return {}
      },
      request,
    )
    expect(seen).toEqual([notFound, request])
    expect(seen[1]).toBe(request)
  })

  test('that changes nothing gives the default, without a fault', () => {
    for (const refusal of all)
      expect(render(refusal, () => ({}))).toStrictEqual({ ...defaultOf(refusal), faults: [] })
  })

  test('may change the status, the body and its type, and add header fields', () => {
    const login: Renderer<{ readonly path: string }> = (_refusal, { path }) => ({
      status: 302,
      headers: { Location: `/login?next=${encodeURIComponent(path)}`, 'X-Request-Id': 'r-1' },
      body: '',
    })
    expect(render(unauthorized, login, { path: '/a b' })).toStrictEqual({
      _tag: 'Rendered',
      code: 'authentication-required',
      status: 302,
      headers: {
        ...unauthorized.headers,
        location: '/login?next=%2Fa%20b',
        'x-request-id': 'r-1',
      },
      body: '',
      faults: [],
    })
    const html: Rendering = {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'content-language': 'de',
        'Retry-After': '5',
      },
      body: '<p>nicht gefunden</p>',
    }
    expect(render(notFound, () => html)).toMatchObject({
      status: 404,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-language': 'de',
        'retry-after': '5',
      },
      body: '<p>nicht gefunden</p>',
    })
  })

  test('extends `Vary`, and never replaces it', () => {
    const varying = answering({ headers: { Vary: 'Accept-Language' } })
    expect(render(notFound, varying).headers['vary']).toBe('Cookie, Accept-Language')
    expect(render(unavailable, varying).headers['vary']).toBe('Accept-Language')
  })

  test('names no field twice in `Vary`, however it is spelled', () => {
    const varying = answering({ headers: { vary: 'Origin,cookie, ORIGIN , Accept' } })
    expect(render(notFound, varying).headers['vary']).toBe('Cookie, Origin, Accept')
  })

  test('may name fields that are of the service, and look like those of a thing', () => {
    const headers = { ...ofTheService }
    expect(render(notFound, answering({ headers })).headers).toMatchObject(headers)
  })

  test.each(all.map((refusal) => [refusal.code, refusal] as const))(
    'renders hidden and missing alike: %s',
    (_code, refusal) => {
      const renderer: Renderer = ({ code, status }) => ({ body: JSON.stringify({ code, status }) })
      const [first, second] = [render(refusal, renderer), render(refusal, renderer)]
      expect(JSON.stringify(first)).toBe(JSON.stringify(second))
    },
  )

  test('leaves no part of what is sent open to change', () => {
    for (const rendered of [
      render(notFound),
      render(notFound, answering({ headers: { a: 'b' } })),
      render(notFound, answering(7)),
    ]) {
      expect(Object.isFrozen(rendered)).toBe(true)
      expect(Object.isFrozen(rendered.headers)).toBe(true)
    }
  })

  test('is read once: what changes between two reads is not sent unchecked', () => {
    const turning = (first: unknown, then: unknown): (() => unknown) => {
      let reads = 0
      return () => (reads++ === 0 ? first : then)
    }
    const parts = {
      status: [404, 204],
      body: ['a', { evil: true }],
      headers: [{ a: 'b' }, { a: 'b\r\nset-cookie: c=d' }],
    }
    for (const [name, [first, then]] of Object.entries(parts)) {
      const get = turning(first, then)
      const rendering = Object.defineProperty({}, name, { get, enumerable: true })
      const { status, headers, body } = render(notFound, answering(rendering))
      expect([status, typeof body]).toEqual([404, 'string'])
      expect(Object.values(headers).join()).not.toContain('\n')
    }
    const headers = Object.defineProperty({}, 'x-a', {
      get: turning('fine', 'x\r\nset-cookie: c=d'),
      enumerable: true,
    })
    const sent = render(notFound, answering({ headers }))
    expect(Object.values(sent.headers).join()).not.toContain('\n')
  })
})

describe('a status', () => {
  test.each([200, 201, 302, 303, 400, 403, 404, 410, 418, 500, 503, 599])(
    'of %i may be sent',
    (status) => {
      for (const refusal of all) {
        const rendered = render(refusal, answering({ status }))
        expect([rendered.status, rendered.faults]).toEqual([status, []])
      }
    },
  )

  test('of 401 may be sent only where the refusal is a 401', () => {
    expect(render(unauthorized, answering({ status: 401 })).faults).toEqual([])
    for (const refusal of [notFound, forbidden, unavailable])
      expect(isDefault(refusal, answering({ status: 401 }))).toBe(true)
  })

  test.each([100, 101, 103, 199, 204, 205, 206, 304, 600, 0, -404, 404.5, NaN, Infinity, '404'])(
    'of %j gives the default, with a fault',
    (status) => {
      for (const refusal of all) expect(isDefault(refusal, answering({ status }))).toBe(true)
    },
  )
})

/** The handler may not set these, and a renderer may: they are of the page that it makes. */
const ofOurs = ['location', 'content-language', 'link']

describe('a header field', () => {
  test.each([
    ...Object.keys(ofTheThing).filter((name) => !ofOurs.includes(name)),
    'ETag',
    'X-Sendfile',
    'X-LIGHTTPD-send-file',
    'Cloudflare-CDN-Cache-Control',
    'cache-control',
    'Cache-Control',
    'WWW-Authenticate',
    'content-length',
    'connection',
    'upgrade',
    'set cookie',
    'x:y',
    'x\r\ny',
    '',
    'é',
  ])('of the name %j gives the default, with a fault', (name) => {
    for (const refusal of all)
      expect(isDefault(refusal, answering({ headers: { [name]: 'x' } }))).toBe(true)
  })

  test.each([
    'a\r\nset-cookie: b=c',
    'a\nb',
    'a\rb',
    'a\0b',
    '',
    ' a',
    'a ',
    'a\tb',
    'ä',
    '\u2028',
    7,
    null,
    undefined,
    ['a'],
    { toString: () => 'a' },
  ])('of the value %j gives the default, with a fault', (value) => {
    for (const name of ['x-request-id', 'content-type', 'vary', 'location'])
      expect(isDefault(notFound, answering({ headers: { [name]: value } }))).toBe(true)
  })

  test('of a correlation id with a line break is never sent', () => {
    const echo: Renderer<{ readonly id: string }> = (_, { id }) => ({
      headers: { 'x-request-id': id },
    })
    expect(render(notFound, echo, { id: 'r-1' }).headers['x-request-id']).toBe('r-1')
    const odd = render(notFound, echo, { id: 'r-1\r\nset-cookie: a=b' })
    expect(odd).toMatchObject(defaultOf(notFound))
    expect(odd.faults).toHaveLength(1)
  })
})

describe('a rendering that does not fit gives the default, with a fault', () => {
  test.each(Object.entries(hostile))('%s', (_name, thing) => {
    if (!isRendering(thing())) expect(isDefault(notFound, answering(thing()))).toBe(true)
    for (const name of ['status', 'headers', 'body']) {
      if (thing() === undefined || (name === 'body' && typeof thing() === 'string')) continue
      if (name === 'headers' && isRendering(thing())) continue
      expect(isDefault(notFound, answering({ [name]: thing() }))).toBe(true)
    }
  })

  test.each([
    { reason: 'x' },
    { Status: 404 },
    { [Symbol('status')]: 404 },
    { status: 404, statusText: 'Not Here' },
  ])('a member that no rendering has: %j', (rendering) => {
    expect(isDefault(notFound, answering(rendering))).toBe(true)
  })

  test('an heir of a rendering, and an instance of a class', () => {
    expect(isDefault(notFound, answering(Object.create({ status: 410 })))).toBe(true)
    expect(
      isDefault(
        notFound,
        answering(
          new (class {
            status = 410
          })(),
        ),
      ),
    ).toBe(true)
    expect(isDefault(notFound, answering(new Response('deleted', { status: 410 })))).toBe(true)
  })

  test('and the fault keeps what the renderer threw', () => {
    const cause = new Error('no template')
    const { faults } = render(notFound, () => {
      throw cause
    })
    expect(faults).toMatchObject([{ path: 'renderer', cause }])
  })

  test('and the fault names what was expected, and what came', () => {
    const message = (u: unknown): unknown => render(notFound, answering(u)).faults[0]?.message
    expect(message({ status: 204 })).toMatch(/^status: .*got 204/)
    expect(message({ headers: { etag: 'a' } })).toMatch(/^headers\.etag: /)
    expect(message({ body: 7 })).toMatch(/^body: expected text, got 7/)
    expect(message({ titel: 'a' })).toMatch(/^titel: no such member/)
  })

  test('what is no renderer', () => {
    for (const [, thing] of Object.entries(hostile))
      if (typeof thing() !== 'function' && thing() !== undefined)
        expect(isDefault(notFound, thing() as Renderer)).toBe(true)
  })
})

/** An object without members changes nothing. */
const isRendering = (u: unknown): boolean => {
  try {
    const prototype: unknown = Object.getPrototypeOf(u)
    const plain = prototype === null || prototype === Object.prototype
    return typeof u === 'object' && plain && Reflect.ownKeys(u as object).length === 0
  } catch {
    return false
  }
}

describe('a renderer that answers with a promise', () => {
  test.each(Object.entries({ ...rejections, 'a lazy query': lazyQuery }))(
    'gives the default, and leaves no rejection unhandled: %s',
    async (_name, make) => {
      const unhandled: Array<unknown> = []
      const count = (reason: unknown): void => void unhandled.push(reason)
      process.on('unhandledRejection', count)
      expect(isDefault(notFound, make as Renderer)).toBe(true)
      await sleep(5)
      process.off('unhandledRejection', count)
      expect(unhandled).toEqual([])
    },
  )

  test('gives the default even where the promise is of a rendering', () => {
    expect(isDefault(notFound, answering(Promise.resolve({ status: 410 })))).toBe(true)
  })

  test('does not start a lazy query', () => {
    const query = lazyQuery()
    render(notFound, answering(query))
    expect(query.started()).toBe(false)
  })
})

test.each<[string, unknown]>([
  ['status', 200],
  ['body', 'theirs'],
  ['headers', { 'x-theirs': 'a' }],
  ['vary', 'x\r\nset-cookie: theirs=1'],
  ['www-authenticate', 'Theirs'],
  ['content-type', 'text/theirs'],
  ['code', 'theirs'],
])('no answer takes a member of a polluted prototype: %s', (name, value) => {
  const sent = (): string =>
    JSON.stringify(
      all.flatMap((refusal) =>
        [
          render(refusal),
          render(refusal, () => ({})),
          render(refusal, () => ({ headers: { a: 'b' } })),
          render(refusal, answering(7)),
        ].map(({ faults: _, ...rest }) => rest),
      ),
    )
  const before = sent()
  expect(polluted(name, value, sent)).toBe(before)
})

test.each<[string, unknown, string]>([
  ['headers that are a list', { headers: ['a'] }, 'headers: expected a plain object, got a list'],
  [
    'a header that is a number',
    { headers: { 'x-count': 7 } },
    'headers.x-count: expected printable US-ASCII text, got 7',
  ],
  ['a body that is an object', { body: {} }, 'body: expected text, got an object'],
])('%s gives the default, and says why', (_name, rendering, why) => {
  const { faults, body } = render(unavailable, (() => rendering) as never)
  expect(faults).toEqual([{ path: 'renderer', message: `${why}: the default was sent` }])
  expect(body).toBe(JSON.stringify(unavailable.body))
})

test('a login page may be named by a renderer', () => {
  const login = render(unavailable, () => ({ status: 302, headers: { location: '/login' } }))
  expect(login).toMatchObject({ status: 302, headers: { location: '/login' }, faults: [] })
})
