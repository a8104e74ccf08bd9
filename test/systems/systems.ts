/**
 * All systems, in the order of the page.
 */
import { directus } from './directus.js'
import { drive } from './drive.js'
import { github } from './github.js'
import { gitlab } from './gitlab.js'
import { googleAip } from './aip.js'
import { kubernetes } from './kubernetes.js'
import { mastodon } from './mastodon.js'
import { matrix } from './matrix.js'
import { oci } from './oci.js'
import { pocketbase } from './pocketbase.js'
import { postgrest } from './postgrest.js'
import { s3 } from './s3.js'
import { given, gradeOf, grades, type System } from './System.js'

export const systems: ReadonlyArray<System> = [
  github,
  gitlab,
  s3,
  kubernetes,
  googleAip,
  drive,
  oci,
  matrix,
  mastodon,
  pocketbase,
  postgrest,
  directus,
]

/** Every cell of a system, with what is given and how much of what is documented that is. */
export const cellsOf = (system: System) =>
  system.questions.flatMap((question) =>
    question.cells.map((cell) => {
      const answer = given(system, question, cell)
      return { question, cell, answer, grade: gradeOf(cell.documented, answer) }
    }),
  )

/** How many cells are given exactly by the renderer of the system, and not in the default words. */
export const wordsCount = (some: ReadonlyArray<System>): number => {
  const exact = (system: System) =>
    cellsOf(system).filter(({ grade }) => grade === 'exactly').length
  const inDefaultWords = some.map((system): System => ({ ...system, renderer: () => ({}) }))
  const total = (all: ReadonlyArray<System>) => all.reduce((sum, each) => sum + exact(each), 0)
  return total(some) - total(inDefaultWords)
}

export type Counts = Readonly<Record<(typeof grades)[number], number>>

/** How many cells are given exactly, by status only, and not at all. */
export const countsOf = (some: ReadonlyArray<System>): Counts => {
  const all = some.flatMap(cellsOf)
  const count = (wanted: string) => all.filter(({ grade }) => grade === wanted).length
  return Object.fromEntries(grades.map((grade) => [grade, count(grade)])) as Counts
}
