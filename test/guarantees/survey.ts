/**
 * All guarantees of a finite domain in one pass, with a count of what was looked at.
 */
import type { Counterexample, Local } from './counterexample.js'
import { gridOf, requestsBy, type How, type Kind } from './grid.js'
import { across, local } from './guarantees.js'
import { strangers, type Deciding } from './subject.js'
import type { Asked } from './world.js'

export interface Counts {
  readonly points: number
  /** Pairs of worlds that look alike to a stranger. */
  readonly alike: number
  /** Pairs of policies of which the first is one step stricter. */
  readonly stricter: number
}

export interface Survey {
  /** For each guarantee that does not hold, a counterexample. */
  readonly found: ReadonlyMap<string, Counterexample>
  readonly counts: Counts
  /** The counts, in words. */
  readonly says: string
}

const grouped = (n: number): string => n.toLocaleString('en')

export const survey = (
  subject: Deciding,
  kind: Kind,
  how: How,
  more: Readonly<Record<string, Local>> = {},
  asked: ReadonlyArray<Asked> = requestsBy(how),
): Survey => {
  const found = new Map<string, Counterexample>()
  const checks = [
    ...Object.entries(local).flatMap(([name, { check, on }]) =>
      on.includes(kind) ? [[name, check] as const] : [],
    ),
    ...Object.entries(more),
  ]
  const note = (name: string, counterexample: Counterexample): void => {
    if (counterexample !== undefined) found.set(name, counterexample)
  }
  let [points, alike, stricter] = [0, 0, 0]
  for (const at of asked) {
    const grid = gridOf(subject, kind, how, at)
    for (const s of grid.situations) {
      points += s.cells.length
      for (const { length: n } of strangers(s)) alike += (n * (n - 1)) / 2
      for (const [name, check] of checks) if (!found.has(name)) note(name, check(s))
    }
    stricter += grid.steps.length
    for (const [name, check] of Object.entries(across))
      if (!found.has(name)) note(name, check(grid, kind))
  }
  const says = [
    `${kind.name}, ${how}: ${grouped(points)} points (the twin was asked about all of them)`,
    `${grouped(alike)} pairs of worlds that look alike to a stranger`,
    `${grouped(stricter)} pairs of policies, the first one step stricter`,
  ].join('; ')
  return { found, counts: { points, alike, stricter }, says }
}
