/**
 * What those who are entitled can tell: the control of each route. Where they see no difference,
 * equal answers to others show nothing.
 */
import { placesOf } from '../../testkit/Arrangement.js'
import { tellsTheEntitled } from '../../testkit/doubts.js'
import type { ResourceType } from './Config.js'
import { clearing, pathsOf, sendAs, type Control, type Sweep } from './underWay.js'
import type { Asking, Sited } from './request.js'
import { isMade } from './things.js'
import { everythingOf } from './lists.js'
import type { Coverage } from './Result.js'

/** Everything that the entitled may ask, by the type. */
export const controlsOf = (
  all: ReadonlyArray<Sited>,
  asking: Omit<Asking, 'caller'>,
): ReadonlyMap<string, ReadonlyArray<Control>> =>
  new Map(
    Object.entries(asking.config.types).map(([type, { entitled }]) => [
      type,
      entitled.flatMap((who) =>
        everythingOf(all, type, { ...asking, caller: who }).flatMap((target) =>
          target.asked.map((asked) => ({ type, who, target, asked })),
        ),
      ),
    ]),
  )

/** Why the two cannot be told apart; `undefined` where they can. */
const tried = async (
  state: Sweep,
  { type, who, target, asked: { question } }: Control,
): Promise<string | undefined> => {
  const of = state.config.types[type] as ResourceType
  if (!target.isHarmless && !isMade(of))
    return `${who}, who is entitled, is not asked what may change the thing: give \`create\` and \`remove\``
  const send = sendAs(state, who)
  const another = target.isHarmless ? undefined : await state.things.another(type)
  const places = placesOf({
    ...pathsOf(state, type, target),
    ...(another === undefined ? {} : { hidden: target.pathOf(another) }),
    send,
  })
  const clear = clearing(state, type, target, places, send)
  return (await tellsTheEntitled(question, clear, places, []))
    ? undefined
    : `${who}, who is entitled, sees no difference: does the hidden thing exist, and is the request right?`
}

/** As `tried`, once. */
export const whyNot = (state: Sweep, control: Control): Promise<string | undefined> => {
  const answer = state.tried.get(control) ?? tried(state, control)
  state.tried.set(control, answer)
  return answer
}

/** Why nobody who is entitled can tell by a route; `undefined` where somebody can. */
export const whyBlind = async (
  state: Sweep,
  type: string,
  route: string,
): Promise<string | undefined> => {
  const controls = (state.controls.get(type) ?? []).filter(({ asked }) => asked.route === route)
  const whys: Array<string> = []
  for (const control of controls) {
    const why = await whyNot(state, control)
    if (why === undefined) return undefined
    whys.push(why)
  }
  return whys[0] ?? `those who are entitled have no ${type} of their own: name one under \`own\``
}

/** A line for each route and each of the entitled. */
export const controlLines = async (state: Sweep): Promise<ReadonlyArray<Coverage>> => {
  const lines: Array<Coverage> = []
  for (const control of [...state.controls.values()].flat()) {
    const why = await whyNot(state, control)
    // a route that names no thing counts only if it names one to the entitled
    if (control.target.isList && why !== undefined) continue
    lines.push({
      ...{ route: control.asked.route, type: control.type, caller: control.who, isEntitled: true },
      ...(why === undefined ? { status: 'covered' } : { status: 'dead', why }),
    })
  }
  return lines
}
