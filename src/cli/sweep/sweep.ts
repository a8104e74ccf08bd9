/**
 * A sweep: each operation that names a thing, as everybody who may not know of it.
 */
import { baseOf, clientOf, paceOf, type Ask, type Clock } from './client.js'
import type { Exchange } from './exchange.js'
import { nobody, type Config, type ResourceType } from './Config.js'
import { merged } from './findings.js'
import { heldInTime } from './inTime.js'
import type { Interview, Sweep, Swept } from './interview.js'
import type { Operation } from './Operation.js'
import { listsOf } from './lists.js'
import type { Coverage, Result } from './Result.js'
import { noSession, signIn, type Load, type Session } from './session.js'
import { remarks, repeatsIn, unasked, whySkipped } from './skipped.js'
import { nameOfTarget, sited, targetsOf } from './targets.js'
import { redacted, type Values } from './templates.js'
import { isMade, leaving, thingsOf } from './things.js'
import { heldCarefully } from './upkeep.js'

/** The world of a sweep. */
export interface World extends Clock {
  readonly env: Values
  readonly exchange: Exchange
  readonly load: Load
  /** Told before each interview. */
  readonly onProgress: (done: number, of: number, what: string) => void
}

/** All who may not know of the things of a type. */
const strangersTo = ({ entitled }: ResourceType, { identities }: Config): ReadonlyArray<string> => [
  ...Object.keys(identities).filter((name) => !entitled.includes(name)),
  nobody,
]

/** Sweeps a service. */
export const sweep = async (
  config: Config,
  operations: ReadonlyArray<Operation>,
  world: World,
): Promise<Result> => {
  const {
    server,
    identities,
    types,
    limits: { perSecond = paceOf(server), atOnce = 1 } = {},
  } = config
  let requests = 0
  const client = clientOf(server, perSecond, world, world.exchange)
  const ask: Ask = (probe) => {
    requests += 1
    return client(probe)
  }
  const base = baseOf(server)
  const sessions = new Map<string, Session>([[nobody, noSession]])
  for (const [name, identity] of Object.entries(identities))
    sessions.set(name, await signIn(name, identity, base, world.env, ask, world.load))

  const repeated = repeatsIn(operations)
  const known = operations.filter(
    (operation) => !repeated.has(operation) && whySkipped(operation, config) === undefined,
  )
  const all = sited(known, config)
  const things = await thingsOf(config, base, world.env, sessions, ask)
  const state: Sweep = {
    config,
    base,
    sessions,
    things,
    all,
    ask,
    told: new Map(),
    spoilt: new Map(),
  }
  const interviews = Object.entries(types).flatMap(([type, of]) =>
    strangersTo(of, config).flatMap((caller) => {
      const asking = { config, ids: things.ids, base, caller }
      const targets = [...targetsOf(all, type, asking), ...listsOf(all, type, asking)]
      return targets.map((target) => ({ type, caller, target }))
    }),
  )
  const made = Object.keys(types).filter((type) => isMade(types[type] as ResourceType))
  let done = 0
  const swept = await inParallel(interviews, atOnce, (interview) => {
    world.onProgress(done++, interviews.length + made.length, nameOfInterview(interview))
    const home = interviews.find(({ type, target }) => type === interview.type && target.isHome)
    return heldCarefully(state, interview, home?.target)
  })
    .then(async (all) => {
      const timed: Array<Swept> = []
      // one after the other: for a while, the things are not there
      for (const type of made) {
        world.onProgress(done++, interviews.length + made.length, `routes without a ${type}`)
        const strangers = strangersTo(types[type] as ResourceType, config)
        timed.push(...(await heldInTime(state, type, strangers)))
      }
      return [...all, ...withoutRepeats(timed, all)]
    })
    .catch(async (cause: unknown) => {
      throw leaving(cause, await things.remove())
    })
  const left = await things.remove()
  const secrets = new Map([...sessions.values()].flatMap((session) => [...session.secrets]))
  const covered = swept.flatMap(({ coverage }) => coverage)
  const result: Result = {
    server,
    findings: merged(swept.flatMap(({ findings }) => findings)),
    coverage: [...covered, ...unasked(operations, all, config, covered)],
    changed: [...new Set([...swept.flatMap(({ changed }) => changed), ...left])],
    notes: remarks(
      config,
      operations,
      interviews.filter(({ target }) => !target.isList),
    ),
    requests,
  }
  return JSON.parse(JSON.stringify(result), (_, u: unknown) =>
    typeof u === 'string' ? redacted(u, secrets) : u,
  ) as Result
}

type Line = Pick<Coverage, 'route' | 'type' | 'caller'>

const keyOf = ({ route, type, caller }: Line): string => JSON.stringify([route, type, caller])

/** A list that names the thing also changes with it: that was told before, of the same route. */
const withoutRepeats = (
  later: ReadonlyArray<Swept>,
  before: ReadonlyArray<Swept>,
): ReadonlyArray<Swept> => {
  const told = new Set(before.flatMap(({ findings }) => findings.map(keyOf)))
  const asked = new Set(before.flatMap(({ coverage }) => coverage.map(keyOf)))
  return later.map((each) => ({
    ...each,
    findings: each.findings.filter((finding) => !told.has(keyOf(finding))),
    coverage: each.coverage.filter((line) => !asked.has(keyOf(line))),
  }))
}

const nameOfInterview = ({ target, caller }: Interview): string =>
  `${nameOfTarget(target)} as ${caller}`

/** The results, in the order of the items, of so many at once. */
const inParallel = async <A, B>(
  items: ReadonlyArray<A>,
  most: number,
  work: (item: A) => Promise<B>,
): Promise<ReadonlyArray<B>> => {
  const rest = [...items.entries()]
  const results = new Map<number, B>()
  const worker = async (): Promise<void> => {
    for (let next = rest.shift(); next !== undefined; next = rest.shift())
      results.set(next[0], await work(next[1]))
  }
  await Promise.all(Array.from({ length: most }, worker))
  return items.map((_, i) => results.get(i) as B)
}
