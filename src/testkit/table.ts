/**
 * Tables in Markdown, which a terminal shows well, too. They are read again from Markdown, and from
 * columns that two spaces set apart.
 */

/** The cells of a line. */
export type Row = ReadonlyArray<string>

/** A pipe would end its cell, and a line break its row. */
const escaped = (cell: string): string => cell.replace(/\|/g, '\\|').replace(/\s+/g, ' ')

/** Some readers of Markdown want three hyphens below a header. */
const narrowest = 3

const widthsOf = (rows: ReadonlyArray<Row>): ReadonlyArray<number> => {
  const columns = Math.max(...rows.map(({ length }) => length))
  return Array.from({ length: columns }, (_, i) =>
    Math.max(narrowest, ...rows.map((row) => row[i]?.length ?? 0)),
  )
}

const inColumns = (rows: ReadonlyArray<Row>): ReadonlyArray<string> => {
  const widths = widthsOf(rows)
  return rows.map((row) => `| ${widths.map((n, i) => (row[i] ?? '').padEnd(n)).join(' | ')} |`)
}

/** One line of text for each row. */
export const linesOf = (rows: ReadonlyArray<Row>): ReadonlyArray<string> =>
  inColumns(rows.map((row) => row.map(escaped)))

/** The table as text, with a rule below its header. */
export const printed = (header: Row, rows: ReadonlyArray<Row>): string => {
  const cells = [header, ...rows].map((row) => row.map(escaped))
  const rule = widthsOf(cells).map((n) => '-'.repeat(n))
  return inColumns([cells[0] as Row, rule, ...cells.slice(1)]).join('\n')
}

const isRule = (line: string): boolean => /^[|:\s-]*$/.test(line)

const cellsOf = (line: string): Row =>
  line.startsWith('|')
    ? line
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replace(/\\\|/g, '|'))
    : line.split(/\s{2,}/)

/** The rows of a table, header first. White space and rules do not count. */
export const rowsOf = (table: string): ReadonlyArray<Row> =>
  table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => !isRule(line))
    .map(cellsOf)
