/**
 * The class of what the application looked up: the resource state and the permission.
 */
import { isSeconds } from '../../domain/grammar.js'
import * as Permission from '../../domain/Permission.js'
import { ensure, isText, ownOf, texts } from '../../domain/read.js'
import { resourceStates } from '../../domain/ResourceState.js'

/** The place of a state among all; -1, where it is none. By its length, so that reading what is secret takes no branch. */
export const placeOfState = (u: unknown): number => {
  if (typeof u !== 'string') return -1
  const place = byLength[u.length] ?? -1
  return resourceStates[place] === u ? place : -1
}

const byLength: ReadonlyArray<number> = Array.from({ length: 12 }, (_, length) =>
  resourceStates.findIndex((state) => state.length === length),
)

/** As which a state is read that is none. */
export const absent = 1

/** How a caller stands to a thing, as bits of a number: may act; may know; is denied, and only a stronger authentication is missing. */
export const grant = 1
export const know = 2
export const stepUp = 4
/** How many standings there are. */
export const standings = 8

/** A remedy with all of its members, so that none is read from elsewhere. */
export type Remedy =
  | { readonly _tag: 'Ask'; readonly missing: ReadonlyArray<string>; readonly ask: string | undefined }
  | { readonly _tag: 'StepUp'; readonly acrValues: ReadonlyArray<string>; readonly maxAge: number | undefined }

export interface PermissionClass {
  readonly standing: number
  readonly remedy: Remedy | undefined
}

const granted: PermissionClass = { standing: grant + know, remedy: undefined }
const grantedBlind: PermissionClass = { standing: grant, remedy: undefined }
const known: PermissionClass = { standing: know, remedy: undefined }
export const denied: PermissionClass = { standing: 0, remedy: undefined }

const deniedKnown = Permission.deniedKnown()

/** Nothing, where it is no permission. */
export const readPermission = (u: unknown): PermissionClass | undefined => {
  // the constants need no reading
  if (u === Permission.granted) return granted
  if (u === Permission.denied) return denied
  if (u === deniedKnown) return known
  if (u === Permission.grantedBlind) return grantedBlind
  try {
    return read(u)
  } catch {
    return undefined
  }
}

type Members = Readonly<Partial<Record<'_tag' | 'mayKnow' | 'remedy' | 'missing' | 'ask' | 'acrValues' | 'maxAge', unknown>>>

const membersOf = (u: unknown): Members => {
  ensure(typeof u === 'object' && u !== null)
  return ownOf(u as Members)
}

const read = (u: unknown): PermissionClass => {
  const { _tag, mayKnow, remedy: offered } = membersOf(u)
  ensure(typeof mayKnow === 'boolean' && (_tag === 'Granted' || _tag === 'Denied'))
  if (_tag === 'Granted') return mayKnow ? granted : grantedBlind
  if (offered === undefined) return mayKnow ? known : denied
  const remedy = readRemedy(offered)
  return { standing: (mayKnow ? know : 0) + (remedy._tag === 'StepUp' ? stepUp : 0), remedy }
}

/** A copy of what an answer may repeat. */
const readRemedy = (u: unknown): Remedy => {
  const given = membersOf(u)
  const { _tag } = given
  if (_tag === 'Ask') {
    const { missing, ask } = given
    ensure(isText(ask))
    return { _tag, missing: Object.freeze(texts(missing)), ask }
  }
  const { acrValues, maxAge } = given
  ensure(_tag === 'StepUp' && (maxAge === undefined || isSeconds(maxAge)))
  return { _tag, acrValues: Object.freeze(texts(acrValues)), maxAge }
}
