/**
 * How many requests a sweep is going to send, about.
 */
import { planOf } from '../../testkit/questions/plan.js'
import { onlyOf, type Interview } from './interview.js'
import type { Target } from './targets.js'
import { idsOf, type Sweep } from './underWay.js'

/** Each question is asked of the hidden and of the missing thing. */
const perQuestion = 2

/** What else is asked around a path: the first answers, and counters. */
const perInterview = 20

/** The number. What is found is asked again, and what is not asked is not known before. */
export const estimateOf = (
  state: Pick<Sweep, 'config' | 'things'>,
  interviews: ReadonlyArray<Interview>,
): number => {
  /** All callers are asked the same. */
  const counts = new Map<string, number>()
  const countOf = (type: string, target: Target): number => {
    const path = target.pathOf(idsOf(state.things, type).hidden)
    const only = onlyOf(target, path, state.config)
    const plan = planOf(
      target.asked.map(({ question }) => question),
      path,
    ).filter(({ plain }) => only(plain))
    return plan.reduce((sum, { varied }) => sum + 1 + varied.filter(only).length, 0)
  }
  return interviews.reduce((sum, { type, target }) => {
    const key = JSON.stringify([type, target.asked.map(({ route }) => route)])
    const count = counts.get(key) ?? countOf(type, target)
    counts.set(key, count)
    return sum + count * perQuestion + perInterview
  }, 0)
}
