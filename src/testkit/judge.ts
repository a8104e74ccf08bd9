/**
 * Is what was heard of a question a leak? The hidden answer is compared with the missing one, both
 * without what also differs between missing things.
 */
import {
  differences,
  without,
  type Difference,
  type Observation,
  type Volatile,
} from '../observe/Observation.js'
import { seenOf, type Heard } from './ask.js'
import { clock } from './compare.js'
import { mendOf } from './mend.js'
import { mentionIn } from './names.js'
import { withoutNoise } from './noise.js'
import type { Probe, Question } from './Probe.js'

/** A request to which the hidden and the missing thing are answered differently. */
export interface Leak {
  /** The request in words. */
  readonly request: string
  /** As it was sent to the hidden thing. */
  readonly probe: Probe
  /** What the caller saw of the hidden thing. What was learnt to be noise is shown as `…`. */
  readonly hidden: Observation
  /** What the caller saw of the missing thing, in the same way. */
  readonly missing: Observation
  /** What tells the two apart; the hidden one is named first. */
  readonly differences: readonly [Difference, ...ReadonlyArray<Difference>]
  /** What to change in the handler, in one sentence. */
  readonly mend: string
}

/** What a question showed. */
export interface Judged {
  readonly leak?: Leak
  /** What was learnt to be noise, in words. */
  readonly learnt: ReadonlyArray<string>
}

const quietly = (heard: Heard, volatile: Volatile): Observation =>
  without(seenOf(heard), [...clock, ...volatile])

const words = ['when it exists', 'when it does not'] as const

/** Do the two differ, before anything is known of noise? */
export const differ = (hidden: Heard, missing: Heard, volatile: Volatile): boolean => {
  const [x, y] = [hidden.raw, missing.raw].map((raw) => without(raw, [...clock, ...volatile]))
  if (JSON.stringify(x) === JSON.stringify(y)) return false
  return differences(quietly(hidden, volatile), quietly(missing, volatile)).length > 0
}

/** What tells the hidden from the missing answer, without the noise. */
export const judge = (
  question: Question,
  hidden: Heard,
  missing: Heard,
  controls: ReadonlyArray<Heard>,
  volatile: Volatile,
): Judged => {
  if (!differ(hidden, missing, volatile)) return { learnt: [] }
  const quiet = withoutNoise(
    quietly(hidden, volatile),
    quietly(missing, volatile),
    controls.map((control) => quietly(control, volatile)),
  )
  const [difference, ...rest] = lengthLast(differences(quiet.hidden, quiet.missing, [], words))
  return {
    learnt: quiet.learnt,
    ...(difference && { leak: leakOf(question, hidden.probe, quiet, [difference, ...rest]) }),
  }
}

/** The length says no more than the body does: the body comes first, as what is to be changed. */
const lengthLast = (all: ReadonlyArray<Difference>): ReadonlyArray<Difference> => {
  const isLength = ({ field }: Difference): boolean => field === 'content-length'
  return [...all.filter((each) => !isLength(each)), ...all.filter(isLength)]
}

const leakOf = (
  question: Question,
  probe: Probe,
  { hidden, missing }: Pick<Leak, 'hidden' | 'missing'>,
  all: Leak['differences'],
): Leak => ({
  request: question.name,
  probe,
  hidden,
  missing,
  differences: all,
  mend: mendOf(question, all[0], hidden),
})

/** An answer that names the hidden thing, although the request does not. */
export const mentionOf = (
  question: Question,
  heard: Heard,
  missing: Heard,
  ids: ReadonlyArray<string>,
): Leak | undefined => {
  const says = mentionIn(heard.raw, heard.probe, ids)
  if (says === undefined) return undefined
  const mention: Difference = { channel: 'mention', says: `the ${says}` }
  return leakOf(question, heard.probe, { hidden: heard.raw, missing: missing.raw }, [mention])
}
