/**
 * A difference is asked for again before it counts: who is asked, how often, and what that changes.
 */
import { describe, expect, test } from 'vitest'
import type { Observation } from '../../src/observe/Observation.js'
import { ask, type Heard } from '../../src/testkit/ask.js'
import { confirm, confirmations, isControl } from '../../src/testkit/confirm.js'
import type { Question } from '../../src/testkit/Probe.js'

const paths = {
  hidden: '/documents/emmas-document',
  missing: '/documents/nicks-document',
  spare: '/documents/ninas-document',
}

type Where = keyof typeof paths
type Said = Partial<Pick<Observation, 'status' | 'reason' | 'headers' | 'trailers' | 'body'>>

const questionOf = (method: string): Question => ({
  name: method,
  at: (path) => ({ method, path, headers: {} }),
})

const heard = (said: Said, where: Where = 'missing', method = 'GET'): Heard => {
  const path = paths[where]
  return {
    probe: questionOf(method).at(path),
    place: { world: where === 'hidden' ? 'hidden' : 'missing', path, ids: [] },
    raw: { status: 404, reason: '', headers: [], trailers: [], body: '', ...said },
  }
}

const broken = (): Promise<Heard> =>
  ask(questionOf('GET'), { world: 'missing', path: paths.missing, ids: [] }, () =>
    Promise.reject(new Error('no')),
  )

/** What one person hears, who asks about the hidden thing and about missing ones in turn. */
const confirming = async (
  method: string,
  hidden: Said,
  missing: Said,
  more: {
    /** Further answers about the hidden thing; after the last, the first again. */
    readonly hidden?: ReadonlyArray<Said>
    /** Further answers about missing things. */
    readonly missing?: ReadonlyArray<Said>
    readonly at?: Where
  } = {},
) => {
  const asked = { hidden: 0, missing: [] as Array<number> }
  const { leak, learnt } = await confirm(
    questionOf(method),
    heard(hidden, 'hidden', method),
    heard(missing, 'missing', method),
    [],
    (round) => {
      const said = more.missing?.[asked.missing.length] ?? missing
      asked.missing.push(round)
      return Promise.resolve(heard(said, more.at ?? 'spare', method))
    },
    () => {
      const said = more.hidden?.[asked.hidden] ?? hidden
      asked.hidden += 1
      return Promise.resolve(heard(said, 'hidden', method))
    },
  )
  return {
    says: leak?.differences.map(({ says }) => says) ?? [],
    learnt,
    hidden: asked.hidden,
    missing: asked.missing,
  }
}

describe('of answers that are alike', () => {
  test('none is asked for again', async () => {
    expect(await confirming('GET', {}, {})).toEqual({
      says: [],
      learnt: [],
      hidden: 0,
      missing: [],
    })
  })
})

describe('a difference in what is there', () => {
  test.each<[string, Said, Said]>([
    ['the status', { status: 403 }, {}],
    ['a field', { headers: [['etag', '1']] }, {}],
    ['a trailer', { trailers: [['etag', '1']] }, {}],
    ['the name of a field', { headers: [['etag', '1']] }, { headers: [['x-tag', '1']] }],
    ['the reason', { reason: 'Forbidden' }, { reason: 'Not Found' }],
  ])('counts after four answers about missing things: %s', async (_, hidden, missing) => {
    const { says, hidden: asked, missing: rounds } = await confirming('GET', hidden, missing)
    expect(says.length).toBeGreaterThan(0)
    expect([asked, rounds]).toEqual([0, [0, 1, 2, 3]])
  })

  test('counts after two where the request may change something', async () => {
    const { says, missing } = await confirming('POST', { status: 403 }, {})
    expect([says, missing]).toEqual([['status 403 against 404'], [0, 1]])
  })

  test('is noise as soon as a missing thing shows it', async () => {
    const { says, learnt, missing } = await confirming(
      'GET',
      { status: 403 },
      {},
      { missing: [{}, { status: 403 }] },
    )
    expect([says, learnt, missing]).toEqual([[], ['the status varies'], [0, 1]])
  })
})

