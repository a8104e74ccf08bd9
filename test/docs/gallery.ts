/**
 * `docs/gallery.md`, written from the exhibits and from what the kit says of them.
 */
import type { Exhibit } from '../gallery/Exhibit.js'
import { gallery, leaksOf } from '../gallery/gallery.js'

const reported = ({ cases, visible }: Exhibit): string =>
  cases.length === 0
    ? `**Visible**, though no public case was found: ${visible}`
    : `**Visible**, as reported in ${cases.join('; ')}: ${visible}`

const show = async (exhibit: Exhibit): Promise<string> => {
  const [first] = await leaksOf(exhibit, 'leaky')
  if (first === undefined) throw new Error(`no leak was found in: ${exhibit.title}`)
  return [
    `### ${exhibit.title}`,
    reported(exhibit),
    `**Closed:** ${exhibit.closed}`,
    ['```text', first.request, ...first.differences.map(({ says }) => `  ${says}`), '```'].join('\n'),
  ].join('\n\n')
}

export const galleryPage = async (): Promise<string> => {
  const sections = await Promise.all(
    gallery.map(async ({ channel, exhibits }) => [`## ${channel}`, ...(await Promise.all(exhibits.map(show)))].join('\n\n')),
  )
  const count = gallery.reduce((sum, { exhibits }) => sum + exhibits.length, 0)
  return (
    [
      '# The leak gallery',
      '<!-- Written by `npm run docs` from test/gallery; a test fails when the two differ. -->',
      [
        `${String(count)} ways in which a service can tell what it hides. Each stands in \`test/gallery\` as a handler that leaks, written for this gallery in`,
        'the manner of the case (it is not the code of the product), and as the same handler mended with this library. The tests show that',
        'the [test kit](testkit.md) finds the first, by the request and the difference quoted here, that it finds nothing in the second, and that',
        'both serve the caller whose thing it is. What happened in each case is told as the reports tell it; it was not reproduced against the',
        'products. In a difference, the first answer is that about the hidden thing. Leaks by time, volume or sequences of requests are not shown.',
      ].join('\n'),
      ...sections,
    ].join('\n\n') + '\n'
  )
}
