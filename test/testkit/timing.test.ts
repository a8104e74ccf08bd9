/**
 * Timing, by a clock that is handed in: no test here takes time, and each gives the same on every run.
 */
import { timing, type Answer, type Probe, type Thing, type Timed, type World } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'
import { randomly } from '../bench/statistics.js'

const paths = { hidden: '/emmas-document', missing: '/johns-document', spare: '/nicks-document' }
const thingAt = (path: string): Thing =>
  path === paths.hidden ? 'hidden' : path === paths.missing ? 'missing' : 'spare'

const notFound: Answer = { status: 404, headers: {} }

type Cost = (thing: Thing, random: () => number) => number

/** A server whose answers take as long as is said, between two readings of a clock. */
const serving = (cost: Cost, answer: (n: number, thing: Thing) => Answer = () => notFound) => {
  const random = randomly(404)
  let [now, n] = [0, 0]
  const asked: Array<string> = []
  const send = ({ method, path }: Probe, world: World): Answer => {
    asked.push(`${method} ${path} ${world}`)
    now += cost(thingAt(path), random)
    return answer((n += 1), thingAt(path))
  }
  const timed: Timed = { ...paths, delay: 1, send, clock: () => now, random: randomly(1) }
  return { timed, asked }
}

/** Milliseconds with noise: most between 0 and 1, a few up to 50. */
const noise = (random: () => number): number => (random() < 0.02 ? 50 * random() : random())

describe('the time of an answer', () => {
  test('tells, where the hidden thing takes longer', async () => {
    const { timed } = serving((thing, random) => (thing === 'hidden' ? 3.2 : 3) + noise(random))
    const found = await timing({ ...timed, delay: 0.2 })
    expect(found._tag).toBe('Apart')
    expect(found.t).toBeGreaterThan(4.5)
    expect(Math.abs(found.control)).toBeLessThan(4.5)
    expect(found.says).toMatch(
      /^the time tells hidden from missing: 3\.\d{3} ms against 3\.\d{3} ms \(medians, t \d+\.\d\d\): do the same work for both$/,
    )
    expect(found.medians.hidden - found.medians.missing).toBeCloseTo(0.2, 1)
  })
  test('tells, where the hidden thing takes less', async () => {
    const { timed } = serving((thing, random) => (thing === 'hidden' ? 2.8 : 3) + noise(random))
    const found = await timing({ ...timed, delay: 0.2 })
    expect(found._tag).toBe('Apart')
    expect(found.t).toBeLessThan(-4.5)
  })
  test('does not tell, where all take the same, and a planted delay was found', async () => {
    const { timed } = serving((_, random) => 3 + noise(random))
    const found = await timing(timed)
    expect(found._tag).toBe('Alike')
    expect(found.planted).toBeGreaterThan(4.5)
    expect(found.says).toMatch(
      /^no difference was found: 3\.\d{3} ms against 3\.\d{3} ms \(medians, t -?[0-4]\.\d\d\), where a delay of 1 ms has t ∞$/,
    )
  })
  test('does not tell by less than half of the delay that matters', async () => {
    const { timed } = serving((thing, random) => (thing === 'hidden' ? 3.2 : 3) + noise(random))
    const found = await timing(timed)
    expect(found._tag).toBe('Alike')
    expect(found.t).toBeGreaterThan(4.5)
    expect(found.says).toMatch(
      /^a smaller difference was found: 3\.\d{3} ms against 3\.\d{3} ms \(medians, t \d+\.\d\d\), where/,
    )
    expect((await timing({ ...timed, delay: 0.35 }))._tag).toBe('Apart')
    const spare = serving((thing, random) => (thing === 'spare' ? 3.2 : 3) + noise(random))
    const loud = await timing(spare.timed)
    expect(loud._tag).toBe('Alike')
    expect(loud.control).toBeGreaterThan(4.5)
  })
  test('says nothing, where the planted delay was not found', async () => {
    const { timed } = serving((_, random) => 3 + noise(random))
    const found = await timing({ ...timed, delay: 0.01 })
    expect(found._tag).toBe('Unclear')
    expect(found.planted).toBeLessThan(4.5)
    expect(found.says).toMatch(
      /^a delay of 0\.01 ms would not have been found \(t -?\d\.\d\d\): ask more rounds, or from nearer to the server$/,
    )
  })
  test('says nothing, where two missing things differ as much', async () => {
    const { timed } = serving((thing, random) => (thing === 'spare' ? 4 : 3) + noise(random))
    const found = await timing(timed)
    expect(found._tag).toBe('Unclear')
    expect(found.control).toBeGreaterThan(4.5)
    expect(found.says).toMatch(
      /^the times tell two missing things apart \(t ∞\), and so say nothing: measure on a quieter machine, or choose a `spare` that is as good as `missing`$/,
    )
    expect((await timing({ ...timed, spare: undefined }))._tag).toBe('Alike')
  })
  test('says nothing, where the control is loud and the hidden thing differs, too', async () => {
    const costs = { hidden: 5, missing: 3, spare: 2.5 }
    const { timed } = serving((thing, random) => costs[thing] + noise(random))
    const found = await timing(timed)
    expect(found._tag).toBe('Unclear')
    expect(found.control).toBeLessThan(-4.5)
  })
  test('says nothing, where the clock gives no number', async () => {
    const { timed } = serving(() => 1)
    expect((await timing({ ...timed, clock: () => NaN }))._tag).toBe('Unclear')
  })
  test('may be none for some of the things, or at some of the times', async () => {
    const instant = serving((thing) => (thing === 'hidden' ? 5 : 0))
    expect((await timing(instant.timed))._tag).toBe('Apart')
    const coarse = serving((_, random) => (random() < 0.5 ? 1 : 0))
    expect((await timing(coarse.timed))._tag).toBe('Alike')
  })
  test('includes the reading of a body', async () => {
    let now = 0
    const send = ({ path }: Probe): Answer => ({
      status: 404,
      statusText: '',
      headers: new Headers(),
      arrayBuffer: () => {
        now += path === paths.hidden ? 2 : 1
        return Promise.resolve(new ArrayBuffer(0))
      },
    })
    const found = await timing({ ...paths, delay: 1, rounds: 200, clock: () => now, send })
    expect(found._tag).toBe('Apart')
    expect(found.medians).toEqual({ hidden: 2, missing: 1, spare: 1 })
  })
})

