/**
 * The decision from outside: what the arguments mean, and what untyped callers may do to them. Bytes are in `../wire`.
 */
import { Authn, decide, Permission, Policy, prepare, screen } from 'glomar'
import { describe, expect, test } from 'vitest'

const policy = Policy.of({ call: { existence: 'known' }, calls: { list: 'empty' } })
const emma = Authn.authenticated()

test('HEAD is decided as GET (RFC 9110 §9.3.2), and methods are case-sensitive (§9.1)', () => {
  const list = (method: string): unknown =>
    decide({ method, resource: 'calls', shape: 'collection' }, emma, 'present', Permission.denied, policy)._tag
  expect(['GET', 'HEAD', 'get', 'POST'].map(list)).toEqual(['Empty', 'Empty', 'NotFound', 'NotFound'])
})

test('a prepared route is not changed by a later edit of its description', () => {
  const scopes = ['calls:read']
  const route = { method: 'GET', resource: 'call', requires: { scopes } } as const
  const answer = prepare(route, policy)
  scopes.pop()
  expect(answer(emma, 'present', Permission.granted)._tag).toBe('Forbidden')
})

test('a prepared route takes what was sent, and does without', () => {
  const answer = prepare({ method: 'GET', resource: 'call' }, policy)
  const refusal = answer(emma, 'present', Permission.denied, { correlationId: 'c-1' })
  expect('body' in refusal && refusal.body.correlation_id).toBe('c-1')
  expect(answer(emma, 'present', Permission.granted)._tag).toBe('Ok')
  expect(answer(emma, 'present', Permission.granted, 'c-1' as never)._tag).toBe('Forbidden')
})

test('a requirement that is not understood is not ignored', () => {
  for (const requires of [{ scope: ['calls:read'] }, { scopes: 'calls:read' }, { maxAge: '60' }, null]) {
    expect(decide({ method: 'GET', resource: 'call', requires } as never, emma, 'present', Permission.granted, policy)._tag).toBe(
      'NotFound',
    )
  }
})

test.each([
  [{ acrValues: ['mfa', 'hwk'] }, { acr: 'hwk' }, 'Ok'],
  [{ acrValues: ['mfa', 'hwk'] }, { acr: 'pwd' }, 'Unauthenticated'],
  [{ acrValues: ['mfa'] }, {}, 'Unauthenticated'],
  [{ maxAge: 60 }, { age: 60 }, 'Ok'],
  [{ maxAge: 60 }, { age: 60.5 }, 'Unauthenticated'],
  [{ maxAge: 60 }, {}, 'Unauthenticated'],
  [{ maxAge: 0 }, { age: 0 }, 'Ok'],
  [{ scopes: ['a', 'b'] }, { scopes: ['b', 'c', 'a'] }, 'Ok'],
  [{ scopes: ['a', 'b'] }, { scopes: ['a'] }, 'Forbidden'],
  [{ scopes: [] }, {}, 'Ok'],
  [{ permission: 'calls.get' }, {}, 'Ok'],
] as const)('of %j, %j meets: %s', (requires, known, tag) => {
  expect(
    decide({ method: 'GET', resource: 'call', requires }, Authn.authenticated(known), 'present', Permission.granted, policy)._tag,
  ).toBe(tag)
})

test.each([{ scopes: ['a'] }, { acrValues: ['mfa'] }, { maxAge: 60 }, { permission: 'calls.get' }])(
  'an anonymous caller on a route that requires %j counts as denied',
  (requires) => {
    expect(decide({ method: 'GET', resource: 'call', requires }, Authn.anonymous, 'present', Permission.granted, policy)._tag).toBe(
      'Unauthenticated',
    )
  },
)

test.each([{}, { scopes: [] }, { acrValues: [] }])('and on one that requires %j does not', (requires) => {
  expect(decide({ method: 'GET', resource: 'call', requires }, Authn.anonymous, 'present', Permission.granted, policy)._tag).toBe('Ok')
})