describe('a difference by words alone', () => {
  const [yes, no] = [{ body: 'locked by emma' }, { body: 'locked by tara' }]

  test('is asked for ten times more, of both', async () => {
    const { says, hidden, missing } = await confirming('GET', yes, no)
    expect(says).toHaveLength(1)
    expect(hidden).toBe(confirmations)
    expect(missing).toEqual([0, 1, 2, 3, ...Array.from({ length: confirmations }, (_, i) => i)])
  })

  test('is none if the hidden thing is answered like a missing one once', async () => {
    const hidden = [yes, yes, no]
    const { says, hidden: asked } = await confirming('GET', yes, no, { hidden })
    expect([says, asked]).toEqual([[], 3])
  })

  test('is none if a missing thing is answered like the hidden one once', async () => {
    const missing = [no, no, no, no, no, yes]
    const { says, hidden } = await confirming('GET', yes, no, { missing })
    expect([says, hidden]).toEqual([[], 2])
  })

  test('is none if the first answer about the missing thing was the odd one', async () => {
    // the fifth answer about a missing thing is the first that is held against a second hidden one
    const odd = { body: 'locked by nick' }
    const missing = [odd, odd, odd, odd, yes]
    expect((await confirming('GET', yes, odd, { missing })).says).toEqual([])
  })

  test('is asked for again where a request that changes something was refused', async () => {
    for (const status of [400, 404]) {
      const [x, y] = [
        { ...yes, status },
        { ...no, status },
      ]
      expect((await confirming('POST', x, y)).hidden).toBe(confirmations)
    }
  })

  test('is not asked for again where such a request went through', async () => {
    const { says, hidden, missing } = await confirming(
      'POST',
      { ...yes, status: 201 },
      { ...no, status: 201 },
    )
    expect([says.length, hidden, missing]).toEqual([1, 0, [0, 1]])
    const safe = await confirming('GET', { ...yes, status: 200 }, { ...no, status: 200 })
    expect(safe.hidden).toBe(confirmations)
  })
})

describe('another missing thing that is answered like the hidden one', () => {
  const [hidden, missing] = [{ status: 409 }, { status: 201 }]

  test('shows that the request was refused because it came second', async () => {
    const second = { missing: [hidden] }
    expect(await confirming('POST', hidden, missing, second)).toEqual({
      says: [],
      learnt: [],
      hidden: 0,
      missing: [0],
    })
  })

  test('is noise and no more where the request is safe: what else differs still counts', async () => {
    const tagged = { status: 403, headers: [['etag', '1']] } as const
    const { says, learnt } = await confirming('GET', tagged, {}, { missing: [{ status: 403 }] })
    expect([says, learnt]).toEqual([['header `etag` only when it exists'], ['the status varies']])
  })

  test('shows no more than that where it is the same missing thing', async () => {
    const second = { missing: [hidden, hidden], at: 'missing' } as const
    const { says, missing: rounds } = await confirming('POST', hidden, missing, second)
    expect([says, rounds]).toEqual([['status 409 against 201'], [0, 1]])
  })

  test('shows nothing where all three have one status', async () => {
    const { says } = await confirming('POST', { body: 'locked {1}' }, { body: 'open' })
    expect(says).toHaveLength(1)
  })
})

describe('what is heard of a missing thing', () => {
  const missing = heard({ status: 404 })
  const like = (status: number, method: string) =>
    isControl(missing)(heard({ status }, 'spare', method))

  test('says what is noise, whatever its status, after a safe request', () => {
    expect([404, 403, 200].map((status) => like(status, 'GET'))).toEqual([true, true, true])
  })
  test('says it after another request only with the same status', () => {
    expect([404, 403, 200].map((status) => like(status, 'POST'))).toEqual([true, false, false])
  })
  test('says nothing where there was a limit, or no answer', async () => {
    expect([429, 503].map((status) => like(status, 'GET'))).toEqual([false, false])
    expect(isControl(missing)(await broken())).toBe(false)
  })
  test('is left out of what is known, if it says nothing', async () => {
    const limits = Array.from({ length: 14 }, () => ({ status: 429, body: 'locked by emma' }))
    const { says } = await confirming(
      'GET',
      { body: 'locked by emma' },
      { body: 'locked by tara' },
      { missing: limits },
    )
    expect(says).toHaveLength(1)
  })
})
