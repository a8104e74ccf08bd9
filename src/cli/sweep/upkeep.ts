/**
 * Keeps the hidden things there: what a stranger changed is made anew, or no more is asked that
 * could change it.
 */
import { ask } from '../../testkit/ask.js'
import { first } from '../../testkit/questions/thing.js'
import { held, type Interview, type Swept } from './interview.js'
import { isMade } from './things.js'
import type { ResourceType } from './Config.js'
import { nameOfTarget, type Target } from './targets.js'
import { idsOf, sendAsEntitledTo, type Sweep } from './underWay.js'

/** What the entitled are answered about the hidden thing. */
const statusOfHidden = async (
  state: Sweep,
  type: string,
  home: Target | undefined,
): Promise<number | undefined> => {
  if (home === undefined) return undefined
  const { hidden } = idsOf(state.things, type)
  const place = { world: 'hidden', path: home.pathOf(hidden), ids: [hidden] } as const
  return (await ask(first, place, sendAsEntitledTo(state, type))).raw.status
}

/** Holds an interview that may change the thing, and looks after the thing. */
export const heldCarefully = async (
  state: Sweep,
  interview: Interview,
  home: Target | undefined,
): Promise<Swept> => {
  const { type, caller, target } = interview
  if (target.isHarmless) return held(state, interview)
  const why = state.spoilt.get(type)
  if (why !== undefined)
    return {
      findings: [],
      changed: [],
      coverage: target.asked.map(({ route }) => ({ route, type, caller, status: 'dead', why })),
    }
  const before = await statusOfHidden(state, type, home)
  const swept = await held(state, interview)
  const after = await statusOfHidden(state, type, home)
  if (before === after) return swept
  const change =
    `The hidden ${type} was changed by ${caller}: ${nameOfTarget(target)}. ` +
    `The entitled were answered ${String(before)} before and ${String(after)} after.`
  const isAnew = isMade(state.config.types[type] as ResourceType)
  if (isAnew) await state.things.renew(type)
  else state.spoilt.set(type, `left out: ${change}`)
  return {
    ...swept,
    changed: [...swept.changed, isAnew ? `${change} Another was made.` : change],
  }
}