describe('screen', () => {
  const route = { method: 'GET', resource: 'call', correlationId: 'c-1', requires: { scopes: ['a'], acrValues: ['mfa'] } } as const

  test.each([
    ['rejected credentials', Authn.rejected('expired'), 'Unauthenticated'],
    ['what is no authentication result', {} as never, 'Unauthenticated'],
    ['a weak authentication', Authn.authenticated({ scopes: ['a'] }), 'Unauthenticated'],
    ['a missing scope', Authn.authenticated({ acr: 'mfa' }), 'Forbidden'],
  ])('refuses %s as `decide` does, without facts', (_who, authn, tag) => {
    const refusal = screen(route, authn, policy)
    expect(refusal).toMatchObject({ _tag: tag, body: { correlation_id: 'c-1' } })
    expect(refusal).toStrictEqual(decide(route, authn, 'present', Permission.granted, policy))
  })

  test.each([
    ['an anonymous caller', Authn.anonymous],
    ['one who brings what the route requires', Authn.authenticated({ scopes: ['a'], acr: 'mfa' })],
  ])('leaves %s to the facts', (_who, authn) => {
    expect(screen(route, authn, policy)).toBeUndefined()
  })
})

test('the answers that are leave, or show nothing, are constants of one member', () => {
  const create = { method: 'PUT', resource: 'call', expects: 'absent' } as const
  const list = { method: 'GET', resource: 'calls', shape: 'collection' } as const
  const answers = [
    decide(create, emma, 'absent', Permission.granted, policy),
    decide(create, emma, 'present', Permission.granted, policy),
    decide(list, emma, 'present', Permission.denied, policy),
  ]
  expect(answers).toStrictEqual([{ _tag: 'Ok' }, { _tag: 'Conflict' }, { _tag: 'Empty' }])
  expect(answers.every(Object.isFrozen)).toBe(true)
})

/** A copy in which the member at the path is read as it is for so many times, and then otherwise. */
const turning = (value: unknown, path: ReadonlyArray<string>, reads: number, then: () => unknown): unknown => {
  const copy = structuredClone(value) as Record<string, never>
  const [last = '', ...above] = [...path].reverse()
  const parent = above.reverse().reduce((at, key) => at[key] ?? at, copy)
  const honest: unknown = parent[last]
  let left = reads
  return Object.defineProperty(parent, last, { enumerable: true, get: () => (left-- > 0 ? honest : then()) }) && copy
}

const paths = (value: unknown, above: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, member]) => [[...above, key], ...paths(member, [...above, key])])

test('what changes between two reads, or throws at the second, makes nothing throw, nothing granted that is not, and no odd header', () => {
  const facts: ReadonlyArray<unknown> = [
    { method: 'GET', resource: 'call', target: '/calls/7', requires: { scopes: ['a'], permission: 'p' } },
    { _tag: 'Authenticated', scopes: ['a'], acr: 'mfa', age: 1, scheme: 'Bearer' },
    'present',
    { _tag: 'Denied', mayKnow: true, remedy: { _tag: 'Ask', missing: ['x'], ask: '/y' } },
    JSON.parse(
      JSON.stringify(Policy.of({ call: { existence: 'known', tell: 'remedy' } }, { vary: ['Cookie'], algs: ['ES256'], ask: '/a' })),
    ),
  ]
  const odd = [
    () => 'x\r\ny: z',
    () => null,
    () => ['x\r\ny: z'],
    () => Symbol('s'),
    () => ({}),
    (): never => {
      throw new Error('read')
    },
  ]
  let tried = 0
  for (const [i, fact] of facts.entries()) {
    for (const path of paths(fact)) {
      for (const reads of [0, 1, 2, 3]) {
        for (const then of odd) {
          const changed = facts.map((f, j) => (i === j ? turning(fact, path, reads, then) : f))
          const verdict = (decide as (...facts: ReadonlyArray<unknown>) => ReturnType<typeof decide>)(...changed)
          if (verdict._tag === 'Ok' || verdict._tag === 'Empty' || verdict._tag === 'Conflict')
            expect.unreachable(`${path.join('.')} after ${String(reads)}`)
          else
            for (const value of Object.values(verdict.headers))
              if (!/^[\x20-\x7e]+$/.test(value as string)) expect.unreachable(value as string)
          tried += 1
        }
      }
    }
  }
  expect(tried).toBeGreaterThan(500)
})

