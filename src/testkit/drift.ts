/**
 * Is what is missing still answered as at first? If not, an earlier request changed it, or a limit was
 * reached, and what is asked afterwards says nothing.
 */
import {
  differences,
  hole,
  without,
  type Field,
  type Observation,
  type Volatile,
} from '../observe/Observation.js'
import { seenOf, type Heard } from './ask.js'
import { clock } from './compare.js'
import { withoutNoise } from './noise.js'

/** Without words that have a digit: times, counters, ids. */
const skeleton = (o: Observation): Observation => {
  const bare = (text: string): string => text.replaceAll(/[0-9A-Za-z]*\d[0-9A-Za-z]*/g, hole)
  const fields = (all: ReadonlyArray<Field>): ReadonlyArray<Field> =>
    all.map(([name, value]) => [name, bare(value)])
  return { ...o, headers: fields(o.headers), trailers: fields(o.trailers), body: bare(o.body) }
}

/**
 * What has changed, in words.
 *
 * @param atFirst - Answers about what is missing, from the beginning. There is at least one.
 * @param now - The answer to the same question.
 */
export const driftOf = (
  atFirst: readonly [Heard, ...ReadonlyArray<Heard>],
  now: Heard,
  volatile: Volatile,
): string | undefined => {
  if (JSON.stringify(now.raw) === JSON.stringify(atFirst[0].raw)) return undefined
  const [first, ...others] = atFirst.map((heard) =>
    without(seenOf(heard), [...clock, ...volatile]),
  ) as [Observation, ...Array<Observation>]
  const quiet = withoutNoise(without(seenOf(now), [...clock, ...volatile]), first, others)
  const [change] = differences(
    skeleton(quiet.missing),
    skeleton(quiet.hidden),
    [],
    ['at first', 'at last'],
  )
  return change?.says
}
