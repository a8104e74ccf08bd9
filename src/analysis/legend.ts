/**
 * What the words of a table mean, and how a cell is said in them.
 */
import type { Cell, PersonaInWords, TypeRows } from './whoSeesWhat.js'

/** A word of the table, and what it means. */
export interface Term {
  /** As it is in the table. */
  readonly term: string
  /** What it means. */
  readonly says: string
}

/** One answer where both look alike, and otherwise two: `403 ≠ 404*`. */
export const wordsOf = ({ exists, missing, alike }: Cell): string =>
  alike ? exists.word : `${exists.word} ≠ ${missing.word}`

const meanings: Readonly<Record<string, string>> = {
  '404*': 'a definitive 404: the thing does not exist, and the answer says so',
  ok: 'the caller may act, and the handler answers',
  empty: 'a 200 with an empty list',
}

/** The words that are in the table, and the personas. */
export const legendOf = (
  types: ReadonlyArray<TypeRows>,
  personas: ReadonlyArray<PersonaInWords>,
): ReadonlyArray<Term> => {
  const cells = types.flatMap(({ rows }) => rows.flatMap((row) => row.cells))
  const words = new Set(cells.flatMap(({ exists, missing }) => [exists.word, missing.word]))
  const alike = cells.find((cell) => cell.alike)
  const different = cells.find((cell) => !cell.alike)
  return [
    ...(alike === undefined
      ? []
      : [{ term: wordsOf(alike), says: 'one answer: existing and missing things look alike' }]),
    ...(different === undefined
      ? []
      : [
          {
            term: wordsOf(different),
            says: 'two answers: existing and missing things can be told apart',
          },
        ]),
    ...Object.entries(meanings).flatMap(([term, says]) =>
      words.has(term) ? [{ term, says }] : [],
    ),
    { term: 'item, list', says: 'a GET of one thing, a GET of a collection' },
    ...personas.map(({ name, says }) => ({ term: name, says })),
  ]
}
