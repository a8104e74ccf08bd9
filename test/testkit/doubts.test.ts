/**
 * An arrangement in which nothing could be found is an error that says how to mend it.
 */
import { leaks, type Arrangement, type Probe, type Recorded, type World } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { checkHidden, doubtsOf, doubtsOfEntitled } from '../../src/testkit/doubts.js'

const answer = (status: number, rest: Partial<Recorded> = {}): Recorded => ({
  status,
  headers: {},
  ...rest,
})

const pair = { hidden: '/documents/johns-document', missing: '/documents/no-such-record' }

const arrange = (send: Arrangement['send'], rest: Partial<Arrangement> = {}): Arrangement => ({
  ...pair,
  send,
  ...rest,
})

const thrown = async (arrangement: Arrangement): Promise<string> => {
  try {
    await leaks(arrangement)
  } catch (cause) {
    return (cause as Error).message
  }
  return 'no error'
}

describe('the first answer is about no thing:', () => {
  test.each<[string, Recorded, string]>([
    ['429', answer(429), 'the first answer is 429: raise the limit on requests for this caller'],
    ['500', answer(500), 'the first answer is 500: the handler fails for both, so mend it first'],
    ['503', answer(503), 'the first answer is 503: the handler fails for both, so mend it first'],
    [
      'a redirect',
      answer(302),
      'the first answer is a redirect (302): sign the caller in, or name the place where the thing is; ' +
        'if callers are refused in this way, say `refusedWith: 302`',
    ],
    [
      'a rejected token',
      answer(401, { headers: { 'WWW-Authenticate': 'Bearer error="invalid_token"' } }),
      'the credentials are rejected (`invalid_token`): send as a stranger who is signed in, and ' +
        'callers who are rejected by `sendAs`',
    ],
  ])('%s', async (_, first, says) => {
    expect(await thrown(arrange(() => first))).toBe(`leaks: ${says}`)
  })

  test('429 for one of the two is enough; a failure or a redirect for one of the two is a leak', async () => {
    const only = (status: number) => (_: Probe, world: World) =>
      answer(world === 'hidden' ? status : 404)
    expect(await thrown(arrange(only(429)))).toContain('the first answer is 429')
    for (const status of [500, 302, 401])
      expect((await leaks(arrange(only(status))))[0]?.request).toBe('GET')
  })

  test('a redirect that is the refusal, a challenge, and a caller who is meant to be rejected are none', async () => {
    expect(await thrown(arrange(() => answer(302), { refusedWith: 302 }))).toBe('no error')
    expect(await thrown(arrange(() => answer(302), { refusedWith: 303 }))).toContain('a redirect')
    for (const status of [299, 400, 401, 404])
      expect(await thrown(arrange(() => answer(status)))).toBe('no error')
    const rejected = answer(401, {
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    })
    expect(await thrown(arrange(() => answer(404), { sendAs: { expired: () => rejected } }))).toBe(
      'no error',
    )
    expect(
      await thrown(arrange(() => answer(404), { sendAs: { expired: () => answer(429) } })),
    ).toContain('the first answer is 429')
  })
})

