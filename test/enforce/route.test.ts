/**
 * A route that is a function of the request: for scopes and names that stand in the path or the body.
 */
import { runInNewContext } from 'node:vm'
import {
  Authn,
  decideBeforeLookup,
  Disclosure,
  Permission,
  Policy,
  Route,
  unavailable,
} from 'glomar'
import { enforce, type AuditRecord } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'
import { routesOf } from '../../src/enforce/routes.js'
import { lazyQuery, rejections } from '../promises.js'
import { unhandledRejections } from '../unhandled.js'

const unhandled = unhandledRejections()

const turns = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setTimeout(resolve, 1))
}

interface Asking {
  readonly name: string
  readonly method?: string
}

interface Who {
  readonly authn: Authn.Authn
}

const policy = Policy.of({ repository: {}, team: {} }, { realm: 'registry' })

const pulls = ({ name }: Asking) =>
  ({
    method: 'GET',
    resource: 'repository',
    requires: { scopes: [`repository:${name}:pull`] },
  }) as const

const mayPull = (name: string): Authn.Authn =>
  Authn.authenticated({ scopes: [`repository:${name}:pull`] })

/** A registry. Every effect is written down, and the records are kept. */
const registry = (change: object = {}) => {
  const done: Array<string> = []
  const records: Array<AuditRecord<Asking, Who>> = []
  const effect =
    <A>(name: string, value: A) =>
    (): A => {
      done.push(name)
      return value
    }
  const team = {
    resource: 'team',
    lookUp: effect('team', {}),
    authorize: () => Permission.grant(),
  } as const
  const route = enforce({
    route: pulls,
    policy,
    authenticate: effect('authenticate', { authn: mayPull('emmas-notes') }),
    evaluate: effect('evaluate', true),
    lookUp: effect('lookUp', {}),
    authorize: () => Permission.grant(),
    ancestors: [team],
    references: [{ ...team, ancestors: [team] }],
    audit: (record) => {
      done.push('audit')
      records.push(record)
    },
    handle: effect('handle', 'handled'),
    ...change,
  })
  return { route, done, records }
}

const looks = ['evaluate', 'lookUp', 'team', 'team', 'team']

describe('a route that is a function', () => {
  test('is asked for the route of each request', async () => {
    const { route, records } = registry()
    expect(await route({ name: 'emmas-notes' })).toEqual({ _tag: 'Ok', value: 'handled' })
    const lacking = await route({ name: 'johns-notes' })
    expect(lacking).toMatchObject({
      code: 'insufficient-scope',
    })
    expect('headers' in lacking && lacking.headers['www-authenticate']).toContain(
      'scope="repository:johns-notes:pull"',
    )
    expect(records.map(({ _tag }) => _tag)).toEqual(['Decided', 'DecidedBeforeLookup'])
  })

  test('is handed the request and nothing else, once for each request, before all effects', async () => {
    const asked: Array<ReadonlyArray<unknown>> = []
    const { route, done } = registry({
      route: (...given: ReadonlyArray<unknown>) => {
        expect(done).toEqual([])
        asked.push(given)
        return pulls(given[0] as Asking)
      },
    })
    const request = { name: 'emmas-notes' }
    await route(request)
    expect(asked).toEqual([[request]])
    expect(asked[0]?.[0]).toBe(request)
  })

  test('may give routes of several methods, resource types and expectations', async () => {
    const { route } = registry({
      route: ({ method = 'GET' }: Asking) =>
        method === 'PUT'
          ? { method, resource: 'team', expects: 'absent' }
          : { method, resource: 'repository' },
    })
    expect(await route({ name: 'x' })).toMatchObject({ _tag: 'Ok' })
    expect(await route({ name: 'x', method: 'PUT' })).toEqual({ _tag: 'Conflict' })
  })

  test('hands the handler a row where the route of the request expects one', async () => {
    const { route } = registry({
      route: ({ method = 'GET' }: Asking) => ({
        method,
        resource: 'repository',
        expects: method === 'PUT' ? 'either' : 'present',
      }),
      lookUp: ({ name }: Asking) => (name === 'free' ? null : { name }),
      whenAbsent: () => Permission.grant(),
      handle: (row: unknown) => row,
    })
    expect(await route({ name: 'x' })).toEqual({ _tag: 'Ok', value: { name: 'x' } })
    expect(await route({ name: 'free', method: 'PUT' })).toEqual({ _tag: 'Ok', value: undefined })
    expect(await route({ name: 'free' })).toMatchObject({ code: 'does-not-exist' })
  })

  test('may give routes that were made', async () => {
    const made = Route.of({ method: 'GET', resource: 'repository' })
    expect(await registry({ route: () => made }).route({ name: 'x' })).toMatchObject({ _tag: 'Ok' })
  })

  test('gives words that are copied: what is changed afterwards changes nothing', async () => {
    const scopes = ['repository:emmas-notes:push']
    const words = { method: 'GET', resource: 'repository', requires: { scopes } }
    const { route } = registry({
      route: () => words,
      authenticate: () => {
        scopes.length = 0
        Object.assign(words, { requires: undefined })
        return { authn: mayPull('emmas-notes') }
      },
    })
    expect(await route({ name: 'emmas-notes' })).toMatchObject({ code: 'insufficient-scope' })
  })

  test('names the resource type of the route in the record of a 503', async () => {
    const { route, records } = registry({
      lookUp: () => {
        throw new Error('down')
      },
    })
    await route({ name: 'emmas-notes' })
    expect(records).toMatchObject([{ _tag: 'Failed', resource: 'repository' }])
  })

  test('names the resource type also where the client has gone', async () => {
    const { route, records, done } = registry()
    expect(await route({ name: 'x' }, AbortSignal.abort('gone'))).toBe(unavailable)
    expect(records).toMatchObject([{ _tag: 'Failed', resource: 'repository' }])
    expect(done).toEqual(['audit'])
  })
})

