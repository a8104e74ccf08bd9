/**
 * Planted renderers, each of which breaks the law of renderers in its own way, and renderers that keep
 * it.
 */
import fc from 'fast-check'
import {
  Authn,
  decide,
  Facts,
  Permission,
  Policy,
  render,
  unavailable,
  type Refusal,
  type Renderer,
} from 'glomar'
import { toResponse } from 'glomar/http/fetch'
import { toResult } from 'glomar/http/lambda'
import { rendererFaults, type Renders } from 'glomar/testkit'
import { arbitrary, rendersAlike } from 'glomar/testkit/properties'
import { describe, expect, test } from 'vitest'

interface Asked {
  readonly path: string
}
type Unfit = Refusal | typeof unavailable

const service = { schemes: ['Bearer', 'DPoP'], vary: ['Cookie'], realm: 'documents' }
const policy = Policy.of({ document: {} }, service)
const refused = (authn: Authn.Authn): Refusal => {
  const facts = Facts.of(null, () => Permission.deny())
  const verdict = decide({ method: 'GET', resource: 'document' }, authn, ...facts, policy)
  if (!('status' in verdict)) throw new Error('expected a refusal')
  return verdict
}
const challenge = refused(Authn.anonymous)
const wanted = refused(Authn.nonceWanted('n0nce'))
const concealed = refused(Authn.authenticated())
const refusals: ReadonlyArray<Unfit> = [challenge, wanted, concealed, unavailable]

const emmas: Asked = { path: '/documents/emmas-document' }

const faultsOf = async (
  renders: Renders<Asked>,
  of: ReadonlyArray<Unfit> = refusals,
): Promise<ReadonlyArray<string>> => {
  const all = new Set<string>()
  for (const refusal of of)
    for (const fault of await rendererFaults(renders, refusal, emmas)) all.add(fault)
  return [...all]
}

/** By `render`, with this renderer. */
const by =
  (renderer: Renderer<Asked>): Renders<Asked> =>
  (refusal, request) =>
    render(refusal, renderer, request)

const page: Renderer<Asked> = ({ code, status }, { path }) => ({
  headers: { 'content-type': 'text/html', 'x-path': path, 'content-language': 'en' },
  body: `<h1>${String(status)} ${code}</h1>`,
})

describe('the law is kept', () => {
  const event = { httpMethod: 'GET', headers: {} }
  test.each<[string, Renders<Asked>]>([
    ['by the default', (refusal) => render(refusal)],
    ['by what the request alone says', by(page)],
    [
      'by a Response',
      (refusal, request) => toResponse(refusal, 'GET', { renderer: page, request }),
    ],
    ['by a Lambda function', (refusal) => toResult(refusal, event)],
    ['by a redirect to a login page', by(() => ({ status: 302, headers: { location: '/login' } }))],
    ['by the refusal itself', (refusal) => refusal],
    [
      'by words of its own, whole',
      ({ status, headers }) => ({
        status,
        headers: { ...headers, vary: 'cookie, Origin', 'Content-Length': '3' },
        body: 'é.',
      }),
    ],
    [
      'by two challenges in two lines',
      ({ status, headers }) => ({
        status,
        headers: {
          ...headers,
          vary: '*',
          'cache-control': 'private, no-store',
          'www-authenticate': headers['www-authenticate']?.split(/, (?=DPoP)/),
        },
      }),
    ],
    [
      'by a renderer that changes a copy',
      by((refusal) => ({ body: Object.keys(refusal.body).sort().join() })),
    ],
  ])('%s', async (_how, renders) => {
    expect(await faultsOf(renders)).toEqual([])
  })
})

/** What one rendering sends beside, or instead of, what the refusal has. */
const sending =
  (
    change: Readonly<Record<string, string | undefined>>,
    status?: number,
    body = '',
  ): Renders<Asked> =>
  (refusal) => ({
    status: status ?? refusal.status,
    headers: { ...refusal.headers, ...change },
    body,
  })

