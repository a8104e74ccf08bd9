/**
 * Routes that do not name the thing: lists, counts, what contains it. Where the sweep makes the
 * thing itself, they are asked before the thing is there, while it is there, and when it is gone
 * again.
 */
import type { Place, Send } from '../../testkit/ask.js'
import { interviewInTime } from '../../testkit/inTime.js'
import type { Leak } from '../../testkit/judge.js'
import type { Question } from '../../testkit/Probe.js'
import { nobody, type ResourceType } from './Config.js'
import { curlOf } from './curl.js'
import type { Reply } from './exchange.js'
import { findingOf } from './findings.js'
import { isHarmless } from './harmless.js'
import { Heard, maskOf } from './heard.js'
import type { Swept } from './interview.js'
import { nameOf } from './Operation.js'
import { nowhere, placesOf } from './places.js'
import { requestOf, type Sited } from './request.js'
import type { Coverage } from './Result.js'
import { unknownIn } from './targets.js'
import type { Things } from './things.js'
import { idsOf, sendAs, sessionOf, type Sweep } from './underWay.js'

const mend =
  'an answer about something else changes with the hidden thing: filter by permission before anything is listed or counted'

/** A question that does not name the thing, and its route. */
interface Beside {
  readonly sited: Sited
  readonly question: Question
}

/** What may be asked without the thing. A parameter of its type stands for a thing of the caller. */
const besideOf = (
  { config, base, things, all }: Sweep,
  type: string,
  caller: string,
  heard: Heard,
): ReadonlyArray<Beside> => {
  const own = config.types[type]?.own?.[caller]
  const places = placesOf(config.types)
  const asking = { config, ids: things.ids, base, caller }
  return all.flatMap((sited) => {
    const { operation, sites } = sited
    if (own === undefined && sites.some((site) => site.type === type)) return []
    if (unknownIn(operation, places, config).length > 0) return []
    const probe = requestOf(asking, sited, nowhere(type), '')
    const question = { name: nameOf(operation), at: () => ({ ...probe }), mend }
    return isHarmless(probe) ? [{ sited, question: heard.marked(question) }] : []
  })
}

/** What was found out by one caller. */
interface Told {
  readonly leaks: ReadonlyArray<Leak>
  readonly why?: string
}

/** Asks in all three times. It begins and ends without the thing. */
const toldTo = async (
  state: Sweep,
  type: string,
  caller: string,
  beside: ReadonlyArray<Beside>,
  heard: Heard,
): Promise<Told> => {
  const [one] = beside
  if (one === undefined) return { leaks: [] }
  const plan = beside.map(({ question }) => ({ plain: question, varied: [] }))
  const { things } = state
  const sendPlainly = sendAs(state, caller)
  const send: Send = async (probe, world) => {
    const answer = await sendPlainly(probe, world)
    heard.note(probe, (answer as Reply).status)
    return answer
  }
  const { path } = one.question.at('')
  const place = (world: Place['world']): Place => ({ world, path, ids: [] })
  const places = { hidden: place('hidden'), missing: place('missing'), spare: place('missing') }
  let isThere = false
  const arrangement = {
    ...{ hidden: path, missing: path, send },
    exists: () => isThere,
    create: async () => {
      await things.renew(type)
      isThere = true
    },
    remove: async () => {
      await things.away(type)
      isThere = false
    },
  }
  try {
    await things.away(type)
    return await interviewInTime(plan, send, places, arrangement, false)
  } catch (cause) {
    return { leaks: [], why: (cause as Error).message.replace(/^leaks: /, '') }
  }
}

/** The routes by which a caller can tell. */
const routesOf = ({ leaks }: Told): ReadonlySet<string> =>
  new Set(leaks.map(({ request }) => request))

/** Asks as one stranger. What does not change for those who may know has nothing to hide. */
const sweptAs = async (
  state: Sweep,
  type: string,
  caller: string,
  seen: ReadonlySet<string>,
): Promise<Swept> => {
  const { config, base, things, all } = state
  const heard = new Heard()
  const beside = besideOf(state, type, caller, heard)
  const outcome = await toldTo(state, type, caller, beside, heard)
  const told = routesOf(outcome)
  const { written } = sessionOf(state, caller)
  const asked = beside.map(({ question }) => ({ route: question.name }))
  const asker = { type, caller, base, ids: idsOf(things, type), asked, all }
  const statusOf = (route: string): Pick<Coverage, 'status' | 'why'> => {
    if (outcome.why !== undefined) return { status: 'dead', why: outcome.why }
    const mask = told.has(route) ? undefined : maskOf(heard.statusesOf(route), caller !== nobody)
    return mask === undefined ? { status: 'covered' } : { status: 'masked', why: mask }
  }
  return {
    findings: outcome.leaks.map((leak) => {
      const curl = [curlOf(config.server, leak.probe, written)]
      return findingOf({ leak, isServed: false, curl }, asker)
    }),
    coverage: beside
      // what names a thing has a line already
      .filter(({ sited }) => sited.sites.length === 0)
      .map(({ question }) => question.name)
      .filter((route) => seen.has(route) || told.has(route))
      .map((route) => ({ route, type, caller, ...statusOf(route) })),
    changed: [],
  }
}

const isAway = async (things: Things, type: string): Promise<boolean> => {
  try {
    await things.away(type)
    return true
  } catch {
    return false
  }
}

/** Asks as those who may know, and then as each stranger. The thing is there again in the end. */
export const heldInTime = async (
  state: Sweep,
  type: string,
  strangers: ReadonlyArray<string>,
): Promise<ReadonlyArray<Swept>> => {
  const { config, things } = state
  const [entitled = ''] = (config.types[type] as ResourceType).entitled
  const heard = new Heard()
  const isIdle = [entitled, ...strangers].every(
    (caller) => besideOf(state, type, caller, heard).length === 0,
  )
  // what cannot be removed is told in the end
  const isRemoved = !isIdle && (await isAway(things, type))
  if (!isRemoved) return []
  const beside = besideOf(state, type, entitled, heard)
  const seen = routesOf(await toldTo(state, type, entitled, beside, heard))
  const swept: Array<Swept> = []
  for (const caller of strangers) swept.push(await sweptAs(state, type, caller, seen))
  const changed = await things.renew(type).then(
    () => [],
    (cause: unknown) => [(cause as Error).message],
  )
  return [...swept, { findings: [], coverage: [], changed }]
}
