/**
 * Whether the configuration fits the service: the service is there, the hidden thing is hidden, the
 * missing thing is missing, and the credentials are good. It is asked before everything else, by
 * requests that change nothing.
 */
import { ask, isBroken, isLimit, type Heard } from '../../testkit/ask.js'
import { placesOf } from '../../testkit/Arrangement.js'
import { judge } from '../../testkit/judge.js'
import { nobody, type ResourceType } from './Config.js'
import { whyNot } from './controls.js'
import { idsOf, pathsOf, sendAs, strangersTo, type Control, type Sweep } from './underWay.js'
import { isMade } from './things.js'
import type { Wrong } from './Misconfigured.js'
import { reasonOf } from './session.js'

/** What one caller is answered about the things of a type. */
interface First {
  readonly hidden: Heard
  readonly missing: Heard
  /** The missing thing again, where no other is known. */
  readonly spare: Heard
}

const isHomeGet = ({ target, asked }: Control): boolean =>
  target.isHome && asked.operation.method === 'GET'

const statusOf = ({ raw }: Heard): number => raw.status
const isServed = (heard: Heard): boolean => statusOf(heard) >= 200 && statusOf(heard) < 300

/** Asks as a caller. */
const firstOf = async (
  state: Sweep,
  { type, target, asked: { question } }: Control,
  caller: string,
): Promise<First> => {
  const send = sendAs(state, caller)
  const places = placesOf({ ...pathsOf(state, type, target), send })
  return {
    hidden: await ask(question, places.hidden, send),
    missing: await ask(question, places.missing, send),
    spare: await ask(question, places.spare, send),
  }
}

/** Where a redirect leads, without its query, which may hold what is asked. */
const leadsTo = ({ raw: { headers } }: Heard): string => {
  const [, location = ''] = headers.find(([name]) => name.toLowerCase() === 'location') ?? []
  return location === '' ? '' : ` to ${location.replace(/[?#].*$/, '')}`
}

/** Nobody answers at the address. */
const unanswered = ({ config: { server } }: Sweep, { cause }: Heard): Wrong => ({
  path: ['server'],
  message: `expected a service at ${server}, got no answer (${reasonOf(cause)}); start it, or correct the address`,
})

/** Why one who is entitled can tell nothing. */
const blindness = ({ type, who, asked }: Control, { hidden, missing }: First): Wrong => {
  const status = statusOf(hidden)
  const [at, both] = [`by ${asked.route}`, status === statusOf(missing)]
  const of = (path: Wrong['path'], message: string): Wrong => ({ path, message })
  if (isLimit(hidden))
    return of(
      ['limits', 'perSecond'],
      `expected a pace that the service allows, got ${String(status)} ${at}; lower it, or raise the limit of the service`,
    )
  if (both && status >= 500)
    return of(
      ['server'],
      `expected a service that works, got ${String(status)} ${at} for hidden and missing things; mend it first`,
    )
  if (both && status >= 300 && status < 400)
    return of(
      ['server'],
      `expected an answer, got a redirect${leadsTo(hidden)} (${String(status)}) ${at} for hidden and missing things; name the address that answers, or sign ${who} in`,
    )
  if (status === 401) return refused(who, at)
  if (isServed(hidden))
    return of(
      ['types', type, 'hidden'],
      `expected a thing that ${who} can tell from a missing one, got ${String(status)} ${at} for both; name one id of something, and one of nothing`,
    )
  return of(
    ['types', type, 'hidden'],
    `expected a thing that ${who} may see, got ${String(status)} ${at}; name one that exists, or somebody who may under \`entitled\``,
  )
}

/** One who may not know is served, and one who may is not. */
const swapped = (
  { type, who, asked }: Control,
  other: string,
  first: First,
  theirs: First,
): Wrong => ({
  path: ['types', type, 'entitled'],
  message:
    `expected those who may know, got ${who}, who is answered ${String(statusOf(first.hidden))} by ${asked.route}, ` +
    `and not ${other}, who is answered ${String(statusOf(theirs.hidden))}; correct it, or the credentials of both`,
})

const refused = (who: string, at: string): Wrong => ({
  path: ['identities', who],
  message: `expected credentials that the service accepts, got 401 ${at}; renew them`,
})