describe('a planted renderer is found', () => {
  const counter = (): Renders<Asked> => {
    let n = 0
    return by(() => ({ body: String((n += 1)) }))
  }
  const stores = {
    hidden: new Map([[emmas.path, 'Dear Tara']]),
    missing: new Map<string, string>(),
  }
  test.each<[string, Renders<Asked>, string]>([
    [
      'that counts',
      counter(),
      'asked twice, it answers otherwise: body (1 bytes): "1" against "2"',
    ],
    [
      'that looks at a clock',
      by(() => ({ body: new Date().toISOString() })),
      'at another time, it answers otherwise: body (24 bytes): "2026-01-01T00:00:00.000Z" against "2031-11-23T13:47:29.531Z"',
    ],
    [
      'that says the length of the thing, in a header field',
      (refusal, request, world) => {
        const length = String(stores[world].get(request.path)?.length ?? 0)
        return render(refusal, () => ({ headers: { 'x-length': length } }))
      },
      'it tells hidden from missing: header `x-length`: "9" against "0"',
    ],
    [
      'that says more of the thing',
      (refusal, request, world) => {
        const isThere = stores[world].has(request.path)
        return render(refusal, () => ({
          ...(isThere && { headers: { 'x-is-there': 'yes' } }),
          body: isThere ? 'no leave' : 'nothing',
        }))
      },
      'it tells hidden from missing: header `x-is-there` only once; body (8 against 7 bytes): "no leave" against "nothing"',
    ],
    [
      'that says more of what is missing',
      (refusal, _, world) =>
        render(refusal, () => (world === 'missing' ? { headers: { 'x-free': 'yes' } } : {})),
      'it tells hidden from missing: header `x-free` only the other time',
    ],
    [
      'that drops the challenge',
      sending({ 'www-authenticate': undefined }),
      '`www-authenticate` of the refusal is not sent',
    ],
    [
      'that changes the challenge',
      sending({ 'www-authenticate': 'Basic' }),
      '`www-authenticate` of the refusal is not sent',
    ],
    [
      'that drops the nonce',
      sending({ 'dpop-nonce': undefined }),
      '`dpop-nonce` of the refusal is not sent',
    ],
    [
      'that lets caches keep it',
      sending({ 'cache-control': 'max-age=60' }),
      '`cache-control: no-store` is not sent',
    ],
    ['that drops `Vary`', sending({ vary: 'Origin' }), '`vary` of the refusal is not sent whole'],
    [
      'that says a length of another body',
      sending({ 'content-length': '9' }, undefined, 'é'),
      '`content-length` is 9, of 2 bytes',
    ],
    ['that says a validator', sending({ etag: '"7"' }), '`etag` is never on a denial'],
    ['that sends no body', sending({}, 204), 'status 204 is none for a refusal in 404'],
    ['that answers 401', sending({}, 401), 'status 401 is none for a refusal in 404'],
    ['that answers too low', sending({}, 100), 'status 100 is none for a refusal in 404'],
    [
      'that throws',
      () => {
        throw new Error('no template')
      },
      'no template',
    ],
    [
      'that throws what is no error',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error
        throw 'no template'
      },
      'no template',
    ],
    [
      'that throws within `render`',
      by(() => null as never),
      'expected { status, headers, body }, got null: the default was sent',
    ],
    [
      'that changes its arguments',
      by((refusal) => {
        ;(refusal.body as { title: string }).title = 'no'
        return {}
      }),
      'it threw: the default was sent',
    ],
    [
      'that changes the request',
      by((_, request) => {
        ;(request as { path: string }).path = ''
        return {}
      }),
      'it threw: the default was sent',
    ],
    [
      'that answers later',
      (() => Promise.resolve(unavailable)) as never,
      'expected `status` to be a number, got undefined',
    ],
    ['that answers nothing', () => undefined as never, 'expected an answer, got undefined'],
  ])('%s', async (_how, renders, fault) => {
    const found = await faultsOf(renders)
    expect(found).toContain(fault)
  })

  test('by one cause alone, beside what is lost', async () => {
    const counting = counter()
    const found = await rendererFaults(
      (refusal, request, world) => ({
        ...(counting(refusal, request, world) as { body: string }),
        status: 404,
        headers: {},
      }),
      concealed,
      emmas,
    )
    expect(found.map((fault) => fault.slice(0, 20))).toEqual([
      'asked twice, it answ',
      '`www-authenticate` o',
      '`cache-control: no-s',
      '`vary` of the refusa',
    ])
  })
  test('at times of your own', async () => {
    const sundays = by(() => ({ body: new Date().getUTCDay() === 0 ? 'closed' : 'open' }))
    const saturday = Date.UTC(2026, 0, 3)
    const sunday = Date.UTC(2026, 0, 4)
    expect(await rendererFaults(sundays, concealed, emmas, [saturday, saturday])).toEqual([])
    expect(await rendererFaults(sundays, concealed, emmas, [saturday, sunday])).toHaveLength(1)
  })
})