test('a policy that is edited after it was prepared changes no answer', () => {
  const mutable = JSON.parse(JSON.stringify(policy)) as {
    types: { call: { existence: string } }
    service: { vary: Array<string>; schemes: Array<string> }
  }
  const answer = prepare({ method: 'GET', resource: 'call' }, mutable as unknown as Policy.Policy)
  const before = answer(emma, 'present', Permission.denied)
  mutable.types.call.existence = 'public'
  mutable.service.vary.push('x\r\ny: z')
  mutable.service.schemes.push('Basic')
  expect(answer(emma, 'present', Permission.denied)).toStrictEqual(before)
})

test('what stands on a prototype is nobody’s word', () => {
  const ok = { method: 'GET', resource: 'call' } as const
  const inherited = [
    { ...ok, requires: Object.create(Object.assign(Object.create(null) as object, { scopes: ['admin'] })) as object },
    Object.create(ok) as object,
    new (class {
      method = 'GET'
      resource = 'call'
      get requires(): object {
        return { scopes: ['admin'] }
      }
    })(),
  ]
  for (const request of inherited) expect(decide(request as never, emma, 'present', Permission.granted, policy)._tag).not.toBe('Ok')

  const polluted = {
    vary: ['x\r\ny: z'],
    schemes: [5],
    ask: 5,
    scheme: 5,
    rejection: null,
    _tag: 'Granted',
    mayKnow: true,
    scopes: ['a'],
    requires: {},
    nonce: 5,
  }
  const prototype = Object.prototype as unknown as Record<string, unknown>
  try {
    for (const [name, value] of Object.entries(polluted)) prototype[name] = value
    const made = Policy.of({ call: { blindAsk: 'on' } })
    expect(decide({ ...ok, target: '/a' }, emma, 'present', {} as never, made)).toMatchObject({
      status: 404,
      headers: { 'www-authenticate': 'Bearer realm="api"' },
    })
    expect(decide(ok, Authn.rejected('expired'), 'present', Permission.granted, made)).toMatchObject({ status: 401 })
    expect(Object.keys((decide(ok, Authn.anonymous, 'present', Permission.denied, made) as { headers: object }).headers)).toEqual([
      'content-type',
      'cache-control',
      'www-authenticate',
    ])
  } finally {
    for (const name of Object.keys(polluted)) Reflect.deleteProperty(prototype, name)
  }
})

test('many scopes against many are held against each other in no quadratic time, and a list without end is no list', () => {
  const many = Array.from({ length: 50_000 }, (_, i) => `scope:${String(i)}`)
  const request = { method: 'GET', resource: 'call', requires: { scopes: many } } as const
  expect(decide(request, Authn.authenticated({ scopes: [...many].reverse() }), 'present', Permission.granted, policy)._tag).toBe('Ok')
  const endless = new Proxy<Array<string>>([], { get: (_target, key) => (key === 'length' ? Infinity : 'x') })
  expect(
    decide({ method: 'GET', resource: 'call' }, Authn.authenticated({ scopes: endless }), 'present', Permission.granted, policy)._tag,
  ).toBe('Unauthenticated')
})

