/**
 * Routes that `decide` remembers: what it answers does not depend on what it was asked before.
 */
import { Authn, decide, Permission, Policy, type Request } from 'glomar'
import { describe, expect, test } from 'vitest'
import { resourceStates } from '../../src/domain/ResourceState.js'
import { readyFor } from '../../src/engine/met.js'
import { answer } from '../../src/engine/ready.js'

const policy = Policy.of({
  call: { existence: 'known' },
  calls: { list: 'empty' },
  user: { existence: 'known' },
  odd: { concealAs: 'forbidden' },
})

/** The same, and not made here: nothing can be remembered of it. */
const elsewhere = JSON.parse(JSON.stringify(policy)) as Policy.Policy

const emma = Authn.authenticated({ scopes: ['a', 'b'], acr: 'mfa', age: 5 })

const requirements: ReadonlyArray<unknown> = [
  undefined,
  {},
  { scopes: [] },
  { acrValues: [] },
  { scopes: ['a'] },
  { scopes: ['a', 'b'] },
  { scopes: ['b', 'a'] },
  { scopes: ['a', 'c'] },
  { acrValues: ['mfa'] },
  { acrValues: ['phr'] },
  { maxAge: 5 },
  { maxAge: 4 },
  { permission: 'p' },
  { permission: 'q' },
  { scopes: ['a'], maxAge: 5 },
  // what is not understood
  { scopes: undefined },
  { maxAge: undefined },
  { permission: undefined },
  { scope: ['a'] },
  { scopes: 'a' },
  { scopes: { 0: 'a', length: 1 } },
  { maxAge: '5' },
  { maxAge: NaN },
  { permission: 5 },
  [],
  new Map(),
  null,
  'a',
]

const requests: ReadonlyArray<unknown> = [
  ...requirements.flatMap((requires) => ['call', 'user', 'odd', 'unheard of'].map((resource) => ({ method: 'GET', resource, requires }))),
  ...['GET', 'HEAD', 'POST', 'get', 7].flatMap((method) =>
    ['item', 'collection', undefined, null, 'tree'].map((shape) => ({ method, resource: 'calls', shape })),
  ),
  ...['present', 'absent', 'either', undefined, null, 'gone'].map((expects) => ({ method: 'PUT', resource: 'call', expects })),
  { method: 'GET', resource: 'call', require: {} },
  { method: 'GET', resource: 'call', target: '/calls/7', correlationId: 'c-1' },
  { method: 'GET', resource: 'call', correlationId: 7 },
  { method: 'GET', resource: 7 },
  { method: 'GET', resource: 'toString' },
  { method: 'GET', resource: '__proto__' },
  Object.create({ method: 'GET', resource: 'call' }),
  Object.assign(new Map(), { method: 'GET', resource: 'call' }),
  null,
  'GET',
]

const answers = (request: unknown, asked: Policy.Policy, state: 'present' | 'absent'): string =>
  [Authn.anonymous, emma, Authn.authenticated()]
    .flatMap((authn) =>
      [Permission.denied, Permission.granted, Permission.deniedKnown()].map((permission) =>
        JSON.stringify(decide(request as Request, authn, state, permission, asked)),
      ),
    )
    .join('\n')

test('a request is answered alike whether its like was met before or not, and whatever was met before it', () => {
  for (const order of [requests, [...requests].reverse(), requests])
    for (const request of order)
      for (const state of ['present', 'absent'] as const)
        if (answers(request, policy, state) !== answers(request, elsewhere, state)) expect.unreachable(JSON.stringify(request))
})

test('what is edited after it was met is another request', () => {
  const requires = { scopes: ['a'] }
  const request = { method: 'GET', resource: 'call', requires } as const
  expect(decide(request, emma, 'present', Permission.granted, policy)._tag).toBe('Ok')
  requires.scopes[0] = 'z'
  expect(decide(request, emma, 'present', Permission.granted, policy)._tag).toBe('Forbidden')
  requires.scopes[0] = 'b'
  expect(decide(request, emma, 'present', Permission.granted, policy)._tag).toBe('Ok')
})

test('a requirement counts that is not enumerable, whether its like was met before or not', () => {
  const hidden = Object.defineProperty({}, 'scopes', { value: ['z'] })
  const policy = Policy.of({ call: {} })
  const ask = (requires: object): string =>
    decide({ method: 'GET', resource: 'call', requires }, emma, 'present', Permission.granted, policy)._tag
  expect([ask(hidden), ask({ scopes: ['z'] }), ask(hidden)]).toEqual(['Forbidden', 'Forbidden', 'Forbidden'])
})

