/**
 * A sweep: each operation that names a thing, as everybody who may not know of it.
 */
import type { Probe, Question } from '../../testkit/Probe.js'
import type { Arrangement } from '../../testkit/Arrangement.js'
import { placesOf as pathsOf } from '../../testkit/Arrangement.js'
import type { Send } from '../../testkit/ask.js'
import { tellsTheEntitled } from '../../testkit/doubts.js'
import type { Findings } from '../../testkit/Findings.js'
import type { Leak } from '../../testkit/judge.js'
import { leakOf, leaks } from '../../testkit/leaks.js'
import { planOf } from '../../testkit/questions/plan.js'
import { baseOf, clientOf, type Ask, type Clock } from './client.js'
import { nobody, type Config, type ResourceType } from './Config.js'
import { curlOf } from './curl.js'
import { findingsOf, type Found } from './findings.js'
import { delicateIn, isHarmless } from './harmless.js'
import { Heard, maskOf } from './heard.js'
import { nameOf, type Operation } from './Operation.js'
import { placesOf, segmentsOf, isParameter } from './places.js'
import type { Coverage, Finding, Result, Status } from './Result.js'
import { readRoute } from './routes.js'
import { noSession, signIn, type Session } from './session.js'
import { isMade, thingsOf, type Things } from './things.js'
import { sited, targetsOf, unknownIn, type Asked, type Sited, type Target } from './targets.js'
import { redacted, type Values } from './templates.js'

/** The world of a sweep. */
export interface World extends Clock {
  readonly env: Values
  readonly fetch: typeof fetch
  /** Told before each interview. */
  readonly onProgress: (done: number, of: number, what: string) => void
}

interface Swept {
  readonly findings: ReadonlyArray<Finding>
  readonly coverage: ReadonlyArray<Coverage>
  readonly changed: ReadonlyArray<string>
}

/** One interview: a target, and a caller who may not know. */
interface Interview {
  readonly type: string
  readonly caller: string
  readonly target: Target
}

/** A sweep under way. */
interface Sweep {
  readonly config: Config
  readonly base: string
  readonly sessions: ReadonlyMap<string, Session>
  readonly things: Things
  readonly all: ReadonlyArray<Sited>
  readonly ask: Ask
  /** Could the entitled tell the two apart by this request? Asked once. */
  readonly told: Map<string, Promise<string | undefined>>
}

/** Routes without the names of their parameters. */
const plainly = (route: string): string =>
  segmentsOf(route)
    .map((segment) => (isParameter(segment) ? '{}' : segment))
    .join('/')

const isListed = (operation: Operation, routes: ReadonlyArray<string> = []): boolean =>
  routes.some((text) => {
    const route = readRoute(text)
    return route !== undefined && plainly(nameOf(route)) === plainly(nameOf(operation))
  })

/** Why an operation is not asked; `undefined` where it is. */
const whySkipped = (operation: Operation, config: Config): string | undefined => {
  const { methods = 'safe', skip, include } = config
  if (isListed(operation, skip)) return 'left out by `skip`'
  const delicate = delicateIn(operation.path)
  if (delicate !== undefined && !isListed(operation, include))
    return `a route of this name may do harm (${delicate}): name it under \`include\``
  if (methods === 'safe' && !isHarmless({ method: operation.method, path: operation.path, headers: {} }))
    return 'may change something: `methods: all` asks it'
  return undefined
}

/** All who may not know of the things of a type. */
const strangersTo = ({ entitled }: ResourceType, { identities }: Config): ReadonlyArray<string> => [
  ...Object.keys(identities).filter((name) => !entitled.includes(name)),
  nobody,
]

const sendAs =
  ({ headers }: Session, ask: Ask): Send =>
  (probe) =>
    ask({ ...probe, headers: { ...probe.headers, ...headers } })

