/**
 * Many decisions in a row, all of their verdicts kept: each of a hundred thousand must cost what one alone does.
 */
import { getGuarded } from './prepared.js'
import { mix } from './facts.js'
import type { Group } from './harness.js'
import { subject, type Subject } from './Subject.js'

const facts = mix({}, 2 ** 17)

const inARow = (n: number): Subject => {
  // from as many facts whatever the length, so that all find them equally far from the processor
  const batches = Array.from({ length: 2 ** Math.floor(Math.log2(facts.length / n)) }, (_, i) => facts.slice(i * n, (i + 1) * n))
  const decideAll = (batch: typeof facts) => batch.map(({ authn, state, permission }) => getGuarded(authn, state, permission))
  return subject(`${n.toLocaleString('en')} in a row`, batches, decideAll, n)
}

export const group: Group = {
  title: 'Prepared: one decision of many',
  subjects: [inARow(1), inARow(10), inARow(100), inARow(1_000), inARow(10_000), inARow(100_000)],
}
