/**
 * A table of who sees what, as a picture.
 */
import { escaped } from './html.js'
import { visible, widest, widthOf, wrapped } from './visible.js'
import type { Cell, WhoSeesWhat } from './whoSeesWhat.js'

/** The sizes of the picture. A character of a font of fixed width is some 0.6 of its size wide. */
const size = { character: 7.9, line: 18, gap: 8, half: 62 }

/** The longest line of a type. A longer name is broken. */
const longestName = 28

/** The longest line of a persona, above its two halves. */
const longestHeader = Math.floor((2 * size.half - size.gap) / size.character)

const style = `
.glomar-table { font: 13px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
.glomar-table text { fill: #1f2328; white-space: pre }
.glomar-table .page { fill: #ffffff }
.glomar-table .alike { fill: #d0d7de }
.glomar-table .apart { fill: #fff1c2 }
.glomar-table line { stroke: #8c959f }
@media (prefers-color-scheme: dark) {
.glomar-table text { fill: #e6edf3 }
.glomar-table .page { fill: #0d1117 }
.glomar-table .alike { fill: #3d444d }
.glomar-table .apart { fill: #5c4813 }
.glomar-table line { stroke: #6e7681 }
}
`

/**
 * The table as a picture that needs no other file: no font, no script, no style sheet.
 *
 * Where existing and missing things look alike, one grey field spans both halves of a cell. Otherwise
 * the left half is for existing things, the right half for missing ones. The picture has a title and a
 * description, and follows the reader from light to dark.
 *
 * @param table - Who sees what.
 * @returns The text of one `svg` element.
 * @example
 * asSvg(whoSeesWhat(policy)).startsWith('<svg xmlns="http://www.w3.org/2000/svg"') // → true
 */
export const asSvg = ({ personas, types, legend }: WhoSeesWhat): string => {
  const lines = types.flatMap(({ type, rows }) =>
    rows.map(({ requests, cells }, i) => ({
      type: i > 0 ? [] : wrapped(type === null ? 'any other type' : visible(type), longestName),
      request: requests.join(', '),
      cells,
      isFirst: i === 0,
    })),
  )
  const heads = personas.map(({ name }) => wrapped(visible(name), longestHeader))
  const first = widthAround(['type', ...lines.flatMap(({ type }) => type)])
  const second = widthAround(['request', ...lines.map(({ request }) => request)])
  const left = size.gap + first + second
  const width = left + personas.length * (2 * size.half + size.gap)
  const xOf = (column: number): number => left + column * (2 * size.half + size.gap)

  let y = size.gap
  const drawn: Array<string> = []
  const down = (count: number): void => void (y += count * size.line)
  const rule = (): void => {
    drawn.push(`<line x1="${n(size.gap)}" x2="${n(width - size.gap)}" y1="${n(y)}" y2="${n(y)}"/>`)
    y += size.gap / 2
  }

  drawn.push(text(size.gap, y, ['type']), text(size.gap + first, y, ['request']))
  heads.forEach((head, i) => drawn.push(text(xOf(i), y, head)))
  down(Math.max(...heads.map(({ length }) => length)))
  personas.forEach((_, i) =>
    drawn.push(text(xOf(i), y, ['exists']), text(xOf(i) + size.half, y, ['missing'])),
  )
  down(1.25)
  for (const { type, request, cells, isFirst } of lines) {
    if (isFirst) rule()
    drawn.push(text(size.gap, y, type), text(size.gap + first, y, [request]))
    cells.forEach((cell, i) => drawn.push(fields(xOf(i), y, cell)))
    down(Math.max(1, type.length) + 0.25)
  }
  rule()
  const columns = Math.floor((width - 2 * size.gap) / size.character)
  for (const { term, says } of legend) {
    const line = wrapped(visible(`${term}: ${says}`), columns)
    drawn.push(text(size.gap, y, line))
    down(line.length)
  }
  const height = y + size.gap
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" class="glomar-table" width="${n(width)}" height="${n(height)}" viewBox="0 0 ${n(width)} ${n(height)}">`,
    '<title>Who sees what</title>',
    `<desc>${escaped(described({ personas, types }))}</desc>`,
    `<style>${style}</style>`,
    `<rect class="page" width="${n(width)}" height="${n(height)}"/>`,
    ...drawn,
    '</svg>',
    '',
  ].join('\n')
}

const n = (number: number): string => String(Math.round(number * 10) / 10)

const widthAround = (texts: ReadonlyArray<string>): number =>
  widest(texts) * size.character + 2 * size.gap

const text = (x: number, y: number, lines: ReadonlyArray<string>): string =>
  lines
    .map((line, i) => {
      const baseline = y + (i + 0.75) * size.line
      return `<text x="${n(x)}" y="${n(baseline)}">${escaped(line)}</text>`
    })
    .join('')

const fields = (x: number, y: number, { exists, missing, alike }: Cell): string => {
  const field = (className: string, from: number, width: number): string =>
    `<rect class="${className}" x="${n(from)}" y="${n(y)}" width="${n(width)}" height="${n(size.line)}" rx="3"/>`
  const word = (from: number, width: number, said: string): string =>
    text(from + (width - widthOf(said) * size.character) / 2, y, [said])
  const { half } = size
  if (alike) return field('alike', x, 2 * half) + word(x, 2 * half, exists.word)
  return [
    field('apart', x, half - 2) + word(x, half - 2, exists.word),
    field('apart', x + half + 2, half - 2) + word(x + half + 2, half - 2, missing.word),
  ].join('')
}

/** The whole table in words, for those who do not see it. */
const described = ({ personas, types }: Pick<WhoSeesWhat, 'personas' | 'types'>): string =>
  types
    .flatMap(({ type, rows }) =>
      rows.map(({ requests, cells }) => {
        const name = `${type ?? 'any other type'}, ${requests.join(' and ')}`
        return `${name}: ${cells.map((cell, i) => `${String(personas[i]?.name)} ${inWords(cell)}`).join('; ')}.`
      }),
    )
    .join(' ')

const inWords = ({ exists, missing, alike }: Cell): string =>
  alike ? `${exists.word} always` : `${exists.word} if it exists and ${missing.word} if not`
