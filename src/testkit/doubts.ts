/**
 * Could anything be found at all? An arrangement in which every answer is the same for another reason
 * is an error, with a sentence that says how to mend it.
 */
import type { Volatile } from '../observe/Observation.js'
import type { Arrangement, Places } from './Arrangement.js'
import { ask, isBroken, type Heard, type Send } from './ask.js'
import { judge, mentionOf } from './judge.js'
import { isSafe, type Question } from './Probe.js'
import { first } from './questions/thing.js'

/** What the caller hears at first, of the hidden and of the missing thing. */
export interface AtFirst {
  readonly hidden: Heard
  readonly missing: Heard
}

const statusOf = ({ raw }: Heard): number => raw.status

const isRejected = ({ raw: { headers } }: Heard): boolean =>
  headers.some(
    ([name, value]) => /^www-authenticate$/i.test(name) && /\binvalid_token\b/.test(value),
  )

const isRedirect = (heard: Heard): boolean => statusOf(heard) >= 300 && statusOf(heard) < 400

/** Throws where the first answers are about no thing at all. */
export const checkFirst = ({ hidden, missing }: AtFirst): void => {
  if (isBroken(hidden) && isBroken(missing))
    throw new Error('leaks: GET was not answered in either world; is the server there?', {
      cause: hidden.cause,
    })
  if ([hidden, missing].some(({ raw }) => raw.status === 429))
    throw new Error('leaks: the first answer is 429: raise the limit on requests for this caller')
}

/**
 * Why the first answers make it unlikely that anything is found, and what to do. A leak that is found
 * all the same counts.
 */
export const doubtsOf = (
  { hidden, missing }: AtFirst,
  { refusedWith }: Arrangement,
  mayBeRejected: boolean,
): ReadonlyArray<string> => {
  const status = statusOf(missing)
  if (!mayBeRejected && isRejected(hidden) && isRejected(missing))
    return [
      'the credentials are rejected (`invalid_token`): send as a stranger who is signed in, and ' +
        'callers who are rejected by `sendAs`',
    ]
  if (status >= 500 && statusOf(hidden) >= 500)
    return [`the first answer is ${String(status)}: the handler fails for both, so mend it first`]
  if (isRedirect(missing) && statusOf(hidden) === status && status !== refusedWith)
    return [
      `the first answer is a redirect (${String(status)}): sign the caller in, or name the place ` +
        `where the thing is; if callers are refused in this way, say \`refusedWith: ${String(status)}\``,
    ]
  return []
}

/** Can the entitled tell the two apart by this question? */
export const tellsTheEntitled = async (
  question: Question,
  sendAsEntitled: Send,
  { hidden, missing, spare }: Places,
  volatile: Volatile,
): Promise<boolean> => {
  const ofMissing = await ask(question, missing, sendAsEntitled)
  const ofHidden = await ask(question, hidden, sendAsEntitled)
  const controls = [
    await ask(question, spare, sendAsEntitled),
    await ask(question, missing, sendAsEntitled),
  ]
  const { leak } = judge(question, ofHidden, ofMissing, controls, volatile)
  if (leak !== undefined) return true
  return mentionOf(question, ofHidden, ofMissing, hidden.ids) !== undefined
}

/** What is said where even the entitled see no difference. */
export const blindness = ({ name }: Question): string =>
  `the entitled caller sees no difference either by ${name}; ` +
  'does the hidden thing exist, may they see it, and is the path right?'

/** The doubts about what the entitled see: by a GET, and by the questions of a person's own. */
export const doubtsOfEntitled = async (
  { sendAsEntitled, questions = [], hidden, volatile = [] }: Arrangement,
  places: Places,
): Promise<ReadonlyArray<string>> => {
  if (sendAsEntitled === undefined) return []
  const doubts: Array<string> = []
  for (const question of [first, ...questions.filter((each) => isSafe(each.at(hidden)))])
    if (!(await tellsTheEntitled(question, sendAsEntitled, places, volatile)))
      doubts.push(blindness(question))
  return doubts
}

/** Throws where the stranger sees the hidden thing as the entitled do. */
export const checkHidden = async (
  { sendAsEntitled, volatile = [] }: Arrangement,
  { hidden }: Places,
  atFirst: AtFirst,
): Promise<void> => {
  const { status } = atFirst.hidden.raw
  if (sendAsEntitled === undefined || status < 200 || status >= 300) return
  if (atFirst.missing.raw.status === status) return
  const theirs = await ask(first, hidden, sendAsEntitled)
  const again = await ask(first, hidden, sendAsEntitled)
  if (judge(first, atFirst.hidden, theirs, [again], volatile).leak === undefined)
    throw new Error(
      'leaks: the stranger sees the hidden thing as the entitled caller does; ' +
        'name a thing that they may not know of, or send as somebody else',
    )
}