describe('what is asked', () => {
  test('is each thing once a round, in every order, after a tenth to warm up', async () => {
    const { timed, asked } = serving(() => 1)
    await timing({ ...timed, rounds: 201 })
    const rounds = Array.from({ length: 201 + 21 }, (_, i) =>
      asked.slice(1 + 3 * i, 4 + 3 * i).map((line) => line.split(' ')[1]),
    )
    expect(asked).toHaveLength(1 + 3 * rounds.length)
    for (const round of rounds) expect([...round].sort()).toEqual(Object.values(paths).sort())
    expect(new Set(rounds.map(String)).size).toBe(6)
  })
  test('is about the missing world for the spare thing, and by a GET', async () => {
    const { timed, asked } = serving(() => 1)
    await timing({ ...timed, rounds: 200 })
    expect(asked[0]).toBe('GET /johns-document missing')
    expect([...new Set(asked)].sort()).toEqual([
      'GET /emmas-document hidden',
      'GET /johns-document missing',
      'GET /nicks-document missing',
    ])
  })
  test('is the missing thing twice, where there is no spare one', async () => {
    const { timed, asked } = serving(() => 1)
    await timing({ ...timed, spare: undefined, rounds: 200 })
    const ofMissing = asked.filter((line) => line === 'GET /johns-document missing')
    expect(ofMissing).toHaveLength(1 + 2 * 220)
  })
  test('is a question of your own, and a HEAD has no body', async () => {
    const { timed, asked } = serving(() => 1)
    const question = {
      at: (path: string): Probe => ({ method: 'HEAD', path, headers: {} }),
    }
    await timing({ ...timed, question, rounds: 200 })
    expect(new Set(asked.map((line) => line.split(' ')[0]))).toEqual(new Set(['HEAD']))
  })
  test('is asked 1,000 times, if not said otherwise', async () => {
    const { timed, asked } = serving(() => 1)
    await timing(timed)
    expect(asked).toHaveLength(1 + 3 * 1_100)
  })
  test('is timed without the rounds that warm up', async () => {
    let asked = 0
    const { timed } = serving((thing) => ((asked += 1) <= 60 && thing === 'hidden' ? 500 : 1))
    const found = await timing({ ...timed, rounds: 200 })
    expect(found).toMatchObject({ _tag: 'Alike', t: 0, control: 0 })
  })
  test('is timed by the clock and the chance of the platform, if not said otherwise', async () => {
    let n = 0
    const send = (): Answer => {
      // real work, however short: only that the clock moves is looked at
      for (let i = 0; i < 20_000; i++) n += i
      return notFound
    }
    const found = await timing({ ...paths, delay: 1_000, rounds: 200, send })
    expect(n).toBeGreaterThan(0)
    expect(found.medians.missing).toBeGreaterThan(0)
  })
})

describe('where nothing could be found, it is said', () => {
  const rejects = async (timed: Partial<Timed>, error: Error): Promise<void> => {
    const { timed: usual } = serving(() => 1)
    await expect(timing({ ...usual, rounds: 200, ...timed })).rejects.toThrow(error)
  }
  test.each([0, -1, NaN, Infinity])('a delay of %s', async (delay) => {
    const message = `timing: expected \`delay\` to be milliseconds above 0, got ${String(delay)}`
    await rejects({ delay }, new TypeError(message))
  })
  test.each([199, 200.5, NaN])('%s rounds', async (rounds) => {
    const message = `timing: expected \`rounds\` to be 200 or more, got ${String(rounds)}`
    await rejects({ rounds }, new TypeError(message))
  })
  test.each([429, 500, 503])('an answer in %s', async (status) => {
    const message = `timing: the missing thing is answered by ${String(status)}, which says nothing`
    await rejects({ send: () => ({ status, headers: {} }) }, new Error(message))
  })
  test('answers that differ anyway', async () => {
    const { timed } = serving(
      () => 1,
      (_, thing) => ({ status: thing === 'hidden' ? 403 : 404, headers: {} }),
    )
    await expect(timing(timed)).rejects.toThrow(
      new Error(
        'timing: the hidden thing is answered by 403, and the missing one by 404 at first: ' +
          'mend what `leaks` finds, or raise the limit',
      ),
    )
  })
  test('a limit that is reached on the way', async () => {
    const { timed } = serving(
      () => 1,
      (n) => ({ status: n > 500 ? 429 : 404, headers: {} }),
    )
    await expect(timing(timed)).rejects.toThrow(/is answered by 429, and the missing one by 404/)
  })
  test('a clock that stands still', async () => {
    await rejects(
      { clock: () => 7 },
      new Error('timing: the clock stands still; is it a fake one of the test runner?'),
    )
  })
})
