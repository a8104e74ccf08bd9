/**
 * How many bytes the package adds to an application.
 */
import { bundle, uses } from './bundle.js'
import { packed } from './packed.js'
import type { Report } from './Report.js'

export const size = (): Promise<Report> =>
  packed([], async (home) => {
    const names = Object.keys(uses) as ReadonlyArray<keyof typeof uses>
    const bundles = await Promise.all(names.map(async (name) => ({ name, ...(await bundle(name, home)) })))
    const gzipped = (use: keyof typeof uses): number => bundles.find(({ name }) => name === use)?.gzipped ?? NaN
    return {
      tables: [
        {
          title: 'Bytes, without io-ts and fp-ts',
          head: ['', 'minified', 'gzipped'],
          rows: bundles.map(({ name, minified, gzipped }) => [name, minified, gzipped]),
        },
      ],
      measured: { 'root size': gzipped('decide'), 'codec size': gzipped('decide and the codecs') },
    }
  })
