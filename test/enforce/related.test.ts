/**
 * What the target stands under, and what the request names beside it: looked up with the target, always
 * all of it, and judged along with it.
 */
import { Permission, Policy, unavailable } from 'glomar'
import { enforce, type AuditRecord } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'
import { emma, type Who } from './documents.js'

const policy = Policy.of({
  archive: {},
  folder: {},
  shelf: { existence: 'public' },
  document: { existence: 'if-may-know' },
})

/** For each thing of a request, how it stands: for a caller who is denied, `hidden` or `known`. */
type Standing = 'visible' | 'hidden' | 'known' | 'missing'

interface Move {
  readonly folder?: Standing
  readonly document?: Standing
  readonly destination?: Standing
  readonly archive?: Standing
  readonly name?: Standing
}

interface Row {
  readonly standing: Standing
}

const rowOf = (standing: Standing = 'visible'): Row | null =>
  standing === 'missing' ? null : { standing }

const authorize = ({ standing }: Row): Permission.Permission =>
  standing === 'visible'
    ? Permission.grant()
    : Permission.deny({ mayKnow: standing === 'known', missingPermissions: [standing] })

/** Moves a document out of a folder, into another one, under a name that is free. */
const mover = (change: object = {}) => {
  const calls: Array<string> = []
  const records: Array<AuditRecord<Move, Who>> = []
  const look = (name: keyof Move) => (request: Move) => {
    calls.push(name)
    return rowOf(request[name])
  }
  const route = enforce({
    route: { method: 'PATCH', resource: 'document' },
    policy,
    authenticate: () => emma,
    lookUp: look('document'),
    authorize,
    ancestors: [{ resource: 'folder', lookUp: look('folder'), authorize }],
    references: [
      {
        resource: 'folder',
        lookUp: look('destination'),
        authorize,
        ancestors: [{ resource: 'archive', lookUp: look('archive'), authorize }],
      },
      {
        resource: 'document',
        expects: 'absent',
        lookUp: (request) => {
          calls.push('name')
          return rowOf(request.name ?? 'missing')
        },
        authorize,
        whenAbsent: () => Permission.grant(),
      },
    ],
    audit: (record) => {
      records.push(record)
    },
    handle: () => 'moved',
    ...change,
  })
  return { route, calls, records }
}

const things = ['document', 'folder', 'destination', 'archive', 'name'] as const
const all = 'document, folder, destination, archive, name'

describe('look-ups', () => {
  test.each<Move>([
    {},
    { document: 'missing' },
    { document: 'hidden', folder: 'hidden' },
    { folder: 'missing' },
    { destination: 'missing', archive: 'missing' },
    { name: 'visible' },
  ])('are all of them, and the same, for %j', async (request) => {
    const { route, calls } = mover()
    await route(request)
    expect(calls.join(', ')).toBe(all)
  })

  test('start together', async () => {
    const started: Array<string> = []
    let open: (row: Row) => void = () => undefined
    const gate = new Promise<Row>((resolve) => {
      open = resolve
    })
    const wait = (name: string) => () => {
      started.push(name)
      return gate
    }
    const { route } = mover({
      evaluate: wait('evaluate'),
      lookUp: wait('document'),
      ancestors: [
        { resource: 'folder', lookUp: wait('folder'), authorize },
        { resource: 'shelf', lookUp: wait('shelf'), authorize },
      ],
      references: [
        {
          resource: 'folder',
          lookUp: wait('destination'),
          authorize,
          ancestors: [{ resource: 'archive', lookUp: wait('archive'), authorize }],
        },
      ],
    })
    const answering = route({})
    await new Promise((resolve) => setImmediate(resolve))
    expect(started.join(', ')).toBe('evaluate, document, folder, shelf, destination, archive')
    open({ standing: 'visible' })
    expect(await answering).toEqual({ _tag: 'Ok', value: 'moved' })
  })

  const cause = new Error('the store is down')
  const down = () => Promise.reject(cause)
  const folder = { resource: 'folder', lookUp: () => rowOf('visible'), authorize }

  test.each<readonly [string, object]>([
    ['lookUp', { lookUp: down }],
    ['ancestors[0].lookUp', { ancestors: [{ ...folder, lookUp: down }] }],
    ['ancestors[1].lookUp', { ancestors: [folder, { ...folder, lookUp: down }] }],
    ['references[0].lookUp', { references: [{ ...folder, lookUp: down }] }],
    [
      'references[0].ancestors[0].lookUp',
      { references: [{ ...folder, ancestors: [{ ...folder, lookUp: down }] }] },
    ],
  ])('of which %s fails are a 503, whatever the rest', async (path, change) => {
    for (const standing of ['visible', 'hidden', 'known', 'missing'] as const) {
      const { route, records } = mover(change)
      expect(await route({ document: standing, folder: standing })).toBe(unavailable)
      expect(records).toMatchObject([{ _tag: 'Failed', faults: [{ path, cause }] }])
    }
  })

  test('of which two fail at once are both named with what they threw, be it `undefined`', async () => {
    const other = new Error('the other store is down')
    const { route, records } = mover({
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- it may be anything
      lookUp: () => Promise.reject(undefined),
      ancestors: [{ ...folder, lookUp: () => Promise.reject(other) }],
    })
    expect(await route({})).toBe(unavailable)
    const message = 'it threw, or rejected its promise'
    expect(records[0]?.faults).toEqual([
      { path: 'lookUp', message, cause: undefined },
      { path: 'ancestors[0].lookUp', message, cause: other },
    ])
  })

  test('of which one fails are called off, and the audit names each', async () => {
    const signals: Array<AbortSignal> = []
    const hang = (_request: Move, _caller: Who, signal: AbortSignal) => {
      signals.push(signal)
      return new Promise<null>(() => undefined)
    }
    const { route, records } = mover({
      lookUp: hang,
      ancestors: [{ ...folder, lookUp: hang }],
      references: [{ ...folder, lookUp: down }],
    })
    expect(await route({})).toBe(unavailable)
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true])
    expect(records[0]?.faults).toMatchObject([
      { path: 'lookUp', message: 'it was called off', cause: { name: 'AbortError' } },
      { path: 'ancestors[0].lookUp', message: 'it was called off' },
      { path: 'references[0].lookUp', message: 'it threw, or rejected its promise', cause },
    ])
  })
})

