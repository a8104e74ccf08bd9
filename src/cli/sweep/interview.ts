/**
 * One interview: what is asked around one path, as one caller who may not know.
 */
import { placesOf, type Arrangement } from '../../testkit/Arrangement.js'
import { ask } from '../../testkit/ask.js'
import type { Findings } from '../../testkit/Findings.js'
import { leaks } from '../../testkit/leaks.js'
import type { Probe, Question } from '../../testkit/Probe.js'
import { first } from '../../testkit/questions/thing.js'
import { nobody, type Config } from './Config.js'
import { confirmed } from './confirmed.js'
import { whyBlind } from './controls.js'
import { curlOf } from './curl.js'
import type { Reply } from './exchange.js'
import { findingOf } from './findings.js'
import { delicateIn, isHarmless } from './harmless.js'
import { Heard, maskOf } from './heard.js'
import type { Coverage, Finding, Status } from './Result.js'
import type { Asked, Target } from './targets.js'
import {
  clearing,
  idsOf,
  pathsOf,
  sendAs,
  sendAsEntitledTo,
  sessionOf,
  type Sweep,
} from './underWay.js'

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

/** What may be asked around a target. */
export const onlyOf =
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
  const { config, base } = state
  const { type, caller, target } = interview
  const as = sendAs(state, caller)
  const paths = pathsOf(state, type, target)
  const send = clearing(state, type, target, placesOf({ ...paths, send: as }), as)
  return {
    ...paths,
    only: onlyOf(target, paths.hidden, config),
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

/** Holds one interview. */
export const held = async (state: Sweep, interview: Interview): Promise<Swept> => {
  const { config, base, things, all } = state
  const { type, caller, target } = interview
  const heard = new Heard()
  const changes = new Set<string>()
  const plain = arrangementOf(state, interview, heard, changes)
  const blind = new Map<Asked, string | undefined>()
  for (const asked of target.asked) blind.set(asked, await whyBlind(state, type, asked.route))

  // a route that names no thing counts only if it names one to the entitled
  if (target.isList && [...blind.values()].some((why) => why !== undefined))
    return { findings: [], coverage: [], changed: [] }

  const refused = (await ask(first, placesOf(plain).missing, plain.send)).raw.status
  // that the entitled can tell shows that a redirect is a refusal
  const arrangement = refused >= 300 && refused < 400 ? { ...plain, refusedWith: refused } : plain
  const outcome = await leaks(arrangement).catch((cause: unknown) => cause as Error)
  const found =
    outcome instanceof Error
      ? []
      : await confirmed(outcome, arrangement, sendAsEntitledTo(state, type))
  const { written } = sessionOf(state, caller)
  const asker = { type, caller, base, ids: idsOf(things, type), asked: target.asked, all }
  return {
    findings: found.map(({ probes: [hidden, missing], ...each }) => {
      const lineOf = (probe: Probe): string => curlOf(config.server, probe, written)
      return findingOf({ ...each, curl: [...new Set([lineOf(hidden), lineOf(missing)])] }, asker)
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
