/**
 * A sweep under way, and how it sends requests as a caller.
 */
import type { Arrangement, Places } from '../../testkit/Arrangement.js'
import type { Send } from '../../testkit/ask.js'
import type { Probe } from '../../testkit/Probe.js'
import { nobody, type Config } from './Config.js'
import type { Reply } from './exchange.js'
import { isHarmless } from './harmless.js'
import type { Ids, Sited } from './request.js'
import { noSession, type Session } from './session.js'
import type { Asked, Target } from './targets.js'
import type { Things } from './things.js'

/** One who is entitled, and a route. */
export interface Control {
  readonly type: string
  readonly who: string
  readonly target: Target
  readonly asked: Asked
}

/** A sweep under way. */
export interface Sweep {
  readonly config: Config
  readonly base: string
  readonly sessions: ReadonlyMap<string, Session>
  readonly things: Things
  readonly all: ReadonlyArray<Sited>
  /** Sends a request. The answer holds no secret. */
  readonly ask: (probe: Probe) => Promise<Reply>
  /** What the entitled may ask, by the type. */
  readonly controls: ReadonlyMap<string, ReadonlyArray<Control>>
  /** Why they could not tell; `undefined` where they could. */
  readonly tried: Map<Control, Promise<string | undefined>>
  /** Types whose hidden thing was changed by a request, and in which way. */
  readonly spoilt: Map<string, string>
}

export const sessionOf = ({ sessions }: Pick<Sweep, 'sessions'>, caller: string): Session =>
  sessions.get(caller) ?? noSession

/** Sends as a caller. Of cookies, those of a question go along. */
export const sendAs =
  (state: Pick<Sweep, 'ask' | 'sessions'>, caller: string): Send =>
  (probe) => {
    const { headers } = sessionOf(state, caller)
    const cookies = [probe.headers['cookie'], headers['cookie']].filter(Boolean).join('; ')
    const cookie = cookies === '' ? {} : { cookie: cookies }
    return state.ask({ ...probe, headers: { ...probe.headers, ...headers, ...cookie } })
  }

/** The paths of a target about the things of a type, as the kit takes them. */
export const pathsOf = (
  { things }: Pick<Sweep, 'things'>,
  type: string,
  { pathOf }: Target,
): Pick<Arrangement, 'hidden' | 'missing' | 'spare'> => {
  const { hidden, missing, spare } = idsOf(things, type)
  return {
    hidden: pathOf(hidden),
    missing: pathOf(missing),
    ...(spare === undefined ? {} : { spare: pathOf(spare) }),
  }
}

/** A request about a missing thing may make it. It would be there for all that are asked later. */
export const clearing =
  (
    { things }: Sweep,
    type: string,
    { idOf }: Target,
    { missing, spare }: Pick<Places, 'missing' | 'spare'>,
    send: Send,
  ): Send =>
  async (probe, world) => {
    const answer = (await send(probe, world)) as Reply
    if (world === 'missing' && !isHarmless(probe) && answer.status < 300)
      await things.clear(
        type,
        [missing, spare].map(({ path }) => idOf(path)),
      )
    return answer
  }

/** All who may not know of the things of a type. */
export const strangersTo = (
  { types, identities }: Pick<Config, 'types' | 'identities'>,
  type: string,
): ReadonlyArray<string> => [
  ...Object.keys(identities).filter((name) => types[type]?.entitled.includes(name) !== true),
  nobody,
]

export const idsOf = ({ ids }: Things, type: string): Ids => ids[type] as Ids

export const sendAsEntitledTo = (state: Sweep, type: string): Send =>
  sendAs(state, state.config.types[type]?.entitled[0] ?? nobody)