describe('a route that is a function, and fails', () => {
  const never = (): never => {
    throw new Error('the route failed')
  }
  const revoked = (): unknown => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  }
  const words = pulls({ name: 'x' })

  const bad: Readonly<Record<string, () => unknown>> = {
    'an error that is thrown': never,
    'a value that is thrown': () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- that it is none is the point
      throw undefined
    },
    'a rejection that is thrown': () => {
      // eslint-disable-next-line @typescript-eslint/only-throw-error -- the point
      throw Promise.reject(new Error('thrown'))
    },
    'an error of another realm that is thrown': () =>
      runInNewContext('throw new Error("elsewhere")') as unknown,
    undefined: () => undefined,
    null: () => null,
    text: () => 'GET /x',
    'a number': () => 5,
    'a list': () => [words],
    'a function': () => pulls,
    'an object of no route': () => ({}),
    'a route without a method': () => ({ resource: 'repository' }),
    'a misspelt member': () => ({ ...words, require: {} }),
    'a scope with a space': () => pulls({ name: 'a b' }),
    'an empty list of scopes': () => ({ ...words, requires: { scopes: [] } }),
    'a requirement that is undefined': () => ({ ...words, requires: { scopes: undefined } }),
    'a route whose member is a promise': () => ({
      ...words,
      requires: Promise.reject(new Error('late')),
    }),
    'a route whose scopes are a promise': () => ({
      ...words,
      requires: { scopes: Promise.reject(new Error('late')) },
    }),
    'a route of which one scope is a promise': () => ({
      ...words,
      requires: { scopes: { anyOf: [[Promise.reject(new Error('late'))]] } },
    }),
    'a route that holds itself': () => {
      const own: Record<string, unknown> = { ...words, late: Promise.reject(new Error('late')) }
      own['requires'] = own
      return own
    },
    'a spread copy of a made route': () => ({ ...Route.of(words) }),
    'an heir of a made route': () => Object.create(Route.of(words)) as unknown,
    'a proxy of a made route': () => new Proxy(Route.of(words), {}),
    'a proxy that throws': () =>
      new Proxy({}, { get: never, ownKeys: never, getPrototypeOf: never }),
    'a revoked proxy': revoked,
    'an object whose method throws': () => ({
      get method(): never {
        return never()
      },
      resource: 'repository',
    }),
    'an object whose `then` throws': () => ({
      get then(): never {
        return never()
      },
    }),
    'an async function': async () => {
      await Promise.resolve()
      return words
    },
    'a promise of another realm': () => runInNewContext('Promise.resolve({})') as unknown,
    ...rejections,
  }

  test.each(Object.entries(bad))(
    '%s is a 503 before any effect, and the audit says why',
    async (_, give) => {
      const { route, done, records } = registry({ route: give })
      expect(await route({ name: 'emmas-notes' })).toBe(unavailable)
      expect(done).toEqual(['audit'])
      expect(records).toStrictEqual([
        {
          _tag: 'Failed',
          request: { name: 'emmas-notes' },
          faults: [
            expect.objectContaining({ path: 'route', message: expect.any(String) as string }),
          ],
        },
      ])
      await turns()
      expect(unhandled).toEqual([])
    },
  )

  test('has what it threw in the audit', async () => {
    const cause = new Error('no such tool')
    const { route, records } = registry({
      route: () => {
        throw cause
      },
    })
    await route({ name: 'x' })
    expect(records[0]?.faults).toEqual([
      { path: 'route', message: 'it threw, and so there is no route', cause },
    ])
    expect(records[0]?.faults[0]?.cause).toBe(cause)
  })

  test.each<[string, unknown, string]>([
    ['a promise', Promise.resolve(words), 'expected a route, got a promise (it is given at once)'],
    [
      'a scope that has a space',
      pulls({ name: 'a b' }),
      'requires.scopes[0]: expected text without spaces, quotes and backslashes, got "repository:a b:pull"',
    ],
    ['undefined', undefined, 'expected a plain object, got undefined'],
    [
      'a copy',
      { ...Route.of(words) },
      'expected a route, got a copy of one (pass the original, or decode JSON with `glomar/codec`)',
    ],
  ])('says of %s what was expected, and what came', async (_, given, message) => {
    const { route, records } = registry({ route: () => given })
    await route({ name: 'x' })
    expect(records).toMatchObject([{ faults: [{ path: 'route', message }] }])
  })

  test('starts no query that starts when it is waited for', async () => {
    const query = lazyQuery()
    expect(await registry({ route: () => query }).route({ name: 'x' })).toBe(unavailable)
    expect(query.started()).toBe(false)
  })

  test('is a 503 in the words of the service', async () => {
    const { route } = registry({
      route: never,
      renderer: ({ code }: { readonly code: string }, { name }: Asking) => ({
        body: `${code} ${name}`,
      }),
    })
    expect(await route({ name: 'x' })).toMatchObject({ status: 503, body: 'unavailable x' })
  })

  test('is a 503 to callers of every kind, and no token is looked at', async () => {
    for (const authn of [Authn.anonymous, Authn.rejected('expired'), mayPull('x')]) {
      const { route, done } = registry({ route: never, authenticate: () => ({ authn }) })
      expect(await route({ name: 'x' })).toBe(unavailable)
      expect(done).toEqual(['audit'])
    }
  })

  test('spoils no later request', async () => {
    const { route } = registry({
      route: (asking: Asking) => (asking.name === 'bad' ? never() : pulls(asking)),
    })
    expect(await route({ name: 'bad' })).toBe(unavailable)
    expect(await route({ name: 'emmas-notes' })).toMatchObject({ _tag: 'Ok' })
  })
})

