/**
 * What `leaks` finds, and what it says where it could find nothing.
 */
import { leaks, type Arrangement, type Probe, type Recorded, type World } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { planOf } from '../../src/testkit/questions/plan.js'

const notFound: Recorded = {
  status: 404,
  headers: { 'content-type': 'application/json' },
  body: '{}',
}

/** A handler of one path in two worlds. */
const arrange = (send: Arrangement['send'], rest: Partial<Arrangement> = {}): Arrangement => ({
  hidden: '/documents/johns-document',
  missing: '/documents/johns-document',
  send,
  ...rest,
})

const found = async (arrangement: Arrangement): Promise<ReadonlyArray<string>> =>
  (await leaks(arrangement)).map(({ request }) => request)

/** 403 where it exists, under a condition. */
const when =
  (condition: (probe: Probe) => boolean): Arrangement['send'] =>
  (probe, world) =>
    world === 'hidden' && condition(probe) ? { ...notFound, status: 403 } : notFound

describe('`only` chooses what is asked', () => {
  const asked = async (rest: Partial<Arrangement>): Promise<ReadonlySet<string>> => {
    const methods = new Set<string>()
    await leaks(arrange(({ method }) => (methods.add(method), notFound), rest))
    return methods
  }

  test('by the request, of the default questions and of their variations', async () => {
    const methods = await asked({ only: ({ at }) => ['GET', 'HEAD'].includes(at('/a/b').method) })
    expect([...methods].sort()).toEqual(['GET', 'HEAD'])
  })

  test('by the name, of the questions of a person', async () => {
    const own = (name: string) => ({
      name,
      at: (path: string) => ({ method: name.slice(0, 3), path, headers: {} }),
    })
    const { survey } = await leaks(
      arrange(() => notFound, {
        questions: [own('PUT it'), own('GET it')],
        only: ({ name }) => name === 'GET it',
      }),
    )
    expect([survey.planned, survey.asked]).toEqual([1, 1])
  })
})

describe('a handler that answers alike passes', () => {
  test('two worlds under one path', async () => {
    expect(await leaks(arrange(() => notFound))).toEqual([])
  })
  test('two paths in one world, which an answer may repeat, encoded or not', async () => {
    const send = ({ path }: Probe): Recorded => ({
      ...notFound,
      headers: { link: `<${path}>`, location: encodeURI(path) },
      trailers: [['x-path', path]],
      body: JSON.stringify({ asked: path, encoded: encodeURIComponent(path) }),
    })
    expect(await leaks({ hidden: '/documents/ä7', missing: '/documents/ä8', send })).toEqual([])
  })
  test('a promise of an answer, and a date that goes on', async () => {
    let now = 0
    expect(
      await leaks(
        arrange(() => Promise.resolve({ ...notFound, headers: { date: String(now++) } })),
      ),
    ).toEqual([])
  })
})

describe('a leak is found by the smallest request that shows it', () => {
  test('a status, by every plain request and by no variation; what may remove or make the thing comes last', async () => {
    const names = planOf([], '/documents/johns-document').map(({ plain }) => plain.name)
    expect(await found(arrange(when(() => true)))).toEqual(names)
    const order = ['GET', 'GET the parent', 'POST …/star', 'PATCH', 'DELETE', 'PUT'] as const
    expect(order.map((name) => names.indexOf(name)).sort((x, y) => x - y)).toEqual(
      order.map((name) => names.indexOf(name)),
    )
  })
  test('with the request as it was sent, both answers, and what differs', async () => {
    const send = ({ method, path }: Probe): Recorded =>
      method === 'POST' && path === '/documents/johns-document/star'
        ? { ...notFound, body: '{"starred":false}' }
        : notFound
    expect(
      await leaks({
        hidden: '/documents/johns-document',
        missing: '/documents/no-such-record',
        send,
      }),
    ).toEqual([
      {
        request: 'POST …/star',
        probe: {
          method: 'POST',
          path: '/documents/johns-document/star',
          headers: { 'content-type': 'application/json' },
          body: '{}',
        },
        hidden: {
          status: 404,
          reason: '',
          headers: [['content-type', 'application/json']],
          trailers: [],
          body: '{"starred":false}',
        },
        missing: {
          status: 404,
          reason: '',
          headers: [['content-type', 'application/json']],
          trailers: [],
          body: '{}',
        },
        differences: [
          {
            channel: 'body',
            says: 'body (17 against 2 bytes): "{\\"starred\\":false}" against "{}"',
          },
        ],
        mend: 'A route below the thing has a gate of its own: give it the verdict about the thing first.',
      },
    ])
  })
  test('a field, in words about the two worlds', async () => {
    const send = (_: Probe, world: World): Recorded => ({
      ...notFound,
      headers: { [world === 'hidden' ? 'etag' : 'age']: '7' },
    })
    expect((await leaks(arrange(send)))[0]?.differences.map(({ says }) => says)).toEqual([
      'header `etag` only when it exists',
      'header `age` only when it does not',
    ])
  })
  test('a variation of one request alone', async () => {
    const conditional = when(
      ({ method, headers }) => method === 'GET' && headers['if-none-match'] === '*',
    )
    expect(await found(arrange(conditional))).toEqual(['GET with if-none-match: *'])
  })
  test('a question of your own, and its variations', async () => {
    const questions = [
      {
        name: 'search',
        at: (path: string) => ({ method: 'POST', path: '/search', headers: {}, body: path }),
      },
    ]
    const send = when(({ path, body }) => path === '/search' && body === '{"a":')
    expect(await found(arrange(send, { questions }))).toEqual([
      'search with a body that is not JSON',
    ])
  })
  test('a request that breaks the handler where the thing exists', async () => {
    const [leak] = await leaks(
      arrange(({ method }, world) =>
        world === 'hidden' && method === 'PATCH'
          ? Promise.reject(new Error('socket hang up'))
          : notFound,
      ),
    )
    expect(leak?.request).toBe('PATCH')
    expect(leak?.hidden).toEqual({
      status: 0,
      reason: 'no answer',
      headers: [],
      trailers: [],
      body: '',
    })
  })
})