test('arguments are copies, and what is no plain data is handed on as it is', async () => {
  const given = { headers: new Map([['a', 'b']]), list: [{ a: 1 }], self: undefined as unknown }
  given.self = given
  const seen: Array<typeof given> = []
  const renders: Renders<typeof given> = (refusal, request) => {
    seen.push(request)
    return render(refusal)
  }
  expect(await rendererFaults(renders, concealed, given)).toEqual([])
  const [copy] = seen
  expect(copy).not.toBe(given)
  expect(copy?.headers).toBe(given.headers)
  expect(copy?.list).toEqual([{ a: 1 }])
  expect(copy?.self).toBe(copy)
  expect([copy, copy?.list, copy?.list[0]].every((each) => Object.isFrozen(each))).toBe(true)
  expect([given, given.list, given.list[0]].some((each) => Object.isFrozen(each))).toBe(false)
})

describe('the property', () => {
  const requests = fc.record({ path: fc.webPath() })
  const failing = async (renders: Renders<Asked>): Promise<string> => {
    const outcome = await fc.check(rendersAlike(renders, requests), { seed: 404 })
    return outcome.failed ? (outcome.errorInstance as Error).message : ''
  }
  test('holds of what keeps the law, whatever is asked', async () => {
    await fc.assert(rendersAlike((refusal) => render(refusal)))
    await fc.assert(
      rendersAlike(
        by(() => ({ status: 404, body: 'no' })),
        requests,
      ),
    )
  })
  test('finds a renderer that tells the time at some times only', async () => {
    const sundays = by(() => ({ body: new Date().getUTCDay() === 0 ? 'closed' : 'open' }))
    expect(await failing(sundays)).toMatch(/^at another time, it answers otherwise: body/)
  })
  test('finds a renderer that tells the year', async () => {
    const years = by(() => ({ body: String(new Date().getUTCFullYear()) }))
    expect(await failing(years)).toMatch(/^at another time, it answers otherwise: body/)
  })
  test('finds a renderer that drops the challenge of one code only', async () => {
    const message = await failing((refusal) => {
      const { 'www-authenticate': _, ...rest } = refusal.headers
      const isStepUp = refusal.code === 'step-up-required'
      return { status: refusal.status, headers: isStepUp ? rest : { ...refusal.headers } }
    })
    expect(message).toBe('`www-authenticate` of the refusal is not sent')
  })
  test('says all that it found', async () => {
    const message = await failing(({ status }) => ({ status, headers: { etag: '"7"' } }))
    expect(message).toContain('`cache-control: no-store` is not sent; `etag` is never on a denial')
  })
  test('asks about refusals of your own', async () => {
    const asked = new Set<unknown>()
    const renders: Renders<Asked> = (refusal) => {
      asked.add(refusal.code)
      return render(refusal)
    }
    await fc.assert(rendersAlike(renders, requests, fc.constant(unavailable)))
    expect(asked).toEqual(new Set(['unavailable']))
  })
})