/** Sweeps a service. */
export const sweep = async (
  config: Config,
  operations: ReadonlyArray<Operation>,
  world: World,
): Promise<Result> => {
  const { server, identities, types, limits: { perSecond = 20, atOnce = 1 } = {} } = config
  let requests = 0
  const client = clientOf(server, perSecond, world, world.fetch)
  const ask: Ask = (probe) => {
    requests += 1
    return client(probe)
  }
  const base = baseOf(server)
  const sessions = new Map<string, Session>([[nobody, noSession]])
  for (const [name, identity] of Object.entries(identities))
    sessions.set(name, await signIn(name, identity, base, world.env, ask))

  const known = operations.filter((operation) => whySkipped(operation, config) === undefined)
  const all = sited(known, config)
  const things = await thingsOf(config, base, world.env, sessions, ask)
  const state: Sweep = { config, base, sessions, things, all, ask, told: new Map() }
  const interviews = Object.entries(types).flatMap(([type, of]) =>
    strangersTo(of, config).flatMap((caller) =>
      targetsOf(all, type, { config, ids: things.ids, base, caller }).map((target) => ({
        type,
        caller,
        target,
      })),
    ),
  )
  const swept: Array<Swept> = []
  let left: ReadonlyArray<string> = []
  try {
    let done = 0
    await inParallel(interviews, atOnce, async (interview) => {
      world.onProgress(done, interviews.length, nameOfInterview(interview))
      swept.push(await held(state, interview))
      done += 1
    })
  } finally {
    left = await things.remove()
  }
  const secrets = new Map([...sessions.values()].flatMap((session) => [...session.secrets]))
  const result: Result = {
    server,
    findings: swept.flatMap(({ findings }) => findings),
    coverage: [...swept.flatMap(({ coverage }) => coverage), ...unasked(operations, all, config)],
    changed: [...new Set([...swept.flatMap(({ changed }) => changed), ...left])],
    notes: [],
    requests,
  }
  return JSON.parse(JSON.stringify(result), (_, u: unknown) =>
    typeof u === 'string' ? redacted(u, secrets) : u,
  ) as Result
}

const nameOfInterview = ({ target, caller }: Interview): string =>
  `${target.asked.map(({ route }) => route).join(', ')} as ${caller}`

const inParallel = async <A>(
  items: ReadonlyArray<A>,
  most: number,
  work: (item: A) => Promise<void>,
): Promise<void> => {
  const rest = [...items]
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: most }, worker))
}

/** Operations about which there is no question. */
const unasked = (
  operations: ReadonlyArray<Operation>,
  all: ReadonlyArray<Sited>,
  config: Config,
): ReadonlyArray<Coverage> => {
  const callers = [...Object.keys(config.identities), nobody]
  const places = placesOf(config.types)
  return operations.flatMap((operation) => {
    const route = nameOf(operation)
    const skipped = whySkipped(operation, config)
    const line = (status: Status, why?: string) =>
      callers.map((caller) => ({ route, caller, status, ...(why === undefined ? {} : { why }) }))
    if (skipped !== undefined) return line('skipped', skipped)
    if (all.some((each) => each.operation === operation && each.sites.length > 0)) return []
    const unknown = unknownIn(operation, places, config)
    if (unknown.length === 0) return line('without an id')
    return line('without an id', `${unknown.join(', ')}: name its type under \`in\`, or a value`)
  })
}

/** What may be asked around a target. */
const onlyOf =
  (target: Target, path: string, { questions = 'all', methods = 'safe' }: Config) =>
  (question: Question): boolean => {
    const isOwn = target.asked.some(
      ({ route }) => question.name === route || question.name.startsWith(`${route} with `),
    )
    const probe = question.at(path)
    if (methods === 'safe' && !isHarmless(probe)) return false
    if (isOwn) return true
    if (!target.isHome || questions === 'declared') return false
    // the declared GET is asked with all its variations
    if (question.name.startsWith('GET with ')) return !target.isHarmless
    return isHarmless(probe) === target.isHarmless && delicateIn(probe.path) === undefined
  }

/** What the kit is given. */
const arrangementOf = (
  { config, base, sessions, things, ask }: Sweep,
  { type, caller, target }: Interview,
  heard: Heard,
  changes: Set<string>,
): Arrangement => {
  const { hidden, missing, spare } = things.ids[type] as Things['ids'][string]
  const send = sendAs(sessions.get(caller) ?? noSession, ask)
  const path = target.pathOf(hidden)
  return {
    hidden: path,
    missing: target.pathOf(missing),
    ...(spare === undefined ? {} : { spare: target.pathOf(spare) }),
    only: onlyOf(target, path, config),
    questions: target.asked.map(({ question }) => heard.marked(question)),
    send: async (probe, world) => {
      const answer = (await send(probe, world)) as Response
      heard.note(probe, answer.status)
      if (!isHarmless(probe) && answer.status < 300)
        changes.add(
          `${probe.method} ${probe.path.slice(base.length)} as ${caller} was answered ${String(answer.status)}.`,
        )
      return answer
    },
  }
}