test('a leak shows the paths as `{path}`, and a slash as what it is', async () => {
  const echo = ({ path }: Probe, world: World): Recorded => ({
    status: 404,
    headers: { 'content-type': 'a/b' },
    body: `${path} ${world}`,
  })
  expect((await leaks(arrange(echo)))[0]?.missing.body).toBe('{path} missing')
  const [atRoot] = await leaks({ hidden: '/', missing: '/', send: echo })
  expect(atRoot?.missing).toMatchObject({ headers: [['content-type', 'a/b']], body: '/ missing' })
})

test('a request that breaks the handler where nothing is, is a leak as well', async () => {
  const [leak] = await leaks(
    arrange((_, world) => (world === 'missing' ? Promise.reject(new Error('down')) : notFound)),
  )
  expect(leak?.differences[0].says).toBe('status 404 against 0')
})

describe('what is declared volatile', () => {
  let id = 0
  const send = (): Recorded => {
    id += 1
    return {
      ...notFound,
      headers: { 'X-Request-Id': String(id), date: String(id) },
      body: `{"id":"r-${String(id)}"}`,
    }
  }
  test('is left out before anything is learnt: a field by its name, what is in a body by a pattern', async () => {
    const found = await leaks(arrange(send, { volatile: ['x-request-id', /"id":"r-\d+"/] }))
    expect(found).toEqual([])
    expect(found.survey.learnt).toEqual([])
  })
  test('and what was not declared is learnt', async () => {
    const found = await leaks(arrange(send, { volatile: ['x-request-id'] }))
    expect(found).toEqual([])
    expect(found.survey.learnt).toEqual(['words in the body vary'])
  })
  test('a field whose value is left out still tells by being there', async () => {
    const dated = (_: Probe, world: World): Recorded =>
      world === 'hidden' ? { ...notFound, headers: { Date: 'now' } } : { ...notFound, headers: {} }
    const [leak] = await leaks(arrange(dated, { volatile: ['date'] }))
    expect(leak?.differences.map(({ says }) => says)).toEqual(['header `date` only when it exists'])
  })
})

describe('where nothing could be found, that is said', () => {
  test('paths of different lengths', async () => {
    await expect(leaks(arrange(() => notFound, { missing: '/documents/none' }))).rejects.toThrow(
      new TypeError(
        'leaks: expected paths of equal length, so that an answer which repeats its path is as long for both; choose ids of one length',
      ),
    )
  })
  test('an entitled caller who sees no difference', async () => {
    await expect(
      leaks(arrange(() => notFound, { sendAsEntitled: () => notFound })),
    ).rejects.toThrow('does the hidden thing exist')
    const sendAsEntitled = (_: Probe, world: World): Recorded =>
      world === 'hidden' ? { ...notFound, status: 200 } : notFound
    expect(await leaks(arrange(() => notFound, { sendAsEntitled }))).toEqual([])
  })
  test('a handler that answers in neither world', async () => {
    const down = (): Promise<never> => Promise.reject(new Error('refused'))
    await expect(leaks(arrange(down))).rejects.toMatchObject({
      message: 'leaks: GET was not answered in either world; is the server there?',
      cause: { message: 'refused' },
    })
  })
  test('a header that is no longer there after a request that may change something', async () => {
    const counting = (): ((probe: Probe) => Recorded) => {
      let writes = 0
      return ({ method }) => ({
        ...notFound,
        headers: (writes += Number(method === 'PATCH')) > 0 ? {} : { 'x-left': 'some' },
      })
    }
    await expect(leaks(arrange(counting()))).rejects.toThrow(
      'leaks: after PATCH, the missing thing is no longer answered as at first: header `x-left` only at first; what came between says nothing',
    )
    let writes = 0
    const later = ({ method }: Probe): Recorded => ({
      ...notFound,
      headers: (writes += Number(method === 'PATCH')) > 0 ? { 'retry-after': 'soon' } : {},
    })
    await expect(leaks(arrange(later))).rejects.toThrow('header `retry-after` only at last')
  })
  test('but a leak that was found on the way counts', async () => {
    let requests = 0
    const limited = (_: Probe, world: World): Recorded => ({
      ...notFound,
      status: (requests += 1) > 99 ? 429 : world === 'hidden' ? 403 : 404,
    })
    expect((await found(arrange(limited)))[0]).toBe('GET')
  })
})
