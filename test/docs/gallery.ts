/**
 * `docs/gallery.md`, written from the exhibits and from what the kit says of them.
 */
import type { Exhibit } from '../gallery/Exhibit.js'
import { gallery, leaksOf } from '../gallery/gallery.js'
import { paragraph } from './markdown.js'

const reported = ({ cases, visible }: Exhibit): string =>
  cases.length === 0
    ? `**Visible**, though no public case was found: ${visible}`
    : `**Visible**, as reported in ${cases.join('; ')}: ${visible}`

const show = async (exhibit: Exhibit): Promise<string> => {
  const [first] = await leaksOf(exhibit, 'leaky')
  if (first === undefined) throw new Error(`no leak was found in: ${exhibit.title}`)
  const differences = first.differences.map(({ says }) => `  ${says}`)
  return [
    `### ${exhibit.title}`,
    paragraph(reported(exhibit)),
    paragraph(`**Closed:** ${exhibit.closed}`),
    ['```text', first.request, ...differences, `  → ${first.mend}`, '```'].join('\n'),
    ...foundBy(exhibit),
  ].join('\n\n')
}

/** What must be said to the kit, where its defaults do not find the leak. */
const foundBy = ({ askedBy, arranged = {} }: Exhibit): ReadonlyArray<string> => [
  ...(typeof askedBy === 'string' ? [] : ["Found by a question of one's own, in `questions`."]),
  ...Object.entries(arranged).map(
    ([name, value]) => `Arranged with \`${name}: ${JSON.stringify(value)}\`.`,
  ),
]

const introduction = (count: number): ReadonlyArray<string> => [
  `Here are ${String(count)} ways in which a service can tell what it hides. Each stands in
  \`test/gallery\` twice: as a handler that leaks, and as the same handler mended with this library.
  The handlers that leak were written for this gallery in the manner of the case. They are not the
  code of the product.`,
  `The tests show three things about each exhibit. The [test kit](testkit.md) finds the leak, by the
  request and the difference that are quoted here. It finds no difference once the handler is
  mended. Both handlers serve the caller whose thing it is. The kit finds a leak by its defaults,
  unless another thing is said below it. The line with the arrow is what the kit says to change.`,
  `What happened in each case is told as the reports tell it. It was not reproduced against the
  products. In a difference, the first answer is about the hidden thing, and the second about the
  missing one. Leaks by time, by volume and by sequences of requests are not shown.`,
]

export const galleryPage = async (): Promise<string> => {
  const sections = await Promise.all(
    gallery.map(async ({ channel, exhibits }) =>
      [`## ${channel}`, ...(await Promise.all(exhibits.map(show)))].join('\n\n'),
    ),
  )
  const count = gallery.reduce((sum, { exhibits }) => sum + exhibits.length, 0)
  return (
    [
      '# The leak gallery',
      '<!-- Written by `npm run docs` from test/gallery; a test fails when the two differ. -->',
      ...introduction(count).map(paragraph),
      ...sections,
    ].join('\n\n') + '\n'
  )
}
