/**
 * Is a difference no accident? Both things are asked for again and again, as long as they differ.
 */
import type { Observation, Volatile } from '../observe/Observation.js'
import { isBroken, isLimit, type Heard } from './ask.js'
import { judge, type Judged, type Leak } from './judge.js'
import { isSafe, type Question } from './Probe.js'

/** So many more answers about missing things are asked for, before a difference counts. */
const rounds = { safe: 4, unsafe: 2 }

/**
 * What differs by words alone is asked again so often, of both things. A lot between two machines then
 * passes for a leak in one of 33 million questions.
 */
export const confirmations = 10

/**
 * Does this answer say what is noise? After a request that may change something, it does so only if
 * its status is that of the missing thing. A name that was just taken looks like a hidden one.
 */
export const isControl =
  (missing: Heard) =>
  (control: Heard): boolean =>
    !isBroken(control) &&
    !isLimit(control) &&
    (isSafe(control.probe) || control.raw.status === missing.raw.status)

/** Do the answers differ by words alone, and not by what is there? */
const byWordsAlone = ({ hidden, missing }: Leak): boolean => {
  const build = ({ status, reason, headers, trailers }: Observation): string =>
    JSON.stringify([status, reason, [...headers, ...trailers].map(([name]) => name)])
  return build(hidden) === build(missing)
}

/** A request that was refused has changed nothing, and may be sent again. */
const isRefused = ({ raw }: Heard): boolean => raw.status >= 400

/**
 * A request that made something may be refused the second time, whatever it is about. Another missing
 * thing is then answered like the hidden one.
 */
const isSecond = (control: Heard, hidden: Heard, missing: Heard): boolean =>
  !isSafe(control.probe) &&
  control.place.path !== missing.place.path &&
  control.raw.status === hidden.raw.status &&
  control.raw.status !== missing.raw.status

/**
 * Judges, and asks about missing things again as long as there is a difference. If the hidden thing,
 * asked again, is answered like a missing one, its words varied by chance.
 */
export const confirm = async (
  question: Question,
  hidden: Heard,
  missing: Heard,
  volatile: Volatile,
  askMissing: (round: number) => Promise<Heard>,
  askHidden: () => Promise<Heard>,
): Promise<Judged> => {
  let controls: ReadonlyArray<Heard> = []
  let judged = judge(question, hidden, missing, controls, volatile)
  const most = isSafe(missing.probe) ? rounds.safe : rounds.unsafe
  for (let round = 0; judged.leak !== undefined && round < most; round++) {
    const control = await askMissing(round)
    if (isSecond(control, hidden, missing)) return { learnt: [] }
    controls = [...controls, control].filter(isControl(missing))
    judged = judge(question, hidden, missing, controls, volatile)
  }
  if (!isRefused(hidden) && !isSafe(missing.probe)) return judged
  for (let i = 0; i < confirmations && judged.leak && byWordsAlone(judged.leak); i++) {
    // an answer that came once may be odd by chance, the first about the missing thing as well
    const [again, fresh] = [await askHidden(), await askMissing(i)]
    const [first = missing, ...others] = [fresh, missing, ...controls].filter(isControl(missing))
    judged = judge(question, again, first, others, volatile)
    controls = [...controls, fresh].filter(isControl(missing))
    if (judged.leak) judged = judge(question, hidden, missing, controls, volatile)
  }
  return judged
}
