/**
 * Worlds in time, for a server of which there is only one. All is asked before the thing is there,
 * while it is there, and when it is gone. The first and the last answers are both about what is
 * missing, so they show what is noise.
 */
import type { Arrangement, Places } from './Arrangement.js'
import { ask, isLimit, type Heard, type Place, type Send } from './ask.js'
import { blindness, checkFirst, doubtsOf } from './doubts.js'
import type { Dead } from './Findings.js'
import { isControl, whyDead, type Interview } from './interview.js'
import { judge, type Leak } from './judge.js'
import { isSafe, type Question } from './Probe.js'
import { first, type Planned } from './questions.js'

/** The means of worlds in time, all given. */
export type Timed = Required<Pick<Arrangement, 'create' | 'remove' | 'exists'>>

/** Has the arrangement worlds in time? */
export const isTimed = (arrangement: Arrangement): arrangement is Arrangement & Timed =>
  arrangement.create !== undefined

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

  /** Asks all, and undoes what a request has changed. */
  const pass = async (place: Place) => {
    const there = place.world === 'hidden'
    const ofEntitled = sendAsEntitled && (await ask(first, place, sendAsEntitled))
    const heard = new Map<Question, Heard>([[first, await ask(first, place, send)]])
    for (const question of questions) {
      const answer = await ask(question, place, send)
      heard.set(question, answer)
      if (isSafe(answer.probe) || (await exists()) === there) continue
      changed.add(`${question.name} ${there ? 'removed' : 'made'} the thing`)
      await settle(there, arrangement)
    }
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

  const leaks: Array<Leak> = []
  const dead: Array<Dead> = []
  const learnt = new Set<string>()
  let asked = 0
  const tells = (question: Question): boolean => {
    const [hidden, missing, control] = [during, before, after].map((each) => each.of(question)) as [
      Heard,
      Heard,
      Heard,
    ]
    const why = whyDead(hidden, missing)
    if (why !== undefined) {
      dead.push({ request: question.name, why })
      if ([hidden, missing].some(isLimit)) doubts.push(`${question.name} was ${why}`)
      return false
    }
    asked += 1
    const controls = [control].filter(isControl(missing))
    const judged = judge(question, hidden, missing, controls, volatile)
    for (const each of judged.learnt) learnt.add(each)
    if (judged.leak) leaks.push(judged.leak)
    return judged.leak !== undefined
  }
  for (const { plain, varied } of plan) if (!tells(plain)) varied.forEach(tells)
  return { leaks, asked, dead, learnt: [...learnt], doubts, changed: [...changed] }
}
