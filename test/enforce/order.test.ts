/**
 * The order of effects, what each is handed, and what the operator is told.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Authn, outage, Permission, Policy } from 'glomar'
import { enforce, toTaskEither, type AuditRecord, type Enforcement } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'

const policy = Policy.of({ user: {}, call: { existence: 'known' }, calls: { list: 'empty' } })

interface Asking {
  readonly id: string
  readonly user?: string
}

interface Call {
  readonly owner: string
}

const store = new Map<string, Call>([
  ['Bnwgab', { owner: 'emma' }],
  ['Qx81Lf', { owner: 'john' }],
])

const emma = { name: 'emma', authn: Authn.authenticated({ scopes: ['calls:read'] }) }
type Who = typeof emma

/** A route of which every effect is written down, and the records kept. */
const recorded = (
  change: Partial<
    Enforcement<'user' | 'call' | 'calls', 'GET', 'item', 'present', Asking, Who, undefined, readonly [], Call | undefined, string>
  > = {},
) => {
  const done: Array<string> = []
  const records: Array<AuditRecord<Asking, Who>> = []
  const route = enforce({
    route: { method: 'GET', resource: 'call', requires: { scopes: ['calls:read'] } },
    policy,
    sent: ({ id }: Asking) => {
      done.push('sent')
      return { target: `/calls/${id}`, correlationId: id }
    },
    authenticate: () => {
      done.push('authenticate')
      return emma
    },
    evaluate: () => {
      done.push('evaluate')
      return undefined
    },
    lookUp: ({ id }) => {
      done.push('lookUp')
      return store.get(id)
    },
    permission: ({ owner }, { name }) => {
      done.push('permission')
      return owner === name ? Permission.granted : Permission.denied
    },
    whenAbsent: () => {
      done.push('whenAbsent')
      return Permission.denied
    },
    audit: (record) => {
      done.push('audit')
      records.push(record)
    },
    handle: ({ owner }) => {
      done.push('handle')
      return `of ${owner}`
    },
    ...change,
  })
  return { route, done, records }
}

describe('the order', () => {
  test.each([
    ['leave to act', 'Bnwgab', 'sent authenticate evaluate lookUp permission audit handle'],
    ['a hidden row', 'Qx81Lf', 'sent authenticate evaluate lookUp permission audit'],
    ['a missing row', 'Zz00Zz', 'sent authenticate evaluate lookUp whenAbsent audit'],
  ])('of %s', async (_name, id, order) => {
    const { route, done } = recorded()
    await route({ id })
    expect(done.join(' ')).toBe(order)
  })

  test.each([
    ['rejected', Authn.rejected('expired'), 401],
    ['underscoped', Authn.authenticated(), 403],
    ['anonymous, on a route that requires anything', Authn.anonymous, 401],
  ])('of one who is %s: nothing is looked up', async (_name, authn, status) => {
    const { route, done, records } = recorded({ authenticate: () => ({ ...emma, authn }) })
    expect(await route({ id: 'Bnwgab' })).toMatchObject({ status, body: { correlation_id: 'Bnwgab' } })
    expect(done.join(' ')).toBe('sent audit')
    expect(records).toHaveLength(1)
  })

  test('the audit is waited for, and what is looked up is not waited for in turn', async () => {
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
      lookUp: slowly('lookUp', store.get('Bnwgab')) as never,
      audit: slowly('audit', undefined),
      handle: slowly('handle', 'x'),
    })
    await route({ id: 'Bnwgab' })
    expect(done.join(', ')).toBe('evaluate, lookUp, evaluate done, lookUp done, audit, audit done, handle, handle done')
  })
})

describe('the answer', () => {
  test('of the handler, after leave to act', async () => {
    expect(await recorded().route({ id: 'Bnwgab' })).toStrictEqual({ _tag: 'Ok', value: 'of emma' })
  })

  test('is the same for what is hidden and what is missing', async () => {
    const { route } = recorded({ sent: () => ({}) })
    const hidden = await route({ id: 'Qx81Lf' })
    expect(hidden).toMatchObject({ status: 404 })
    expect(JSON.stringify(await route({ id: 'Zz00Zz' }))).toBe(JSON.stringify(hidden))
  })

  test('is not changed by what a request says of the route', async () => {
    const { route } = recorded({
      authenticate: () => ({ ...emma, authn: Authn.authenticated() }),
      sent: ({ id }) => ({ correlationId: id, requires: {}, expects: 'either', resource: 'calls' }) as object,
    })
    expect(await route({ id: 'Bnwgab' })).toMatchObject({ status: 403, body: { scope: 'calls:read' } })
  })

  test('says what holds of everything that could stand there', async () => {
    const { route } = recorded({ whenAbsent: () => Permission.granted })
    expect(await route({ id: 'Zz00Zz' })).toMatchObject({ status: 404, body: { type: '/problems/not-found' } })
  })

  test('may be empty, and then no handler is called', async () => {
    const list = enforce({
      route: { method: 'GET', resource: 'calls', shape: 'collection' },
      policy,
      authenticate: () => emma,
      lookUp: ({ id }: Asking) => [id],
      permission: () => Permission.denied,
      audit: () => undefined,
      handle: () => expect.unreachable(),
    })
    expect(await list({ id: 'x' })).toStrictEqual({ _tag: 'Empty' })
  })
})

