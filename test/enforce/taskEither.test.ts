/**
 * A route made of effects of fp-ts: what is left fails, and nothing fails open.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { Authn, Permission, unavailable } from 'glomar'
import { enforce, fromTaskEither, toTaskEither, type AuditRecord } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'
import { emma, policy, store, type Asking, type Document, type Who } from './documents.js'

interface Broken {
  readonly _tag: 'Broken'
}
const broken: Broken = { _tag: 'Broken' }

const find = ({ id }: Asking): TE.TaskEither<Broken, Document | undefined> =>
  pipe(O.fromNullable(store.get(id)), O.toUndefined, TE.right)

/** What each effect gives instead of what it should give. */
interface Change {
  readonly authenticate?: TE.TaskEither<Broken, Who> | E.Either<Broken, Who>
  readonly evaluate?: TE.TaskEither<Broken, undefined>
  readonly lookUp?: TE.TaskEither<Broken, Document | undefined>
  readonly ancestor?: TE.TaskEither<Broken, Document | undefined>
  readonly audit?: TE.TaskEither<Broken, undefined>
  readonly handle?: TE.TaskEither<Broken, string>
}

const routeOf = (change: Change = {}) => {
  const records: Array<AuditRecord<Asking, Who>> = []
  const route = enforce({
    route: { method: 'GET', resource: 'document' },
    policy,
    authenticate: fromTaskEither(
      ({ id }: Asking) => change.authenticate ?? (id === '' ? E.left(broken) : E.right(emma)),
    ),
    evaluate: fromTaskEither(() => change.evaluate ?? TE.right(undefined)),
    lookUp: fromTaskEither((request: Asking) => change.lookUp ?? find(request)),
    authorize: ({ owner }, { name }) => (owner === name ? Permission.grant() : Permission.deny()),
    ancestors: [
      {
        resource: 'folder',
        lookUp: fromTaskEither(() => change.ancestor ?? find({ id: 'emmas-document' })),
        authorize: ({ owner }, { name }) =>
          owner === name ? Permission.grant() : Permission.deny(),
      },
    ],
    audit: fromTaskEither((record: AuditRecord<Asking, Who>) => {
      records.push(record)
      return change.audit ?? TE.right(undefined)
    }),
    handle: fromTaskEither(({ owner }: Document) => change.handle ?? TE.right(`of ${owner}`)),
  })
  return { route, records }
}

test('a route of tasks answers as any other', async () => {
  const { route, records } = routeOf()
  expect(await toTaskEither(route)({ id: 'emmas-document' })()).toStrictEqual(E.right('of emma'))
  const hidden = await route({ id: 'johns-document' })
  expect(hidden).toMatchObject({ _tag: 'NotFound' })
  expect(await route({ id: 'missing-document' })).toStrictEqual(hidden)
  expect(records.map(({ _tag }) => _tag)).toEqual(['Decided', 'Decided', 'Decided'])
})

test('credentials that are not good are right', async () => {
  const { route } = routeOf({
    authenticate: E.right({ ...emma, authn: Authn.rejected('expired') }),
  })
  expect(await route({ id: 'emmas-document' })).toMatchObject({ status: 401 })
})

const stages = ['authenticate', 'evaluate', 'lookUp', 'ancestor', 'handle'] as const

