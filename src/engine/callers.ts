/**
 * The caller, held against the route. All callers of one class get the same answers.
 */
import type { Authenticated, Authn } from '../domain/Authn.js'
import { authnSeal, kinds } from '../domain/seals.js'
import { sameScheme } from '../domain/Service.js'
import type { Caller } from './judge.js'

/** What callers are held against. Flat, because every decision reads it. */
export interface Demands {
  readonly scopes: ReadonlyArray<ReadonlyArray<string>>
  readonly acrValues: ReadonlyArray<string>
  readonly maxAge: number | undefined
  readonly schemes: ReadonlyArray<string>
}

/** Beside the kinds of results: an authenticated caller who is weak, or underscoped. */
const { token, proof, nonceWanted, anonymous, authenticated } = kinds
const weak = 5
const underscoped = 6
const count = 8

const callers: ReadonlyArray<Caller> = [
  'rejected',
  'rejected',
  'rejected',
  'anonymous',
  'authenticated',
  'weak',
  'underscoped', // prettier-ignore
]

/**
 * The number of a class: the kind of caller, and the scheme that was used. An unknown scheme counts
 * as 0, one on offer as its place from 1, another as one more than there are.
 */
export type CallerClass = number

/** What a class stands for. */
export interface Described {
  readonly caller: Caller
  /** `undefined` where it is unknown, an empty text where it is not on offer. */
  readonly scheme: string | undefined
  /** Whether the DPoP proof was rejected, and not the token. */
  readonly ofProof: boolean
  /** Whether the answer hands out a nonce. */
  readonly withNonce: boolean
}

export const describe = (of: CallerClass, schemes: ReadonlyArray<string>): Described => {
  const number = of % count
  return {
    caller: callers[number] as Caller,
    scheme: of < count ? undefined : (schemes[Math.floor(of / count) - 1] ?? ''),
    ofProof: number === proof || number === nonceWanted,
    withNonce: number === nonceWanted,
  }
}

/** The class of a caller. An authn result that was not made counts as rejected. */
export const classOf = (authn: Authn, demands: Demands): CallerClass => {
  const seal = authnSeal(authn)
  if (seal === undefined) return token
  if (seal.kind === anonymous) return anonymous
  const { scheme } = authn as Authenticated
  const kind = seal.kind === authenticated ? strengthOf(authn as Authenticated, demands) : seal.kind
  return placeOf(scheme, demands.schemes) + kind
}

/** What is unknown is not met. */
const strengthOf = (
  { acr, age, scopes: held }: Authenticated,
  { acrValues, maxAge, scopes }: Demands,
): number => {
  if (acrValues.length > 0 && (acr === undefined || !includes(acrValues, acr))) return weak
  if (maxAge !== undefined && !(age !== undefined && age <= maxAge)) return weak
  if (scopes.length === 0) return authenticated
  for (let i = 0; i < scopes.length; i++)
    if (holdsAll(held, scopes[i] as ReadonlyArray<string>)) return authenticated
  return underscoped
}

const holdsAll = (held: ReadonlyArray<string>, wanted: ReadonlyArray<string>): boolean => {
  for (let i = 0; i < wanted.length; i++) if (!includes(held, wanted[i])) return false
  return true
}

// in-lined, and nobody's method: `Array.prototype.includes` is several times as slow here
const includes = (texts: ReadonlyArray<string>, text: string | undefined): boolean => {
  for (let i = 0; i < texts.length; i++) if (texts[i] === text) return true
  return false
}

const placeOf = (scheme: string | undefined, schemes: ReadonlyArray<string>): number => {
  if (scheme === undefined) return 0
  if (scheme === schemes[0]) return count
  for (let i = 0; i < schemes.length; i++)
    if (sameScheme(schemes[i] as string, scheme)) return (i + 1) * count
  return (schemes.length + 1) * count
}
