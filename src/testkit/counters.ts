/**
 * A counter, such as that of a limit on requests, differs from one answer to the next, so it is noise.
 * But what moves it may tell: a limit that counts only what is missing. So one question is asked
 * several times in a row of each thing, and the steps are compared.
 */
import {
  without,
  type Difference,
  type Observation,
  type Volatile,
} from '../observe/Observation.js'
import { ask, seenOf, type Heard, type Place, type Send } from './ask.js'
import { clock } from './compare.js'
import type { Leak } from './judge.js'
import type { Question } from './Probe.js'

/** Steps that are equal so often are no accident. */
const times = 5

interface Counter {
  readonly where: string
  readonly value: number
}

const number = /^\d{1,15}$/

/** The fields that are numbers, and the numbers in the body by their order. */
const countersIn = (o: Observation): ReadonlyArray<Counter> => [
  ...o.headers.flatMap(([name, value]) =>
    number.test(value) ? [{ where: `header \`${name}\``, value: Number(value) }] : [],
  ),
  ...[...o.body.matchAll(/(?<![\w.])\d{1,15}(?![\w.])/g)].map(([value], i) => ({
    where: `number ${String(i + 1)} in the body`,
    value: Number(value),
  })),
]

/** How far each counter goes at each request, where that is always as far. */
const stepsOf = (burst: ReadonlyArray<Observation>): ReadonlyMap<string, number> => {
  const all = burst.map(countersIn)
  const [first = []] = all
  const steps = new Map<string, number>()
  for (const { where } of first) {
    const values = all.map((each) => each.find((other) => other.where === where)?.value)
    const differences = values.slice(1).map((value, i) => (value ?? NaN) - (values[i] ?? NaN))
    const [step = NaN] = differences
    if (differences.every((each) => each === step)) steps.set(where, step)
  }
  return steps
}

/**
 * Does a counter go further for the one than for the other?
 *
 * @returns The leak, which was seen twice.
 */
export const countingLeak = async (
  question: Question,
  { hidden, missing }: { readonly hidden: Place; readonly missing: Place },
  send: Send,
  volatile: Volatile,
): Promise<Leak | undefined> => {
  const burst = async (place: Place): Promise<ReadonlyArray<Heard>> => {
    const all: Array<Heard> = []
    for (let i = 0; i < times; i++) all.push(await ask(question, place, send))
    return all
  }
  const seen = (heard: Heard): Observation => without(seenOf(heard), [...clock, ...volatile])
  const once = async (): Promise<Leak | undefined> => {
    const [ofMissing, ofHidden] = [await burst(missing), await burst(hidden)]
    const [x, y] = [stepsOf(ofHidden.map(seen)), stepsOf(ofMissing.map(seen))]
    const telling = [...x].find(([where, step]) => y.has(where) && y.get(where) !== step)
    const [h, m] = [ofHidden.at(-1), ofMissing.at(-1)]
    if (telling === undefined || h === undefined || m === undefined) return undefined
    const [where, step] = telling
    const field = /`(.*)`/.exec(where)?.[1]
    const difference: Difference = {
      channel: field === undefined ? 'body' : 'header',
      ...(field !== undefined && { field }),
      says: `${where} goes by ${String(step)} against ${String(y.get(where))} at each request`,
    }
    return {
      request: `${question.name}, ${String(times)} times`,
      probe: h.probe,
      hidden: seen(h),
      missing: seen(m),
      differences: [difference],
      mend: 'A counter moves for one of the two alone: count what was asked for, whether it is there or not.',
    }
  }
  const first = await once()
  const second = first && (await once())
  return first?.differences[0].says === second?.differences[0].says ? second : undefined
}
