/**
 * The decision matrix, as people write it down.
 */
import { Authn, decide, Facts, Permission, Policy, render, unavailable } from 'glomar'
import { enforce } from 'glomar/enforce'
import { matrix, type Answer } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

const policy = Policy.of({ document: { existence: 'if-may-know' }, secret: {} })

const linesOf = (table: string): ReadonlyArray<string> => table.split('\n')

test('the matrix says who does what to what, there / not there, in Markdown', async () => {
  const table = await matrix({
    principals: ['emma', 'tara', 'nobody'],
    actions: ['GET', 'DELETE'],
    resources: ['document', 'secret'],
    decide: (principal, method, resource, exists) =>
      decide(
        { method, resource },
        principal === 'nobody' ? Authn.anonymous : Authn.authenticated(),
        exists ? 'present' : 'absent',
        principal === 'emma'
          ? Permission.grant()
          : principal === 'tara' && method === 'DELETE'
            ? Permission.deny({ mayKnow: true })
            : Permission.deny(),
        policy,
      ),
  })
  expect(linesOf(table)).toEqual([
    '|                 | emma      | tara       | nobody    |',
    '| --------------- | --------- | ---------- | --------- |',
    '| GET document    | ok / 404! | 404 / 404  | 401 / 401 |',
    '| DELETE document | ok / 404! | 403 / 404! | 401 / 401 |',
    '| GET secret      | ok / 404! | 404 / 404  | 401 / 401 |',
    '| DELETE secret   | ok / 404! | 404 / 404  | 401 / 401 |',
  ])
})

/** A matrix of one cell. */
const cellOf = async (answer: () => Answer | Promise<Answer>): Promise<string> => {
  const table = await matrix({
    principals: ['emma'],
    actions: ['GET'],
    resources: ['document'],
    decide: answer,
  })
  return /\| (\S+) \/ \S+ *\|$/.exec(table)?.[1] ?? table
}

describe('a cell has', () => {
  const absent = decide(
    { method: 'GET', resource: 'document' },
    Authn.authenticated(),
    ...Facts.of(null, () => Permission.grant(), { whenAbsent: Permission.grant() }),
    policy,
  )
  if (absent._tag !== 'NotFound') throw new Error('expected a refusal')

  test.each<[string, Answer, string]>([
    ['the word of Ok', { _tag: 'Ok' }, 'ok'],
    ['the word of Empty', { _tag: 'Empty' }, 'empty'],
    ['the word of Conflict', { _tag: 'Conflict' }, 'conflict'],
    ['the word of UnresolvedReference', { _tag: 'UnresolvedReference' }, 'unresolved'],
    ['the status of a definitive 404, marked', absent, '404!'],
    [
      'the status of one that was rendered, marked',
      render(absent, () => ({ status: 410 })),
      '410!',
    ],
    ['the status of what is unavailable', unavailable, '503'],
    ['the word of what a handler gave', { _tag: 'Ok', value: new Map([['a', 1]]) }, 'ok'],
    ['the word of a row with a code', { _tag: 'Ok', value: { code: 'does-not-exist' } }, 'ok'],
    [
      'the status that a handler chose',
      { _tag: 'Ok', value: { statusCode: 409, body: '' } },
      '409',
    ],
    ['the status of a Response', new Response(null, { status: 418 }), '418'],
    ['the status of what was written down', { status: 403, headers: {} }, '403'],
    [
      'the status of what was written down along with a value',
      { status: 403, headers: {}, value: unavailable },
      '403',
    ],
  ])('%s', async (_what, answer, cell) => {
    expect(await cellOf(() => answer)).toBe(cell)
    expect(await cellOf(() => Promise.resolve(answer))).toBe(cell)
  })
})

test('a route of `enforce` fills the matrix, with personas by their names', async () => {
  interface Asked {
    readonly user: User | undefined
    readonly id: string
  }
  type User = { readonly id: number }
  const rows = new Map([['emmas-document', { owner: 7 }]])
  const read = enforce({
    route: { method: 'GET', resource: 'document' },
    policy,
    authenticate: ({ user }: Asked) => ({
      user,
      authn: user === undefined ? Authn.anonymous : Authn.authenticated(),
    }),
    lookUp: ({ id }) => rows.get(id),
    authorize: (row, { user }) => (row.owner === user?.id ? Permission.grant() : Permission.deny()),
    audit: () => undefined,
    handle: (row) => row.owner,
  })
  const asked: Array<unknown> = []
  const table = await matrix({
    principals: { emma: { id: 7 }, tara: { id: 8 }, nobody: undefined },
    actions: ['GET'],
    resources: ['emmas-document'],
    decide: (user, action, id, exists) => {
      asked.push([user, action, id, exists])
      return read({ user, id: exists ? id : 'no-such-record' })
    },
  })
  expect(linesOf(table)).toEqual([
    '|                    | emma     | tara      | nobody    |',
    '| ------------------ | -------- | --------- | --------- |',
    '| GET emmas-document | ok / 404 | 404 / 404 | 401 / 401 |',
  ])
  expect(asked.slice(0, 3)).toEqual([
    [{ id: 7 }, 'GET', 'emmas-document', true],
    [{ id: 7 }, 'GET', 'emmas-document', false],
    [{ id: 8 }, 'GET', 'emmas-document', true],
  ])
})

test('the calls come one by one, so that they may set up a world', async () => {
  let running = 0
  let most = 0
  const slow = async (): Promise<Answer> => {
    most = Math.max(most, (running += 1))
    await new Promise((resolve) => setImmediate(resolve))
    running -= 1
    return { _tag: 'Ok' }
  }
  await matrix({ principals: ['a', 'b'], actions: ['GET'], resources: ['c'], decide: slow })
  expect(most).toBe(1)
})

test('names with a pipe or a line break do not break the table', async () => {
  const decide = (): Answer => ({ _tag: 'Ok' })
  const axes = { principals: ['a|b\n\nc'], actions: ['GET'], resources: ['d'], decide }
  expect(linesOf(await matrix(axes))).toEqual([
    '|       | a\\|b c  |',
    '| ----- | ------- |',
    '| GET d | ok / ok |',
  ])
})

test('a column is as wide as three hyphens', async () => {
  const axes = { principals: ['a'], actions: [], resources: [], decide: (): Answer => unavailable }
  expect(linesOf(await matrix(axes))).toEqual(['|     | a   |', '| --- | --- |'])
})

test('what throws, or gives no answer, is said with its cell', async () => {
  const where = 'matrix: GET document as emma, where it exists: '
  const why = new Error('no database')
  const failing = cellOf(() => {
    throw why
  })
  await expect(failing).rejects.toThrow(new Error(`${where}no database`))
  await expect(failing).rejects.toMatchObject({ cause: why })
  // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
  await expect(cellOf(() => Promise.reject('late'))).rejects.toThrow(new Error(`${where}late`))
  await expect(cellOf(() => undefined as never)).rejects.toThrow(
    new Error(`${where}expected an answer, got undefined`),
  )
  await expect(cellOf(() => ({ _tag: 'Left', left: unavailable }) as never)).rejects.toThrow(
    new Error(`${where}expected an answer, got a Left: hand over what is in it`),
  )
  const absent = matrix({
    principals: ['emma'],
    actions: ['GET'],
    resources: ['document'],
    decide: (_principal, _action, _resource, exists) => (exists ? { _tag: 'Ok' } : (1 as never)),
  })
  await expect(absent).rejects.toThrow(
    'matrix: GET document as emma, where it does not exist: expected an answer, got number',
  )
})
