/**
 * How long a module takes to load in a fresh process, over an empty one.
 */
import { execFileSync } from 'node:child_process'
import { median, randomly, shuffled } from './statistics.js'

const rounds = 15
export const modules = [
  'glomar',
  'glomar/codec',
  'glomar/enforce',
  'glomar/testkit',
  '@casl/ability',
  'jose',
  'fp-ts/lib/Either.js',
  'io-ts',
] as const
const all = ['empty', ...modules]

const script = (module: string): string =>
  `const start = performance.now(); await import('${module}')
   process.stdout.write(String(performance.now() - start))`

/** Where the package and what it is compared with are installed. */
export const loading = (cwd: string): Readonly<Record<(typeof modules)[number], number>> => {
  const milliseconds = (module: string): number => {
    const args = ['--input-type=module', '--eval', script(module)]
    return Number(execFileSync(process.execPath, args, { cwd, encoding: 'utf8', env: {} }))
  }
  const random = randomly(5)
  // from the disk only once
  all.forEach(milliseconds)
  const loads = Array.from(
    { length: rounds },
    () => new Map(shuffled(all, random).map((module) => [module, milliseconds(module)])),
  )
  const of = (round: (typeof loads)[number], module: string): number => round.get(module) ?? NaN
  return Object.fromEntries(
    modules.map((module) => [
      module,
      median(loads.map((round) => of(round, module) - of(round, 'empty'))),
    ]),
  ) as Record<(typeof modules)[number], number>
}
