/**
 * Asks one caller's questions of both worlds, one after the other, and judges each answer.
 */
import type { Arrangement, Places } from './Arrangement.js'
import { ask, isBroken, isLimit, type Heard, type Place, type Send } from './ask.js'
import { confirm, confirmations } from './confirm.js'
import { countingLeak } from './counters.js'
import { tellsTheEntitled, type AtFirst } from './doubts.js'
import { driftOf } from './drift.js'
import type { Dead } from './Findings.js'
import { mentionOf, type Leak } from './judge.js'
import { isSafe, type Question } from './Probe.js'
import type { Planned } from './questions/plan.js'
import { first } from './questions/thing.js'

/** What came of an interview. */
export interface Interview {
  readonly leaks: ReadonlyArray<Leak>
  readonly asked: number
  readonly dead: ReadonlyArray<Dead>
  readonly learnt: ReadonlyArray<string>
  /** Why what was asked says little, in words. An error, unless a leak was found. */
  readonly doubts: ReadonlyArray<string>
}

/** Why two answers are not compared. */
export const whyDead = (hidden: Heard, missing: Heard): string | undefined => {
  const limit = [hidden, missing].find(isLimit)
  if (limit !== undefined) return `answered ${String(limit.raw.status)}, which is never compared`
  if (isBroken(hidden) && isBroken(missing))
    return `not sent or not answered: ${hidden.cause instanceof Error ? hidden.cause.message : String(hidden.cause)}`
  return undefined
}

/**
 * Asks every question of the plan. The variations of a question are asked if the plain one tells
 * nothing.
 */
export const interview = async (
  plan: ReadonlyArray<Planned>,
  send: Send,
  places: Places,
  arrangement: Arrangement,
  atFirst: AtFirst,
): Promise<Interview> => {
  const { volatile = [], sendAsEntitled, questions = [] } = arrangement
  const own = new Set(questions)
  const found: Array<Leak> = []
  const dead: Array<Dead> = []
  const learnt = new Set<string>()
  const doubts: Array<string> = []
  let asked = 0
  let stopped: string | undefined

  const hear = (question: Question, place: Place): Promise<Heard> => ask(question, place, send)
  let samples: readonly [Heard, ...ReadonlyArray<Heard>] = [
    atFirst.missing,
    await hear(first, places.spare),
    await hear(first, places.missing),
  ]
  const isWell = (heard: Heard): boolean => !isBroken(heard) && !isLimit(heard)

  const unanswered = async (question: Question, why: string, isLimited: boolean) => {
    dead.push({ request: question.name, why })
    if (isLimited) doubts.push(`${question.name} was ${why}`)
    const now = await hear(first, places.missing)
    if (!isWell(now) && isWell(atFirst.missing))
      stopped = isLimit(now)
        ? `a limit was reached at ${question.name} (${String(now.raw.status)}): raise it for this caller`
        : `the server no longer answers after ${question.name}`
    else if (own.has(question) && !isLimited)
      throw new Error(`leaks: ${question.name} was not answered in either world`)
  }

  /** Of one path in two worlds, what names the thing shows as a difference. */
  const mentioned = (question: Question, hidden: Heard, missing: Heard): Leak | undefined =>
    hidden.place.path === missing.place.path
      ? undefined
      : (mentionOf(question, hidden, missing, places.hidden.ids) ??
        mentionOf(question, missing, hidden, places.hidden.ids))

  /** Is a limit or another counter moved by one of the two alone? */
  const countsApart = async (question: Question): Promise<void> => {
    const leak = await countingLeak(question, places, send, volatile)
    if (leak !== undefined) found.push(leak)
  }

  /**
   * What has changed about the missing thing, and stays so when it is asked again. What did not stay
   * varies by chance, and is known from then on.
   */
  const lastingDrift = async (): Promise<string | undefined> => {
    const heard: Array<Heard> = []
    let change: string | undefined
    for (let i = 0; i <= confirmations; i++) {
      const now = await hear(first, places.missing)
      change = driftOf(samples, now, volatile)
      if (change === undefined) {
        const ofOneStatus = heard.filter(({ raw }) => raw.status === now.raw.status)
        samples = [...samples, ...ofOneStatus.slice(0, 1)]
        return undefined
      }
      heard.push(now)
    }
    return change
  }

  /** Asks one question. Does its answer tell? */
  const tells = async (question: Question): Promise<boolean> => {
    const missing = await hear(question, places.missing)
    const hidden = await hear(question, places.hidden)
    const why = whyDead(hidden, missing)
    if (why !== undefined) {
      const limits = [hidden, missing].filter(isLimit)
      const isLimited = limits.length === 1 || limits.some(({ raw }) => raw.status === 429)
      await unanswered(question, why, isLimited)
      return false
    }
    asked += 1
    const judged = await confirm(
      question,
      hidden,
      missing,
      volatile,
      (round) => hear(question, round % 2 === 0 ? places.spare : places.missing),
      () => hear(question, places.hidden),
    )
    for (const each of judged.learnt) learnt.add(each)
    const leak = judged.leak ?? mentioned(question, hidden, missing)
    if (leak !== undefined) found.push(leak)
    return leak !== undefined
  }

  for (const { plain, varied } of plan) {
    if (stopped !== undefined) {
      dead.push({ request: plain.name, why: `left out: ${stopped}` })
      continue
    }
    const told = await tells(plain)
    if (!told && plain === plan[own.size]?.plain) await countsApart(plain)
    if (!told && sendAsEntitled !== undefined && isSafe(plain.at(places.hidden.path)))
      if (!(await tellsTheEntitled(plain, sendAsEntitled, places, volatile)))
        dead.push({ request: plain.name, why: 'of no difference to the entitled either' })
    for (const question of told ? [] : varied) {
      if (stopped !== undefined) break
      await tells(question)
    }
    if (stopped !== undefined || isSafe(plain.at(places.hidden.path))) continue
    const change = await lastingDrift()
    if (change !== undefined)
      stopped = `after ${plain.name}, the missing thing is no longer answered as at first: ${change}`
  }
  if (stopped !== undefined) doubts.push(`${stopped}; what came between says nothing`)
  return { leaks: found, asked, dead, learnt: [...learnt], doubts }
}
