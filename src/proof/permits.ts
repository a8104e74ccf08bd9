/**
 * What a policy permits to be told to callers without permission, in words.
 */
import type { Policy } from '../domain/Policy.js'
import type { Verdict } from '../domain/Verdict.js'
import { prepare } from '../engine/decide.js'
import { approaches, attempts, circumstances, whom } from './circumstances.js'
import { existence, tellings, type Lesson } from './lessons.js'
import { survey, type Kind } from './survey.js'

/**
 * One sentence for each type, kind of caller and thing that they learn, such as "an authenticated caller without permission learns
 * that an `invoice` exists". Nothing of a type about which they learn nothing.
 *
 * Of callers who differ only in what the permission check said, the least favoured who learns it is named; what they learn, the
 * others learn. It says nothing of callers with permission: they see what is there by acting on it.
 *
 * @throws TypeError where the policy is not whole.
 */
export const permits = (policy: Policy): ReadonlyArray<string> => {
  const { kinds, verdict } = survey([policy], prepare)
  return kinds.flatMap((kind) => {
    const found = learners(kind, verdict)
    return namesOf(kind).flatMap((name) => [...new Set(found.map(({ caller, learns }) => `${caller} learns ${learns(name)}`))])
  })
}

const namesOf = ({ types, others }: Kind): ReadonlyArray<string> => [
  ...types.map((type) => `${/^[aeio]/i.test(type) ? 'an' : 'a'} \`${type}\``),
  ...(others ? ['a thing of a type that the policy does not name'] : []),
]

interface Learner {
  readonly caller: string
  readonly learns: Lesson['reads']
}

const learners = ({ views: [view = []] }: Kind, verdict: (number: number) => Verdict): ReadonlyArray<Learner> =>
  approaches.flatMap((approach) => {
    // what another request shows, a plain GET shows
    const asked = circumstances.flatMap((circumstance, at) =>
      circumstance.approach === approach && circumstance.attempt === attempts[0] && circumstance.standing.permission._tag === 'Denied'
        ? [{ circumstance, answers: view[at] ?? [] }]
        : [],
    )
    return [existence, ...tellings].flatMap(({ reads, learnt }) => {
      const first = asked.find(({ circumstance, answers }) => learnt(answers, circumstance, verdict))
      return first === undefined ? [] : [{ caller: whom(first.circumstance), learns: reads }]
    })
  })