describe('ancestors', () => {
  test('let through whom they grant', async () => {
    expect(await mover().route({})).toEqual({ _tag: 'Ok', value: 'moved' })
  })

  test.each(['visible', 'known', 'hidden', 'missing'] as const)(
    'that are hidden or missing block alike, where the document is %s',
    async (document) => {
      const hidden = mover()
      const missing = mover()
      const answer = await hidden.route({ document, folder: 'hidden' })
      expect(answer).toMatchObject({ status: 404, code: 'not-found' })
      expect(await missing.route({ document, folder: 'missing' })).toEqual(answer)
      expect(hidden.records).toMatchObject([
        { explanation: { blocked: true, ancestors: [{ resource: 'folder', effect: 'blocks' }] } },
      ])
      expect(missing.records).toMatchObject([
        { explanation: { blocked: true, ancestors: [{ state: 'absent', effect: 'blocks' }] } },
      ])
    },
  )

  test('that deny, and may be known, deny the target that grants: the policy grants nothing', async () => {
    const { route } = mover({
      ancestors: [{ resource: 'shelf', lookUp: () => rowOf('known'), authorize }],
    })
    expect(await route({})).toMatchObject({
      status: 403,
      code: 'permission-denied',
      body: { missing_permissions: ['known'] },
    })
  })

  test('are judged alike in any order', async () => {
    const shelf = { resource: 'shelf', lookUp: () => rowOf('known'), authorize }
    const folder = { resource: 'folder', lookUp: () => rowOf('hidden'), authorize }
    const one = await mover({ ancestors: [shelf, folder] }).route({})
    const other = await mover({ ancestors: [folder, shelf] }).route({})
    expect(one).toMatchObject({ status: 404 })
    expect(other).toEqual(one)
  })

  test('that are missing grant where their `whenAbsent` says so, and block all the same', async () => {
    const { route } = mover({
      ancestors: [
        {
          resource: 'folder',
          lookUp: () => null,
          authorize,
          whenAbsent: () => Permission.grant(),
        },
      ],
    })
    expect(await route({})).toMatchObject({ status: 404, code: 'not-found' })
  })
})

describe('references', () => {
  test.each<Move>([
    { destination: 'hidden' },
    { destination: 'missing' },
    { archive: 'hidden' },
    { archive: 'missing' },
  ])('that are hidden or missing are unresolved alike: %j', async (request) => {
    const { route, records } = mover()
    expect(await route(request)).toStrictEqual({ _tag: 'UnresolvedReference' })
    expect(records).toMatchObject([
      {
        explanation: {
          row: 'unresolved',
          references: [{ resource: 'folder', effect: 'is unresolved' }, { effect: 'passes' }],
        },
      },
    ])
  })

  test('that must be absent, and are there, are a conflict to a caller who may know', async () => {
    expect(await mover().route({ name: 'visible' })).toStrictEqual({ _tag: 'Conflict' })
  })

  test('that must be absent, and are there, are unresolved to a caller who may not know', async () => {
    expect(await mover().route({ name: 'hidden' })).toStrictEqual({ _tag: 'UnresolvedReference' })
  })

  test('that deny, and may be known, are a 403 with what is missing', async () => {
    const shelf = { resource: 'shelf', lookUp: () => rowOf('known'), authorize }
    expect(await mover({ references: [shelf] }).route({})).toMatchObject({
      status: 403,
      body: { missing_permissions: ['known'] },
    })
  })

  test.each<readonly [Standing, object]>([
    ['hidden', { status: 404, code: 'not-found' }],
    ['missing', { status: 404, code: 'not-found' }],
    ['known', { status: 403, code: 'permission-denied' }],
  ])('change nothing where the target is %s', async (document, answer) => {
    const { route } = mover()
    const alone = await route({ document })
    expect(alone).toMatchObject(answer)
    for (const standing of ['hidden', 'missing', 'known'] as const)
      expect(await route({ document, destination: standing, name: standing })).toEqual(alone)
  })
})

test.each(things)('no rule is asked about a missing row: %s', async (thing) => {
  const { route, records } = mover()
  await route({ [thing]: 'missing' })
  // it would fail to read the row
  expect(records).toMatchObject([{ _tag: 'Decided', faults: [] }])
})
