/**
 * Does the time of an answer tell what is hidden from what is missing? Measured, and so never certain:
 * a control and a planted delay say how far the measurement is to be trusted.
 */
import { observe } from './Answer.js'
import type { Arrangement } from './Arrangement.js'
import type { World } from './ask.js'
import type { Question } from './Probe.js'
import { bound, largest, median, ofEachCrop } from './welch.js'

/** A hidden thing, two missing things, and how to send requests about them. */
export interface Timed extends Pick<Arrangement, 'hidden' | 'missing' | 'send'> {
  /**
   * The path of another thing that does not exist, for the control. It is sent to the world of the
   * missing thing. Default: `missing`, asked once more.
   */
  readonly spare?: string | undefined
  /**
   * The smallest difference that matters to you, in milliseconds. It is planted into the control. Less
   * than half of it counts as none.
   */
  readonly delay: number
  /** What is asked of each. Default: a GET. */
  readonly question?: Pick<Question, 'at'> | undefined
  /** How often each of the three is asked, beside a tenth to warm up. Default: 1,000. */
  readonly rounds?: number | undefined
  /** In milliseconds. Default: `performance.now`. */
  readonly clock?: (() => number) | undefined
  /** From 0 to below 1: draws the order within each round. Default: `Math.random`. */
  readonly random?: (() => number) | undefined
}

/** What the times say. Each `t` is that of Welch's test, at the crop that tells most. */
export interface Timing {
  /**
   * `Apart`: the time tells. `Alike`: no difference was found that matters, and the planted one was.
   * `Unclear`: the times tell two missing things apart, or the planted delay was not found.
   */
  readonly _tag: 'Apart' | 'Alike' | 'Unclear'
  /** Hidden against missing. Above 0, what is hidden takes longer. */
  readonly t: number
  /** Spare against missing: it should be near 0. Within 4.5 of 0, it may be chance. */
  readonly control: number
  /** Spare against missing, had the spare thing taken `delay` longer: it should be above 4.5. */
  readonly planted: number
  /** The median time of an answer, in milliseconds. */
  readonly medians: Readonly<Record<Thing, number>>
  /** The outcome in words, and what to do about it. */
  readonly says: string
}

/** What is timed. */
export type Thing = World | 'spare'

const things: ReadonlyArray<Thing> = ['hidden', 'missing', 'spare']

const orders: ReadonlyArray<ReadonlyArray<Thing>> = [
  ['hidden', 'missing', 'spare'],
  ['hidden', 'spare', 'missing'],
  ['missing', 'hidden', 'spare'],
  ['missing', 'spare', 'hidden'],
  ['spare', 'hidden', 'missing'],
  ['spare', 'missing', 'hidden'],
]

const get: Pick<Question, 'at'> = { at: (path) => ({ method: 'GET', path, headers: {} }) }

/** Below it, the crops say nothing. */
const fewestRounds = 200

/**
 * Whether the time of an answer tells what is hidden from what is missing. It asks about both and about
 * a second missing thing, one at a time, in random order, and compares the times by Welch's t test.
 *
 * What is timed is `send`, and the reading of the body of a `Response`. `Alike` is no proof. A network
 * adds noise that hides what many more rounds would show. An attacker who sends two requests at once
 * and looks at which answer comes first is disturbed by less of that noise.
 *
 * It is for a script of its own on a quiet machine, and not for a test that has to pass each time.
 *
 * @param timed - The paths, how to send a request as the caller, and the delay that matters.
 * @returns What the times say.
 * @throws TypeError where `delay` or `rounds` does not fit. Error where nothing could be found: the
 *   clock stands still, or an answer has another status than the first of the missing thing.
 * @example
 * let now = 0 // a clock of our own, so that the example does not depend on the machine
 * const found = await timing({
 *   hidden: '/documents/emmas-document',
 *   missing: '/documents/nicks-document',
 *   spare: '/documents/johns-document',
 *   delay: 1,
 *   clock: () => now,
 *   send: ({ path }) => {
 *     now += path === '/documents/emmas-document' ? 5 : 3
 *     return { status: 404, headers: {} }
 *   },
 * })
 * found._tag // → 'Apart'
 * found.medians // → { hidden: 5, missing: 3, spare: 3 }
 */
