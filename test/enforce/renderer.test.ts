/**
 * Refusals and the 503 in the words of the service.
 */
import { Authn, Permission, Policy, render, unavailable, type Renderer } from 'glomar'
import { enforce, type AuditRecord } from 'glomar/enforce'
import { describe, expect, test } from 'vitest'
import { emma, store, type Asking, type Who } from './documents.js'

const policy = Policy.of({ document: {}, documents: { list: 'empty' } })

const words: Renderer<Asking> = ({ code }, { id }) => ({
  headers: { 'x-request-id': id },
  body: `words: ${code}`,
})

const described = (records: Array<AuditRecord<Asking, Who>> = []) => ({
  route: { method: 'GET', resource: 'document' } as const,
  policy,
  authenticate: (): Who => emma,
  lookUp: ({ id }: Asking) => store.get(id),
  authorize: ({ owner }: { readonly owner: string }, { name }: Who) =>
    owner === name ? Permission.grant() : Permission.deny(),
  audit: (record: AuditRecord<Asking, Who>) => {
    records.push(record)
  },
  handle: () => 'handled',
})

describe('with a renderer', () => {
  test('a refusal is rendered, with the request at hand', async () => {
    const route = enforce({ ...described(), renderer: words })
    expect(await route({ id: 'johns-document' })).toMatchObject({
      _tag: 'Rendered',
      code: 'not-found',
      status: 404,
      headers: { 'cache-control': 'no-store', 'x-request-id': 'johns-document' },
      body: 'words: not-found',
      faults: [],
    })
  })

  test('what is hidden and what is missing are rendered alike', async () => {
    const route = enforce({ ...described(), renderer: ({ code }) => ({ body: code }) })
    const hidden = await route({ id: 'johns-document' })
    expect(hidden).toMatchObject({ _tag: 'Rendered', body: 'not-found' })
    expect(JSON.stringify(await route({ id: 'no-document' }))).toBe(JSON.stringify(hidden))
  })

  test('a refusal before any look-up is rendered', async () => {
    const authenticate = () => ({ ...emma, authn: Authn.rejected('expired', 'Bearer') })
    const route = enforce({ ...described(), authenticate, renderer: words })
    expect(await route({ id: 'johns-document' })).toMatchObject({
      _tag: 'Rendered',
      status: 401,
      headers: { 'www-authenticate': expect.stringContaining('invalid_token') as unknown },
      body: 'words: invalid-credentials',
    })
  })

  test.each<readonly [string, object]>([
    ['authentication', { authenticate: () => Promise.reject(new Error('down')) }],
    ['an `authn` that was not made', { authenticate: () => ({ name: 'emma', authn: {} }) }],
    ['a look-up', { lookUp: () => Promise.reject(new Error('down')) }],
    ['a handler', { handle: () => Promise.reject(new Error('down')) }],
  ])('the 503 is rendered: %s', async (_, change) => {
    const route = enforce({ ...described(), ...change, renderer: words })
    expect(await route({ id: 'emmas-document' })).toEqual(
      render(unavailable, words, { id: 'emmas-document' }),
    )
  })

  test('the 503 is rendered where the signal is none', async () => {
    const route = enforce({ ...described(), renderer: words })
    expect(await route({ id: 'r-1' }, 5 as never)).toMatchObject({ body: 'words: unavailable' })
  })

  test('what the handler answers is not rendered: Ok, Empty, Conflict, UnresolvedReference', async () => {
    const renderer = () => expect.unreachable()
    const ok = enforce({ ...described(), renderer })
    expect(await ok({ id: 'emmas-document' })).toEqual({ _tag: 'Ok', value: 'handled' })
    const listed = { method: 'GET', resource: 'documents', shape: 'collection' } as const
    const empty = enforce({ ...described(), route: listed, renderer })
    expect(await empty({ id: 'johns-document' })).toEqual({ _tag: 'Empty' })
    const created = { method: 'PUT', resource: 'document', expects: 'absent' } as const
    const conflict = enforce({ ...described(), route: created, renderer })
    expect(await conflict({ id: 'emmas-document' })).toEqual({ _tag: 'Conflict' })
    const unresolved = enforce({
      ...described(),
      references: [
        { resource: 'document', lookUp: () => null, authorize: () => Permission.grant() },
      ],
      renderer,
    })
    expect(await unresolved({ id: 'emmas-document' })).toEqual({ _tag: 'UnresolvedReference' })
  })
})

describe('a renderer that fails', () => {
  const cause = new Error('no template')
  const fails = () => {
    throw cause
  }

  test.each<readonly [string, string, object, ReadonlyArray<object>]>([
    [
      'a decision',
      'johns-document',
      {},
      [{ _tag: 'Decided', faults: [{ path: 'renderer', cause }] }],
    ],
    [
      'a decision before any look-up',
      'johns-document',
      { authenticate: () => ({ ...emma, authn: Authn.rejected('expired') }) },
      [{ _tag: 'DecidedBeforeLookup', faults: [{ path: 'renderer', cause }] }],
    ],
    [
      'the 503',
      'johns-document',
      { lookUp: () => Promise.reject(new Error('down')) },
      [{ _tag: 'Failed', faults: [{ path: 'lookUp' }, { path: 'renderer', cause }] }],
    ],
  ])('leaves the default, and the audit is told: %s', async (_, id, change, records) => {
    const written: Array<AuditRecord<Asking, Who>> = []
    const plain = await enforce({ ...described(), ...change })({ id })
    const route = enforce({ ...described(written), ...change, renderer: fails })
    const answer = await route({ id })
    expect(answer).toMatchObject({ _tag: 'Rendered' })
    if (answer._tag !== 'Rendered' || plain._tag === 'Ok') return expect.unreachable()
    expect([answer.status, answer.headers, answer.body]).toEqual([
      plain.status,
      plain.headers,
      JSON.stringify(plain.body),
    ])
    expect(written).toMatchObject(records)
  })

  test('comes after the faults of the decision', async () => {
    const written: Array<AuditRecord<Asking, Who>> = []
    const route = enforce({
      ...described(written),
      authorize: () => {
        throw new Error('no rule')
      },
      renderer: fails,
    })
    await route({ id: 'johns-document' })
    expect(written[0]?.faults.map(({ path }) => path)).toEqual(['authorize', 'renderer'])
  })
})