describe('what is handed on', () => {
  test('the request, the caller and one signal; the evaluation to the rules, the row to the handler', async () => {
    const given: Array<ReadonlyArray<unknown>> = []
    const take =
      <A>(value: A) =>
      (...args: ReadonlyArray<unknown>): A => {
        given.push(args)
        return value
      }
    const request = { id: 'x' }
    const row = { owner: 'emma' }
    const route = enforce({
      route: { method: 'GET', resource: 'call' },
      policy,
      authenticate: take(emma),
      evaluate: take('said'),
      lookUp: take(Promise.resolve(row)),
      permission: take(Permission.granted),
      audit: () => undefined,
      handle: take('handled'),
    })
    await route(request)
    const signal: unknown = given[0]?.[1]
    expect(signal).toBeInstanceOf(AbortSignal)
    expect(given).toStrictEqual([
      [request, signal],
      [request, emma, signal],
      [request, emma, signal],
      [row, emma, 'said'],
      [row, emma, request, signal],
    ])
    expect(given[4]?.[0]).toBe(row)
  })

  test.each([
    ['absent', null, undefined],
    ['either', null, undefined],
    ['either', { owner: 'emma' }, { owner: 'emma' }],
  ] as const)('where the route expects %s and %j is found: %j', async (expects, row, handed) => {
    const route = enforce({
      route: { method: 'PUT', resource: 'call', expects },
      policy,
      authenticate: () => emma,
      lookUp: ({ id }: Asking): Call | null => (id === 'x' ? row : null),
      permission: () => Permission.granted,
      whenAbsent: () => Permission.granted,
      audit: () => undefined,
      handle: (found) => ({ found }),
    })
    expect(await route({ id: 'x' })).toStrictEqual({ _tag: 'Ok', value: { found: handed } })
  })

  test('nothing to the handler where there is a conflict', async () => {
    const { route } = recorded({
      route: { method: 'GET', resource: 'call', expects: 'absent' as never },
      permission: () => Permission.granted,
      handle: () => expect.unreachable(),
    })
    expect(await route({ id: 'Bnwgab' })).toStrictEqual({ _tag: 'Conflict' })
  })
})

describe('links above the target', () => {
  const users = new Map([['john', { phone: '1' }]])
  const at = (policy: Policy.Policy<'user' | 'call'>, mayPass: Permission.Permission, records: Array<AuditRecord<Asking, Who>> = []) =>
    enforce({
      route: { method: 'GET', resource: 'call' },
      policy,
      authenticate: () => emma,
      above: [{ resource: 'user', lookUp: ({ user = '' }: Asking) => users.get(user), permission: () => mayPass }],
      lookUp: ({ id }: Asking) => store.get(id),
      permission: () => Permission.granted,
      audit: (record) => {
        records.push(record)
      },
      handle: ({ owner }) => owner,
    })

  test('let through whom they grant', async () => {
    expect(await at(policy, Permission.granted)({ user: 'john', id: 'Qx81Lf' })).toStrictEqual({ _tag: 'Ok', value: 'john' })
  })

  test('stop whom they do not, alike whether hidden or missing, and the operator is told which', async () => {
    const records: Array<AuditRecord<Asking, Who>> = []
    const hidden = await at(policy, Permission.denied, records)({ user: 'john', id: 'Qx81Lf' })
    const missing = await at(policy, Permission.granted, records)({ user: 'tara', id: 'Qx81Lf' })
    expect(hidden).toMatchObject({ status: 404 })
    expect(missing).toStrictEqual(hidden)
    expect(records).toMatchObject([
      { stoppedBy: 'user', explanation: { state: 'unreachable' } },
      { stoppedBy: 'user', explanation: { state: 'unreachable' } },
    ])
  })
})

