/**
 * Does one policy disclose no more than another? What its callers learn is compared in every circumstance, not the two texts.
 */
import type { Policy } from '../domain/Policy.js'
import { prepare } from '../engine/decide.js'
import { affected, answered, type Affected, type Answered } from './Answered.js'
import { checks, circumstances, describe } from './circumstances.js'
import { learntIn, lessons } from './lessons.js'
import { survey, type View } from './survey.js'

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
  const known = new Map<View, ReadonlyArray<number>>()
  const learnt = (view: View): ReadonlyArray<number> => {
    const bits = known.get(view) ?? learntIn(view, seen.verdict)
    known.set(view, bits)
    return bits
  }
  const excesses = seen.kinds.flatMap((kind) => {
    const [ours, theirs] = kind.views.map(learnt)
    return circumstances.flatMap((circumstance, at) => {
      const more = (ours?.[at] ?? 0) & ~(theirs?.[at] ?? 0)
      // where the permission check is not heard, the first thing that it could have said stands for all
      if (more === 0 || (!circumstance.approach.heard && circumstance.check !== checks[0])) return []
      const learns = new Set(lessons.flatMap(({ reads }, k) => ((more & (1 << k)) === 0 ? [] : [reads('it')])))
      return [...learns].map((words) => ({ ...affected(kind), circumstance: describe(circumstance), learns: words }))
    })
  })
  return answered(excesses, 'whatever the first policy discloses, the second does', seen)
}