describe('the refusals that are generated', () => {
  const sample = fc.sample(arbitrary.refusal, { numRuns: 2_000, seed: 404 })
  const shapeOf = ({ _tag, status, code }: Unfit): string => `${_tag} ${String(status)} ${code}`

  test('are of every code, with its tag and its status', () => {
    expect([...new Set(sample.map(shapeOf))].sort()).toEqual([
      'Forbidden 403 forbidden',
      'Forbidden 403 insufficient-scope',
      'Forbidden 403 permission-denied',
      'NotFound 404 does-not-exist',
      'NotFound 404 not-found',
      'Unauthenticated 401 authentication-required',
      'Unauthenticated 401 invalid-credentials',
      'Unauthenticated 401 step-up-required',
      'Unavailable 503 unavailable',
    ])
    for (const refusal of sample) expect(refusal.body.status).toBe(refusal.status)
  })
  test('have all members that real ones have, and no others', () => {
    const membersOf = (all: ReadonlyArray<object>): ReadonlyArray<string> =>
      [...new Set(all.flatMap(Object.keys))].sort()
    const real = fc
      .sample(fc.tuple(arbitrary.setting, arbitrary.facts), { numRuns: 2_000, seed: 404 })
      .map(([{ request, authn, policy: given }, facts]) =>
        decide<string, string, 'item', 'present', string>(request as never, authn, ...facts, given),
      )
      .filter((verdict) => 'status' in verdict)
    expect(membersOf(sample)).toEqual(membersOf(real))
    expect(membersOf(sample.map(({ headers }) => headers))).toEqual(
      membersOf(real.map(({ headers }) => headers)),
    )
    expect(membersOf(sample.map(({ body }) => body))).toEqual(
      membersOf(real.map(({ body }) => body)),
    )
  })
  test('have no member that is empty but for hostile texts, and lack what may be left out', () => {
    const texts = sample.flatMap(({ headers, body }) => [
      ...Object.values<string>({ ...headers }),
      ...[body.acr_values, body.scope, body.request_access, body.detail].filter(
        (text) => text !== undefined,
      ),
    ])
    expect(texts).not.toContain('')
    expect(new Set(sample.map(({ headers }) => headers['www-authenticate'])).size).toBe(4)
    expect(new Set(sample.map(({ headers }) => headers.vary)).size).toBe(3)
    expect(new Set(sample.map(({ body }) => body.acr_values)).size).toBe(3)
    expect(new Set(sample.map(({ body }) => body.request_access)).size).toBe(3)
    const bodies = (code: string): ReadonlyArray<string> =>
      sample.filter((each) => each.code === code).map(({ body }) => Object.keys(body).sort().join())
    expect([...new Set(bodies('step-up-required'))]).toHaveLength(4)
    expect([...new Set(bodies('permission-denied'))]).toHaveLength(4)
    const missing = sample.map(({ body }) => body.missing_permissions?.length ?? 0)
    expect(Math.max(...missing)).toBe(2)
  })
  test('have a challenge on every 401, and none on the 503', () => {
    for (const { status, headers } of sample) {
      if (status === 401) expect(headers['www-authenticate']).toBeDefined()
      if (status === 503) expect(Object.keys(headers)).toEqual(['content-type', 'cache-control'])
      if (status !== 401) expect(headers['dpop-nonce']).toBeUndefined()
    }
    const others = sample.filter(({ status }) => status === 404)
    expect(others.some(({ headers }) => headers['www-authenticate'] !== undefined)).toBe(true)
    expect(others.some(({ headers }) => headers['www-authenticate'] === undefined)).toBe(true)
  })
})
