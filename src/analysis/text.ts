/**
 * Tables, findings and differences as text for a terminal.
 */
import { show } from '../lib/show.js'
import type { Diff } from './diff.js'
import type { Finding } from './findings.js'
import { wordsOf } from './legend.js'
import { hanging, padded, visible, widest, wrapped } from './visible.js'
import type { Cell, WhoSeesWhat } from './whoSeesWhat.js'

/** How the text is to look. */
export interface TextOptions {
  /** No line is wider. Default: 100. At least 20. */
  readonly columns?: number | undefined
  /** Whether to colour the cells: green where existing and missing look alike. Default: no. */
  readonly color?: boolean | undefined
}

/**
 * A table, findings or a difference as text. Names that would act on a terminal are shown by the
 * numbers of their characters.
 *
 * A cell with one answer conceals: existing and missing things look alike. Where a table is too wide
 * for the columns, it becomes a list.
 *
 * @param of - What `whoSeesWhat`, `findings` or `diff` gave.
 * @param options - The number of columns, and whether to colour the table.
 * @returns Lines, the last of which ends with a line break.
 * @throws TypeError where there are fewer than 20 columns.
 * @example
 * asText(findings(Policy.of({ invoice: { existence: 'authenticated' } })))
 * // → 'Strangers learn that an `invoice` exists.\n'
 */
export const asText = (
  of: WhoSeesWhat | Diff | ReadonlyArray<Finding>,
  options: TextOptions = {},
): string => {
  const { columns = 100, color = false } = options
  if (!Number.isInteger(columns) || columns < narrowest)
    throw new TypeError(
      `asText: columns: expected a whole number from ${String(narrowest)}, got ${show(columns)}`,
    )
  return linesOf(of, columns, color)
    .map((line) => `${line.trimEnd()}\n`)
    .join('')
}

const narrowest = 20

const linesOf = (
  of: WhoSeesWhat | Diff | ReadonlyArray<Finding>,
  columns: number,
  color: boolean,
): ReadonlyArray<string> => {
  if (!('_tag' in of))
    return inLines(
      of.map(({ says }) => says),
      'Nobody who is denied learns anything.',
      columns,
    )
  if (of._tag === 'Diff') return inLines(of.says, 'Nothing changes.', columns)
  const paint = color ? painted : (_: Cell, text: string): string => text
  const table = inColumns(of, columns, paint) ?? inList(of, columns, paint)
  const terms = of.legend.map(({ term }) => visible(term))
  const width = Math.min(widest(terms), Math.floor(columns / 3))
  const legend = of.legend.flatMap(({ term, says }) =>
    stacked([wrapped(visible(term), width), wrapped(says, columns - width - gap)]).map(
      ([left = '', right = '']) => `${padded(left, width)}${' '.repeat(gap)}${right}`,
    ),
  )
  return [...table, '', ...legend]
}

const inLines = (
  lines: ReadonlyArray<string>,
  none: string,
  columns: number,
): ReadonlyArray<string> =>
  (lines.length > 0 ? lines : [none]).flatMap((line) => hanging(line, columns))

type Paint = (cell: Cell, text: string) => string

const painted: Paint = ({ alike }, text) => `\u001b[${alike ? '32' : '33'}m${text}\u001b[0m`

const others = '(any other type)'

const gap = 2

/** `undefined` where the columns do not suffice. */
const inColumns = (
  { personas, types }: WhoSeesWhat,
  columns: number,
  paint: Paint,
): ReadonlyArray<string> | undefined => {
  const all = types.flatMap(({ rows }) => rows)
  const widths = personas.map(({ name }, i) => {
    const words = all.map(({ cells }) => wordsOf(cells[i] as Cell))
    return Math.max(widest(words), Math.min(widest(visible(name).split(' ')), 12))
  })
  const second = widest(['request', ...all.map(({ requests }) => requests.join(', '))])
  const rest = columns - [second, ...widths].reduce((sum, width) => sum + gap + width, 0)
  const names = types.map(({ type }) => (type === null ? others : visible(type)))
  const longest = widest(['type', ...names])
  if (rest < Math.min(longest, 12)) return undefined
  const first = Math.min(rest, longest)
  const line = (cells: ReadonlyArray<string>): string =>
    cells.map((cell, i) => padded(cell, [first, second, ...widths][i] as number)).join('  ')
  const heads = personas.map(({ name }, i) => wrapped(visible(name), widths[i] as number))
  const header = stacked([['type'], ['request'], ...heads]).map(line)
  const body = types.flatMap(({ rows }, t) => {
    const name = wrapped(names[t] as string, first)
    return Array.from({ length: Math.max(name.length, rows.length) }, (_, i) => {
      const { requests, cells } = rows[i] ?? { requests: [], cells: [] }
      const words = cells.map((cell, c) => paint(cell, padded(wordsOf(cell), widths[c] as number)))
      return [line([name[i] ?? '', requests.join(', ')]), ...words].join('  ')
    })
  })
  const rule = '─'.repeat(columns - rest + first)
  return [...header, rule, ...body]
}

/** Lines of cells, of cells of lines. */
const stacked = (
  cells: ReadonlyArray<ReadonlyArray<string>>,
): ReadonlyArray<ReadonlyArray<string>> =>
  Array.from({ length: Math.max(...cells.map(({ length }) => length)) }, (_, i) =>
    cells.map((cell) => cell[i] ?? ''),
  )

const inList = (
  { personas, types }: WhoSeesWhat,
  columns: number,
  paint: Paint,
): ReadonlyArray<string> =>
  types.flatMap(({ type, rows }) => [
    ...wrapped(type === null ? others : visible(type), columns),
    ...rows.flatMap(({ requests, cells }) => {
      // set in by four, and one space before the cell
      const room = columns - 5 - widest(cells.map(wordsOf))
      return [
        `  ${requests.join(', ')}`,
        ...cells.flatMap((cell, i) => {
          const name = wrapped(`${visible(String(personas[i]?.name))}:`, room)
          const last = `${String(name.at(-1))} ${paint(cell, wordsOf(cell))}`
          return [...name.slice(0, -1), last].map((line) => `    ${line}`)
        }),
      ]
    }),
  ])
