/**
 * `npm run test:deep`: G1 on a million random pairs of worlds, with fresh seeds; prints what was drawn, and how long it took.
 */
import fc from 'fast-check'
import { decide, explain } from 'glomar'
import type { Decide } from 'glomar/testkit'
import { absenceEquivalence } from 'glomar/testkit/properties'

const runs = Number(process.argv[2] ?? 1_000_000)
const batch = 10_000

const counts = new Map<string, number>()
const count = (name: string, by = 1): void => void counts.set(name, (counts.get(name) ?? 0) + by)

/** The law asks twice: about one world, then about the other. */
let first: string | undefined

const counting: Decide = (...facts) => {
  const [request, authn, state, permission, policy] = facts
  if (first === undefined) first = state
  else {
    count(first === state ? 'pairs in one state' : 'pairs in two states', 2)
    first = undefined
  }
  count(`row ${explain(...facts).row}`)
  count(`state ${state}`)
  count(`permission ${permission._tag}${'remedy' in permission ? ` with ${permission.remedy?._tag ?? 'none'}` : ''}`)
  count(`caller ${authn._tag}`)
  return decide(request, authn, state, permission, policy)
}

const start = performance.now()
for (let done = 0; done < runs; done += batch) {
  const seed = Math.floor(Math.random() * 2 ** 31)
  const found = fc.check(absenceEquivalence(counting), { numRuns: batch, seed, maxSkipsPerRun: 1_000 })
  if (found.failed) {
    console.error(fc.defaultReportMessage(found))
    process.exit(1)
  }
}
const seconds = (performance.now() - start) / 1_000

console.log(
  `${runs.toLocaleString('en')} pairs of worlds that a stranger must not tell apart, ${String(runs / batch)} seeds, ${seconds.toFixed(0)} s: all alike`,
)
for (const [name, n] of [...counts].sort()) console.log(`${name.padEnd(32)} ${((100 * n) / (2 * runs)).toFixed(1).padStart(5)} %`)
