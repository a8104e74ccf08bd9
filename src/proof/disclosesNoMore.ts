/**
 * Does one policy disclose no more than another? What its callers learn is compared in every circumstance, not the two texts.
 */
import type { Policy } from '../domain/Policy.js'
import { prepare } from '../engine/decide.js'
import { affected, answered, type Affected, type Answered } from './Answered.js'
import { checks, describe, type Circumstance } from './circumstances.js'
import { learntFrom, lessons } from './lessons.js'
import { survey, type Answers } from './survey.js'

/** Something that the first policy discloses and the second does not. */
export interface Excess extends Affected {
  /** The request, the caller and what the permission check said. */
  readonly circumstance: string
  /** What is learnt, in words. */
  readonly learns: string
}

/**
 * Whether every two states that look alike to a caller under the second policy look alike under the first, and whatever of a remedy the
 * second keeps to itself, the first does.
 *
 * @throws TypeError where one of the two is not whole.
 */
export const disclosesNoMore = (x: Policy, y: Policy): Answered<Excess> => {
  const seen = survey([x, y], prepare)
  const known = new Map<Answers, number>()
  const learnt = (answers: Answers, circumstance: Circumstance): number => {
    const bits = known.get(answers) ?? learntFrom(answers, circumstance, seen.verdict)
    known.set(answers, bits)
    return bits
  }
  const excesses = seen.kinds.flatMap((kind) =>
    kind.sights.flatMap(({ circumstance, answers: [ours, theirs] }) => {
      const more = learnt(ours, circumstance) & ~learnt(theirs, circumstance)
      // where the permission check is not heard, the least that it could say stands for all
      if (more === 0 || (!circumstance.approach.heard && circumstance.check !== checks[0])) return []
      const learns = new Set(lessons.flatMap(({ reads }, k) => ((more & (1 << k)) === 0 ? [] : [reads('it')])))
      return [...learns].map((words) => ({ ...affected(kind), circumstance: describe(circumstance), learns: words }))
    }),
  )
  return answered(excesses, 'whatever the first policy discloses, the second does', seen)
}