describe('the operator is told', () => {
  test('of a decision: why, and all that the client is not', async () => {
    const { route, records } = recorded()
    await route({ id: 'Qx81Lf' })
    expect(records).toMatchObject([
      {
        _tag: 'Decided',
        request: { id: 'Qx81Lf' },
        caller: { name: 'emma' },
        explanation: { row: '5d', state: 'present', granted: false, concealed: ['state'], correlationId: 'Qx81Lf' },
        failures: [],
      },
    ])
  })

  test('of an answer before any look-up: nothing of the resource, of which nothing is known', async () => {
    const { route, records } = recorded({ authenticate: () => ({ ...emma, authn: Authn.rejected('revoked', 'Bearer') }) })
    await route({ id: 'Qx81Lf' })
    expect(records).toMatchObject([{ _tag: 'Settled', explanation: { row: '1', reason: 'revoked', target: '/calls/Qx81Lf' } }])
    for (const unknown of ['state', 'granted', 'mayKnow', 'entitled', 'remedy', 'concealed'])
      expect(records[0]).not.toHaveProperty(`explanation.${unknown}`)
  })

  test('of an outage: the stage, the resource and the cause', async () => {
    const cause = new Error('connection refused')
    const { route, records } = recorded({
      lookUp: () => {
        throw cause
      },
    })
    expect(await route({ id: 'Bnwgab' })).toBe(outage)
    expect(records).toStrictEqual([
      {
        _tag: 'Failed',
        request: { id: 'Bnwgab' },
        resource: 'call',
        caller: emma,
        failures: [{ stage: 'lookUp', resource: 'call', cause }],
      },
    ])
  })

  test('of a result of authentication that is a promise: it is no result, and an outage', async () => {
    const { route, records } = recorded({ authenticate: () => ({ ...emma, authn: Promise.reject(new Error('down')) as never }) })
    expect(await route({ id: 'Bnwgab' })).toBe(outage)
    expect(records).toMatchObject([{ _tag: 'Failed', failures: [{ stage: 'authenticate', cause: expect.any(TypeError) as unknown }] }])
  })

  test('of a caller without an authn result, and of an id that is no text: nobody can tell, and it is no 401', async () => {
    const forgotten = recorded({ authenticate: () => Authn.authenticated() as unknown as Who })
    expect(await forgotten.route({ id: 'Bnwgab' })).toBe(outage)
    expect(forgotten.records).toMatchObject([
      {
        _tag: 'Failed',
        failures: [{ stage: 'authenticate', cause: new TypeError('expected a caller with an `authn`, as `Authn` makes them') }],
      },
    ])
    const numbered = recorded({ sent: () => ({ correlationId: 5 as unknown as string }) })
    expect(await numbered.route({ id: 'Bnwgab' })).toBe(outage)
    expect(numbered.records).toMatchObject([
      { _tag: 'Failed', failures: [{ stage: 'sent', cause: new TypeError('expected text or undefined, got 5') }] },
    ])
  })

  test.each([null, {}, 'x', { _tag: 'Authenticated' }, { _tag: 'Authenticated', scopes: 'calls:read' }])(
    'of an authn result that is none, %j: an outage, and no 401',
    async (authn) => {
      const { route, records } = recorded({ authenticate: () => ({ name: 'emma', authn }) as unknown as Who })
      expect(await route({ id: 'Bnwgab' })).toBe(outage)
      expect(records).toMatchObject([{ _tag: 'Failed', resource: 'call', failures: [{ stage: 'authenticate' }] }])
    },
  )

  test('of nothing that somebody assigned to the prototype of all objects', async () => {
    const prototype = Object.prototype as { authn?: unknown; correlationId?: string }
    Object.assign(prototype, { authn: emma.authn, correlationId: 'polluted' })
    try {
      const forgotten = recorded({ authenticate: () => ({ name: 'emma' }) as Who, sent: () => ({}) })
      expect(await forgotten.route({ id: 'Bnwgab' })).toBe(outage)
      const refused = await recorded({ sent: () => ({}) }).route({ id: 'Qx81Lf' })
      expect(JSON.stringify(refused)).not.toContain('polluted')
    } finally {
      delete prototype.authn
      delete prototype.correlationId
    }
  })

  test.each<[string, Parameters<typeof recorded>[0], string]>([
    ['Decided', {}, 'Qx81Lf'],
    ['Settled', { authenticate: () => ({ name: '', authn: Authn.anonymous }) }, 'Bnwgab'],
    [
      'Failed',
      {
        lookUp: () => {
          throw new Error('down')
        },
      },
      'Bnwgab',
    ],
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
    expect(await route({ id: 'Bnwgab' })).toBe(outage)
    expect(records).toMatchObject([
      { _tag: 'Decided', explanation: { answer: 'ok' } },
      { _tag: 'Failed', failures: [{ stage: 'handle', cause }] },
    ])
  })

  test('of a rule that answers with a promise, which counts as a denial', async () => {
    const { route, records } = recorded({ permission: (() => Promise.resolve(Permission.granted)) as never })
    expect(await route({ id: 'Bnwgab' })).toMatchObject({ status: 404 })
    expect(records).toMatchObject([
      {
        failures: [
          { stage: 'permission', resource: 'call', cause: new TypeError('expected a value, got a promise (await it in an effect)') },
        ],
      },
    ])
  })

  test('of a rule that answers with a query that is not begun: it is not begun then either', async () => {
    let begun = 0
    const query = { then: () => (begun += 1) }
    const { route } = recorded({ permission: () => query as unknown as Permission.Permission })
    expect((await route({ id: 'Bnwgab' }))._tag).toBe('NotFound')
    expect(begun).toBe(0)
  })

  test('of a rule that says what is no permission: that it was misunderstood', async () => {
    const { route, records } = recorded({ permission: (() => true) as never })
    expect(await route({ id: 'Bnwgab' })).toMatchObject({ status: 404 })
    expect(records).toMatchObject([{ explanation: { misunderstood: ['permission'], granted: false } }])
  })
})

