/**
 * What changes between two versions of a policy.
 */
import type { Policy } from '../domain/Policy.js'
import type { Verdict } from '../domain/Verdict.js'
import { decide } from '../engine/decide.js'
import { answersUnder, kindsOf, type Answer, type Answers, type Kind } from './answers.js'
import { frozen } from './frozen.js'
import { describe } from './situations.js'
import { tellings, toldBy, type Tells, type Told } from './tellings.js'

/** What changes between two versions of a policy. */
export interface Diff {
  /** What the policy tells now, and did not tell before. */
  readonly tells: ReadonlyArray<Tells>
  /** What the policy no longer tells. */
  readonly conceals: ReadonlyArray<Tells>
  /** Each answer that has become another. */
  readonly answers: ReadonlyArray<Change>
}

/** One answer that has become another. */
export interface Change {
  /** The resource types that are affected. */
  readonly types: ReadonlyArray<string>
  /** Whether the types that neither policy names are affected, too. */
  readonly others: boolean
  /** The answer under the old policy. */
  readonly before: Verdict
  /** The answer under the new policy. */
  readonly after: Verdict
  /** Where that happens, in words: the request, the caller, the permission, the world. */
  readonly situations: ReadonlyArray<string>
}

/**
 * What changes between two versions of a policy: for reviews. All three lists are empty where the
 * two answer alike in every situation. Their text may differ all the same.
 *
 * @param before - The old policy.
 * @param after - The new policy.
 * @returns Plain data, frozen.
 * @throws TypeError where one of the two was not made.
 * @example
 * const policy = Policy.of({ document: {} })
 * diff(policy, Policy.of({ document: { existence: 'public' } })).tells[0]?.says
 * // → 'A caller without credentials who is denied learns that a `document` exists.'
 */
export const diff = (before: Policy, after: Policy): Diff => {
  const answersBefore = answersUnder(before, decide)
  const answersAfter = answersUnder(after, decide)
  const all = kindsOf(before, after).map(({ types, others, example }) => {
    const [then, now] = [answersBefore(example), answersAfter(example)]
    const [toldThen, toldNow] = [toldBy(then), toldBy(now)]
    return {
      tells: types.flatMap((type) => tellings(type, minus(toldNow, toldThen))),
      conceals: types.flatMap((type) =>
        tellings(type, minus(toldThen, toldNow), 'no longer learns'),
      ),
      answers: changesIn({ types, others }, then, now),
    }
  })
  return frozen({
    tells: all.flatMap(({ tells }) => tells),
    conceals: all.flatMap(({ conceals }) => conceals),
    answers: all.flatMap(({ answers }) => answers),
  })
}

/** What each audience learns by the first, and not by the second. */
const minus = (first: Told, second: Told): Told =>
  first.map((learnt, i) => learnt.filter((each) => second[i]?.includes(each) !== true))

const changesIn = (
  kind: Pick<Kind, 'types' | 'others'>,
  then: Answers,
  now: Answers,
): ReadonlyArray<Change> => {
  const changes = new Map<
    string,
    { readonly before: Verdict; readonly after: Verdict; readonly situations: Set<string> }
  >()
  then.forEach(({ situation, verdict: before, seen }, i) => {
    const { verdict: after, seen: seenAfter } = now[i] as Answer
    if (seen === seenAfter) return
    const key = JSON.stringify([seen, seenAfter])
    const change = changes.get(key) ?? { before, after, situations: new Set() }
    changes.set(key, change)
    // where the permission or the state cannot matter, several situations have the same words
    change.situations.add(describe(situation))
  })
  return [...changes.values()].map(({ before, after, situations }) => ({
    ...kind,
    before,
    after,
    situations: [...situations],
  }))
}