describe('the entitled caller', () => {
  const sendAsEntitled = ({ path }: Probe): Recorded => {
    if (path === pair.hidden) return answer(200, { body: 'a letter' })
    return path === '/documents' ? answer(200, { body: 'johns-document' }) : answer(404)
  }
  const stranger = (): Recorded => answer(404)

  test('sees no difference by a GET', async () => {
    expect(await thrown(arrange(stranger, { sendAsEntitled: stranger }))).toBe(
      'leaks: the entitled caller sees no difference either by GET; does the hidden thing exist, ' +
        'may they see it, and is the path right?',
    )
  })
  test('sees no difference but noise', async () => {
    let count = 0
    const counting = (): Recorded => answer(404, { body: `answer ${String((count += 1))}` })
    expect(await thrown(arrange(stranger, { sendAsEntitled: counting }))).toContain('by GET')
  })
  test('sees no difference by a question of your own, unless it may change something', async () => {
    const asking = (method: string, path: string) =>
      thrown(
        arrange(stranger, {
          sendAsEntitled,
          questions: [{ name: 'mine', at: () => ({ method, path, headers: {} }) }],
        }),
      )
    expect(await asking('GET', '/elsewhere')).toContain('no difference either by mine;')
    expect(await asking('POST', '/elsewhere')).toBe('no error')
    // the list names it
    expect(await asking('GET', '/documents')).toBe('no error')
  })
  test('sees what the stranger sees: the thing is not hidden', async () => {
    expect(await thrown(arrange(sendAsEntitled, { sendAsEntitled }))).toBe(
      'leaks: the stranger sees the hidden thing as the entitled caller does; ' +
        'name a thing that they may not know of, or send as somebody else',
    )
    let count = 0
    const counting: Arrangement['send'] = (probe) => {
      const { body = '', ...rest } = sendAsEntitled(probe)
      return { ...rest, body: `${String(body)} ${String((count += 1))}` }
    }
    expect(await thrown(arrange(counting, { sendAsEntitled: counting }))).toContain('the stranger')
  })
  test('sees more than a stranger who is told that it exists: a leak', async () => {
    const locked = ({ path }: Probe) => answer(path === pair.hidden ? 200 : 404, { body: 'locked' })
    const [leak] = await leaks(arrange(locked, { sendAsEntitled }))
    expect(leak?.request).toBe('GET')
  })
  test('is asked by each plain question that changes nothing, and those without a difference are dead', async () => {
    const found = await leaks(arrange(stranger, { sendAsEntitled }))
    const dead = found.survey.dead.map(({ request }) => request)
    expect(new Set(found.survey.dead.map(({ why }) => why))).toEqual(
      new Set(['of no difference to the entitled either']),
    )
    expect(dead).toContain('GET …/exists')
    expect(dead).not.toContain('GET')
    expect(dead).not.toContain('GET the parent')
    expect(dead).not.toContain('DELETE')
  })
})

describe('a limit', () => {
  const after = (n: number, method: string, status = 429): Arrangement['send'] => {
    let count = 0
    return (probe) => {
      count += Number(probe.method === method)
      return answer(count > n && probe.method === method ? status : 404)
    }
  }
  test('on one method is an error', async () => {
    expect(await thrown(arrange(after(20, 'PATCH')))).toMatch(
      /^leaks: PATCH with .* was answered 429, which is never compared$/,
    )
  })
  test('on all requests ends the questions, and the others are counted as left out', async () => {
    let count = 0
    const send = ({ method }: Probe, world: World): Recorded => {
      if ((count += 1) > 250) return answer(429)
      return answer(method === 'HEAD' && world === 'hidden' ? 403 : 404)
    }
    const found = await leaks(arrange(send))
    expect(found.map(({ request }) => request)).toEqual(['HEAD'])
    const left = found.survey.dead.filter(({ why }) =>
      why.startsWith('left out: a limit was reached'),
    )
    expect(left.map(({ request }) => request)).toContain('DELETE')
    expect(found.survey.asked).toBeLessThan(found.survey.planned / 2)
    count = 0
    expect(await thrown(arrange(() => answer((count += 1) > 250 ? 429 : 404)))).toContain('429')
  })
  test('in 503 for one of the two is an error, and for both at one question is dead', async () => {
    const odd = (only: ReadonlyArray<World>) => (probe: Probe, world: World) =>
      answer(probe.method === 'TRACE' && only.includes(world) ? 503 : 404)
    expect(await thrown(arrange(odd(['hidden'])))).toBe(
      'leaks: TRACE was answered 503, which is never compared',
    )
    expect(await thrown(arrange(odd(['missing'])))).toContain('TRACE was answered 503')
    const found = await leaks(arrange(odd(['hidden', 'missing'])))
    expect(found.survey.dead).toEqual([
      { request: 'TRACE', why: 'answered 503, which is never compared' },
    ])
    expect(found.survey.asked).toBe(found.survey.planned - 1)
  })
})

