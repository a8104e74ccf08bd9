/**
 * The class of an authentication result, held against what the route requires.
 */
import { reasons, type Reason } from '../../domain/Authn.js'
import { own } from '../../domain/grammar.js'
import { attempt, isText, longest, ownOf, texts } from '../../domain/read.js'
import type { AllRequirements } from '../../domain/Request.js'
import { placeOf, type Service } from '../../domain/Service.js'
import type { Caller } from '../Situation.js'

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
  readonly service: Service
}

/** All classes have numbers. In the low bits: a place in this list, and after those of the list, the reasons. Above them: the scheme, if any. */
const callers: ReadonlyArray<Caller> = ['rejected', 'anonymous', 'authenticated', 'weak', 'underscoped']
const unknown = 0
const anonymous = 1
const authenticated = 2
const weak = 3
const underscoped = 4
const bits = 4
const low = 15

/** Whether that was no authentication result, which is a rejection. */
export const isUnknown = (at: number): boolean => at === unknown

export const classAt = (at: number, { service: { schemes } }: Callers): AuthnClass => {
  const kind = at & low
  return {
    caller: callers[kind] ?? 'rejected',
    scheme: at <= low ? undefined : (schemes[(at >> bits) - 1] ?? ''),
    reason: kind === unknown ? 'invalid' : reasons[kind - callers.length],
  }
}

/** The number of a class. */
export const numberOf = (u: unknown, held: Callers): number => {
  try {
    return typeof u === 'object' && u !== null ? read(ownOf(u), held) : unknown
  } catch {
    return unknown
  }
}

type Members = Readonly<Partial<Record<'_tag' | 'scopes' | 'acr' | 'age' | 'scheme' | 'reason' | 'nonce', unknown>>>

// In one piece: on every request, the calls between several would take longer than what they do.
const read = (given: Members, { requires, service: { schemes } }: Callers): number => {
  const { _tag, scheme } = given
  if (_tag === 'Anonymous') return anonymous
  if (!isText(scheme)) return unknown
  const place = placeOf(scheme, schemes) << bits
  if (_tag === 'Rejected') {
    const reason = reasons.indexOf(given.reason as Reason)
    return reason < 0 || !isText(given.nonce) ? unknown : callers.length + reason + place
  }
  if (_tag !== 'Authenticated') return unknown
  const { scopes, acr, age } = given
  if (!Array.isArray(scopes) || !isText(acr) || !isAge(age)) return unknown
  const { length } = scopes
  if (!(length <= longest)) return unknown
  for (let i = 0; i < length; i++) if (typeof scopes[i] !== 'string') return unknown
  // what is unknown meets no requirement; an authentication in the future is one whose age is not known
  const { acrValues, maxAge } = requires
  if (acrValues.length > 0 && !isAmong(acr, acrValues, acrValues.length)) return weak + place
  if (maxAge !== undefined && !((age as number) >= 0 && (age as number) <= maxAge)) return weak + place
  return (holdsAll(scopes, length, requires.scopes) ? authenticated : underscoped) + place
}

/** Of more scopes than a route has, a set is made: many held against many would take quadratic time. */
const few = 32

const holdsAll = (held: ReadonlyArray<unknown>, length: number, required: ReadonlyArray<string>): boolean => {
  if (required.length > few) {
    const all = new Set(texts(held))
    return required.every((scope) => all.has(scope))
  }
  for (let i = 0; i < required.length; i++) if (!isAmong(required[i], held, length)) return false
  return true
}

/** `includes`, by nobody's method, and by a length that was looked at. */
const isAmong = (u: unknown, texts: ReadonlyArray<unknown>, length: number): boolean => {
  for (let i = 0; i < length; i++) if (texts[i] === u) return true
  return false
}

const isAge = (u: unknown): u is number | undefined => u === undefined || Number.isFinite(u)

/** The nonce to hand out, which is no part of a class: there is no end of nonces. */
export const nonceOf = (u: unknown): unknown => attempt((u) => own(u, 'nonce'), u)
