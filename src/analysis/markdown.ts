/**
 * A table of who sees what, in Markdown.
 */
import { wordsOf } from './legend.js'
import { visible } from './visible.js'
import type { WhoSeesWhat } from './whoSeesWhat.js'
import { quoted } from './words.js'

/**
 * The table in Markdown, with a legend below it: for a page, or for the text of a pull request.
 *
 * A cell with one answer conceals: existing and missing things look alike. No name that stands in the
 * table acts as Markdown or as HTML.
 *
 * @param table - Who sees what.
 * @returns A table of GitHub Flavored Markdown, and a list.
 * @example
 * asMarkdown(whoSeesWhat(policy)).split('\n')[0]
 * // → '| type | request | visitors | strangers | those who may know | those who may act | those whom an ancestor stops |'
 */
export const asMarkdown = ({ personas, types, legend }: WhoSeesWhat): string => {
  const header = ['type', 'request', ...personas.map(({ name }) => escaped(name))]
  const rows = types.flatMap(({ type, rows }) =>
    rows.map(({ requests, cells }, i) => [
      i > 0 ? '' : type === null ? 'any other type' : inCell(quoted(type)),
      requests.join(', '),
      ...cells.map(wordsOf),
    ]),
  )
  return [
    ...[header, header.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`),
    '',
    ...legend.map(({ term, says }) => `- **${escaped(term)}**: ${says}`),
    '',
  ].join('\n')
}

/** Within a table, a pipe ends its cell, and within code, too. */
const inCell = (code: string): string => code.replaceAll('|', '\\|')

/** Every mark that can mean something in Markdown, in HTML or to the readers that make links. */
const escaped = (text: string): string =>
  visible(text).replace(/[\\`*_{}[\]<>#+.!|~&:@/$^="]|^-/g, '\\$&')
