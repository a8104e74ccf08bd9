/**
 * How long a module takes to load in a fresh process, over an empty one.
 */
import { execFileSync } from 'node:child_process'
import { packed } from './packed.js'
import { randomly, shuffled } from './random.js'
import type { Report } from './Report.js'
import { median, summary } from './statistics.js'

const rounds = 31
const others = ['@casl/ability', 'jose', 'fp-ts', 'io-ts', 'fast-check']
const entries = ['glomar', 'glomar/codec', 'glomar/proof', 'glomar/testkit', 'glomar/testkit/properties']
const peers = ['@casl/ability', 'jose', 'fp-ts/lib/Either.js', 'io-ts']
const modules = ['empty', ...entries, ...peers]

const script = (module: string): string =>
  `const start = performance.now(); await import('${module}'); process.stdout.write(String(performance.now() - start))`

const milliseconds = (module: string, cwd: string): number =>
  Number(execFileSync(process.execPath, ['--input-type=module', '--eval', script(module)], { cwd, encoding: 'utf8', env: {} }))

export const loading = (): Promise<Report> =>
  packed(others, (home) => {
    const random = randomly(5)
    // from the disk only once
    for (const module of modules) milliseconds(module, home)
    const loads = Array.from(
      { length: rounds },
      () => new Map(shuffled(modules, random).map((module) => [module, milliseconds(module, home)])),
    )
    const over = (module: string): ReadonlyArray<number> => loads.map((round) => (round.get(module) ?? NaN) - (round.get('empty') ?? NaN))
    const table = {
      title: 'Loading, in a fresh process',
      head: ['', 'ms', 'ms over an empty module', 'lower quartile', 'upper quartile'],
      rows: modules.map((module) => {
        const { median: middle, lower, upper } = summary(over(module))
        return [module, median(loads.map((round) => round.get(module) ?? NaN)), middle, lower, upper]
      }),
    }
    return { tables: [table], measured: { loading: median(over('glomar')) / median(over('@casl/ability')) } }
  })
