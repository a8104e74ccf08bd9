/**
 * One thing to measure: a call that is made on pre-created inputs, in turn.
 */
import { compileFunction } from 'node:vm'

export interface Subject {
  readonly name: string
  /** How many things a call does, where it does several: the time is given for one. */
  readonly each: number
  /** Makes this many calls, and goes on with the input after the last one. */
  readonly run: (calls: number) => void
  /** What the call gives on each input. */
  readonly answers: () => ReadonlyArray<unknown>
}

type Make = (inputs: ReadonlyArray<unknown>, call: unknown) => (calls: number) => void

// Compiled for each subject. If they shared one loop, the compiler could inline none of the calls, and the dearest overhead would be
// that of the fastest. The result is stored where the compiler cannot know that nobody reads it.
const loop = (name: string): Make =>
  compileFunction(
    `// ${name}
    const mask = inputs.length - 1
    const sink = [undefined]
    let next = 0
    return (calls) => {
      let i = next
      for (const end = i + calls; i < end; i++) sink[0] = call(inputs[i & mask])
      next = i & mask
    }`,
    ['inputs', 'call'],
  ) as Make

export const subject = <A>(name: string, inputs: ReadonlyArray<A>, call: (input: A) => unknown, each = 1): Subject => {
  if (!Number.isInteger(Math.log2(inputs.length))) throw new Error(`${name}: the number of inputs must be a power of two`)
  return { name, each, run: loop(name)(inputs, call), answers: () => inputs.map((input) => call(input)) }
}
