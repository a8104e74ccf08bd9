/**
 * The class of an authentication result, held against what the route requires.
 */
import { reasons, type Authn, type Reason } from '../../domain/Authn.js'
import { isString, listOf, own } from '../../domain/grammar.js'
import type { AllRequirements } from '../../domain/Request.js'
import { placeOf, type Service } from '../../domain/Service.js'
import type { Caller } from '../Situation.js'
import { isRecord, isText, ownOf, total, type Read } from './total.js'

export interface AuthnClass {
  readonly caller: Caller
  /** The scheme that was used, as the service spells it, where it is known; empty, where the service does not offer it. */
  readonly scheme: string | undefined
  /** Why credentials were rejected. */
  readonly reason: Reason | undefined
}

/** What the callers of a route are held against. */
export interface Callers {
  readonly requires: AllRequirements
  /** A bit for each scope that is required; nothing where they are more than a number has bits. */
  readonly scopes: number | undefined
  readonly schemes: Service['schemes']
}

export const callersOf = (requires: AllRequirements, { schemes }: Service): Callers => ({
  requires,
  scopes: requires.scopes.length > bits ? undefined : 2 ** requires.scopes.length - 1,
  schemes,
})

/** How many scopes a number has bits for. */
const bits = 31

/** All classes have numbers: their place in this list, and then the length of the list for each place that their scheme is from none. */
const callers: ReadonlyArray<Caller> = ['rejected', 'anonymous', 'authenticated', 'weak', 'underscoped']
const [unknown, anonymous, authenticated, weak, underscoped] = [0, 1, 2, 3, 4]
const kinds = callers.length + reasons.length

export const classifyAuthn = (u: unknown, held: Callers): Read<AuthnClass> => classAt(numberOf(u, held), held)

export const classAt = (at: number, { schemes }: Callers): Read<AuthnClass> => {
  const kind = at % kinds
  const scheme = at < kinds ? undefined : (schemes[Math.floor(at / kinds) - 1] ?? '')
  const reason = kind === unknown ? 'invalid' : reasons[kind - callers.length]
  return { caller: callers[kind] ?? 'rejected', scheme, reason, understood: at !== unknown }
}

/** The number of a class. */
export const numberOf = (u: unknown, held: Callers): number => {
  try {
    return isRecord(u) ? read(ownOf(u), held) : unknown
  } catch {
    return unknown
  }
}

type Members = Readonly<Partial<Record<'_tag' | 'scopes' | 'acr' | 'age' | 'scheme' | 'reason' | 'nonce', unknown>>>

const read = (given: Members, held: Callers): number => {
  switch (given._tag as Authn['_tag']) {
    case 'Anonymous':
      return anonymous
    case 'Authenticated': {
      const { scopes, acr, age, scheme } = given
      const inScope = holdsAll(scopes, held)
      if (inScope === undefined || !isText(acr) || !isAge(age) || !isText(scheme)) return unknown
      return (isWeak(acr, age, held.requires) ? weak : inScope ? authenticated : underscoped) + placeOf(scheme, held.schemes) * kinds
    }
    case 'Rejected': {
      const { reason, scheme, nonce } = given
      const place = placeAmong(reason, reasons)
      if (place < 0 || !isText(scheme) || !isText(nonce)) return unknown
      return callers.length + place + placeOf(scheme, held.schemes) * kinds
    }
    default:
      return unknown
  }
}

/** The nonce to hand out, which is no part of a class: there is no end of nonces. */
export const nonceOf = (u: unknown): unknown => total(own, undefined, u, 'nonce')

const isAge = (u: unknown): u is number | undefined => u === undefined || Number.isFinite(u)

/** What is unknown meets no requirement. */
const isWeak = (acr: string | undefined, age: number | undefined, { acrValues, maxAge }: AllRequirements): boolean =>
  (acrValues.length > 0 && placeAmong(acr, acrValues) < 0) ||
  // an authentication in the future is one whose age is not known
  (maxAge !== undefined && (age === undefined || age < 0 || age > maxAge))

/** `indexOf`, which takes engines longer on lists as short as these. */
const placeAmong = (u: unknown, texts: ReadonlyArray<string>): number => {
  for (let i = 0; i < texts.length; i++) if (texts[i] === u) return i
  return -1
}

/** Whether all that is required is held; nothing, where what is held is no list of texts. Each item is read once, and none is copied. */
const holdsAll = (held: unknown, { requires: { scopes }, scopes: all }: Callers): boolean | undefined => {
  if (!Array.isArray(held)) return undefined
  const { length } = held as ReadonlyArray<unknown>
  if (all === undefined || !(length <= 1_000)) return holdsMany(held, scopes)
  let missing = all
  for (let i = 0; i < length; i++) {
    const scope: unknown = held[i]
    if (typeof scope !== 'string') return undefined
    for (let j = 0; j < scopes.length; j++) if (scopes[j] === scope) missing &= ~(1 << j)
  }
  return missing === 0
}

const texts = listOf(isString)

/** The same, of so many that one held against the other would take quadratic time. */
const holdsMany = (held: unknown, required: ReadonlyArray<string>): boolean | undefined => {
  const copy = texts(held)
  if (copy === undefined) return undefined
  const all = new Set(copy)
  return required.every((scope) => all.has(scope))
}