describe('what does not fit is said at once', () => {
  test.each<[string, unknown, string]>([
    ['handle', undefined, 'enforce: handle: expected a function, got undefined'],
    ['audit', 'log', 'enforce: audit: expected a function, got "log"'],
    ['evaluate', null, 'enforce: evaluate: expected a function, got null'],
    ['above', {}, 'enforce: above: expected a list or undefined, got an object'],
    ['requires', { scopes: ['calls:write'] }, 'enforce: requires: no such member (only authenticate, lookUp,'],
    ['timout', 5, 'enforce: timout: no such member'],
    ['route', undefined, 'enforce: route: expected `method`, `resource` and perhaps'],
    ['route', { method: 'GET', resource: 'call', require: {} }, 'enforce: route: expected'],
    ['route', { method: 'GET', resource: 'call', expects: 'absnet' }, 'enforce: route: expected'],
    [
      'above',
      [{ lookUp: () => null, permission: () => Permission.denied }],
      'enforce: above[0].resource: expected a resource type, got undefined',
    ],
    [
      'above',
      [{ resource: 'user', lookUp: () => null, permission: () => Permission.denied, evaluate: () => null }],
      'enforce: above[0].evaluate: no such member (only lookUp, permission, whenAbsent, resource)',
    ],
    ['above', [{ lookUp: () => null }], 'enforce: above[0].permission: expected a function, got undefined'],
    ['above', [null], 'enforce: above[0].lookUp: expected a function, got undefined'],
    ['timeout', 0, 'enforce: timeout: expected milliseconds above 0 and up to 2147483647, or undefined, got 0'],
    ['timeout', Infinity, 'enforce: timeout: expected milliseconds above 0 and up to 2147483647, or undefined, got Infinity'],
    ['timeout', NaN, 'enforce: timeout: expected milliseconds above 0 and up to 2147483647, or undefined, got NaN'],
    ['policy', undefined, 'Policy: expected a whole policy'],
    ['policy', { types: { call: { existence: 'known' } } }, 'Policy: expected a whole policy'],
    ['timeout', '5', 'enforce: timeout: expected milliseconds above 0 and up to 2147483647, or undefined, got "5"'],
  ])('%s: %j', (name, value, says) => {
    expect(() => recorded({ [name]: value })).toThrow(says)
  })
})

test('a policy that is changed is the policy of the routes that are made from then on', async () => {
  const loose = JSON.parse(JSON.stringify(Policy.of({ user: {}, calls: {}, call: { existence: 'public' } }))) as typeof policy
  const before = recorded({ policy: loose }).route
  expect((await before({ id: 'Qx81Lf' }))._tag).toBe('Forbidden')
  Object.assign(loose.types.call, { existence: 'secret' })
  expect((await before({ id: 'Qx81Lf' }))._tag).toBe('Forbidden')
  expect((await recorded({ policy: loose }).route({ id: 'Qx81Lf' }))._tag).toBe('NotFound')
})

test('a policy from elsewhere, whole and not made here, means the same', async () => {
  const { route } = recorded({ policy: JSON.parse(JSON.stringify(policy)) as typeof policy })
  expect(await route({ id: 'Qx81Lf' })).toEqual(await recorded().route({ id: 'Qx81Lf' }))
})

describe('as a TaskEither', () => {
  test('it is lazy, and says the same', async () => {
    const { route, done } = recorded()
    const lazy = toTaskEither(route)
    const task = lazy({ id: 'Bnwgab' })
    expect(done).toEqual([])
    expect(await task()).toStrictEqual(E.right('of emma'))
    expect(await lazy({ id: 'Zz00Zz' })()).toMatchObject(E.left({ _tag: 'NotFound' }))
    const said = pipe(
      lazy({ id: 'Qx81Lf' }),
      TE.match(
        (refused) => ('status' in refused ? refused.status : 0),
        () => 200,
      ),
    )
    expect(await said()).toBe(404)
  })

  test('it takes a signal', async () => {
    const lazy = toTaskEither(recorded().route)
    expect(await lazy({ id: 'Bnwgab' }, AbortSignal.abort())()).toStrictEqual(E.left(outage))
  })
})
