/**
 * Routes that `decide` remembers: what it answers does not depend on what it was asked before.
 */
import { Authn, decide, Permission, Policy, type Request } from 'glomar'
import { expect, test } from 'vitest'

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

const answer = (request: unknown, asked: Policy.Policy, state: 'present' | 'absent'): string =>
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
        if (answer(request, policy, state) !== answer(request, elsewhere, state)) expect.unreachable(JSON.stringify(request))
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
