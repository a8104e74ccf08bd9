/**
 * Leaks that show once more, before they count.
 */
import type { Arrangement } from '../../testkit/Arrangement.js'
import { placesOf } from '../../testkit/Arrangement.js'
import { ask, isBroken, type Send } from '../../testkit/ask.js'
import type { Findings } from '../../testkit/Findings.js'
import { judge, type Leak } from '../../testkit/judge.js'
import { leakOf } from '../../testkit/leaks.js'
import type { Probe, Question } from '../../testkit/Probe.js'
import { planOf } from '../../testkit/questions/plan.js'
import { isHarmless } from './harmless.js'

/** A leak, and the two requests that show it. */
export interface Confirmed {
  readonly leak: Leak
  /** Was the caller served as the entitled are? */
  readonly isServed: boolean
  readonly probes: readonly [Probe, Probe]
}

/** Asks the question again. Does the same tell? */
const tellsAgain = async (
  { differences: [first], hidden, probe }: Leak,
  question: Question,
  arrangement: Arrangement,
): Promise<boolean> => {
  // a name is not there by chance, and what went through may have removed the thing
  if (first.channel === 'mention' || (!isHarmless(probe) && hidden.status < 400)) return true
  const again = await leakOf(question, arrangement)
  return (again?.differences ?? []).some(
    ({ channel, field }) => channel === first.channel && field === first.field,
  )
}

/** Does the caller see of the hidden thing what the entitled see? */
const seesAll = async (
  { hidden, missing, probe }: Leak,
  question: Question,
  arrangement: Arrangement,
  sendAsEntitled: Send,
): Promise<boolean> => {
  if (hidden.status < 200 || hidden.status >= 300 || missing.status < 400) return false
  // a change that went through was granted
  if (!isHarmless(probe)) return true
  const place = placesOf(arrangement).hidden
  const theirs = await ask(question, place, arrangement.send)
  const [of, again] = [
    await ask(question, place, sendAsEntitled),
    await ask(question, place, sendAsEntitled),
  ]
  return ![theirs, of].some(isBroken) && judge(question, theirs, of, [again], []).leak === undefined
}

/** The leaks that show once more, with the requests that show them. */
export const confirmed = async (
  found: Findings,
  arrangement: Arrangement,
  sendAsEntitled: Send,
): Promise<ReadonlyArray<Confirmed>> => {
  if (found.length === 0) return []
  const plan = planOf(arrangement.questions ?? [], arrangement.hidden)
  const questions = new Map(
    plan.flatMap(({ plain, varied }) => [plain, ...varied]).map((each) => [each.name, each]),
  )
  const all: Array<Confirmed> = []
  for (const leak of found) {
    // what has no question of its own was asked several times: a counter
    const question = questions.get(leak.request)
    if (question !== undefined && !(await tellsAgain(leak, question, arrangement))) continue
    all.push({
      leak,
      isServed:
        question !== undefined && (await seesAll(leak, question, arrangement, sendAsEntitled)),
      probes: [leak.probe, question?.at(arrangement.missing) ?? leak.probe],
    })
  }
  return all
}
