/**
 * One interview: what is asked around one path, as one caller who may not know.
 */
import { placesOf, type Arrangement, type Places } from '../../testkit/Arrangement.js'
import { ask, type Send } from '../../testkit/ask.js'
import { tellsTheEntitled } from '../../testkit/doubts.js'
import type { Findings } from '../../testkit/Findings.js'
import { leaks } from '../../testkit/leaks.js'
import type { Probe, Question } from '../../testkit/Probe.js'
import { first } from '../../testkit/questions/thing.js'
import type { Ask } from './client.js'
import { nobody, type Config, type ResourceType } from './Config.js'
import { confirmed } from './confirmed.js'
import { curlOf } from './curl.js'
import type { Reply } from './exchange.js'
import { findingOf } from './findings.js'
import { delicateIn, isHarmless } from './harmless.js'
import { Heard, maskOf } from './heard.js'
import type { Coverage, Finding, Status } from './Result.js'
import { noSession, type Session } from './session.js'
import type { Ids, Sited } from './request.js'
import type { Asked, Target } from './targets.js'
import { isMade, type Things } from './things.js'

/** What came of an interview. */
export interface Swept {
  readonly findings: ReadonlyArray<Finding>
  readonly coverage: ReadonlyArray<Coverage>
  readonly changed: ReadonlyArray<string>
}

/** One interview: a target, and a caller who may not know. */
export interface Interview {
  readonly type: string
  readonly caller: string
  readonly target: Target
}

/** A sweep under way. */
export interface Sweep {
  readonly config: Config
  readonly base: string
  readonly sessions: ReadonlyMap<string, Session>
  readonly things: Things
  readonly all: ReadonlyArray<Sited>
  readonly ask: Ask
  /** Could the entitled tell the two apart by this request? Asked once. */
  readonly told: Map<string, Promise<string | undefined>>
  /** Types whose hidden thing was changed by a request, and in which way. */
  readonly spoilt: Map<string, string>
}

/** Sends as a caller. Of cookies, those of a question go along. */
export const sendAs =
  ({ headers }: Session, ask: Ask): Send =>
  (probe) => {
    const cookies = [probe.headers['cookie'], headers['cookie']].filter(Boolean).join('; ')
    const cookie = cookies === '' ? {} : { cookie: cookies }
    return ask({ ...probe, headers: { ...probe.headers, ...headers, ...cookie } })
  }

/** A request about a missing thing may make it. It would be there for all that are asked later. */
const clearing =
  ({ things }: Sweep, { type, target }: Interview, { missing, spare }: Places, send: Send): Send =>
  async (probe, world) => {
    const answer = (await send(probe, world)) as Response
    if (world === 'missing' && !isHarmless(probe) && answer.status < 300)
      await things.clear(
        type,
        [missing, spare].map(({ path }) => target.idOf(path)),
      )
    return answer
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
    if (target.isList) return target.asked.some(({ route }) => question.name === route)
    if (isOwn) return true
    if (!target.isHome || questions === 'declared') return false
    // the declared GET is asked with all its variations
    if (question.name.startsWith('GET with ')) return false
    return isHarmless(probe) === target.isHarmless && delicateIn(probe.path) === undefined
  }

/** What the kit is given. */
const arrangementOf = (
  state: Sweep,
  interview: Interview,
  heard: Heard,
  changes: Set<string>,
): Arrangement => {
  const { config, base, sessions, things, ask: client } = state
  const { type, caller, target } = interview
  const { hidden, missing, spare } = idsOf(things, type)
  const as = sendAs(sessions.get(caller) ?? noSession, client)
  const path = target.pathOf(hidden)
  const paths = {
    hidden: path,
    missing: target.pathOf(missing),
    ...(spare === undefined ? {} : { spare: target.pathOf(spare) }),
  }
  const send = clearing(state, interview, placesOf({ ...paths, send: as }), as)
  return {
    ...paths,
    only: onlyOf(target, path, config),
    questions: target.asked.map(({ question }) => heard.marked(question)),
    send: async (probe, world) => {
      const answer = (await send(probe, world)) as Reply
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
  state: Sweep,
  interview: Interview,
  { question }: Asked,
  arrangement: Arrangement,
): Promise<string | undefined> => {
  const { config, things, told } = state
  const { type, target } = interview
  const of = config.types[type] as ResourceType
  const [who = ''] = of.entitled
  const tells = async (hidden: string): Promise<string | undefined> => {
    const paths = placesOf({ ...arrangement, hidden })
    const send = clearing(state, interview, paths, sendAsEntitledTo(state, type))
    return (await tellsTheEntitled(question, send, paths, []))
      ? undefined
      : `${who}, who is entitled, sees no difference either: does the hidden thing exist, and is the request right?`
  }
  const quiet = isHarmless(question.at(arrangement.hidden))
  if (!quiet && !isMade(of))
    return `${who}, who is entitled, is not asked what may change the thing: give \`create\` and \`remove\``
  const key = `${type} ${question.name} ${JSON.stringify(question.at(arrangement.hidden))}`
  const before = told.get(key)
  if (before !== undefined) return before
  const answer = quiet
    ? tells(arrangement.hidden)
    : things.another(type).then((id) => tells(target.pathOf(id)))
  told.set(key, answer)
  return answer
}

/** Holds one interview. */
export const held = async (state: Sweep, interview: Interview): Promise<Swept> => {
  const { config, base, sessions, things, all } = state
  const { type, caller, target } = interview
  const heard = new Heard()
  const changes = new Set<string>()
  const plain = arrangementOf(state, interview, heard, changes)
  const blind = new Map<Asked, string | undefined>()
  for (const asked of target.asked) blind.set(asked, await whyBlind(state, interview, asked, plain))

  // a route that names no thing counts only if it names one to the entitled
  if (target.isList && [...blind.values()].some((why) => why !== undefined))
    return { findings: [], coverage: [], changed: [] }

  const session = sessions.get(caller) ?? noSession
  const refused = (await ask(first, placesOf(plain).missing, plain.send)).raw.status
  // that the entitled can tell shows that a redirect is a refusal
  const arrangement = refused >= 300 && refused < 400 ? { ...plain, refusedWith: refused } : plain
  const outcome = await leaks(arrangement).catch((cause: unknown) => cause as Error)
  const found =
    outcome instanceof Error
      ? []
      : await confirmed(outcome, arrangement, sendAsEntitledTo(state, type))
  const asker = { type, caller, base, ids: idsOf(things, type), asked: target.asked, all }
  return {
    findings: found.map(({ probes: [hidden, missing], ...each }) => {
      const lineOf = (probe: Probe): string => curlOf(config.server, probe, session.written)
      return findingOf({ ...each, curl: [lineOf(hidden), lineOf(missing)] }, asker)
    }),
    coverage: target.asked.map((asked) => ({
      route: asked.route,
      type,
      caller,
      ...statusOf(asked, blind.get(asked), outcome, heard, caller),
    })),
    changed: [...changes],
  }
}

export const idsOf = ({ ids }: Things, type: string): Ids => ids[type] as Ids

export const sendAsEntitledTo = ({ config, sessions, ask: client }: Sweep, type: string): Send => {
  const [who = ''] = config.types[type]?.entitled ?? []
  return sendAs(sessions.get(who) ?? noSession, client)
}

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