/** Is something where nothing should be? Some services say in a 200 that nothing is there. */
const thereInstead = (
  control: Control,
  { hidden, missing, spare }: First,
  hasSpare: boolean,
): ReadonlyArray<Wrong> => {
  const { type, who, asked } = control
  const of = (key: string, mend: string): Wrong => ({
    path: ['types', type, key],
    message: `expected the id of nothing, got ${String(statusOf(key === 'spare' ? spare : missing))} by ${asked.route} as ${who}; ${mend}`,
  })
  if (!isHomeGet(control) || !isServed(hidden) || ![missing, spare].some(isServed)) return []
  const another = 'choose an id that is free'
  if (!isServed(spare)) return [of('missing', another)]
  if (!isServed(missing)) return hasSpare ? [of('spare', another)] : []
  if (spare.place.path === missing.place.path)
    return [of('missing', `${another}, or name a \`spare\` one if the service says so of nothing`)]
  return judge(asked.question, missing, spare, [], []).leak === undefined
    ? []
    : [of('missing', another)]
}

/** Is the path of the thing itself answered as if nothing were there, in words of its own? */
const isGone = async (state: Sweep, control: Control, { hidden }: First): Promise<boolean> =>
  isHomeGet(control) &&
  [404, 410].includes(statusOf(hidden)) &&
  (await whyNot(state, control)) === undefined

/** Are all others served as the entitled are? Then nothing is hidden. */
const isOpen = async (
  state: Sweep,
  control: Control,
  first: First,
  others: ReadonlyArray<First>,
): Promise<boolean> => {
  const { question } = control.asked
  if (!isServed(first.hidden) || others.some(({ missing }) => isServed(missing))) return false
  const again = (await firstOf(state, control, control.who)).hidden
  return others.every(
    ({ hidden }) =>
      isServed(hidden) && judge(question, hidden, first.hidden, [again], []).leak === undefined,
  )
}

/** Asks about the things of these types. */
export const wrongsAtFirst = async (
  state: Sweep,
  types: ReadonlyArray<string>,
): Promise<ReadonlyArray<Wrong>> => {
  const wrongs: Array<Wrong> = []
  /** For each caller, the controls by which it was refused, or not. */
  const refusals = new Map<string, Array<string | undefined>>()
  for (const type of types) {
    const all = state.controls.get(type) ?? []
    const harmless = all.filter(({ target }) => target.isHarmless)
    const control = harmless.find(isHomeGet) ?? harmless[0]
    if (control === undefined) continue
    const first = await firstOf(state, control, control.who)
    if (isBroken(first.hidden) && isBroken(first.missing)) return [unanswered(state, first.hidden)]
    const { spare } = idsOf(state.things, type)
    // what the sweep makes is there: routes that do not name it may tell
    const isSure = isMade(state.config.types[type] as ResourceType)
    const wrong = [
      ...thereInstead(control, first, spare !== undefined),
      ...(!isSure && (await isGone(state, control, first)) ? [blindness(control, first)] : []),
    ]
    // what changes something may tell, and is asked later
    // a list may name what is not there, by another writing of its id
    const telling = harmless.filter(({ target }) => !target.isList)
    const isBlind = !isSure && harmless.length === all.length && !(await canTell(state, telling))
    if (wrong.length > 0 || isBlind) {
      wrongs.push(...(wrong.length > 0 ? wrong : [blindness(control, first)]))
      continue
    }
    if (!isHomeGet(control)) continue
    const others: Array<First> = []
    for (const caller of strangersTo(state.config, type)) {
      const theirs = await firstOf(state, control, caller)
      others.push(theirs)
      if (!isServed(first.hidden) && isServed(theirs.hidden) && !isServed(theirs.missing))
        wrongs.push(swapped(control, caller, first, theirs))
      const isRefused = [theirs.hidden, theirs.missing].every((each) => statusOf(each) === 401)
      const before = refusals.get(caller) ?? []
      refusals.set(caller, [...before, isRefused ? control.asked.route : undefined])
    }
    if (
      (await whyNot(state, control)) === undefined &&
      (await isOpen(state, control, first, others))
    )
      wrongs.push({
        path: ['types', type, 'hidden'],
        message: `expected a thing that is hidden from somebody, got one that everybody is served by ${control.asked.route}, without credentials as well; name another, or mend the route`,
      })
  }
  for (const [caller, [route, ...rest]] of refusals)
    if (caller !== nobody && route !== undefined && rest.every((each) => each !== undefined))
      wrongs.push(refused(caller, `by ${route}`))
  return [...new Map(wrongs.map((each) => [JSON.stringify(each), each])).values()]
}

const canTell = async (state: Sweep, controls: ReadonlyArray<Control>): Promise<boolean> => {
  for (const control of controls) if ((await whyNot(state, control)) === undefined) return true
  return false
}
