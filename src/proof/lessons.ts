/**
 * What a caller can learn in a circumstance: which states they can tell apart, and what of a remedy they are told.
 */
import { resourceStates } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import { circumstances, remedy, type Circumstance } from './circumstances.js'
import type { View } from './survey.js'

export interface Lesson {
  /** What is learnt about a thing of this name. */
  readonly reads: (name: string) => string
  /** Whether it is learnt from the answers in each of the states. */
  readonly learnt: (answers: ReadonlyArray<number>, circumstance: Circumstance, verdict: (number: number) => Verdict) => boolean
}

const [present, absent] = [resourceStates.indexOf('present'), resourceStates.indexOf('absent')]

/** The lesson that all of this is about. */
export const existence: Lesson = {
  reads: (name) => `that ${name} exists`,
  learnt: (answers) => answers[present] !== answers[absent],
}

/** Any other two states. */
const states: ReadonlyArray<Lesson> = resourceStates.flatMap((x, i) =>
  resourceStates.flatMap((y, j) =>
    i >= j || (i === present && j === absent)
      ? []
      : [{ reads: (name) => `whether ${name} is ${x} or ${y}`, learnt: (answers) => answers[i] !== answers[j] }],
  ),
)

const telling = (
  reads: Lesson['reads'],
  told: (verdict: Exclude<Verdict, { _tag: 'Ok' | 'Empty' | 'Conflict' }>, circumstance: Circumstance) => boolean,
): ReadonlyArray<Lesson> =>
  resourceStates.map((_, i) => ({
    reads,
    learnt: (answers, circumstance, verdictOf) => {
      const verdict = verdictOf(answers[i] ?? 0)
      return 'status' in verdict && told(verdict, circumstance)
    },
  }))

/** What is told of a remedy, in each of the states. */
export const tellings: ReadonlyArray<Lesson> = [
  ...telling(
    (name) => `which permission is missing on ${name}`,
    ({ body }) => body.missing !== undefined,
  ),
  ...telling(
    (name) => `where to ask for access to ${name}`,
    ({ body }) => body.ask === remedy.ask,
  ),
  ...telling(
    (name) => `that a stronger authentication would open ${name}`,
    ({ _tag }, { approach }) => _tag === 'Unauthenticated' && approach.caller === 'authenticated',
  ),
  ...telling(
    (name) => `which authentication would open ${name}`,
    ({ body }) => body.acr_values === remedy.acrValues.join(' '),
  ),
]

/** Fewer than 32, so that a set of them is a number. */
export const lessons: ReadonlyArray<Lesson> = [existence, ...states, ...tellings]

/** In each circumstance, the lessons that are learnt: one bit for each. */
export const learntIn = (view: View, verdict: (number: number) => Verdict): ReadonlyArray<number> =>
  view.map((answers, at) => {
    const circumstance = circumstances[at]
    return circumstance === undefined
      ? 0
      : lessons.reduce((bits, { learnt }, k) => (learnt(answers, circumstance, verdict) ? bits | (1 << k) : bits), 0)
  })
