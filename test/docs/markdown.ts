/**
 * Parts of the pages that are written from data.
 */

/** A paragraph on one line: white space in the data does not count. */
export const paragraph = (text: string): string => text.trim().replaceAll(/\s+/g, ' ')

/** A table of GitHub Flavored Markdown. */
export const table = (
  head: ReadonlyArray<string>,
  body: ReadonlyArray<ReadonlyArray<string>>,
): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n')

export const bullets = (items: ReadonlyArray<string>): string =>
  items.map((item) => `- ${paragraph(item)}`).join('\n')

export const link = (text: string, to: string): string => `[${text}](${to})`
