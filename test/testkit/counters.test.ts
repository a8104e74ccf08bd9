/**
 * A counter that moves for one of the two alone.
 */
import { leaks, type Arrangement, type Probe, type Question, type Recorded } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import type { Send } from '../../src/testkit/ask.js'
import { countingLeak } from '../../src/testkit/counters.js'

const pair = { hidden: '/documents/johns-document', missing: '/documents/no-such-record' }

const found = async (
  said: (count: number) => Partial<Recorded>,
  counts: (path: string) => boolean,
) => {
  let count = 100_000
  const send: Arrangement['send'] = ({ path }: Probe) => {
    if (counts(path)) count -= 1
    return { status: 404, headers: {}, ...said(count) }
  }
  return (await leaks({ ...pair, send })).map(({ request, differences, mend }) => [
    request,
    differences[0],
    mend,
  ])
}

const left = (count: number) => ({ headers: { 'x-left': String(count) } })
const body = (count: number) => ({ body: `{"version":1,"left":${String(count)},"v":"1.2"}` })
const mend =
  'A counter moves for one of the two alone: count what was asked for, whether it is there or not.'

describe('a limit that counts what is missing alone is found', () => {
  const misses = (path: string) => path !== pair.hidden
  test('by a field', async () => {
    expect(await found(left, misses)).toEqual([
      [
        'GET, 5 times',
        {
          channel: 'header',
          field: 'x-left',
          says: 'header `x-left` goes by 0 against -1 at each request',
        },
        mend,
      ],
    ])
  })
  test('by a number in the body', async () => {
    expect(await found(body, misses)).toEqual([
      [
        'GET, 5 times',
        { channel: 'body', says: 'number 2 in the body goes by 0 against -1 at each request' },
        mend,
      ],
    ])
  })
})

test('a limit that counts every request is none', async () => {
  expect(await found(left, () => true)).toEqual([])
  expect(await found(body, () => true)).toEqual([])
})

test('a counter that moves as it will is none', async () => {
  let step = 0
  const unsteady = () => {
    step += 1
    return left((step * step) % 977)
  }
  expect(await found(unsteady, () => true)).toEqual([])
})

test('a counter that moved for one of the two, and not again, is none', async () => {
  let gets = 0
  const send: Arrangement['send'] = ({ path, method }) => {
    if (path === pair.hidden && method === 'GET') gets += 1
    // from the second to the eighth answer about the hidden thing
    const value = gets > 1 && gets < 9 ? gets : 9
    return { status: 404, headers: { 'x-n': String(path === pair.hidden ? value : 9) } }
  }
  expect((await leaks({ ...pair, send })).some(({ request }) => request === 'GET, 5 times')).toBe(
    false,
  )
})

describe('counters are compared by how they go', () => {
  const question: Question = {
    name: 'GET',
    at: (path) => ({ method: 'GET', path, headers: {} }),
  }
  const places = {
    hidden: { world: 'hidden', path: pair.hidden, ids: [] },
    missing: { world: 'missing', path: pair.missing, ids: [] },
  } as const
  /** The values of a field, one after the other, for each of the two. */
  const counting = (
    hidden: (n: number) => number,
    missing: (n: number) => number,
    { field = 'x-left', volatile = [] as ReadonlyArray<string> } = {},
  ) => {
    const asked = { hidden: 0, missing: 0 }
    const send: Send = (_, world) => {
      asked[world] += 1
      const value = { hidden, missing }[world](asked[world])
      return { status: 404, headers: { [field]: String(value) }, body: 'none' }
    }
    return countingLeak(question, places, send, volatile)
  }
  const still = () => 9
  const down = (n: number) => 900 - n

  test('a counter that goes for one of the two is told with its last answers', async () => {
    const leak = await counting(down, still)
    expect(leak?.hidden.headers).toEqual([['x-left', '890']])
    expect(leak?.differences).toStrictEqual([
      {
        channel: 'header',
        field: 'x-left',
        says: 'header `x-left` goes by -1 against 0 at each request',
      },
    ])
  })
  test('and so is one that goes for the other alone', async () => {
    const leak = await counting(still, down)
    expect(leak?.missing.headers).toEqual([['x-left', '890']])
    expect(leak?.hidden.headers).toEqual([['x-left', '9']])
  })
  test('a counter that is not always there is none', async () => {
    let asked = 0
    const send: Send = (_, world) => ({
      status: 404,
      headers: world === 'hidden' && asked++ === 0 ? { 'x-left': '9' } : {},
    })
    expect(await countingLeak(question, places, send, [])).toBeUndefined()
  })
  test('a difference in the body names no field', async () => {
    const send: Send = (_, world) => ({
      status: 404,
      headers: {},
      body: String(world === 'hidden' ? (asked -= 1) : 5),
    })
    let asked = 900
    const leak = await countingLeak(question, places, send, [])
    expect(leak?.differences.map((each) => 'field' in each)).toEqual([false])
  })
  test.each<[string, Parameters<typeof counting>]>([
    ['goes another way the second time', [(n) => (n > 5 ? 900 - 2 * n : 900 - n), still]],
    ['goes by another step at each request', [(n) => n * n, still]],
    [
      'begins with the same step each time, and goes on by others',
      [(n) => [90, 91, 98, 97, 96][(n - 1) % 5] ?? 0, still],
    ],
    ['is the clock', [down, still, { field: 'date' }]],
    ['is declared volatile', [down, still, { volatile: ['x-left'] }]],
  ])('a counter tells nothing that %s', async (_, args) => {
    expect(await counting(...args)).toBeUndefined()
  })
})