describe('what is not answered', () => {
  test('by either world is dead, as the client may not send it', async () => {
    const send = ({ method }: Probe) =>
      method === 'TRACE' ? Promise.reject(new TypeError('not supported')) : answer(404)
    const found = await leaks(arrange(send))
    expect(found.survey.dead).toEqual([
      { request: 'TRACE', why: 'not sent or not answered: not supported' },
    ])
  })
  test('is asked again, since a connection may break by chance', async () => {
    let broken = 0
    const send = ({ method }: Probe) =>
      method === 'TRACE' && (broken += 1) < 3 ? Promise.reject(new Error('reset')) : answer(404)
    expect((await leaks(arrange(send))).survey.dead).toEqual([])
  })
  test('because the server is gone is an error', async () => {
    let gone = false
    const send = ({ method }: Probe) => {
      gone ||= method === 'TRACE'
      return gone ? Promise.reject(new Error('refused')) : answer(404)
    }
    expect(await thrown(arrange(send))).toBe(
      'leaks: the server no longer answers after TRACE; what came between says nothing',
    )
  })
  test('of your own questions is an error', async () => {
    const questions = [{ name: 'mine', at: () => ({ method: 'GET', path: '/mine', headers: {} }) }]
    const send = ({ path }: Probe) =>
      path === '/mine' ? Promise.reject(new Error('refused')) : answer(404)
    expect(await thrown(arrange(send, { questions }))).toBe(
      'leaks: mine was not answered in either world',
    )
  })
  test('because its body breaks off for one of the two is a leak', async () => {
    const whole = () => new Response('{}', { status: 404 })
    const cut = () =>
      new Response(
        new ReadableStream({
          pull: (all) => {
            all.error(new Error('cut'))
          },
        }),
        { status: 404 },
      )
    const [leak] = await leaks(arrange((_, world) => (world === 'hidden' ? cut() : whole())))
    expect(leak?.differences[0].says).toBe('status 0 against 404')
  })
  test('because `send` gives no answer is an error', async () => {
    expect(await thrown(arrange(() => ({}) as Recorded))).toContain('expected `status`')
  })
})

describe('an arrangement is checked', () => {
  const send = () => answer(404)
  test.each<[string, Partial<Arrangement>, string]>([
    ['a spare path of another length', { spare: '/documents/none' }, 'paths of equal length'],
    ['a spare path that is the missing one', { spare: pair.missing }, '`spare` to be a third path'],
    ['a spare path that is the hidden one', { spare: pair.hidden }, '`spare` to be a third path'],
    [
      'a member that nobody knows',
      { sendAsOwner: send } as object,
      'no `sendAsOwner`; expected one',
    ],
    ['`create` alone', { create: () => 0, missing: pair.hidden }, 'together'],
    ['`remove` alone', { remove: () => 0 }, 'together'],
    [
      'two paths in time',
      { create: () => 0, remove: () => 0, exists: () => true },
      '`missing` to be the path of the hidden thing',
    ],
  ])('%s', async (_, rest, says) => {
    expect(await thrown(arrange(send, rest))).toContain(says)
  })
  test('a spare thing that is answered with another status', async () => {
    const spare = '/documents/nothing-at-all'
    const odd = ({ path }: Probe) => answer(path === spare ? 400 : 404)
    expect(await thrown(arrange(odd, { spare }))).toBe(
      'leaks: the spare thing is answered with another status than the missing one; ' +
        'name two things that are not there, with ids of one form',
    )
  })
})

test('a request that made the missing thing is named', async () => {
  const made = new Set<string>()
  const send = ({ method, path }: Probe): Recorded => {
    if (method === 'PUT' && path === pair.missing) made.add(path)
    return answer(method === 'GET' && made.has(path) ? 200 : 404)
  }
  expect(await thrown(arrange(send))).toBe(
    'leaks: after PUT, the missing thing is no longer answered as at first: status 404 against 200; ' +
      'what came between says nothing',
  )
})