test('so does one that the request does not show', () => {
  const policy = Policy.of({ call: {} })
  const hidden = Object.defineProperty({ method: 'GET', resource: 'call' }, 'requires', { value: { scopes: ['z'] } })
  const ask = (): string => decide(hidden as never, emma, 'present', Permission.granted, policy)._tag
  expect([ask(), ask()]).toEqual(['Forbidden', 'Forbidden'])
})

test('a type that reads otherwise the second time is not answered as another', () => {
  const open = Policy.of({ secret: {}, open: { existence: 'public' } })
  for (let i = 0; i < 4; i++) {
    let reads = 0
    const turning = {
      method: 'GET',
      requires: { permission: String(i) },
      get resource() {
        return reads++ < i ? 'secret' : 'open'
      },
    }
    decide(turning as never, emma, 'absent', Permission.denied, open)
    const answers = (['secret', 'open'] as const).map(
      (resource) =>
        decide({ method: 'GET', resource, requires: { permission: String(i) } }, emma, 'absent', Permission.denied, open) as {
          readonly body: { readonly type: string }
        },
    )
    expect(answers.map(({ body }) => body.type)).toEqual(['about:blank', '/problems/not-found'])
  }
})

test('no more is remembered than a service has routes', () => {
  const many = (n: number): unknown =>
    decide({ method: 'GET', resource: 'call', requires: { scopes: ['a', `s${String(n)}`] } }, emma, 'present', Permission.granted, policy)
  for (let round = 0; round < 2; round++)
    for (let n = 0; n < 200; n++) expect(many(n)).toMatchObject({ status: 403, body: { scope: `a s${String(n)}` } })
})

describe('a route is made ready once', () => {
  const requires = [
    undefined,
    { scopes: ['a'] },
    { scopes: ['a', 'b'] },
    { acrValues: ['mfa'] },
    { acrValues: ['mfa', 'phr'] },
    { maxAge: 5 },
    { permission: 'p' },
    { scopes: ['a'], acrValues: ['mfa'], maxAge: 5, permission: 'p' },
  ]
  const routes = (): ReadonlyArray<Record<string, unknown>> =>
    JSON.parse(
      JSON.stringify([
        ...requires.map((requires) => ({ method: 'GET', resource: 'call', requires })),
        { method: 'PUT', resource: 'call', expects: 'absent' },
        { method: 'PUT', resource: 'call', expects: 'either' },
        { method: 'GET', resource: 'calls', shape: 'collection' },
        { method: 'POST', resource: 'calls', shape: 'collection' },
        { method: 'GET', resource: 'odd', shape: 'item' },
        { method: 'GET', resource: 'unheard of' },
      ]),
    ) as ReadonlyArray<Record<string, unknown>>

  const fresh = (): Policy.Policy => Policy.of({ call: { existence: 'known' }, calls: { list: 'empty' }, odd: { concealAs: 'forbidden' } })

  test('however often it is asked about, and whatever else is in between', () => {
    const policy = fresh()
    const ready = routes().map((route) => readyFor(route, policy))
    expect(new Set(ready).size).toBe(ready.length)
    for (let round = 0; round < 3; round++) expect(routes().map((route) => readyFor(route, policy))).toEqual(ready)
    for (const [i, route] of routes().entries()) {
      expect(readyFor(route, policy)).toBe(ready[i])
      expect(readyFor({ ...route, target: '/x', correlationId: 'c' }, policy)).toBe(ready[i])
    }
  })

  test('with the same verdicts', () => {
    const ask = (): unknown => decide({ method: 'GET', resource: 'call' }, emma, 'absent', Permission.denied, policy)
    expect(ask()).toBe(ask())
    expect(decide({ method: 'HEAD', resource: 'user' }, emma, 'gone', Permission.denied, policy)).toBe(ask())
  })

  test('for all types that are disclosed alike, and for all methods, where they do not count', () => {
    const { call, user } = { call: { existence: 'known' }, user: { existence: 'known' } } as const
    const policy = Policy.of({ call, user, calls: { list: 'empty' } })
    expect(readyFor({ method: 'GET', resource: 'call' }, policy)).toBe(readyFor({ method: 'DELETE', resource: 'user' }, policy))
    expect(readyFor({ method: 'GET', resource: 'call' }, policy)).not.toBe(readyFor({ method: 'GET', resource: 'calls' }, policy))
    const listing = { method: 'GET', resource: 'calls', shape: 'collection' }
    expect(readyFor(listing, policy)).toBe(readyFor({ ...listing, method: 'HEAD' }, policy))
    expect(readyFor({ method: 'GET', resource: 'call', expects: 'present' }, policy)).toBe(
      readyFor({ method: 'GET', resource: 'call', shape: 'item', requires: {} }, policy),
    )
  })

  test('of a policy that was made here, and of no other', () => {
    const [one, other] = [fresh(), fresh()]
    for (const route of routes()) {
      expect(readyFor(route, one)).not.toBe(readyFor(route, other))
      expect(readyFor(route, elsewhere)).not.toBe(readyFor(route, elsewhere))
    }
  })

  test('if it is understood', () => {
    const policy = fresh()
    const odd: ReadonlyArray<object> = [
      { method: 'GET', resource: 'call', require: {} },
      { method: 'GET', resource: 'call', shape: 'tree' },
      { method: 'GET', resource: 'call', requires: { scopes: undefined } },
      { method: 7, resource: 'call' },
      { method: 'GET', resource: 7 },
      Object.create({ method: 'GET', resource: 'call' }),
    ]
    for (const request of odd) expect(readyFor(request, policy)).not.toBe(readyFor(request, policy))
  })

  test('up to 64 that are disclosed alike', () => {
    const policy = Policy.of({ call: { existence: 'known' }, odd: { existence: 'known' }, other: {} })
    const nth = (n: number): unknown => ({ method: 'GET', resource: n % 2 === 0 ? 'call' : 'odd', requires: { maxAge: n } })
    const first = Array.from({ length: 64 }, (_, n) => readyFor(nth(n), policy))
    for (let n = 64; n < 70; n++) expect(readyFor(nth(n), policy)).not.toBe(readyFor(nth(n), policy))
    for (const [n, ready] of first.entries()) expect(readyFor(nth(n), policy)).toBe(ready)
    const other = { method: 'GET', resource: 'other', requires: { maxAge: 99 } }
    expect(readyFor(other, policy)).toBe(readyFor({ ...other }, policy))
  })
})