describe('distinct routes', () => {
  /** The route of each request, where the requests are what the function gives. */
  const routesFor = (given: ReadonlyArray<object>): ReadonlyArray<unknown> => {
    const routeOf = routesOf((u) => u)
    return given.map((u) => {
      const route = routeOf(u)
      return route._tag === 'Success' ? route.value : expect.unreachable()
    })
  }

  const distinct = (given: ReadonlyArray<object>): number => new Set(routesFor(given)).size

  const named = (name: string): object => pulls({ name })

  test('are made once each, and remembered', () => {
    expect(distinct([named('a'), named('b'), named('a'), named('b'), named('a')])).toBe(2)
    expect(distinct([{ ...named('a'), expects: 'present', shape: undefined }, named('a')])).toBe(1)
  })

  test('that were made by `Route.of` are taken as they are', () => {
    const made = Route.of(pulls({ name: 'a' }))
    expect(routesFor([named('a'), made, named('a')])[1]).toBe(made)
  })

  test('are forgotten where there were a hundred others since', () => {
    const others = (n: number) => Array.from({ length: n }, (_, i) => named(`other-${String(i)}`))
    const isKept = (...between: ReadonlyArray<object>): boolean => {
      const routes = routesFor([named('a'), ...between, named('a')])
      return routes.at(-1) === routes[0]
    }
    expect(isKept(...others(99))).toBe(true)
    expect(isKept(...others(100))).toBe(false)
    // what is asked for again is as good as new
    expect(isKept(...others(99), named('a'), ...others(198).slice(99))).toBe(true)
    expect(isKept(...others(1_000))).toBe(false)
  })

  /** No two of these may be taken for one. */
  const different: ReadonlyArray<object> = [
    { method: 'GET', resource: 'repository' },
    { method: 'PUT', resource: 'repository' },
    { method: 'GET', resource: 'team' },
    { method: 'GET', resource: 'repository', shape: 'collection' },
    { method: 'GET', resource: 'repository', expects: 'absent' },
    { method: 'GET', resource: 'repository', requires: { authenticated: true } },
    { method: 'GET', resource: 'repository', requires: { maxAge: 5 } },
    { method: 'GET', resource: 'repository', requires: { acrValues: ['a', 'b'] } },
    { method: 'GET', resource: 'repository', requires: { acrValues: ['a,b'] } },
    { method: 'GET', resource: 'repository', requires: { acrValues: ['ab'] } },
    { method: 'GET', resource: 'repository', requires: { scopes: ['ab'] } },
    { method: 'GET', resource: 'repository', requires: { acrValues: ['a'], scopes: ['b'] } },
    { method: 'GET', resource: 'repository', requires: { scopes: ['a', 'b'] } },
    { method: 'GET', resource: 'repository', requires: { scopes: ['a,b'] } },
    { method: 'GET', resource: 'repository', requires: { scopes: ['a;b'] } },
    { method: 'GET', resource: 'repository', requires: { scopes: { anyOf: ['a', 'b'] } } },
    { method: 'GET', resource: 'repository', requires: { scopes: { anyOf: ['b', 'a'] } } },
    { method: 'GET', resource: 'repository', requires: { scopes: { anyOf: [['a', 'b'], 'c'] } } },
    { method: 'GET', resource: 'repository', requires: { scopes: { anyOf: ['a', ['b', 'c']] } } },
    { method: 'GET', resource: 'b\nrepository', requires: { scopes: ['a'] } },
    { method: 'GET', resource: 'b\nrepository', requires: { scopes: ['a'], maxAge: 0 } },
  ]

  test('are never taken for each other', () => {
    expect(distinct([...different, ...different])).toBe(different.length)
  })

  test('are told apart whatever somebody assigned to the prototype of all objects', async () => {
    Object.assign(Object.prototype, { toJSON: () => 'one for all' })
    try {
      const { route } = registry()
      expect(await route({ name: 'emmas-notes' })).toMatchObject({ _tag: 'Ok' })
      expect(await route({ name: 'johns-notes' })).toMatchObject({ code: 'insufficient-scope' })
    } finally {
      Reflect.deleteProperty(Object.prototype, 'toJSON')
    }
  })

  test('are checked with every request: a bad one is not taken for a good one like it', async () => {
    const given: Array<object> = [
      { method: 'GET', resource: 'repository', requires: { authenticated: true } },
      {
        method: 'GET',
        resource: 'repository',
        requires: { authenticated: true, scopes: undefined },
      },
    ]
    const { route } = registry({ route: () => given.shift() })
    expect(await route({ name: 'x' })).toMatchObject({ _tag: 'Ok' })
    expect(await route({ name: 'x' })).toBe(unavailable)
  })
})

