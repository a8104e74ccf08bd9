/**
 * What a policy permits to be told to callers without permission, in words.
 */
import type { Policy } from '../domain/Policy.js'
import type { Verdict } from '../domain/Verdict.js'
import { prepare } from '../engine/decide.js'
import { approaches, whom } from './circumstances.js'
import { existence, tellings, type Lesson } from './lessons.js'
import { survey, type Kind } from './survey.js'

/**
 * One sentence for each type, kind of caller and thing that they learn, such as "an authenticated caller without permission learns
 * that an `invoice` exists". Nothing of a type about which they learn nothing, such as those that the policy does not name.
 *
 * Where callers without permission differ in whether they may know, and either learns it, the one who may not is named. It says nothing of
 * callers with permission: they see what is there by acting on it.
 *
 * @throws TypeError where the policy is not whole.
 */
export const permits = (policy: Policy): ReadonlyArray<string> => {
  const { kinds, verdict } = survey([policy], prepare)
  return kinds.flatMap((kind) => {
    const found = learners(kind, verdict)
    return kind.types.flatMap((type) => [...new Set(found.map(({ caller, learns }) => `${caller} learns ${learns(named(type))}`))])
  })
}

const named = (type: string): string => `${/^[aeio]/i.test(type) ? 'an' : 'a'} \`${type}\``

interface Learner {
  readonly caller: string
  readonly learns: Lesson['reads']
}

const learners = ({ sights }: Kind<readonly [Policy]>, verdict: (number: number) => Verdict): ReadonlyArray<Learner> =>
  approaches.flatMap((approach) => {
    const asked = sights.filter(({ circumstance }) => circumstance.approach === approach && circumstance.check.permission._tag === 'Denied')
    return [existence, ...tellings].flatMap(({ reads, learnt }) => {
      const first = asked.find(({ circumstance, answers: [answers] }) => learnt(answers, circumstance, verdict))
      return first === undefined ? [] : [{ caller: whom(first.circumstance), learns: reads }]
    })
  })
