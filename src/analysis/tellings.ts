/**
 * Who learns what of a thing that they may not use. Nothing is said of callers who are granted:
 * they see what is there by acting on it.
 */
import type { Problem } from '../domain/Verdict.js'
import type { Answer, Answers } from './answers.js'
import { callers, type Caller } from './situations.js'
import { aThing, list, sentence } from './words.js'

/** What may be learnt: that the thing exists, and each part of a remedy. */
export type Learnt = 'existence' | 'missing-permissions' | 'request-access' | 'step-up'

/** Callers who are denied learn something. */
export interface Tells {
  /** Tells findings apart. */
  readonly kind: 'tells'
  /** The resource type. */
  readonly resource: string
  /** The callers, in words. */
  readonly who: string
  /** What they learn. */
  readonly learns: ReadonlyArray<Learnt>
  /** The finding in a sentence. */
  readonly says: string
}

/** Callers who are denied, of one class. */
export interface Audience {
  readonly who: string
  readonly caller: Caller
  /** What the permission says of them. */
  readonly mayKnow: boolean
}

/** Those who may not know stand right before those who may. */
export const audiences: ReadonlyArray<Audience> = callers.flatMap((caller) =>
  caller.isHeard
    ? [
        { who: `${caller.says} who is denied`, caller, mayKnow: false },
        { who: `${caller.says} who is denied and may know`, caller, mayKnow: true },
      ]
    : [{ who: caller.says, caller, mayKnow: false }],
)

/** What each audience learns, in the order of audiences. */
export type Told = ReadonlyArray<ReadonlyArray<Learnt>>

export const toldBy = (answers: Answers): Told =>
  audiences.map((audience) => {
    const theirs = answers.filter(({ situation: { caller, check } }) => {
      const { _tag, mayKnow } = check.permission
      const isOfThem = !caller.isHeard || mayKnow === audience.mayKnow
      return caller === audience.caller && _tag === 'Denied' && isOfThem
    })
    return learnable.filter((each) => isLearnt[each](theirs))
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
        situation.caller.isHeard && 'code' in verdict && verdict.code === 'step-up-required',
    ),
}

const bodyOf = ({ verdict }: Answer): Problem | undefined =>
  'body' in verdict ? verdict.body : undefined

const words: Readonly<Record<Learnt, (type: string) => string>> = {
  existence: (type) => `that ${aThing(type)} exists`,
  'missing-permissions': () => 'which permissions are missing',
  'request-access': () => 'where to ask for access',
  'step-up': () => 'which authentication would do',
}

/**
 * In sentences. Those who may know are told all that those who may not are told, and so they are
 * named only for what comes on top.
 */
export const tellings = (
  resource: string,
  told: Told,
  verb: 'learns' | 'no longer learns' = 'learns',
): ReadonlyArray<Tells> =>
  audiences.flatMap(({ who, mayKnow }, i) => {
    const known = mayKnow ? told[i - 1] : undefined
    const learns = (told[i] ?? []).filter((each) => known?.includes(each) !== true)
    if (learns.length === 0) return []
    const says = sentence(`${who} ${verb} ${list(learns.map((each) => words[each](resource)))}`)
    return [{ kind: 'tells', resource, who, learns, says }]
  })
