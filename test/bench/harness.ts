/**
 * Timing. What is compared takes turns within a round, in random order, so that a busy machine
 * slows all alike.
 */
import { deepStrictEqual } from 'node:assert/strict'
import { compileFunction } from 'node:vm'
import { median, randomly, shuffled } from './statistics.js'

/** One thing to measure: a function, on inputs that were made before. */
export interface Subject {
  readonly name: string
  /** Asks so often, and goes on with the input after the last one. */
  readonly run: (times: number) => void
  /** What the function gives for each input. */
  readonly answers: () => ReadonlyArray<unknown>
}

type Loop = (inputs: ReadonlyArray<unknown>, ask: unknown) => Subject['run']

// Compiled for each subject. If subjects shared one loop, the compiler could inline none of them.
// The answer is stored where the compiler cannot know that nobody reads it.
const loop = (name: string): Loop =>
  compileFunction(
    `// ${name}
    const mask = inputs.length - 1
    const sink = [undefined]
    let next = 0
    return (times) => {
      let i = next
      for (const end = i + times; i < end; i++) sink[0] = ask(inputs[i & mask])
      next = i & mask
    }`,
    ['inputs', 'ask'],
  ) as Loop

export const subject = <A>(
  name: string,
  inputs: ReadonlyArray<A>,
  ask: (input: A) => unknown,
): Subject => {
  if (!Number.isInteger(Math.log2(inputs.length)))
    throw new Error(`${name}: the number of inputs must be a power of two`)
  return {
    name,
    run: loop(name)(inputs, ask),
    answers: () => inputs.map((input) => ask(input)),
  }
}

/** The first is the baseline. */
export type Group = readonly [Subject, ...ReadonlyArray<Subject>]

/** Each subject must answer as the baseline does. A faster one might only be a lazier one. */
export const agreeing = <G extends Group>(group: G): G => {
  const [baseline, ...others] = group
  const wanted = baseline.answers()
  for (const { name, answers } of others)
    for (const [i, answer] of answers().entries())
      if (answer !== wanted[i]) deepStrictEqual(answer, wanted[i], `${name}, input ${String(i)}`)
  return group
}

export interface Figure {
  readonly nanoseconds: number
  /** Over the baseline, in the same round. */
  readonly ratio: number
}

/** By the names of the subjects. */
export type Figures = Readonly<Record<string, Figure>>

const rounds = 31
/** Milliseconds that a subject gets in each round, and before the first. */
const turn = 5
const warmUp = 150

const milliseconds = ({ run }: Subject, times: number): number => {
  const start = performance.now()
  run(times)
  return performance.now() - start
}

/** How many questions fill a turn. */
const calibrated = (subject: Subject): number => {
  let [times, spent, last] = [1, 0, 0]
  while (spent < warmUp) {
    last = milliseconds(subject, times)
    spent += last
    if (last < turn / 2) times *= 2
  }
  return Math.max(1, Math.round((times * turn) / Math.max(last, turn / 8)))
}

export const measure = (group: Group): Figures => {
  const random = randomly(7)
  // twice: what one subject teaches the compiler about shared code, the others feel
  group.forEach(calibrated)
  const measured = group.map((subject) => ({
    subject,
    times: calibrated(subject),
    taken: [] as Array<number>,
  }))
  for (let round = 0; round < rounds; round++)
    for (const { subject, times, taken } of shuffled(measured, random))
      taken.push((milliseconds(subject, times) * 1e6) / times)
  const [baseline] = measured
  return Object.fromEntries(
    measured.map(({ subject: { name }, taken }) => [
      name,
      {
        nanoseconds: median(taken),
        ratio: median(taken.map((time, i) => time / (baseline?.taken[i] ?? NaN))),
      },
    ]),
  )
}