describe.each(['emmas-document', 'johns-document', 'missing-document'])('about %s', (id) => {
  test.each(stages)('what is left fails the effect: %s', async (stage) => {
    const { route, records } = routeOf({ [stage]: TE.left(broken) })
    const answer = await route({ id })
    if (stage === 'handle' && id !== 'emmas-document') expect(answer).toMatchObject({ status: 404 })
    else {
      expect(answer).toStrictEqual(unavailable)
      const path = stage === 'ancestor' ? 'ancestors[0].lookUp' : stage
      expect(records.at(-1)).toMatchObject({ _tag: 'Failed', faults: [{ path, cause: broken }] })
      expect(records.at(-1)?.faults[0]?.cause).toBe(broken)
    }
  })

  test('a record that could not be written keeps the handler from acting', async () => {
    const { route } = routeOf({
      audit: TE.left(broken),
      handle: () => {
        throw new Error('it acted')
      },
    })
    const answer = await route({ id })
    if (id === 'emmas-document') expect(answer).toStrictEqual(unavailable)
    else expect(answer).toMatchObject({ status: 404 })
  })

  test.each<[string, unknown]>([
    ['a task of undefined', () => Promise.resolve(undefined)],
    ['a task of null', () => Promise.resolve(null)],
    ['a row', { owner: 'emma' }],
    ['an option', O.some({ owner: 'emma' })],
    ['a task of a row', () => Promise.resolve({ owner: 'emma' })],
    ['a task that rejects', () => Promise.reject(new Error('down'))],
  ])('what is no Either is no row: %s', async (_name, odd) => {
    const { route } = routeOf({ lookUp: odd as never })
    expect(await route({ id })).toStrictEqual(unavailable)
  })
})

describe('a task that nobody ran', () => {
  const rest = {
    route: { method: 'GET', resource: 'document' },
    policy,
    authenticate: ({ id }: Asking) => ({ ...emma, id }),
    authorize: () => Permission.grant(),
    handle: () => 'done',
  } as const

  test('is no row', async () => {
    const records: Array<AuditRecord<Asking, Who>> = []
    const audit = (record: AuditRecord<Asking, Who>): unknown => records.push(record)
    const route = enforce({ ...rest, lookUp: find, audit })
    expect(await route({ id: 'missing-document' })).toStrictEqual(unavailable)
    expect(await route({ id: 'emmas-document' })).toStrictEqual(unavailable)
    const message = 'it gave a function (of a TaskEither, make a member by fromTaskEither)'
    expect(records[0]?.faults).toEqual([{ path: 'lookUp', message }])
    const later = enforce({ ...rest, lookUp: (asked) => Promise.resolve(find(asked)), audit })
    expect(await later({ id: 'missing-document' })).toStrictEqual(unavailable)
  })

  test('wrote nothing down', async () => {
    const lookUp = (): Document => ({ owner: 'emma' })
    const route = enforce({ ...rest, lookUp, audit: () => TE.right(undefined) })
    expect(await route({ id: 'emmas-document' })).toStrictEqual(unavailable)
  })

  test('is no result of authentication', async () => {
    const authenticate = (() => TE.right(emma)) as never as (request: Asking) => Who
    const route = enforce({
      ...rest,
      authenticate,
      lookUp: () => ({ owner: 'emma' }),
      audit: () => undefined,
    })
    expect(await route({ id: 'emmas-document' })).toStrictEqual(unavailable)
  })
})

describe('fromTaskEither', () => {
  test('hands everything on, and starts the task when the member is called', async () => {
    const signal = AbortSignal.abort()
    const started: Array<string> = []
    const member = fromTaskEither((id: string, heeded: AbortSignal) => async () => {
      started.push(id)
      return Promise.resolve(E.right([id, heeded]))
    })
    expect(started).toEqual([])
    expect(await member('emmas-document', signal)).toEqual(['emmas-document', signal])
    expect(started).toEqual(['emmas-document'])
  })

  test('takes what is right for the result, whatever it is', async () => {
    const rights = [undefined, null, 0, '', E.left('inside'), () => 1]
    for (const right of rights)
      expect(await fromTaskEither(() => TE.right<never, unknown>(right))()).toBe(right)
  })

  test('rejects with what is left, whatever it is', async () => {
    for (const left of [undefined, null, 'down', broken, E.right('inside')])
      await expect(fromTaskEither(() => E.left(left))()).rejects.toBe(left)
  })

  test('rejects where the function throws', async () => {
    const cause = new Error('down')
    const member = fromTaskEither((): TE.TaskEither<never, never> => {
      throw cause
    })
    await expect(member()).rejects.toBe(cause)
  })
})
