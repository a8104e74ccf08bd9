/**
 * `glomar sweep` over a real server: by the command itself, over the network. What it finds is
 * confirmed by hand, and what it covers is held.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { run } from '../../src/cli/run.js'
import { exchange, type Exchange } from '../../src/cli/sweep/exchange.js'
import type { Config } from '../../src/cli/sweep/Config.js'
import type { Coverage, Finding, Result } from '../../src/cli/sweep/Result.js'
import type { Check } from './checks.js'

/** What a sweep runs with. */
export interface Arranged {
  readonly config: Config
  readonly env?: Readonly<Record<string, string>>
  /** The default exports of the modules that sign callers in, by their paths. */
  readonly logins?: Readonly<Record<string, () => unknown>>
  readonly exchange?: Exchange
}

/** What the command did. */
interface Swept {
  readonly code: number
  readonly result: Result
}

const swept = async ({ config, env = {}, logins = {}, ...given }: Arranged): Promise<Swept> => {
  let [out, err] = ['', '']
  const code = await run(['sweep', '-', '--json'], {
    read: () => Promise.resolve(new TextEncoder().encode(JSON.stringify(config))),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
    columns: 100,
    isTyped: false,
    version: '0.0.0',
    write: () => undefined,
    env,
    load: (path) => Promise.resolve({ default: logins[path] }),
    exchange: given.exchange ?? exchange,
    now: Date.now,
    sleep,
    isFolder: () => true,
    stop: () => new AbortController().signal,
  })
  if (out === '') throw new Error(err)
  return { code, result: JSON.parse(out) as Result }
}

const named = ({ kind, route, caller, says }: Finding): string =>
  `${kind}: ${route} as ${caller}: ${String(says[0]).replace(/ it: .*/s, ' it')}`

/** The routes with all their callers, one a line. */
const tableOf = (coverage: ReadonlyArray<Coverage>): ReadonlyArray<string> => {
  const groups = new Map<string, ReadonlyArray<string>>()
  for (const { status, route, caller, isEntitled } of coverage) {
    // what those who may know can tell is said by the status of the others
    if (isEntitled === true) continue
    const key = `${status.padEnd(14)}${route}`
    groups.set(key, [...(groups.get(key) ?? []), caller])
  }
  return [...groups].map(([line, callers]) => `${line} as ${callers.join(', ')}`)
}

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g

const lines = (text: string): ReadonlyArray<string> =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** What one text has beside the other, both ways. */
const unlike = (
  what: string,
  got: ReadonlyArray<string>,
  expected: ReadonlyArray<string>,
): ReadonlyArray<string> => [
  ...got.filter((each) => !expected.includes(each)).map((each) => `${what}, not expected: ${each}`),
  ...expected.filter((each) => !got.includes(each)).map((each) => `${what}, expected: ${each}`),
]

/** Two plain requests, and what somebody who sends them by hand hears. */
export type ByHand = () => Promise<readonly [hidden: string, missing: string]>

/** What is expected of a sweep. */
interface Expected {
  /** Each finding, and the requests that show it without a sweep. */
  readonly findings?: Readonly<Record<string, readonly [...Awaited<ReturnType<ByHand>>, ByHand]>>
  readonly code: number
  /** What was covered, and what was not. */
  readonly coverage: string
  /** Ids are left out. */
  readonly changed?: ReadonlyArray<string>
}

/** A sweep finds this and nothing else, and covers this. */
export const sweeps = (
  name: string,
  arrange: () => Arranged | Promise<Arranged>,
  { findings = {}, code, coverage, changed = [] }: Expected,
): ReadonlyArray<Check> => [
  [
    `${name}: swept`,
    async () => {
      const { result, code: got } = await swept(await arrange())
      const table = tableOf(result.coverage)
      console.log(table.map((line) => `          ${line}`).join('\n'))
      return [
        ...unlike('finding', result.findings.map(named), Object.keys(findings)),
        ...unlike('coverage', table, lines(coverage)),
        ...unlike(
          'change',
          result.changed.map((each) => each.replaceAll(uuid, '{id}')),
          changed,
        ),
        ...(got === code ? [] : [`exit code ${String(got)}, expected ${String(code)}`]),
      ].join('\n')
    },
  ],
  ...Object.entries(findings).map(([finding, [hidden, missing, byHand]]): Check => [
    `${name}: by hand: ${finding}`,
    async () => {
      const heard = await byHand()
      return heard[0] === hidden && heard[1] === missing ? '' : `heard: ${heard.join(' against ')}`
    },
  ]),
]

/** What is planted in front of the server is found. */
export const findsCache = (
  name: string,
  hidden: string,
  arrange: () => Arranged | Promise<Arranged>,
): Check => [
  `${name}: a planted cache is found by a sweep`,
  async () => {
    const cached: Exchange = async (origin, probe) => {
      const reply = await exchange(origin, probe)
      return probe.method === 'GET' && probe.path.endsWith(hidden)
        ? { ...reply, headers: [...reply.headers, ['x-cache', 'HIT']] }
        : reply
    }
    const { result } = await swept({ ...(await arrange()), exchange: cached })
    const found = result.findings.filter(({ says }) => says[0]?.includes('`x-cache`') === true)
    return found.length === result.findings.length && found.length > 0
      ? ''
      : `found: ${JSON.stringify(result.findings.map(named))}`
  },
]
