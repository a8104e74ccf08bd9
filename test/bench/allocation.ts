/**
 * The bytes that one decision allocates, once compiled: printed as JSON. The young generation has
 * to hold all decisions of a measurement.
 */
import { mix } from './facts.js'
import { withRoute } from './groups.js'
import { subject, type Subject } from './harness.js'
import { median } from './statistics.js'

/** Few enough that the young generation holds them, and many enough that all inputs have a turn. */
const times = 8_192

const used = (n: number, run: Subject['run']): number => {
  gc?.()
  const before = process.memoryUsage().heapUsed
  run(n)
  return process.memoryUsage().heapUsed - before
}

const measured = ({ run }: Subject): number => {
  for (let i = 0; i < 40; i++) run(times)
  // the difference, so that what the measurement itself allocates does not count
  const figures = Array.from({ length: 9 }, () => (used(2 * times, run) - used(times, run)) / times)
  return Math.round(median(figures))
}

const numbers = Array.from({ length: 256 }, (_, i) => i)
const shared = { a: 1 }

// A word has eight bytes. An object has three words of its own and one for each property. An array
// has four, and its elements have two.
const controls: ReadonlyArray<readonly [subject: Subject, bytes: number]> = [
  [subject('control: no allocation', numbers, () => shared), 0],
  [subject('control: an object of three', numbers, (n) => ({ a: n, b: n, c: n })), 48],
  [subject('control: an array of 200', numbers, () => new Array<number>(200)), 1_648],
]

for (const [control, size] of controls) {
  const bytes = measured(control)
  // what remains of a page when no further object fits is counted, too
  if (!(Math.abs(bytes - size) <= size / 100))
    throw new Error(`${control.name} reads as ${String(bytes)} bytes, and has ${String(size)}`)
}

const granted = ['granted', 'granted blind'] as const
const subjects: ReadonlyArray<Subject> = [
  withRoute(
    'ok',
    mix({ callers: ['authenticated'], states: ['present'], permissions: granted }).ours,
  ),
  withRoute('concealed', mix({ callers: ['authenticated'], permissions: ['denied'] }).ours),
  withRoute('401 to a caller without credentials', mix({ callers: ['anonymous'] }).ours),
  withRoute('401 to rejected credentials', mix({ callers: ['rejected'] }).ours),
  withRoute('401 step-up', mix({ callers: ['weak'] }).ours),
  withRoute('403 for a missing scope', mix({ callers: ['underscoped'] }).ours),
  withRoute('all constant answers', mix().ours),
]
console.log(
  JSON.stringify(Object.fromEntries(subjects.map((subject) => [subject.name, measured(subject)]))),
)
