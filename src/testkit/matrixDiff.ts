/**
 * What two decision matrices disagree about.
 */
import { linesOf, rowsOf, type Row } from './table.js'

/** White space does not count, nor does it how a table sets its columns apart. */
const keyOf = (row: Row): string => row.join(' ').replace(/\s+/g, ' ').trim()

type Marked = readonly [mark: string, row: Row]

/** The cell above the names of the lines is empty, and may be left out. So may the header. */
const asHeader = ([mark, row]: Marked): ReadonlyArray<Marked> =>
  row.length === 0 ? [] : [[mark, row[0] === '' ? row : ['', ...row]]]

/**
 * What two tables disagree about, line by line, below the names of the principals. White space does
 * not count, nor does the order of the lines. The expected table may be in Markdown, or in columns
 * that two spaces set apart.
 *
 * @param expected - The table as it should be.
 * @param actual - What `matrix` gave.
 * @returns The header and the lines that differ, with `-` for what was expected and `+` for what came.
 *   The text is empty where the two agree.
 * @example
 * const diff = matrixDiff('emma\nread document  404 / 404', 'emma\nread document  403 / 404')
 * diff.split('\n').at(-1) // → '+ | read document | 403 / 404 |'
 */
export const matrixDiff = (expected: string, actual: string): string => {
  const [[wanted = [], ...want], [named = [], ...got]] = [rowsOf(expected), rowsOf(actual)]
  const [missed, extra] = [lacking(want, got), lacking(got, want)]
  const paired = missed.flatMap((row): ReadonlyArray<Marked> => [
    ['-', row],
    ...extra.filter(([name]) => name === row[0]).map((other): Marked => ['+', other]),
  ])
  const unpaired = extra.filter((row) => !paired.some(([, other]) => other === row))
  const rows = [...paired, ...unpaired.map((row): Marked => ['+', row])]
  const isNamedAlike = keyOf(wanted) === keyOf(named)
  if (isNamedAlike && rows.length === 0) return ''
  const headers: ReadonlyArray<Marked> = isNamedAlike
    ? [[' ', named]]
    : [
        ['-', wanted],
        ['+', named],
      ]
  const all = [...headers.flatMap(asHeader), ...rows]
  const lines = linesOf(all.map(([, row]) => row))
  return all.map(([mark], i) => `${mark} ${lines[i] as string}`).join('\n')
}

/** The rows that are not among the others. */
const lacking = (rows: ReadonlyArray<Row>, others: ReadonlyArray<Row>): ReadonlyArray<Row> => {
  const known = new Set(others.map(keyOf))
  return rows.filter((row) => !known.has(keyOf(row)))
}
