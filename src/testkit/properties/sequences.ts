/**
 * Stateful probing: what one request does not show, several may. Examples are a limit that counts
 * what exists, a batch, and a name that was just taken.
 */
import * as fc from 'fast-check'
import type { Arrangement } from '../Arrangement.js'
import { leakOf } from '../leaks.js'
import type { Question } from '../Probe.js'
import { planOf } from '../questions/plan.js'
import { report } from '../report.js'

/** What a world remembers is its own affair: the model only says that both answer alike. */
type Model = Record<string, never>

class Ask implements fc.AsyncCommand<Model, Worlds> {
  private readonly question: Question
  private readonly times: number
  constructor(question: Question, times: number) {
    this.question = question
    this.times = times
  }
  check(): boolean {
    return true
  }
  async run(_model: Model, worlds: Worlds): Promise<void> {
    for (let i = 0; i < this.times; i++) {
      const leak = await leakOf(this.question, worlds)
      if (leak !== undefined) throw new Error(report([leak]))
    }
  }
  toString(): string {
    return this.times === 1
      ? this.question.name
      : `${this.question.name}, ${String(this.times)} times`
  }
}

/** As in `leaks`; questions of your own are given once, to the property. */
export type Worlds = Pick<Arrangement, 'hidden' | 'missing' | 'send' | 'volatile'>

/**
 * Sequences of requests by one caller, some repeated, are answered alike in two worlds. A failing
 * sequence shrinks to a short one.
 *
 * @param start - Makes both worlds anew, for each sequence. The two share nothing: a counter in
 *   which both count would tell them apart.
 * @param options - `questions`: questions of your own, asked as often as the others together. `times`:
 *   how often a request is repeated at most, more than whatever limit is looked for. Default: 12.
 * @returns An asynchronous property for `fc.assert`.
 */
export const sequences = (
  start: () => Worlds | Promise<Worlds>,
  {
    questions: also = [],
    times = 12,
  }: { readonly questions?: ReadonlyArray<Question>; readonly times?: number } = {},
): fc.IAsyncPropertyWithHooks<[Iterable<fc.AsyncCommand<Model, Worlds>>]> => {
  const plan = planOf([], '/x')
  const plain = fc.constantFrom(...plan.map((each) => each.plain))
  const varied = fc.constantFrom(...plan.flatMap((each) => each.varied))
  const question = fc.oneof(
    { weight: 3, arbitrary: plain },
    { weight: 1, arbitrary: varied },
    ...(also.length > 0 ? [{ weight: 4, arbitrary: fc.constantFrom(...also) }] : []),
  )
  const repeats = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: times }))
  return fc.asyncProperty(
    fc.commands([fc.tuple(question, repeats).map(([asked, n]) => new Ask(asked, n))]),
    async (commands) => {
      await fc.asyncModelRun(async () => ({ model: {}, real: await start() }), commands)
    },
  )
}
