/**
 * Does a handler tell what is hidden from what is missing? This file sends every request worth
 * trying to both, and compares all that the caller can see.
 */
import { checkArrangement, placesOf, type Arrangement, type Places } from './Arrangement.js'
import { ask, isBroken, type Place, type Send } from './ask.js'
import { checkFirst, checkHidden, doubtsOf, doubtsOfEntitled } from './doubts.js'
import { findings, type Findings } from './Findings.js'
import { interview, type Interview } from './interview.js'
import { interviewInTime, isTimed } from './inTime.js'
import { judge, type Leak } from './judge.js'
import type { Question } from './Probe.js'
import { planOf, type Planned } from './questions/plan.js'
import { first } from './questions/thing.js'

/** Asks one question of both worlds. */
export const leakOf = async (
  question: Question,
  arrangement: Arrangement,
): Promise<Leak | undefined> => {
  const places = placesOf(arrangement)
  const hear = (place: Place) => ask(question, place, arrangement.send)
  const missing = await hear(places.missing)
  const hidden = await hear(places.hidden)
  if (isBroken(hidden) && isBroken(missing))
    throw new Error(`leaks: ${question.name} was not answered in either world`, {
      cause: hidden.cause,
    })
  return judge(question, hidden, missing, [], arrangement.volatile ?? []).leak
}

/** A derived spare thing is one only if it is answered like the missing one. */
const withSpare = async (arrangement: Arrangement): Promise<Places> => {
  const places = placesOf(arrangement)
  const statusAt = async (place: Place): Promise<number> =>
    (await ask(first, place, arrangement.send)).raw.status
  if (places.spare.path === places.missing.path) return places
  if ((await statusAt(places.spare)) === (await statusAt(places.missing))) return places
  if (arrangement.spare === undefined) return { ...places, spare: places.missing }
  throw new Error(
    'leaks: the spare thing is answered with another status than the missing one; ' +
      'name two things that are not there, with ids of one form',
  )
}

/** The plan in the name of another caller. */
const inTheNameOf = (name: string, plan: ReadonlyArray<Planned>): ReadonlyArray<Planned> => {
  const named = (question: Question): Question => ({
    ...question,
    name: `${question.name} as ${name}`,
  })
  return plan.map(({ plain, varied }) => ({ plain: named(plain), varied: varied.map(named) }))
}

/** The plan with what may be asked alone. */
const chosen = (
  plan: ReadonlyArray<Planned>,
  { only = () => true }: Arrangement,
): ReadonlyArray<Planned> =>
  plan
    .filter(({ plain }) => only(plain))
    .map(({ plain, varied }) => ({ plain, varied: varied.filter(only) }))

type Outcome = Interview & { readonly changed?: ReadonlyArray<string> }

/** What comes of asking one caller. What the entitled see is asked along with the first. */
const outcomeOf = async (
  send: Send,
  plan: ReadonlyArray<Planned>,
  arrangement: Arrangement,
  isMain: boolean,
): Promise<Outcome> => {
  if (isTimed(arrangement))
    return interviewInTime(plan, send, placesOf(arrangement), arrangement, !isMain)
  const places = await withSpare({ ...arrangement, send })
  const atFirst = {
    missing: await ask(first, places.missing, send),
    hidden: await ask(first, places.hidden, send),
  }
  checkFirst(atFirst)
  await checkHidden(arrangement, places, atFirst)
  const doubts = [
    ...doubtsOf(atFirst, arrangement, !isMain),
    ...(await doubtsOfEntitled(arrangement, places)),
  ]
  const outcome = await interview(plan, send, places, arrangement, atFirst)
  return { ...outcome, doubts: [...doubts, ...outcome.doubts] }
}

/**
 * Whether a handler tells what is hidden from what is missing. It sends every request worth trying to
 * both, and compares all that the caller can see. The requests that may change or remove something
 * come last.
 *
 * What also differs between two missing things is noise: it is taken away from both sides. What a
 * plain request shows is not looked for again in its variations. The function measures no time and no
 * volume. It tries no other hidden thing than the one arranged.
 *
 * @param arrangement - The two paths, and how to send a request as the caller.
 * @returns The leaks, each by the smallest request that shows it, and with what to change. The list is
 *   empty if the handler answers alike. `report` prints them. `survey` says what was asked.
 * @throws Where nothing could be found, with a sentence that says how to mend the arrangement. The first
 *   answers may be about no thing. The entitled may see no difference, or the stranger all. A limit may
 *   be reached, or a request may change what is missing.
 * @example
 * const found = await leaks({
 *   hidden: '/documents/emmas-document',
 *   missing: '/documents/nicks-document',
 *   send: ({ path, ...probe }) => handler(new Request(`https://api.example${path}`, probe)),
 * })
 * report(found) // → ''
 */
export const leaks = async (arrangement: Arrangement): Promise<Findings> => {
  checkArrangement(arrangement)
  const plan = chosen(planOf(arrangement.questions ?? [], arrangement.hidden), arrangement)
  const outcomes = [await outcomeOf(arrangement.send, plan, arrangement, true)]
  const { sendAsEntitled, ...others } = arrangement
  for (const [name, send] of Object.entries(arrangement.sendAs ?? {}))
    outcomes.push(await outcomeOf(send, inTheNameOf(name, plan), others, false))
  const all = outcomes.flatMap((each) => each.leaks)
  const [doubt] = outcomes.flatMap(({ doubts }) => doubts)
  if (all.length === 0 && doubt !== undefined) throw new Error(`leaks: ${doubt}`)
  const one = plan.reduce((sum, { varied }) => sum + 1 + varied.length, 0)
  return findings(all, {
    planned: one * outcomes.length,
    asked: outcomes.reduce((sum, { asked }) => sum + asked, 0),
    dead: outcomes.flatMap(({ dead }) => dead),
    learnt: [...new Set(outcomes.flatMap(({ learnt }) => learnt))],
    changed: outcomes.flatMap(({ changed = [] }) => changed),
  })
}