describe('each doubt by itself:', () => {
  const at = (world: World) => ({ world, path: pair[world], ids: [] })
  const heard = (world: World, status: number, headers: Recorded['headers'] = {}) => ({
    probe: { method: 'GET', path: pair[world], headers: {} },
    place: at(world),
    raw: {
      status,
      reason: '',
      headers: Object.entries(headers as Record<string, string>),
      trailers: [],
      body: '',
    },
  })
  const places = { hidden: at('hidden'), missing: at('missing'), spare: at('missing') }
  const doubts = (hidden: number, missing: number, refusedWith?: number) =>
    doubtsOf(
      { hidden: heard('hidden', hidden), missing: heard('missing', missing) },
      arrange(() => answer(404), refusedWith === undefined ? {} : { refusedWith }),
      false,
    ).length

  test.each([
    [500, 500, 1],
    [500, 404, 0],
    [404, 500, 0],
    [499, 499, 0],
    [503, 500, 1],
    [300, 300, 1],
    [399, 399, 1],
    [299, 299, 0],
    [400, 400, 0],
    [302, 303, 0],
    [404, 302, 0],
    [302, 404, 0],
  ])('%i for the hidden and %i for the missing thing', (hidden, missing, many) => {
    expect(doubts(hidden, missing)).toBe(many)
  })

  test('a redirect that is the refusal, and no other', () => {
    expect([doubts(302, 302, 302), doubts(302, 302, 303)]).toEqual([0, 1])
  })

  test.each([
    ['www-authenticate', 'Bearer error="invalid_token"', 1],
    ['WWW-Authenticate', 'DPoP algs="ES256", error="invalid_token"', 1],
    ['www-authenticate', 'Bearer', 0],
    ['www-authenticate', 'Bearer error="not_invalid_token"', 0],
    ['x-www-authenticate', 'Bearer error="invalid_token"', 0],
    ['www-authenticate-also', 'Bearer error="invalid_token"', 0],
  ])('rejected credentials, by %s: %s', (name, value, many) => {
    const headers = { [name]: value }
    const first = { hidden: heard('hidden', 401, headers), missing: heard('missing', 401, headers) }
    const arrangement = arrange(() => answer(404))
    expect(doubtsOf(first, arrangement, false)).toHaveLength(many)
    expect(doubtsOf(first, arrangement, true)).toEqual([])
    expect(doubtsOf({ ...first, hidden: heard('hidden', 401) }, arrangement, false)).toEqual([])
    expect(doubtsOf({ ...first, missing: heard('missing', 401) }, arrangement, false)).toEqual([])
  })

  test('the entitled are asked by GET, and by what is safe of a person’s own questions', async () => {
    const asked: Array<string> = []
    const sendAsEntitled = ({ method, path }: Probe) => {
      asked.push(`${method} ${path.slice(path.lastIndexOf('/'))}`)
      return answer(404)
    }
    const own = (method: string) => ({
      name: `${method} the history`,
      at: (path: string) => ({ method, path: `${path}/history`, headers: {} }),
    })
    const alone = await doubtsOfEntitled({ ...arrange(() => answer(404)), sendAsEntitled }, places)
    expect(alone).toHaveLength(1)
    expect(asked.every((each) => each.startsWith('GET /'))).toBe(true)
    const questions = [own('GET'), own('DELETE')]
    const arrangement = { ...arrange(() => answer(404)), sendAsEntitled, questions }
    const both = await doubtsOfEntitled(arrangement, places)
    expect(both.map((each) => /by (.*);/.exec(each)?.[1])).toEqual(['GET', 'GET the history'])
    expect(asked.filter((each) => each.startsWith('DELETE'))).toEqual([])
    expect(
      await doubtsOfEntitled(
        arrange(() => answer(404)),
        places,
      ),
    ).toEqual([])
  })

  test.each([
    // what the stranger hears of both, what the entitled hear, and whether that is an error
    [200, 404, 200, true],
    [299, 404, 299, true],
    [300, 404, 300, false],
    [199, 404, 199, false],
    [403, 404, 403, false],
    [200, 200, 200, false],
    [200, 404, 201, false],
  ])('a stranger hears %i and %i, the entitled %i', async (hidden, missing, theirs, wrong) => {
    const first = { hidden: heard('hidden', hidden), missing: heard('missing', missing) }
    const sendAsEntitled = () => answer(theirs)
    const checked = checkHidden({ ...arrange(() => answer(404)), sendAsEntitled }, places, first)
    await (wrong
      ? expect(checked).rejects.toThrow('the stranger sees the hidden thing as the entitled')
      : expect(checked).resolves.toBeUndefined())
    await expect(
      checkHidden(
        arrange(() => answer(404)),
        places,
        first,
      ),
    ).resolves.toBeUndefined()
  })
})