describe('a caller without credentials costs no look-up where no look-up can change the answer', () => {
  const ways = {
    'a route': (route: object) => route,
    'a route that is a function': (route: object) => () => route,
  }
  const routes: ReadonlyArray<Route.RouteInWords<'repository'>> = [
    { method: 'GET', resource: 'repository' },
    { method: 'GET', resource: 'repository', requires: { authenticated: true } },
    { method: 'GET', resource: 'repository', shape: 'collection' },
    { method: 'PUT', resource: 'repository', expects: 'either' },
    { method: 'PUT', resource: 'repository', expects: 'absent', requires: { maxAge: 60 } },
  ]

  test.each(Object.entries(ways))('%s, under every disclosure', async (_, as) => {
    const seen = { early: 0, late: 0 }
    for (const repository of Disclosure.values())
      for (const words of routes) {
        const disclosing = Policy.of({ repository, team: {} })
        const { route, done, records } = registry({
          route: as(words),
          policy: disclosing,
          authenticate: () => ({ authn: Authn.anonymous }),
        })
        const answer = await route({ name: 'x' })
        const before = decideBeforeLookup<
          'repository' | 'team',
          string,
          Route.Shape,
          Route.Expects
        >(words, Authn.anonymous, disclosing)
        seen[before === undefined ? 'late' : 'early'] += 1
        if (before === undefined) expect(done.slice(0, looks.length)).toEqual(looks)
        else {
          expect(done).toEqual(['audit'])
          expect(answer).toEqual(before)
          expect(records).toMatchObject([{ _tag: 'DecidedBeforeLookup', faults: [] }])
        }
      }
    expect(Math.min(seen.early, seen.late)).toBeGreaterThan(40)
  })

  test('and none waits for a store that is down', async () => {
    const never = () => expect.unreachable()
    const team = { resource: 'team', lookUp: never, authorize: never } as const
    const { route } = registry({
      authenticate: () => ({ authn: Authn.anonymous }),
      evaluate: never,
      lookUp: never,
      ancestors: [team],
      references: [{ ...team, ancestors: [team] }],
    })
    const answer = await route({ name: 'emmas-notes' })
    expect(answer).toMatchObject({ code: 'authentication-required' })
    expect('headers' in answer && answer.headers['www-authenticate']).toBe(
      'Bearer realm="registry", scope="repository:emmas-notes:pull"',
    )
  })
})