export const timing = async (timed: Timed): Promise<Timing> => {
  const { delay, rounds = 1_000 } = timed
  if (!(delay > 0 && delay < Infinity))
    throw new TypeError(
      `timing: expected \`delay\` to be milliseconds above 0, got ${String(delay)}`,
    )
  if (!(Number.isInteger(rounds) && rounds >= fewestRounds))
    throw new TypeError(
      `timing: expected \`rounds\` to be ${String(fewestRounds)} or more, got ${String(rounds)}`,
    )
  return judged(await measure(timed, rounds), delay)
}

type Times = Readonly<Record<Thing, Float64Array>>

const measure = async (timed: Timed, rounds: number): Promise<Times> => {
  const { question = get, clock = () => performance.now(), random = Math.random } = timed
  const ask = async (thing: Thing): Promise<number> => {
    const probe = question.at(timed[thing] ?? timed.missing)
    const answer = await timed.send(probe, thing === 'hidden' ? 'hidden' : 'missing')
    return (await observe(answer, probe.method)).status
  }
  const first = await ask('missing')
  if (first === 429 || first >= 500)
    throw new Error(`timing: the missing thing is answered by ${String(first)}, which says nothing`)

  const inRandomOrder = async (tell: (thing: Thing, time: number) => unknown): Promise<void> => {
    for (const thing of orders[Math.floor(random() * orders.length)] ?? things) {
      const start = clock()
      const status = await ask(thing)
      tell(thing, clock() - start)
      if (status !== first) throw new Error(unlike(thing, status, first))
    }
  }
  // for the compiler, the caches and the connection
  for (let i = 0; i < rounds / 10; i++) await inRandomOrder(() => undefined)
  const times = { hidden: [], missing: [], spare: [] } as Record<Thing, Array<number>>
  for (let i = 0; i < rounds; i++) await inRandomOrder((thing, time) => times[thing].push(time))
  if (things.every((thing) => times[thing].every((time) => time === 0)))
    throw new Error('timing: the clock stands still; is it a fake one of the test runner?')
  return {
    hidden: Float64Array.from(times.hidden),
    missing: Float64Array.from(times.missing),
    spare: Float64Array.from(times.spare),
  }
}

const unlike = (thing: Thing, status: number, first: number): string =>
  `timing: the ${thing} thing is answered by ${String(status)}, and the missing one by ` +
  `${String(first)} at first: mend what \`leaks\` finds, or raise the limit`

/**
 * What differs, and at least half as much as the planted delay does in the same crop. On loopback, the
 * test also sees a microsecond, which matters to nobody.
 */
const mattering = (ts: ReadonlyArray<number>, planted: ReadonlyArray<number>): number =>
  largest(
    ts.filter((t, i) => !(Math.abs(t) <= bound || Math.abs(t) < Math.abs(planted[i] ?? 0) / 2)),
  )

const judged = ({ hidden, missing, spare }: Times, delay: number): Timing => {
  const ofPlanted = ofEachCrop(
    spare.map((time) => time + delay),
    missing,
  )
  const [ofHidden, ofSpare] = [ofEachCrop(hidden, missing), ofEachCrop(spare, missing)]
  const [t, control, planted] = [largest(ofHidden), largest(ofSpare), largest(ofPlanted)]
  const medians = { hidden: median(hidden), missing: median(missing), spare: median(spare) }
  const against = `${medians.hidden.toFixed(3)} ms against ${medians.missing.toFixed(3)} ms`
  const ofDelay = `a delay of ${String(delay)} ms`
  const found = (_tag: Timing['_tag'], says: string): Timing => {
    return { _tag, t, control, planted, medians, says }
  }

  if (mattering(ofSpare, ofPlanted) !== 0)
    return found(
      'Unclear',
      `the times tell two missing things apart (t ${shown(control)}), and so say nothing: ` +
        'measure on a quieter machine, or choose a `spare` that is as good as `missing`',
    )
  if (mattering(ofHidden, ofPlanted) !== 0)
    return found(
      'Apart',
      `the time tells hidden from missing: ${against} (medians, t ${shown(t)}): ` +
        'do the same work for both',
    )
  if (!(planted > bound))
    return found(
      'Unclear',
      `${ofDelay} would not have been found (t ${shown(planted)}): ` +
        'ask more rounds, or from nearer to the server',
    )
  const what = Math.abs(t) > bound ? 'a smaller difference was found' : 'no difference was found'
  return found(
    'Alike',
    `${what}: ${against} (medians, t ${shown(t)}), where ${ofDelay} has t ${shown(planted)}`,
  )
}

const shown = (t: number): string => t.toFixed(2).replace('Infinity', '∞')