describe('what does not count is not looked at', () => {
  const untouchable = new Proxy({}, { get: () => expect.unreachable() }) as never
  const guarded = { method: 'GET', resource: 'call', requires: { scopes: ['c'], acrValues: ['mfa'] } } as const
  const policy = Policy.of({ call: {} })

  test.each([
    ['no credentials', Authn.anonymous],
    ['rejected', Authn.rejected('expired')],
    ['weak', Authn.authenticated({ scopes: ['c'] })],
    ['underscoped', emma],
  ])('the permission, of callers whom the route turns away: %s', (_, authn) => {
    const refused = decide(guarded, authn, 'present', Permission.denied, policy)
    expect(refused).toHaveProperty('status')
    expect(decide(guarded, authn, 'present', untouchable, policy)).toBe(refused)
  })

  // that reading the state takes no longer in one than in another cannot be seen from outside, but by the clock (`npm run test:timing`)
  test('the state makes no difference to strangers: it is one and the same answer', () => {
    const ready = readyFor({ method: 'GET', resource: 'call' }, policy)
    // nor whether there is a thing to have a remedy for
    const permissions = [Permission.denied, Permission.deniedWith({ missing: ['x'], ask: '/y' }), Permission.deniedUntil({ maxAge: 5 })]
    const told = permissions.flatMap((permission) => resourceStates.map((state) => answer(ready, emma, state, permission, undefined)))
    expect(new Set(told).size).toBe(1)
  })
})

test.each([
  ['requires', { scopes: ['z'] }, 'Forbidden'],
  ['expects', 'absent', 'Conflict'],
] as const)('what all objects were given as %s is not taken for what the route says', (member, value, otherwise) => {
  const policy = Policy.of({ call: {} })
  const get = { method: 'GET', resource: 'call' } as const
  const ask = (request: Request<'call'>): string => decide(request, emma, 'present', Permission.granted, policy)._tag
  expect([ask(get), ask({ ...get, [member]: value })]).toEqual(['Ok', otherwise])
  const everybody = Object.prototype as unknown as Record<string, unknown>
  try {
    everybody[member] = value
    expect(ask(get)).toBe('Ok')
  } finally {
    Reflect.deleteProperty(everybody, member)
  }
})
