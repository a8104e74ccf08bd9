/**
 * Bytes that one call allocates, once compiled: printed as JSON. Needs a young generation that holds all calls of a measurement.
 */
import { kinds, prepared } from './prepared.js'
import { mix } from './facts.js'
import { median } from './statistics.js'
import { subject, type Subject } from './Subject.js'

// few enough that kilobytes for each fit into the young generation, many enough that all inputs have their turn
const calls = 8_192

const used = (n: number, run: Subject['run']): number => {
  gc?.()
  const before = process.memoryUsage().heapUsed
  run(n)
  return process.memoryUsage().heapUsed - before
}

const measured = ({ run }: Subject): number => {
  for (let i = 0; i < 40; i++) run(calls)
  // the difference, so that what the measurement itself allocates does not count
  const figures = Array.from({ length: 9 }, () => (used(2 * calls, run) - used(calls, run)) / calls)
  return Math.round(median(figures))
}

const numbers = Array.from({ length: 256 }, (_, i) => i)
const constant = { a: 1 }

// A word has eight bytes. An object has three of its own, and one for each property; an array four, and its elements' two.
const controls: ReadonlyArray<readonly [subject: Subject, bytes: number]> = [
  [subject('control: nothing', numbers, () => constant), 0],
  [subject('control: an object of three properties', numbers, (n) => ({ a: n, b: n, c: n })), 48],
  [subject('control: an array of 200', numbers, () => new Array<number>(200)), 1_648],
]

const subjects: ReadonlyArray<readonly [name: string, subject: Subject]> = [
  ...Object.entries(kinds).map(([kind, facts]) => [kind, prepared(facts)] as const),
  ['403, insufficient scope', prepared(mix({ callers: ['underscoped'] }))],
  ['404, not found', prepared(mix({ callers: ['authenticated'], states: ['absent'], permissions: ['deniedKnown'] }))],
  ['all constant answers', prepared(mix())],
  ['honest 403 with remedy', prepared(mix({ callers: ['authenticated'], states: ['present'], permissions: ['remedied'] }))],
]

const read = controls.map(([control]) => [control.name, measured(control)] as const)
for (const [i, [name, bytes]] of read.entries()) {
  const size = controls[i]?.[1] ?? NaN
  // what remains of a page when no further object fits is counted, too
  if (!(Math.abs(bytes - size) <= size / 100)) throw new Error(`${name} reads as ${String(bytes)} bytes and has ${String(size)}`)
}
const bytes = [...read, ...subjects.map(([name, subject]) => [name, measured(subject)] as const)]
console.log(JSON.stringify(Object.fromEntries(bytes)))
