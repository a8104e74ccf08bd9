/**
 * `npm run test:deep`: every point of the finite domain, of one thing and of two. Then G1 on a
 * million random pairs of worlds, with fresh seeds. Prints what was looked at, and how long it
 * took.
 */
import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { decide, explain } from 'glomar'
import type { Decide } from 'glomar/testkit'
import { absenceEquivalence } from 'glomar/testkit/properties'
import { kinds } from '../guarantees/grid.js'
import { library } from '../guarantees/subject.js'
import { survey, type Counts } from '../guarantees/survey.js'
import { requests, routeOf } from '../guarantees/world.js'

const inWords = (n: number): string => n.toLocaleString('en')
const seconds = (since: number): string => `${((performance.now() - since) / 1_000).toFixed(0)} s`

// ------------------------------------------------------------------ every point

type Name = keyof typeof kinds

interface Share {
  readonly name: Name
  readonly counts: Counts
  readonly found: ReadonlyArray<readonly [guarantee: string, counterexample: string | undefined]>
}

/** Each process looks at every so-manieth request. */
const lookAt = (share: number, shares: number): void => {
  for (const name of Object.keys(kinds) as ReadonlyArray<Name>) {
    const total = { points: 0, alike: 0, stricter: 0 }
    const found = new Map<string, string | undefined>()
    for (const [i, at] of requests.entries()) {
      if (i % shares !== share) continue
      // a route keeps its answers under each policy: this one is dropped with them
      const route = routeOf(at.route, at.approach.requires)
      const one = survey(library, kinds[name], 'every point', {}, [{ ...at, route }])
      for (const count of ['points', 'alike', 'stricter'] as const)
        total[count] += one.counts[count]
      for (const [guarantee, counterexample] of one.found) found.set(guarantee, counterexample)
    }
    process.send?.({ name, counts: total, found: [...found] } satisfies Share)
  }
}

const everyPoint = async (): Promise<boolean> => {
  const start = performance.now()
  const shares = availableParallelism()
  const all: Array<Share> = []
  const ended = Array.from({ length: shares }, (_, share) => {
    const child = fork(fileURLToPath(import.meta.url), ['share', String(share), String(shares)])
    child.on('message', (message) => all.push(message as Share))
    return new Promise<number | null>((resolve) => child.on('exit', resolve))
  })
  const codes = await Promise.all(ended)
  for (const [name, kind] of Object.entries(kinds)) {
    const of = all.filter((share) => share.name === name)
    const sum = (count: keyof Counts): string =>
      inWords(of.reduce((total, { counts }) => total + counts[count], 0))
    console.log(
      [
        `${kind.name}: ${sum('points')} points (the twin was asked about all of them)`,
        `${sum('alike')} pairs of worlds that look alike to a stranger`,
        `${sum('stricter')} pairs of policies, the first one step stricter`,
      ].join('; '),
    )
  }
  const counterexamples = all.flatMap(({ found }) => found)
  for (const [guarantee, counterexample] of counterexamples)
    console.error(`${guarantee}: ${String(counterexample)}`)
  console.log(`every point: ${seconds(start)}, ${String(shares)} processes`)
  return counterexamples.length === 0 && codes.every((code) => code === 0)
}

// ------------------------------------------------------------------ random pairs

const batch = 10_000

const randomPairs = (runs: number): boolean => {
  const start = performance.now()
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
    count(`permission ${permission._tag} with ${permission.remedy?._tag ?? 'no remedy'}`)
    count(`ancestors ${String(permission.ancestors.length)}`)
    count(`references ${String(permission.references.length)}`)
    count(`caller ${authn._tag}`)
    return decide(request, authn, state, permission, policy)
  }
  for (let done = 0; done < runs; done += batch) {
    const seed = Math.floor(Math.random() * 2 ** 31)
    const options = { numRuns: batch, seed, maxSkipsPerRun: 1_000 }
    const found = fc.check(absenceEquivalence(counting), options)
    if (!found.failed) continue
    console.error(fc.defaultReportMessage(found))
    return false
  }
  console.log(
    `${inWords(runs)} random pairs of worlds look alike to a stranger; ` +
      `${String(runs / batch)} seeds, ${seconds(start)}`,
  )
  for (const [name, n] of [...counts].sort())
    console.log(`${name.padEnd(40)} ${((100 * n) / (2 * runs)).toFixed(1).padStart(5)} %`)
  return true
}

const [task = '', share, shares] = process.argv.slice(2)

if (task === 'share') lookAt(Number(share), Number(shares))
else {
  const runs = task === '' ? 1_000_000 : Number(task)
  const holds = [await everyPoint(), randomPairs(runs)]
  process.exitCode = holds.every(Boolean) ? 0 : 1
}
