/**
 * What a caller can learn in a circumstance: which states they can tell apart, and what of a remedy they are told.
 */
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import { remedy, type Circumstance } from './circumstances.js'
import type { Answers } from './survey.js'

export interface Lesson {
  /** What is learnt about a thing of this name. */
  readonly reads: (name: string) => string
  /** Whether it is learnt from the answers in each of the states. */
  readonly learnt: (answers: Answers, circumstance: Circumstance, verdict: (number: number) => Verdict) => boolean
}

/** The lesson that all of this is about. */
export const existence: Lesson = {
  reads: (name) => `that ${name} exists`,
  learnt: ({ present, absent }) => present !== absent,
}

const whether = (x: ResourceState, y: ResourceState): Lesson => ({
  reads: (name) => `whether ${name} is ${x} or ${y}`,
  learnt: (answers) => answers[x] !== answers[y],
})

/** Any other two states. */
const states: ReadonlyArray<Lesson> = [
  whether('present', 'gone'),
  whether('present', 'unreachable'),
  whether('absent', 'gone'),
  whether('absent', 'unreachable'),
  whether('gone', 'unreachable'),
]

const telling = (
  reads: Lesson['reads'],
  told: (verdict: Exclude<Verdict, { _tag: 'Ok' | 'Empty' | 'Conflict' }>, circumstance: Circumstance) => boolean,
): ReadonlyArray<Lesson> =>
  resourceStates.map((state) => ({
    reads,
    learnt: (answers, circumstance, verdictOf) => {
      const verdict = verdictOf(answers[state])
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

/** The lessons that are learnt in a circumstance: one bit for each. */
export const learntFrom = (answers: Answers, circumstance: Circumstance, verdict: (number: number) => Verdict): number =>
  lessons.reduce((bits, { learnt }, k) => (learnt(answers, circumstance, verdict) ? bits | (1 << k) : bits), 0)
