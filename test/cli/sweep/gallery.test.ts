/**
 * Every exhibit of the gallery, served over HTTP with its document: the sweep finds the leaky one, and
 * nothing in the mended one.
 */
import { describe, expect, test } from 'vitest'
import type { Result } from '../../../src/cli/sweep/Result.js'
import type { Exhibit } from '../../gallery/Exhibit.js'
import { gallery } from '../../gallery/gallery.js'
import { glomar } from '../world.js'
import { documented, documentOf, type Documented } from './documented.js'
import { env, exhibitServed } from './service.js'

const exhibits = new Map(
  gallery.flatMap((section) => section.exhibits).map((exhibit) => [exhibit.title, exhibit]),
)

/** Sweeps the exhibit in one of its two states. */
const swept = async (
  { types, config, ...rest }: Documented,
  exhibit: Exhibit,
  which: 'leaky' | 'mended',
): Promise<Result> => {
  const { origin, close } = await exhibitServed(exhibit, which)
  const files = {
    'openapi.json': JSON.stringify(documentOf({ types, ...rest })),
    'sweep.json': JSON.stringify({
      version: 1,
      server: origin,
      api: 'openapi.json',
      identities: {
        emma: { headers: { authorization: 'Bearer ${EMMA}' } },
        tara: { headers: { authorization: 'Bearer ${TARA}' } },
      },
      types,
      methods: 'all',
      questions: 'declared',
      limits: { perSecond: 1_000 },
      ...config,
    }),
  }
  const { out, err } = await glomar(['sweep', 'sweep.json', '--json'], files, { env })
  close()
  if (out === '') throw new Error(err)
  return JSON.parse(out) as Result
}

const lineOf = ({ kind, route, caller, channel }: Result['findings'][number]): string =>
  `${kind}: ${route} as ${caller} by ${channel}`

test('every exhibit is documented, once', () => {
  expect(documented.map(({ title }) => title).sort()).toEqual([...exhibits.keys()].sort())
})

describe.each(documented)('$title', (each) => {
  const exhibit = exhibits.get(each.title) as Exhibit

  test('the sweep finds the leak, and names the operation and the channel', async () => {
    const { channel, field } = each.by === undefined ? exhibit.tells : { channel: each.by }
    const caller = exhibit.stranger === 'anonymous' ? 'nobody' : exhibit.stranger
    const { findings } = await swept(each, exhibit, 'leaky')
    expect(findings.map(lineOf)).toContainEqual(
      expect.stringContaining(
        `: ${each.finds} as ${caller} by ${[channel, field].filter(Boolean).join(' ')}`,
      ),
    )
  })

  test('the sweep finds nothing once the handler is mended', async () => {
    const { findings } = await swept(each, exhibit, 'mended')
    expect(findings.map(lineOf)).toEqual([])
  })
})
