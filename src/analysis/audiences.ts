/**
 * Who learns what of a thing that they may not use.
 *
 * Nothing is said of callers who are granted: they see what is there by acting on it.
 */
import { callers, type Caller } from './situations.js'
import type { Answer, Answers } from './answers.js'

/** Callers who are denied, of one class. */
export interface Audience {
  readonly says: string
  readonly caller: Caller
  /** What the permission says of them. */
  readonly mayKnow: boolean
}

/** Those who may not know stand before those who may. */
export const audiences: ReadonlyArray<Audience> = callers.flatMap((caller) =>
  caller.isHeard
    ? [
        { says: `${caller.says} who is denied`, caller, mayKnow: false },
        { says: `${caller.says} who is denied and may know`, caller, mayKnow: true },
      ]
    : [{ says: caller.says, caller, mayKnow: false }],
)

/** What may be learnt: that the thing exists, and each part of a remedy. */
export type Learnt = 'existence' | 'missing-permissions' | 'request-access' | 'step-up'

/** What the audience learns from these answers. */
export const learntFrom = (answers: Answers, audience: Audience): ReadonlyArray<Learnt> => {
  const theirs = answers.filter(({ situation: { caller, check } }) => {
    const { _tag, mayKnow } = check.permission
    return caller === audience.caller && _tag === 'Denied' && mayKnow === audience.mayKnow
  })
  return [
    ...(showsExistence(theirs) ? (['existence'] as const) : []),
    ...parts.filter(([, isIn]) => theirs.some(isIn)).map(([part]) => part),
  ]
}

/** Present and absent stand two by two, and nothing else differs. */
const showsExistence = (answers: Answers): boolean =>
  answers.some(({ seen }, i) => i % 2 === 0 && seen !== answers[i + 1]?.seen)

const parts: ReadonlyArray<readonly [part: Learnt, isIn: (answer: Answer) => boolean]> = [
  [
    'missing-permissions',
    ({ verdict }) => 'status' in verdict && verdict.body.missing_permissions !== undefined,
  ],
  [
    'request-access',
    ({ verdict }) => 'status' in verdict && verdict.body.request_access !== undefined,
  ],
  [
    'step-up',
    // on a guarded route, it is the route that asks for more
    ({ verdict, situation }) =>
      situation.caller.isHeard && 'code' in verdict && verdict.code === 'step-up-required',
  ],
]

/** `a document`, with the name as it is written in the policy. */
export const aThing = (type: string): string => `${/^[aeio]/i.test(type) ? 'an' : 'a'} \`${type}\``

/** What is learnt, in words. */
export const inWords = (learnt: ReadonlyArray<Learnt>, type: string): string => {
  const words: Readonly<Record<Learnt, string>> = {
    existence: `that ${aThing(type)} exists`,
    'missing-permissions': 'which permissions are missing',
    'request-access': 'where to ask for access',
    'step-up': 'which authentication would do',
  }
  return list(learnt.map((each) => words[each]))
}

/** `a`, `a and b`, `a, b and c`. */
export const list = (words: ReadonlyArray<string>): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${String(words.at(-1))}`

export const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
