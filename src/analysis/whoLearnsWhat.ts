/**
 * Who learns what of a thing that they may not use. Nothing is said of callers who are granted:
 * they see what is there by acting on it.
 */
import type { Policy } from '../domain/Policy.js'
import type { Problem } from '../domain/Verdict.js'
import { decide } from '../engine/decide.js'
import { answersUnder, perDisclosure, type Answer, type Answers, type Decide } from './answers.js'
import { frozen } from './frozen.js'
import { names } from './personas.js'
import { callers } from './situations.js'

/** What may be learnt: that the thing exists, and each part of a remedy. */
export type Learnt = 'existence' | 'missing-permissions' | 'request-access' | 'step-up'

/** What the callers of one persona learn of one type, though they are denied. */
export interface Learns {
  /** The resource type. */
  readonly type: string
  /** Who learns it: `visitors`, `strangers`, `those who may know` or `visitors who may know`. */
  readonly persona: string
  /** What they learn. It is never empty. */
  readonly learns: ReadonlyArray<Learnt>
}

/**
 * What a policy tells to whom, as data: for a check against what a team allows. Every class of caller,
 * request and permission is tried. Of a persona and a type that are not in the list, nothing is
 * learnt.
 *
 * @param policy - Of a type that it does not name, nobody who is denied learns anything.
 * @returns Plain data, frozen: type by type in the order of the policy, the widest persona first.
 * @throws TypeError where the policy was not made.
 * @example
 * const [first] = whoLearnsWhat(Policy.of({ invoice: { existence: 'authenticated' } }))
 * first?.persona // → 'strangers'
 * first?.learns // → ['existence', 'missing-permissions', 'request-access', 'step-up']
 */
export const whoLearnsWhat = (policy: Policy): ReadonlyArray<Learns> => {
  const told = toldUnder(policy, decide)
  return frozen(
    Object.keys(policy.types).flatMap((type) => told(type).map((each) => ({ type, ...each }))),
  )
}

/** What each persona learns, the widest first. Those who learn nothing are left out. */
export type Told = ReadonlyArray<Omit<Learns, 'type'>>

export const toldUnder = (policy: Policy, engine: Decide): ((type: string) => Told) => {
  const answers = answersUnder(policy, engine)
  return perDisclosure(policy, (type) => toldBy(answers(type)))
}

/** The widest first: more callers are visitors, and fewer are known to the permission check. */
export const audiences: ReadonlyArray<string> = [
  ...new Set([
    names.visitors,
    names.strangers,
    names.knowing,
    ...callers.flatMap(({ persona, knowing = persona }) => [persona, knowing]),
  ]),
]

const personaIn = ({ situation: { caller, check } }: Answer): string | undefined => {
  const { _tag, mayKnow } = check.permission
  if (_tag === 'Granted') return undefined
  return mayKnow ? (caller.knowing ?? caller.persona) : caller.persona
}

export const toldBy = (answers: Answers): Told =>
  audiences.flatMap((persona) => {
    const theirs = answers.filter((answer) => personaIn(answer) === persona)
    const learns = learnable.filter((each) => isLearnt[each](theirs))
    return learns.length > 0 ? [{ persona, learns }] : []
  })

const learnable = ['existence', 'missing-permissions', 'request-access', 'step-up'] as const

const isLearnt: Readonly<Record<Learnt, (answers: Answers) => boolean>> = {
  // present and absent stand two by two, and nothing else differs
  existence: (answers) =>
    answers.some(({ seen }, i) => i % 2 === 0 && seen !== answers[i + 1]?.seen),
  'missing-permissions': (answers) =>
    answers.some((answer) => bodyOf(answer)?.missing_permissions !== undefined),
  'request-access': (answers) =>
    answers.some((answer) => bodyOf(answer)?.request_access !== undefined),
  // where the permission is not heard, it is the route that asks for more
  'step-up': (answers) =>
    answers.some(
      ({ situation, verdict }) =>
        situation.caller.knowing !== undefined &&
        'code' in verdict &&
        verdict.code === 'step-up-required',
    ),
}

const bodyOf = ({ verdict }: Answer): Problem | undefined =>
  'body' in verdict ? verdict.body : undefined
