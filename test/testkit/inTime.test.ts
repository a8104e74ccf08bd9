/**
 * Worlds in time: one server, asked before, during and after the time of a thing.
 */
import { leaks, report, type Arrangement, type Probe, type Recorded } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

const path = '/documents/johns-document'

const answer = (status: number, rest: Partial<Recorded> = {}): Recorded => ({
  status,
  headers: {},
  ...rest,
})

/** A server of which there is only one, and that counts its requests. */
const server = (
  handle: (probe: Probe, documents: Set<string>) => Recorded,
  rest: Partial<Arrangement> = {},
) => {
  const documents = new Set<string>()
  const log: Array<string> = []
  let count = 0
  const arrangement: Arrangement = {
    hidden: path,
    missing: path,
    send: (probe, world) => {
      log.push(`${world} ${documents.has(path) ? 'there' : 'not there'}`)
      const { headers, ...said } = handle(probe, documents)
      return { ...said, headers: { ...(headers as object), 'x-count': String((count += 1)) } }
    },
    create: () => documents.add(path),
    remove: () => documents.delete(path),
    exists: () => documents.has(path),
    ...rest,
  }
  return { arrangement, documents, log }
}

test('the questions are asked before, during and after, in the world that it is', async () => {
  const { arrangement, documents, log } = server(() => answer(404))
  const found = await leaks(arrangement)
  expect(found).toEqual([])
  expect([...new Set(log)]).toEqual(['missing not there', 'hidden there'])
  expect(log.length).toBe(3 * (found.survey.planned + 1))
  expect(found.survey.asked).toBe(found.survey.planned)
  expect(found.survey.learnt).toEqual(['the value of `x-count` varies'])
  expect(found.survey.changed).toEqual([])
  expect(documents.size).toBe(0)
})

test('a count of what is there tells, and so does a status; variations of what tells are left out', async () => {
  const { arrangement } = server(({ path: asked }, documents) =>
    asked === '/documents'
      ? answer(200, { body: `{"total":${String(documents.size)}}` })
      : answer(asked === path && documents.has(path) ? 403 : 404),
  )
  const found = await leaks(arrangement)
  expect(found[0]?.request).toBe('GET')
  expect(found.find(({ request }) => request === 'GET the parent')?.differences[0].says).toBe(
    'body (11 bytes): "{\\"total\\":1}" against "{\\"total\\":0}"',
  )
  expect(found.some(({ request }) => request.startsWith('GET with'))).toBe(false)
})

test('what the stranger changed is undone, and named', async () => {
  const { arrangement, documents } = server(({ method, path: asked }, documents) => {
    if (method === 'PUT' && asked === path) documents.add(path)
    if (method === 'DELETE' && asked === path) documents.delete(path)
    return answer(404)
  })
  const found = await leaks(arrangement)
  expect(found).toEqual([])
  expect(found.survey.changed).toContain('PUT made the thing')
  expect(found.survey.changed).toContain('DELETE removed the thing')
  expect(found.survey.changed).not.toContain('PUT removed the thing')
  expect(found.survey.changed).not.toContain('DELETE made the thing')
  expect(documents.size).toBe(0)
})

test('the report names what was undone', async () => {
  const { arrangement } = server(({ method, path: asked }, documents) => {
    const there = documents.has(asked)
    if (method === 'DELETE' && asked === path) documents.delete(path)
    return answer(there ? 403 : 404)
  })
  expect(report(await leaks(arrangement))).toContain(
    '\nDELETE removed the thing; this was undone.\n',
  )
})

describe('where nothing could be found, that is said:', () => {
  const thrown = async (rest: Partial<Arrangement>): Promise<string> => {
    const { arrangement } = server(() => answer(404), rest)
    try {
      await leaks(arrangement)
    } catch (cause) {
      return (cause as Error).message
    }
    return 'no error'
  }
  test.each<[string, Partial<Arrangement>, string]>([
    [
      'the thing is there before',
      { exists: () => true },
      '`exists` says that the thing is there before `create`; remove it first, or choose another path',
    ],
    [
      '`create` does not make it',
      { create: () => undefined },
      '`create` was called, and `exists` says that the thing is not there; mend one of the two',
    ],
    [
      '`remove` does not remove it',
      { remove: () => undefined },
      '`remove` was called, and `exists` says that the thing is still there; mend one of the two',
    ],
    [
      'the entitled see no difference',
      { sendAsEntitled: () => answer(404) },
      'the entitled caller sees no difference either by GET; does the hidden thing exist, ' +
        'may they see it, and is the path right?',
    ],
    [
      'a limit',
      { send: ({ method }) => answer(method === 'PATCH' ? 429 : 404) },
      'PATCH was answered 429, which is never compared',
    ],
    [
      'a redirect',
      { send: () => answer(303) },
      'the first answer is a redirect (303): sign the caller in, or name the place where the thing is; ' +
        'if callers are refused in this way, say `refusedWith: 303`',
    ],
  ])('%s', async (_, rest, says) => {
    expect(await thrown(rest)).toBe(`leaks: ${says}`)
  })

  test('but not where the entitled see one', async () => {
    const { arrangement, documents } = server(() => answer(404))
    const sendAsEntitled = () => answer(documents.has(path) ? 200 : 404)
    expect(await leaks({ ...arrangement, sendAsEntitled })).toEqual([])
  })

  test('what the client cannot send is dead', async () => {
    const { arrangement } = server(() => answer(404))
    const send: Arrangement['send'] = (probe, world) =>
      probe.method === 'TRACE' ? Promise.reject(new Error('no')) : arrangement.send(probe, world)
    const { survey } = await leaks({ ...arrangement, send })
    expect(survey.dead).toEqual([{ request: 'TRACE', why: 'not sent or not answered: no' }])
    expect(survey.asked).toBe(survey.planned - 1)
  })
})

test('more strangers are asked in time, too', async () => {
  const { arrangement, documents } = server(() => answer(404))
  const expired = ({ method }: Probe) =>
    answer(method === 'HEAD' && documents.has(path) ? 403 : 404)
  const found = await leaks({ ...arrangement, sendAs: { expired } })
  expect(found.map(({ request }) => request)).toEqual([
    'HEAD as expired',
    'HEAD the parent as expired',
    'HEAD of a filter by id as expired',
  ])
})

/** Which of two machines answers. */
const lots = (): (() => string) => {
  let seed = 7
  return () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed % 2 === 0 ? 'emma' : 'tara'
  }
}

test('which of two machines answers is drawn by lot, and tells nothing', async () => {
  const lot = lots()
  const { arrangement } = server(() => answer(404, { body: `served by ${lot()}` }))
  expect(report(await leaks(arrangement))).toBe('')
})

test('a leak beside such a lot is found', async () => {
  const lot = lots()
  const { arrangement } = server((probe, documents) =>
    answer(probe.method === 'GET' && probe.path === path && documents.has(path) ? 403 : 404, {
      body: `served by ${lot()}`,
    }),
  )
  const found = await leaks(arrangement)
  expect(found.map(({ request }) => request)).toEqual(['GET'])
  expect(found[0]?.differences[0].says).toBe('status 403 against 404')
})
