/**
 * A table of who sees what, in HTML.
 */
import { visible } from './visible.js'
import type { Cell, TypeRows, WhoSeesWhat } from './whoSeesWhat.js'

/**
 * The table as a fragment of HTML: one `figure` that needs no style sheet and no script.
 *
 * Where existing and missing things look alike, one cell spans both columns of a persona. The fragment
 * is readable on a light and on a dark page. Every name in it is escaped.
 *
 * @param table - Who sees what.
 * @returns The text of one element, a table with its caption and its legend.
 * @example
 * asHtml(whoSeesWhat(policy)).startsWith('<figure>') // → true
 */
export const asHtml = ({ personas, types, legend }: WhoSeesWhat): string =>
  [
    '<figure>',
    `<table style="border-collapse: collapse">`,
    '<caption>Who sees what of a thing that exists, and of a missing one</caption>',
    '<colgroup span="2"></colgroup>',
    ...personas.map(() => '<colgroup span="2"></colgroup>'),
    '<thead>',
    '<tr>',
    ...['type', 'request'].map((name) => element('th', 'scope="col" rowspan="2"', name)),
    ...personas.map(({ name }) => element('th', 'scope="colgroup" colspan="2"', escaped(name))),
    '</tr>',
    '<tr>',
    ...personas.flatMap(() =>
      ['exists', 'missing'].map((name) => element('th', 'scope="col"', name)),
    ),
    '</tr>',
    '</thead>',
    ...types.flatMap(bodyOf),
    '</table>',
    '<dl>',
    ...legend.map(({ term, says }) => `<dt>${escaped(term)}</dt><dd>${escaped(says)}</dd>`),
    '</dl>',
    '</figure>',
    '',
  ].join('\n')

const border = 'border: 1px solid; padding: 0.3em 0.6em'

const element = (name: 'th' | 'td', attributes: string, content: string, style = border): string =>
  `<${name} ${attributes} style="${style}">${content}</${name}>`

const bodyOf = ({ type, rows }: TypeRows): ReadonlyArray<string> => {
  const name = type === null ? 'any other type' : `<code>${escaped(type)}</code>`
  return [
    '<tbody>',
    ...rows.flatMap(({ requests, cells }, i) => [
      '<tr>',
      ...(i > 0 ? [] : [element('th', `scope="rowgroup" rowspan="${String(rows.length)}"`, name)]),
      element('th', 'scope="row"', requests.join(', ')),
      ...cells.map(cellsOf),
      '</tr>',
    ]),
    '</tbody>',
  ]
}

/** Grey that is half transparent is readable on white and on black. */
const shaded = `${border}; text-align: center; background: rgb(128 128 128 / 25%)`

const cellsOf = ({ exists, missing, alike }: Cell): string =>
  alike
    ? element('td', 'colspan="2"', exists.word, shaded)
    : `${element('td', 'colspan="1"', exists.word)}${element('td', 'colspan="1"', missing.word)}`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for HTML and for XML, in an element or an attribute. */
export const escaped = (text: string): string =>
  visible(text).replace(/[&<>"']/g, (character) => entities[character] as string)