describe('a prepared route keeps', () => {
  const service = { schemes: ['Bearer', 'DPoP'], algs: ['ES256'], ask: '/ask?for={target}' }
  const open = Policy.of(
    { open: { existence: 'public', tell: 'remedy' }, closed: {}, uniform: { concealAs: 'forbidden' }, asked: { blindAsk: 'on' } },
    service,
  )
  const guarded = { method: 'GET', resource: 'closed', requires: { scopes: ['calls:read'], acrValues: ['mfa'] } } as const
  const weak = Authn.authenticated({ scopes: ['calls:read'] })
  const [ofOpen, ofClosed, ofUniform, ofAsked, ofGuarded] = [
    prepare({ method: 'GET', resource: 'open' }, open),
    prepare({ method: 'GET', resource: 'closed' }, open),
    prepare({ method: 'GET', resource: 'uniform' }, open),
    prepare({ method: 'GET', resource: 'asked' }, open),
    prepare(guarded, open),
  ]

  test.each<[string, () => unknown]>([
    ['a challenge', () => ofClosed(Authn.anonymous, 'present', Permission.denied)],
    ['a concealing 404', () => ofClosed(emma, 'present', Permission.denied)],
    ['a concealing 404, whatever the target', () => ofClosed(emma, 'present', Permission.denied, { target: '/a' })],
    ['a concealing 404 under a blind ask without a target', () => ofAsked(emma, 'present', Permission.denied)],
    ['a concealing 403', () => ofUniform(emma, 'present', Permission.denied)],
    ['a definitive 404', () => ofOpen(emma, 'absent', Permission.denied)],
    ['an honest 403 without a remedy', () => ofOpen(emma, 'present', Permission.denied)],
    ['a step-up', () => ofGuarded(weak, 'present', Permission.granted)],
    ['a step-up of a scheme that is offered', () => ofGuarded(Authn.authenticated({ scheme: 'DPoP' }), 'present', Permission.granted)],
    ['a 403 for a scope', () => ofGuarded(Authn.authenticated({ acr: 'mfa' }), 'present', Permission.granted)],
    ['a 401 for a reason', () => ofClosed(Authn.rejected('expired'), 'present', Permission.granted)],
    ['a 401 for a reason and a scheme that is offered', () => ofClosed(Authn.rejected('expired', 'DPoP'), 'present', Permission.granted)],
    ['what a scheme makes that is not offered', () => ofClosed(Authn.rejected('expired', 'mine'), 'present', Permission.denied)],
    ['a step-up of a scheme that is not offered', () => ofGuarded(Authn.authenticated({ scheme: 'mine' }), 'present', Permission.denied)],
  ])('%s', (_name, ask) => {
    expect(ask()).toBe(ask())
  })

  test.each<[string, () => unknown]>([
    ['what repeats a correlation id', () => ofClosed(emma, 'present', Permission.denied, { correlationId: 'c-1' })],
    ['a link made from the target', () => ofAsked(emma, 'present', Permission.denied, { target: '/a' })],
    ['a nonce', () => ofClosed(Authn.nonceWanted('n-1'), 'present', Permission.denied)],
    ['a remedy', () => ofOpen(emma, 'present', Permission.deniedKnown({ missing: ['a'] }))],
    ['the terms of a step-up', () => ofOpen(emma, 'present', Permission.deniedUntil({ acrValues: ['a'] }))],
  ])('not %s', (_name, ask) => {
    expect(ask()).not.toBe(ask())
    expect(ask()).toStrictEqual(ask())
  })

  test('nothing that one answer has and the next has not', () => {
    const bodies = (...verdicts: ReadonlyArray<object>): ReadonlyArray<string> => verdicts.map((verdict) => JSON.stringify(verdict))
    const apart = (...verdicts: ReadonlyArray<object>): void => {
      expect(new Set(bodies(...verdicts)).size).toBe(verdicts.length)
    }
    apart(
      ofAsked(emma, 'present', Permission.denied, { target: '/a' }),
      ofAsked(emma, 'present', Permission.denied, { target: '/b' }),
      ofAsked(emma, 'present', Permission.denied),
    )
    apart(ofClosed(emma, 'present', Permission.denied, { correlationId: 'c-1' }), ofClosed(emma, 'present', Permission.denied))
    apart(
      ofClosed(Authn.rejected('expired'), 'present', Permission.denied),
      ofClosed(Authn.rejected('expired', 'DPoP'), 'present', Permission.denied),
      ofClosed(Authn.rejected('invalid-dpop-proof', 'DPoP'), 'present', Permission.denied),
      ofClosed(Authn.rejected('expired', ''), 'present', Permission.denied),
      ofClosed(Authn.nonceWanted('n-1'), 'present', Permission.denied),
      ofClosed(Authn.nonceWanted('n-2'), 'present', Permission.denied),
    )
    apart(
      ofGuarded(weak, 'present', Permission.granted),
      ofGuarded(Authn.authenticated({ scheme: 'DPoP' }), 'present', Permission.granted),
      ofGuarded(Authn.authenticated({ acr: 'mfa' }), 'present', Permission.granted),
      ofGuarded(Authn.authenticated({ acr: 'mfa', scheme: 'DPoP' }), 'present', Permission.granted),
    )
    apart(
      ofOpen(emma, 'present', Permission.denied),
      ofOpen(emma, 'present', Permission.deniedKnown({ missing: ['a'] })),
      ofOpen(emma, 'present', Permission.deniedKnown({ missing: ['b'] })),
      ofOpen(emma, 'present', Permission.deniedUntil({ acrValues: ['a'] })),
      ofOpen(emma, 'present', Permission.deniedUntil({ acrValues: ['b'] })),
    )
  })
})