/** Why the entitled cannot tell by a question; `undefined` where they can. */
const whyBlind = async (
  { config, sessions, things, ask, told }: Sweep,
  { type, target }: Interview,
  { question }: Asked,
  arrangement: Arrangement,
): Promise<string | undefined> => {
  const of = config.types[type] as ResourceType
  const [who = ''] = of.entitled
  const send = sendAs(sessions.get(who) ?? noSession, ask)
  const tells = async (hidden: string): Promise<string | undefined> => {
    const paths = pathsOf({ ...arrangement, hidden })
    return (await tellsTheEntitled(question, send, paths, []))
      ? undefined
      : `${who}, who is entitled, sees no difference either: does the hidden thing exist, and is the request right?`
  }
  const quiet = isHarmless(question.at(arrangement.hidden))
  if (!quiet && !isMade(of))
    return `${who}, who is entitled, is not asked what may change the thing: give \`create\` and \`remove\``
  const key = `${question.name} ${JSON.stringify(question.at(arrangement.hidden))}`
  const before = told.get(key)
  if (before !== undefined) return before
  const answer = quiet
    ? tells(arrangement.hidden)
    : things.another(type, (id) => tells(target.pathOf(id)))
  told.set(key, answer)
  return answer
}

/** Holds one interview. */
const held = async (state: Sweep, interview: Interview): Promise<Swept> => {
  const { config, base, sessions, things, all, ask } = state
  const { type, caller, target } = interview
  const heard = new Heard()
  const changes = new Set<string>()
  const plain = arrangementOf(state, interview, heard, changes)
  const blind = new Map<Asked, string | undefined>()
  for (const asked of target.asked) blind.set(asked, await whyBlind(state, interview, asked, plain))

  const refused = (await ask(credited(plain.missing, sessions.get(caller)))).status
  // that the entitled can tell shows that a redirect is a refusal
  const arrangement = refused >= 300 && refused < 400 ? { ...plain, refusedWith: refused } : plain
  const outcome = await leaks(arrangement).catch((cause: unknown) => cause as Error)
  const isFailed = outcome instanceof Error
  const found = isFailed ? [] : await confirmed(outcome, arrangement)
  const { written } = sessions.get(caller) ?? noSession
  const curl = ({ hidden, missing }: Both): Finding['curl'] => [
    curlOf(config.server, hidden, written),
    curlOf(config.server, missing, written),
  ]
  return {
    findings: findingsOf(
      found.map(({ leak, both }): Found => ({ leak, curl: curl(both) })),
      {
        type,
        caller,
        base,
        ids: things.ids[type] as Things['ids'][string],
        asked: target.asked,
        all,
      },
    ),
    coverage: target.asked.map((asked) => ({
      route: asked.route,
      type,
      caller,
      ...statusOf(asked, blind.get(asked), outcome, heard, caller),
    })),
    changed: [...changes],
  }
}

const credited = (path: string, session: Session = noSession): Probe => ({
  method: 'GET',
  path,
  headers: session.headers,
})

const statusOf = (
  { route }: Asked,
  blind: string | undefined,
  outcome: Findings | Error,
  heard: Heard,
  caller: string,
): { readonly status: Status; readonly why?: string } => {
  const statuses = heard.statusesOf(route)
  const limit = statuses.find((status) => status === 429 || status === 503)
  if (limit !== undefined)
    return {
      status: 'limited',
      why: `answered ${String(limit)}: raise the limit, or lower \`limits.perSecond\``,
    }
  if (outcome instanceof Error)
    return { status: 'dead', why: outcome.message.replace(/^leaks: /, '') }
  const dead = outcome.survey.dead.find(({ request }) => request === route)
  if (dead !== undefined) return { status: 'dead', why: dead.why }
  if (blind !== undefined) return { status: 'dead', why: blind }
  const told = outcome.some(({ request }) => request === route)
  const mask = told ? undefined : maskOf(statuses, caller !== nobody)
  return mask === undefined ? { status: 'covered' } : { status: 'masked', why: mask }
}

/** A request about the hidden thing, and the same about the missing one. */
interface Both {
  readonly hidden: Probe
  readonly missing: Probe
}

/** The leaks that show once more, with the requests that show them. */
const confirmed = async (found: Findings, arrangement: Arrangement) => {
  const plan = planOf(arrangement.questions ?? [], arrangement.hidden)
  const questions = new Map(
    plan.flatMap(({ plain, varied }) => [plain, ...varied]).map((each) => [each.name, each]),
  )
  const all: Array<{ readonly leak: Leak; readonly both: Both }> = []
  for (const leak of found) {
    const [first] = leak.differences
    const question = questions.get(leak.request)
    const again = question && (await leakOf(question, arrangement))
    const isThere =
      question === undefined ||
      first.channel === 'mention' ||
      again?.differences.some(
        ({ channel, field }) => channel === first.channel && field === first.field,
      )
    if (isThere === true)
      all.push({
        leak,
        both: { hidden: leak.probe, missing: question?.at(arrangement.missing) ?? leak.probe },
      })
  }
  return all
}
