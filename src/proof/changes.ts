/**
 * What changes between two versions of a policy: nothing, if they are equivalent.
 */
import type { Policy } from '../domain/Policy.js'
import { resourceStates } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import { prepare } from '../engine/decide.js'
import { affected, answered, type Affected, type Answered } from './Answered.js'
import { describe } from './circumstances.js'
import { survey, type Kind } from './survey.js'

/** One answer that has become another. */
export interface Change extends Affected {
  readonly before: Verdict
  readonly after: Verdict
  /** Where that happens, in words: the request, the caller, what the permission check said, the state. */
  readonly situations: ReadonlyArray<string>
}

/**
 * Whether two policies give the same answers in every situation; if not, each answer that changes.
 *
 * @throws TypeError where one of the two is not whole.
 */
export const changes = (before: Policy, after: Policy): Answered<Change> => {
  const seen = survey([before, after], prepare)
  return answered(
    seen.kinds.flatMap((kind) => changesOf(kind, seen.verdict)),
    'both policies give the same answers in every situation',
    seen,
  )
}

const changesOf = ({ sights, ...kind }: Kind<readonly [Policy, Policy]>, verdict: (number: number) => Verdict): ReadonlyArray<Change> => {
  const found = new Map<string, { readonly before: number; readonly after: number; readonly situations: Set<string> }>()
  for (const { circumstance, answers } of sights) {
    const [first, second] = answers
    for (const state of resourceStates) {
      const [before, after] = [first[state], second[state]]
      if (before === after) continue
      const key = `${String(before)},${String(after)}`
      const change = found.get(key) ?? { before, after, situations: new Set() }
      found.set(key, change)
      // where the permission check is not heard, the words are the same whatever it said
      change.situations.add(`${describe(circumstance)}: ${state}`)
    }
  }
  return [...found.values()].map(({ before, after, situations }) => ({
    ...affected(kind),
    before: verdict(before),
    after: verdict(after),
    situations: [...situations],
  }))
}
