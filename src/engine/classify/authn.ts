/**
 * The class of an authentication result, held against what the route requires.
 */
import { reasons, type Authn, type Rejection } from '../../domain/Authn.js'
import { isString, listOf } from '../../domain/grammar.js'
import type { AllRequirements } from '../../domain/Request.js'
import { placeOf, type Service } from '../../domain/Service.js'
import type { Caller } from '../Situation.js'
import { everybody, isRecord, isText, ownOf, type Read } from './total.js'

export interface AuthnClass {
  readonly caller: Caller
  /** The scheme that authenticated, as the service spells it, where it is known; empty, where the service does not offer it. */
  readonly scheme: string | undefined
  /** Of credentials that were rejected; its scheme likewise. */
  readonly rejection: Rejection | undefined
  /** Its number among the classes of its route; nothing where it holds a nonce, of which there is no end. */
  readonly at: number | undefined
}

/** The callers of a route: what they are held against, and the classes that were met so far, each made once. */
export interface Callers {
  readonly requires: AllRequirements
  /** A bit for each scope that is required; nothing where they are more than a number has bits. */
  readonly scopes: number | undefined
  readonly schemes: Service['schemes']
  readonly met: Array<Read<AuthnClass> | undefined>
}

export const callersOf = (requires: AllRequirements, { schemes }: Service): Callers => ({
  requires,
  scopes: requires.scopes.length > bits ? undefined : 2 ** requires.scopes.length - 1,
  schemes,
  met: [],
})

/** How many scopes a number has bits for. */
const bits = 31

/** What nobody gave a reason for. */
export const invalid: Rejection = { reason: 'invalid', scheme: undefined, nonce: undefined }

const anonymous: Read<AuthnClass> = { caller: 'anonymous', scheme: undefined, rejection: undefined, at: 0, understood: true }
const unknownAuthn: Read<AuthnClass> = { caller: 'rejected', scheme: undefined, rejection: invalid, at: 1, understood: false }

/** What good credentials come to; after them in the numbers come the reasons of a rejection. */
const good = ['authenticated', 'weak', 'underscoped'] as const
const numbers: ReadonlyMap<unknown, number> = new Map(reasons.map((reason, i) => [reason, good.length + i]))

export const classifyAuthn = (u: unknown, callers: Callers): Read<AuthnClass> => {
  try {
    return isRecord(u) ? read(isPolluted() ? ownOf(u) : u, callers) : unknownAuthn
  } catch {
    return unknownAuthn
  }
}

type Members = Readonly<Partial<Record<'_tag' | 'scopes' | 'acr' | 'age' | 'scheme' | 'reason' | 'nonce', unknown>>>

const isPolluted = (): boolean =>
  '_tag' in everybody ||
  'scopes' in everybody ||
  'acr' in everybody ||
  'age' in everybody ||
  'scheme' in everybody ||
  'reason' in everybody ||
  'nonce' in everybody

const read = (given: Members, callers: Callers): Read<AuthnClass> => {
  switch (given._tag as Authn['_tag']) {
    case 'Anonymous':
      return anonymous
    case 'Authenticated': {
      const inScope = holdsAll(given.scopes, callers)
      const acr = given.acr
      const age = given.age
      const scheme = given.scheme
      if (inScope === undefined || !isText(acr) || !isAge(age) || !isText(scheme)) return unknownAuthn
      return classOf(callers, isWeak(acr, age, callers.requires) ? 1 : inScope ? 0 : 2, scheme)
    }
    case 'Rejected': {
      const reason = numbers.get(given.reason)
      const scheme = given.scheme
      const nonce = given.nonce
      if (reason === undefined || !isText(scheme) || !isText(nonce)) return unknownAuthn
      const known = classOf(callers, reason, scheme)
      return nonce === undefined || known.rejection === undefined
        ? known
        : { ...known, rejection: { ...known.rejection, nonce }, at: undefined }
    }
    default:
      return unknownAuthn
  }
}

/** The class of this number among the good and the rejected, with this scheme. */
const classOf = ({ schemes, met }: Callers, number: number, given: string | undefined): Read<AuthnClass> => {
  const place = placeOf(given, schemes)
  const at = 2 + number + place * (good.length + reasons.length)
  return (met[at] ??= classAt(at, number, place === 0 ? undefined : (schemes[place - 1] ?? '')))
}

const classAt = (at: number, number: number, scheme: string | undefined): Read<AuthnClass> => {
  const reason = reasons[number - good.length]
  return reason === undefined
    ? { caller: good[number] ?? 'rejected', scheme, rejection: undefined, at, understood: true }
    : { caller: 'rejected', scheme: undefined, rejection: { reason, scheme, nonce: undefined }, at, understood: true }
}

const isAge = (u: unknown): u is number | undefined => u === undefined || Number.isFinite(u)

/** What is unknown meets no requirement. */
const isWeak = (acr: string | undefined, age: number | undefined, { acrValues, maxAge }: AllRequirements): boolean =>
  (acrValues.length > 0 && !isAmong(acr, acrValues)) ||
  // an authentication in the future is one whose age is not known
  (maxAge !== undefined && (age === undefined || age < 0 || age > maxAge))

const isAmong = (text: string | undefined, texts: ReadonlyArray<string>): boolean => {
  for (let i = 0; i < texts.length; i++) if (texts[i] === text) return true
  return false
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
