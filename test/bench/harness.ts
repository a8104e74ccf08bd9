/**
 * Timing, interleaved: subjects that are compared take turns within a round, in random order, so that a busy machine slows them alike.
 */
import { deepStrictEqual } from 'node:assert/strict'
import { randomly, shuffled } from './random.js'
import { ratios, summary, type Summary } from './statistics.js'
import type { Subject } from './Subject.js'

/** What is compared with each other; the first is the baseline. */
export interface Group {
  readonly title: string
  readonly subjects: readonly [Subject, ...ReadonlyArray<Subject>]
}

/** Nanoseconds a call, one figure for each round. */
export type Times = ReadonlyArray<number>

export type Timed = (group: string, name: string) => Times

export interface Schedule {
  readonly rounds: number
  /** Milliseconds that a subject gets in each round. */
  readonly turn: number
  /** Milliseconds before the first round. */
  readonly warmUp: number
}

export const quick: Schedule = { rounds: 31, turn: 5, warmUp: 120 }

/** Each subject must answer as the baseline does, or a faster one may only be a lazier one. */
export const agreeing = (group: Group): Group => {
  const [baseline, ...others] = group.subjects
  const wanted = baseline.answers()
  for (const other of others) deepStrictEqual(other.answers(), wanted, `${group.title}: ${other.name} differs`)
  return group
}

const milliseconds = (subject: Subject, calls: number): number => {
  const start = performance.now()
  subject.run(calls)
  return performance.now() - start
}

/** How many calls fill a turn. */
const calibrated = (subject: Subject, { turn, warmUp }: Schedule): number => {
  let [calls, spent, last] = [1, 0, 0]
  while (spent < warmUp) {
    last = milliseconds(subject, calls)
    spent += last
    if (last < turn / 2) calls *= 2
  }
  return Math.max(1, Math.round((calls * turn) / Math.max(last, turn / 8)))
}

export const measure = (groups: ReadonlyArray<Group>, schedule: Schedule): Timed => {
  const random = randomly(7)
  const all = groups.map(({ title, subjects }) => ({
    title,
    subjects: subjects.map((subject) => ({ subject, times: [] as Array<number> })),
  }))
  const each = all.flatMap(({ subjects }) => subjects)
  // once for all, before any is calibrated: what one subject teaches the compiler about shared code, the others feel
  for (const { subject } of each) calibrated(subject, schedule)
  const calls = new Map(each.map(({ subject }) => [subject, calibrated(subject, schedule)]))
  for (let round = 0; round < schedule.rounds; round++)
    for (const { subjects } of shuffled(all, random))
      for (const { subject, times } of shuffled(subjects, random)) {
        const n = calls.get(subject) ?? 1
        times.push((milliseconds(subject, n) * 1e6) / n / subject.each)
      }
  return (group, name) => {
    const found = all.find(({ title }) => title === group)?.subjects.find(({ subject }) => subject.name === name)
    if (found === undefined) throw new Error(`${group}: no ${name}`)
    return found.times
  }
}

export interface Compared {
  readonly group: string
  readonly name: string
  readonly nanoseconds: Summary
  /** To the baseline of the group: the median of the ratios of each round. */
  readonly ratio: Summary
}

export const compared = (groups: ReadonlyArray<Group>, timed: Timed): ReadonlyArray<Compared> =>
  groups.flatMap(({ title, subjects }) =>
    subjects.map(({ name }) => ({
      group: title,
      name,
      nanoseconds: summary(timed(title, name)),
      ratio: summary(ratios(timed(title, name), timed(title, subjects[0].name))),
    })),
  )
