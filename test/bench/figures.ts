/**
 * Runs every part of the benchmark, and gathers what it found.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { bundle, uses, type Bundle, type Use } from './bundle.js'
import type { GroupName, groups } from './groups.js'
import type { Figures } from './harness.js'
import type { LimitName } from './limits.js'
import { loading, type modules } from './loading.js'
import { packed } from './packed.js'
import { median } from './statistics.js'

/** Of several fresh processes. */
export interface Spread {
  readonly median: number
  readonly lowest: number
  readonly highest: number
}

/** The page says so in words. */
const processes = 5

export const spread = (all: ReadonlyArray<number>): Spread => ({
  median: median(all),
  lowest: Math.min(...all),
  highest: Math.max(...all),
})

const times = <A>(n: number, make: () => A): ReadonlyArray<A> => Array.from({ length: n }, make)

/** Runs a file that prints JSON, by the same loader as this one. */
const child = (name: string, flags: ReadonlyArray<string>, ...args: ReadonlyArray<string>) => {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [...process.execArgv, ...flags, file, ...args],
    { encoding: 'utf8' },
  )
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as unknown
}

const names: ReadonlyArray<GroupName> = [
  'route',
  'plain',
  'request',
  'remedy',
  'types',
  'along',
  'making 100',
  'making 10,000',
  'decoding 100',
  'decoding 10,000',
] satisfies ReadonlyArray<keyof typeof groups>

/** The figures of each group, one for each process. */
export type Speed = Readonly<Record<GroupName, ReadonlyArray<Figures>>>

export const speed = (): Speed => {
  const found = Object.fromEntries(names.map((name) => [name, [] as Array<Figures>])) as Record<
    GroupName,
    Array<Figures>
  >
  // all groups, and then all of them again: a busy minute does not fall upon one group alone
  for (let process = 0; process < processes; process++)
    for (const name of names) found[name].push(child('speed.ts', [], name) as Figures)
  return found
}

/** One figure of a group, in each process. */
export const figure = (
  speed: Speed,
  group: GroupName,
  name: string,
  of: 'ratio' | 'nanoseconds' = 'ratio',
): ReadonlyArray<number> => speed[group].map((figures) => figures[name]?.[of] ?? NaN)

const over = (xs: ReadonlyArray<number>, ys: ReadonlyArray<number>): ReadonlyArray<number> =>
  xs.map((x, i) => x / (ys[i] ?? NaN))

// megabytes; below that, the young generation shrinks while it is measured
const room = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=128']

export const allocated = (): Readonly<Record<string, number>> =>
  child('allocation.ts', room) as Readonly<Record<string, number>>

export interface All {
  readonly speed: Speed
  readonly allocated: Readonly<Record<string, number>>
  readonly loading: ReadonlyArray<Readonly<Record<(typeof modules)[number], number>>>
  readonly size: Readonly<Record<Use, Bundle>>
}

export const gather = (): Promise<All> =>
  packed(async (home) => ({
    speed: speed(),
    allocated: allocated(),
    loading: times(processes, () => loading(home)),
    size: Object.fromEntries(
      await Promise.all(
        Object.keys(uses).map(async (use) => [use, await bundle(use as Use, home)] as const),
      ),
    ) as Record<Use, Bundle>,
  }))

const alone = (n: number): Spread => ({ median: n, lowest: n, highest: n })

/** Of two sizes, the one that does worse. */
const worse = (x: Spread, y: Spread): Spread => (x.median > y.median ? x : y)

/** What the limits are about. */
export const measured = ({
  speed,
  allocated,
  loading,
  size,
}: All): Readonly<Record<LimitName, Spread>> => {
  const ratio = (group: GroupName, name: string): Spread => spread(figure(speed, group, name))
  const whole = 'claims, Authn, Facts.of, decide'
  return {
    route: ratio('route', 'decide'),
    casl: spread(over(figure(speed, 'route', 'CASL, can'), figure(speed, 'route', 'decide'))),
    request: ratio('request', whole),
    remedy: ratio('remedy', whole),
    plain: spread(
      over(figure(speed, 'plain', 'decide'), figure(speed, 'plain', 'casbin, enforceSync')),
    ),
    types: ratio('types', 'decide'),
    making: worse(ratio('making 100', 'Policy.of'), ratio('making 10,000', 'Policy.of')),
    decoding: worse(ratio('decoding 100', 'decode'), ratio('decoding 10,000', 'decode')),
    loading: spread(loading.map((round) => round.glomar / round['@casl/ability'])),
    allocated: alone(Math.max(...Object.values(allocated))),
    root: alone(size['`decide`, the constructors and a policy'].gzipped),
    codec: alone(size['the same as the first, and the codecs'].gzipped),
  }
}
