/**
 * A sweep: each operation that names a thing, as everybody who may not know of it.
 */
import { CannotRun } from '../Io.js'
import { baseOf, clientOf, paceOf, type Ask, type Clock } from './client.js'
import type { Exchange } from './exchange.js'
import { nobody, type Config, type ResourceType } from './Config.js'
import { controlLines, controlsOf } from './controls.js'
import { estimateOf } from './estimate.js'
import { merged } from './findings.js'
import { wrongsAtFirst } from './firstAnswers.js'
import { heldInTime } from './inTime.js'
import type { Interview, Swept } from './interview.js'
import { everythingOf } from './lists.js'
import { Misconfigured } from './Misconfigured.js'
import type { Operation } from './Operation.js'
import type { Coverage, Result } from './Result.js'
import { hiding, secretsIn, type Hide } from './secrets.js'
import { noSession, signIn, type Load, type Session } from './session.js'
import { remarks, repeatsIn, unasked, whySkipped } from './skipped.js'
import { nameOfTarget, sited } from './targets.js'
import type { Values } from './templates.js'
import { isMade, leaving, thingsOf } from './things.js'
import { strangersTo, type Sweep } from './underWay.js'
import { unmatched } from './unmatched.js'
import { heldCarefully } from './upkeep.js'
import { veiled } from './veiled.js'

/** The world of a sweep. */
export interface World extends Clock {
  readonly env: Values
  readonly exchange: Exchange
  readonly load: Load
  /** Told how many requests are to come at most, about. */
  readonly onEstimate: (requests: number) => void
  /** Told before each interview. */
  readonly onProgress: (done: number, of: number, what: string) => void
  /** Aborted where a person stops the sweep. */
  readonly stop: AbortSignal
}

/**
 * Sweeps a service.
 *
 * @throws CannotRun where the configuration does not fit the service, or the sweep was stopped.
 * What
 *   the sweep made is removed first.
 */
export const sweep = async (
  config: Config,
  operations: ReadonlyArray<Operation>,
  world: World,
): Promise<Result> => {
  const wrongs = unmatched(config, operations)
  if (wrongs.length > 0) throw new Misconfigured(wrongs)
  const secrets = new Map(secretsIn(config, world.env))
  try {
    const result = await resultOf(config, operations, world, secrets)
    const hide = hiding(secrets)
    return JSON.parse(JSON.stringify(result), (_, u: unknown) =>
      typeof u === 'string' ? hide(u) : u,
    ) as Result
  } catch (cause) {
    throw hidden(cause, hiding(secrets))
  }
}

/** An error without secrets. */
const hidden = (cause: unknown, hide: Hide): Error => {
  if (cause instanceof Misconfigured)
    return new Misconfigured(
      cause.wrongs.map(({ path, message }) => ({ path, message: hide(message) })),
    )
  const message = hide(cause instanceof Error ? cause.message : String(cause))
  return cause instanceof CannotRun ? new CannotRun(message) : new Error(message)
}

/** Signs everybody in. The secrets of the logins are added to the others. */
const signedIn = async (
  { identities, server }: Config,
  { env, load }: World,
  ask: Ask,
  secrets: Map<string, string>,
): Promise<ReadonlyMap<string, Session>> => {
  const sessions = new Map<string, Session>([[nobody, noSession]])
  for (const [name, identity] of Object.entries(identities)) {
    const session = await signIn(name, identity, baseOf(server), env, ask, load)
    sessions.set(name, session)
    for (const [secret, shown] of session.secrets) secrets.set(secret, shown)
  }
  return sessions
}

const resultOf = async (
  config: Config,
  operations: ReadonlyArray<Operation>,
  world: World,
  secrets: Map<string, string>,
): Promise<Result> => {
  const { server, types, limits: { perSecond = paceOf(server), atOnce = 1 } = {} } = config
  let requests = 0
  const client = clientOf(server, perSecond, world, world.exchange)
  const ask: Ask = (probe) => {
    requests += 1
    return client(probe)
  }
  const base = baseOf(server)
  const sessions = await signedIn(config, world, ask, secrets)
  const hide = hiding(secrets)
  const things = thingsOf(config, base, world.env, sessions, ask)
  const repeated = repeatsIn(operations)
  const known = operations.filter(
    (operation) => !repeated.has(operation) && whySkipped(operation, config) === undefined,
  )
  const all = sited(known, config)
  const asking = { config, ids: things.ids, base }
  const over = new AbortController()
  const state: Sweep = {
    ...{ config, base, sessions, things, all },
    ask: async (probe) => {
      over.signal.throwIfAborted()
      return veiled(await ask(probe), hide)
    },
    controls: controlsOf(all, asking),
    tried: new Map(),
    spoilt: new Map(),
  }
  const interviews = Object.keys(types).flatMap((type) =>
    strangersTo(config, type).flatMap((caller) =>
      everythingOf(all, type, { ...asking, caller }).map((target) => ({ type, caller, target })),
    ),
  )
  const made = Object.keys(types).filter((type) => isMade(types[type] as ResourceType))
  let done = 0
  const hold = (interview: Interview): Promise<Swept> => {
    over.signal.throwIfAborted()
    world.onProgress(done++, interviews.length + made.length, nameOfInterview(interview))
    const home = interviews.find(({ type, target }) => type === interview.type && target.isHome)
    return heldCarefully(state, interview, home?.target)
  }
  /** One type after the other: for a while, its thing is not there. */
  const holdInTime = async (): Promise<ReadonlyArray<Swept>> => {
    const timed: Array<Swept> = []
    for (const type of made) {
      over.signal.throwIfAborted()
      world.onProgress(done++, interviews.length + made.length, `routes without a ${type}`)
      timed.push(...(await heldInTime(state, type, strangersTo(config, type))))
    }
    return timed
  }
  const work = async () => {
    await check(state, Object.keys(things.ids))
    await things.make()
    await check(state, made)
    world.onEstimate(estimateOf(state, interviews))
    const swept = await inParallel(interviews, atOnce, hold)
    const lines = await controlLines(state)
    return { swept: [...swept, ...withoutRepeats(await holdInTime(), swept)], lines }
  }
  const { swept, lines } = await orStopped(work(), world.stop).catch(async (cause: unknown) => {
    over.abort()
    throw leaving(cause, await things.remove())
  })
  const left = await things.remove()
  const covered = swept.flatMap(({ coverage }) => coverage)
  return {
    server,
    findings: merged(swept.flatMap(({ findings }) => findings)),
    coverage: [...covered, ...lines, ...unasked(operations, all, config, covered)],
    changed: [...new Set([...swept.flatMap(({ changed }) => changed), ...left])],
    notes: remarks(
      config,
      interviews.filter(({ target }) => !target.isList),
      secrets,
    ),
    requests,
  }
}

/** Stops where the configuration does not fit the service. */
const check = async (state: Sweep, types: ReadonlyArray<string>): Promise<void> => {
  const wrongs = await wrongsAtFirst(state, types)
  if (wrongs.length > 0) throw new Misconfigured(wrongs)
}

const orStopped = async <A>(work: Promise<A>, stop: AbortSignal): Promise<A> => {
  let end = (): void => undefined
  const stopped = new Promise<never>((_, reject) => {
    end = () => {
      reject(new CannotRun('The sweep was stopped before its end, and says nothing.'))
    }
    if (stop.aborted) end()
    else stop.addEventListener('abort', end)
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    stop.removeEventListener('abort', end)
  }
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
