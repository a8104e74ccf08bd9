/**
 * Worlds in time, for a server of which there is only one. All is asked before the thing is there,
 * while it is there, and when it is gone. The first and the last answers are both about what is
 * missing, so they show what is noise. What differs is asked again in more such times, because two
 * answers may be the same by chance.
 */
import type { Arrangement, Places } from './Arrangement.js'
import { ask, isLimit, type Heard, type Place, type Send } from './ask.js'
import { isControl } from './confirm.js'
import { blindness, checkFirst, doubtsOf } from './doubts.js'
import type { Dead } from './Findings.js'
import { whyDead, type Interview } from './interview.js'
import { judge, type Judged, type Leak } from './judge.js'
import { isSafe, type Question } from './Probe.js'
import type { Planned } from './questions/plan.js'
import { first } from './questions/thing.js'

/** The means of worlds in time, all given. */
export type Timed = Required<Pick<Arrangement, 'create' | 'remove' | 'exists'>>

/** Has the arrangement worlds in time? */
export const isTimed = (arrangement: Arrangement): arrangement is Arrangement & Timed =>
  arrangement.create !== undefined

/**
 * What differs is asked again so often. A lot between two machines then passes for a leak in one of
 * 16,384 questions.
 */
const rounds = 6

/** Brings the world into a state. Throws where it does not obey. */
const settle = async (there: boolean, { create, remove, exists }: Timed): Promise<void> => {
  await (there ? create() : remove())
  if ((await exists()) !== there)
    throw new Error(
      there
        ? 'leaks: `create` was called, and `exists` says that the thing is not there; mend one of the two'
        : 'leaks: `remove` was called, and `exists` says that the thing is still there; mend one of the two',
    )
}

/** What came of it, and which requests changed the state. Each change was undone. */
export interface InterviewInTime extends Interview {
  readonly changed: ReadonlyArray<string>
}

/** Asks the questions of the plan in all three times. */
export const interviewInTime = async (
  plan: ReadonlyArray<Planned>,
  send: Send,
  places: Places,
  arrangement: Arrangement & Timed,
  mayBeRejected: boolean,
): Promise<InterviewInTime> => {
  const { exists, sendAsEntitled, volatile = [] } = arrangement
  const changed = new Set<string>()
  const questions = plan.flatMap(({ plain, varied }) => [plain, ...varied])

  /** Asks these, and undoes what a request has changed. */
  const hear = async (place: Place, asked: ReadonlyArray<Question>) => {
    const there = place.world === 'hidden'
    const heard = new Map<Question, Heard>()
    for (const question of asked) {
      const answer = await ask(question, place, send)
      heard.set(question, answer)
      if (isSafe(answer.probe) || (await exists()) === there) continue
      changed.add(`${question.name} ${there ? 'removed' : 'made'} the thing`)
      await settle(there, arrangement)
    }
    return heard
  }
  const pass = async (place: Place) => {
    const ofEntitled = sendAsEntitled && (await ask(first, place, sendAsEntitled))
    const heard = await hear(place, [first, ...questions])
    return { ofEntitled, of: (question: Question) => heard.get(question) as Heard }
  }

  if (await exists())
    throw new Error(
      'leaks: `exists` says that the thing is there before `create`; remove it first, or choose another path',
    )
  const before = await pass(places.missing)
  await settle(true, arrangement)
  const during = await pass(places.hidden)
  await settle(false, arrangement)
  const after = await pass(places.missing)

  const atFirst = { hidden: during.of(first), missing: before.of(first) }
  checkFirst(atFirst)
  const [x, y, z] = [during.ofEntitled, before.ofEntitled, after.ofEntitled]
  const areBlind = x && y && z && judge(first, x, y, [z], volatile).leak === undefined
  const doubts = [
    ...doubtsOf(atFirst, arrangement, mayBeRejected),
    ...(areBlind === true ? [blindness(first)] : []),
  ]

  const leaks = new Map<Question, Leak>()
  const dead: Array<Dead> = []
  const learnt = new Set<string>()

  /** Those of which both times were answered. */
  const compared = (asked: ReadonlyArray<Question>): ReadonlyArray<Question> =>
    asked.filter((question) => {
      const [hidden, missing] = [during.of(question), before.of(question)]
      const why = whyDead(hidden, missing)
      if (why === undefined) return true
      dead.push({ request: question.name, why })
      if ([hidden, missing].some(isLimit)) doubts.push(`${question.name} was ${why}`)
      return false
    })

  /** What differs each time that it is asked. */
  const tellingOf = async (asked: ReadonlyArray<Question>): Promise<ReadonlySet<Question>> => {
    const hidden = new Map(asked.map((question) => [question, [during.of(question)]]))
    const others = new Map(asked.map((question) => [question, [after.of(question)]]))
    const judged = (question: Question): Judged => {
      const missing = before.of(question)
      const controls = (others.get(question) ?? []).filter(isControl(missing))
      const all = (hidden.get(question) ?? []).map((each) =>
        judge(question, each, missing, controls, volatile),
      )
      return all.find(({ leak }) => leak === undefined) ?? (all[0] as Judged)
    }
    const telling = (some: ReadonlyArray<Question>): ReadonlyArray<Question> =>
      some.filter((question) => judged(question).leak !== undefined)
    let suspects = telling(asked)
    for (let round = 0; suspects.length > 0 && round < rounds; round++) {
      await settle(true, arrangement)
      for (const [question, heard] of await hear(places.hidden, suspects))
        if (!isLimit(heard)) hidden.get(question)?.push(heard)
      await settle(false, arrangement)
      for (const [question, heard] of await hear(places.missing, suspects))
        others.get(question)?.push(heard)
      suspects = telling(suspects)
    }
    for (const question of asked) {
      const { leak, learnt: words } = judged(question)
      for (const each of words) learnt.add(each)
      if (leak !== undefined) leaks.set(question, leak)
    }
    return new Set(suspects)
  }

  const plain = compared(plan.map((each) => each.plain))
  const told = await tellingOf(plain)
  const varied = compared(plan.flatMap((each) => (told.has(each.plain) ? [] : each.varied)))
  await tellingOf(varied)
  return {
    leaks: questions.flatMap((question) => leaks.get(question) ?? []),
    asked: plain.length + varied.length,
    dead,
    learnt: [...learnt],
    doubts,
    changed: [...changed],
  }
}
