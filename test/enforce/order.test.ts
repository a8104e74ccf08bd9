/**
 * The order of effects, what each is handed, and what the operator is told.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Authn, Permission, unavailable } from 'glomar'
import { enforce, toTaskEither } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'
import { emma, policy, recorded, store, type Asking, type Document, type Who } from './documents.js'

const down = (): never => {
  throw new Error('down')
}

describe('the order', () => {
  test.each([
    ['leave to act', 'emmas-document', 'authenticate evaluate lookUp authorize audit handle'],
    ['a hidden row', 'johns-document', 'authenticate evaluate lookUp authorize audit'],
    ['a missing row', 'no-document', 'authenticate evaluate lookUp whenAbsent audit'],
  ])('is the same for each request: %s', async (_name, id, order) => {
    const { route, done } = recorded()
    await route({ id })
    expect(done.join(' ')).toBe(order)
  })

  test.each([
    ['is rejected', Authn.rejected('expired'), 401],
    ['lacks a scope', Authn.authenticated(), 403],
    ['is anonymous, on a route that requires anything', Authn.anonymous, 401],
  ])('has no look-up for a caller who %s', async (_name, authn, status) => {
    const { route, done, records } = recorded({ authenticate: () => ({ ...emma, authn }) })
    expect(await route({ id: 'emmas-document' })).toMatchObject({ status })
    expect(done.join(' ')).toBe('audit')
    expect(records).toMatchObject([{ _tag: 'DecidedBeforeLookup' }])
  })

  test('a rejected caller is answered while the store is down', async () => {
    const authn = Authn.rejected('expired')
    const { route } = recorded({ authenticate: () => ({ ...emma, authn }), lookUp: down })
    expect(await route({ id: 'emmas-document' })).toMatchObject({ status: 401 })
  })

  test('the audit is waited for, and look-ups do not wait for each other', async () => {
    const done: Array<string> = []
    const slowly =
      <A>(name: string, value: A) =>
      async (): Promise<A> => {
        done.push(name)
        await new Promise((resolve) => setImmediate(resolve))
        done.push(`${name} done`)
        return value
      }
    const { route } = recorded({
      evaluate: slowly('evaluate', undefined),
      lookUp: slowly('lookUp', store.get('emmas-document')) as never,
      audit: slowly('audit', undefined),
      handle: slowly('handle', 'x'),
    })
    await route({ id: 'emmas-document' })
    expect(done.join(', ')).toBe(
      'evaluate, lookUp, evaluate done, lookUp done, audit, audit done, handle, handle done',
    )
  })
})

describe('the answer', () => {
  test('is what the handler returned, after leave to act', async () => {
    const { route } = recorded()
    expect(await route({ id: 'emmas-document' })).toStrictEqual({ _tag: 'Ok', value: 'of emma' })
  })

  test('is the same for what is hidden and what is missing', async () => {
    const { route } = recorded()
    const hidden = await route({ id: 'johns-document' })
    expect(hidden).toMatchObject({ status: 404, code: 'not-found' })
    expect(JSON.stringify(await route({ id: 'no-document' }))).toBe(JSON.stringify(hidden))
  })

  test('about an absent thing is made of what `whenAbsent` says', async () => {
    const { route } = recorded({ whenAbsent: () => Permission.grant() })
    expect(await route({ id: 'no-document' })).toMatchObject({
      status: 404,
      code: 'does-not-exist',
    })
  })

  test('without `whenAbsent`, a missing thing is concealed from everyone', async () => {
    const { route } = recorded({ whenAbsent: undefined })
    expect(await route({ id: 'no-document' })).toMatchObject({ status: 404, code: 'not-found' })
  })

  test('may be empty, and then no handler is called', async () => {
    const list = enforce({
      route: { method: 'GET', resource: 'documents', shape: 'collection' },
      policy,
      authenticate: () => emma,
      lookUp: ({ id }: Asking) => [id],
      authorize: () => Permission.deny(),
      audit: () => undefined,
      handle: () => expect.unreachable(),
    })
    expect(await list({ id: 'x' })).toStrictEqual({ _tag: 'Empty' })
  })
})

describe('what is handed on', () => {
  const take = (value: unknown, given: Array<ReadonlyArray<unknown>>) =>
    ((...args: ReadonlyArray<unknown>) => {
      given.push(args)
      return value
    }) as never

  test('is the request, the caller and one signal, and to the rules the evaluation', async () => {
    const given: Array<ReadonlyArray<unknown>> = []
    const request = { id: 'emmas-document' }
    const row = { owner: 'emma' }
    const { route } = recorded({
      authenticate: take(emma, given),
      evaluate: take('said', given),
      lookUp: take(Promise.resolve(row), given),
      authorize: take(Permission.grant(), given),
      handle: take('handled', given),
    })
    await route(request)
    const signal: unknown = given[0]?.[1]
    expect(signal).toBeInstanceOf(AbortSignal)
    expect(given).toStrictEqual([
      [request, signal],
      [request, emma, signal],
      [request, emma, signal],
      [row, emma, 'said', request],
      [row, emma, request, signal],
    ])
    expect(given[4]?.[0]).toBe(row)
  })

  test('to `whenAbsent` is the request as well: which organisation may the caller create in?', async () => {
    const given: Array<ReadonlyArray<unknown>> = []
    const { route } = recorded({
      evaluate: (() => 'said') as never,
      whenAbsent: take(Permission.grant(), given),
    })
    await route({ id: 'no-document' })
    expect(given).toStrictEqual([[emma, 'said', { id: 'no-document' }]])
  })

  test.each([
    ['absent', null, undefined],
    ['either', null, undefined],
    ['either', { owner: 'emma' }, { owner: 'emma' }],
  ] as const)(
    'to the handler of a route that expects %s, where %j is found, is %j',
    async (expects, row, handed) => {
      const route = enforce({
        route: { method: 'PUT', resource: 'document', expects },
        policy,
        authenticate: () => emma,
        lookUp: ({ id }: Asking): Document | null => (id === 'x' ? row : null),
        authorize: () => Permission.grant(),
        whenAbsent: () => Permission.grant(),
        audit: () => undefined,
        handle: (found) => ({ found }),
      })
      expect(await route({ id: 'x' })).toStrictEqual({ _tag: 'Ok', value: { found: handed } })
    },
  )

  test('to the handler is nothing where there is a conflict, since it is not called', async () => {
    const { route } = recorded({
      route: { method: 'GET', resource: 'document', expects: 'absent' as never },
      authorize: () => Permission.grant(),
      handle: () => expect.unreachable(),
    })
    expect(await route({ id: 'emmas-document' })).toStrictEqual({ _tag: 'Conflict' })
  })
})

describe('the operator is told', () => {
  test('of a decision: why, and all that the client is not', async () => {
    const { route, records } = recorded()
    await route({ id: 'johns-document' })
    expect(records).toMatchObject([
      {
        _tag: 'Decided',
        request: { id: 'johns-document' },
        caller: { name: 'emma' },
        explanation: { row: '5d', state: 'present', granted: false, concealed: ['state'] },
        faults: [],
      },
    ])
  })

  test('of an answer before any look-up: nothing about the resource, of which nothing is known', async () => {
    const authn = Authn.rejected('revoked', 'Bearer')
    const { route, records } = recorded({ authenticate: () => ({ ...emma, authn }) })
    await route({ id: 'johns-document' })
    expect(records).toMatchObject([
      { _tag: 'DecidedBeforeLookup', explanation: { row: '1', reason: 'revoked' }, faults: [] },
    ])
    expect(
      Object.keys(records[0]?._tag === 'Failed' ? {} : (records[0]?.explanation ?? {})),
    ).toEqual([
      'row',
      'because',
      'answer',
      'cites',
      'resource',
      'named',
      'disclosure',
      'caller',
      'reason',
      'faults',
      'says',
    ])
  })

  test('of a 503: the effect, the resource and the cause', async () => {
    const cause = new Error('connection refused')
    const { route, records } = recorded({ lookUp: () => Promise.reject(cause) as never })
    expect(await route({ id: 'emmas-document' })).toBe(unavailable)
    expect(records).toStrictEqual([
      {
        _tag: 'Failed',
        request: { id: 'emmas-document' },
        resource: 'document',
        caller: emma,
        faults: [{ path: 'lookUp', message: 'it threw, or rejected its promise', cause }],
      },
    ])
  })

  test.each([
    ['no member of that name', { name: 'emma' }, 'undefined'],
    ['null', { authn: null }, 'null'],
    ['a literal', { authn: { _tag: 'Anonymous' } }, 'an object'],
    ['a spread copy', { authn: { ...emma.authn } }, 'an object'],
    [
      'a promise that is rejected',
      () => ({ authn: Promise.reject(new Error('down')) }),
      'an object',
    ],
    ['text', { authn: 'emma' }, '"emma"'],
    ['an heir', { authn: Object.create(emma.authn) as unknown }, 'an object'],
  ])(
    'of an `authn` that was not made, %s: a fault, and a 503 and no 401',
    async (_, caller, got) => {
      const answer = typeof caller === 'function' ? caller : () => caller
      const { route, records } = recorded({ authenticate: answer as unknown as () => Who })
      expect(await route({ id: 'emmas-document' })).toBe(unavailable)
      expect(records).toStrictEqual([
        {
          _tag: 'Failed',
          request: { id: 'emmas-document' },
          resource: 'document',
          faults: [
            {
              path: 'authenticate',
              message: `expected a caller whose \`authn\` Authn made, got ${got}`,
            },
          ],
        },
      ])
    },
  )

  test('of an `authn` that cannot be read: a fault, and a 503', async () => {
    const caller = {
      get authn(): never {
        throw new Error('not now')
      },
    }
    const { route, records } = recorded({ authenticate: () => caller as unknown as Who })
    expect(await route({ id: 'emmas-document' })).toBe(unavailable)
    expect(records).toMatchObject([{ _tag: 'Failed', faults: [{ path: 'authenticate' }] }])
  })

  test('of an authn result in the place of a caller: that it is no caller', async () => {
    const { route, records } = recorded({ authenticate: () => emma.authn as unknown as Who })
    expect(await route({ id: 'emmas-document' })).toBe(unavailable)
    expect(records).toMatchObject([{ _tag: 'Failed', faults: [{ path: 'authenticate' }] }])
  })

  test('of nothing that somebody assigned to the prototype of all objects', async () => {
    const prototype = Object.prototype as { authn?: unknown }
    prototype.authn = emma.authn
    try {
      const { route } = recorded({ authenticate: () => ({ name: 'emma' }) as Who })
      expect(await route({ id: 'emmas-document' })).toBe(unavailable)
    } finally {
      delete prototype.authn
    }
  })

  test('of what constructors dropped: the faults of the authn result and of the permission', async () => {
    const authn = Authn.authenticated({ scopes: ['documents:read'], age: -1 })
    const { route, records } = recorded({
      authenticate: () => ({ ...emma, authn }),
      authorize: () => Permission.deny({ mayKnow: true, requestAccess: 'javascript:alert(1)' }),
    })
    expect(await route({ id: 'emmas-document' })).toMatchObject({ status: 403 })
    expect(records[0]?.faults.map(({ path }) => path)).toEqual([
      'authn.age',
      'permission.requestAccess',
    ])
  })

  test.each<[string, Parameters<typeof recorded>[0], string]>([
    ['Decided', {}, 'johns-document'],
    [
      'DecidedBeforeLookup',
      { authenticate: () => ({ name: '', authn: Authn.anonymous }) },
      'emmas-document',
    ],
    ['Failed', { lookUp: down }, 'emmas-document'],
  ])('before the answer is given: %s', async (tag, change, id) => {
    const written: Array<string> = []
    const { route } = recorded({
      ...change,
      audit: async ({ _tag }) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        written.push(_tag)
      },
    })
    await route({ id })
    expect(written).toEqual([tag])
  })

  test('of a handler that throws: after the leave to act, what came of it', async () => {
    const cause = new Error('disk full')
    const { route, records } = recorded({ handle: () => Promise.reject(cause) })
    expect(await route({ id: 'emmas-document' })).toBe(unavailable)
    expect(records).toMatchObject([
      { _tag: 'Decided', explanation: { answer: 'Ok' }, faults: [] },
      { _tag: 'Failed', caller: emma, faults: [{ path: 'handle', cause }] },
    ])
  })

  test('of an audit that fails: nothing is done that was not written down', async () => {
    const { route, done, records } = recorded({
      audit: (record) => {
        records.push(record)
        if (record._tag === 'Decided') throw new Error('disk full')
      },
    })
    expect(await route({ id: 'emmas-document' })).toBe(unavailable)
    expect(done).not.toContain('handle')
    expect(records).toMatchObject([
      { _tag: 'Decided' },
      {
        _tag: 'Failed',
        caller: emma,
        faults: [{ path: 'audit', cause: { message: 'disk full' } }],
      },
    ])
  })

  test('of an audit that fails: a refusal is the answer all the same', async () => {
    const { route } = recorded({ audit: down })
    expect(await route({ id: 'johns-document' })).toMatchObject({ status: 404 })
  })
})

describe('as a TaskEither', () => {
  test('a route is lazy, and answers the same', async () => {
    const { route, done } = recorded()
    const lazy = toTaskEither(route)
    const task = lazy({ id: 'emmas-document' })
    expect(done).toEqual([])
    expect(await task()).toStrictEqual(E.right('of emma'))
    expect(await lazy({ id: 'no-document' })()).toMatchObject(E.left({ _tag: 'NotFound' }))
    const said = pipe(
      lazy({ id: 'johns-document' }),
      TE.match(
        ({ status }) => status,
        () => 200,
      ),
    )
    expect(await said()).toBe(404)
  })

  test('a route takes a signal', async () => {
    const lazy = toTaskEither(recorded().route)
    const answer = await lazy({ id: 'emmas-document' }, AbortSignal.abort())()
    expect(answer).toStrictEqual(E.left(unavailable))
  })
})
