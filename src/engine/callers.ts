/**
 * The caller, held against the route. All callers of one class get the same answers.
 */
import type { Authn } from '../domain/Authn.js'
import { sameScheme } from '../domain/Service.js'
import { authnBrand } from '../lib/brand.js'
import type { Caller } from './judge.js'

/** What callers are held against. Flat, because every decision reads it. */
export interface Demands {
  readonly scopes: ReadonlyArray<ReadonlyArray<string>>
  readonly acrValues: ReadonlyArray<string>
  readonly maxAge: number | undefined
  readonly schemes: ReadonlyArray<string>
}

/** Kinds of callers. The first three are rejected, with different errors. */
export const rejected = 0
export const badProof = 1
export const nonceWanted = 2
const weak = 3
const underscoped = 4
const anonymous = 5
const authenticated = 6
const kinds = 8

/**
 * The number of a class: the kind, and the scheme that was used. The scheme counts as 0 where it is
 * unknown, as its place from 1 where the service offers it, and as one more than there are elsewhere.
 */
export type CallerClass = number

/** How many classes there are. */
export const classes = (schemes: ReadonlyArray<string>): number => kinds * (schemes.length + 2)

export const kindOf = (of: CallerClass): number => of & (kinds - 1)

/** The scheme that was used; `undefined` where it is unknown, an empty text where it is not offered. */
export const schemeOf = (of: CallerClass, schemes: ReadonlyArray<string>): string | undefined =>
  of < kinds ? undefined : (schemes[(of >> 3) - 1] ?? '')

/** The caller that the table knows. */
export const callerOf = (of: CallerClass): Caller => {
  switch (kindOf(of)) {
    case weak:
      return 'weak'
    case underscoped:
      return 'underscoped'
    case anonymous:
      return 'anonymous'
    case authenticated:
      return 'authenticated'
    default:
      return 'rejected'
  }
}

/** The class of a caller. An authn result that was not made counts as rejected. */
export const classOf = (authn: Authn, demands: Demands): CallerClass => {
  try {
    if ((authn as { readonly [authnBrand]?: unknown })[authnBrand] !== authn) return rejected
    switch (authn._tag) {
      case 'Authenticated':
        return placeOf(authn.scheme, demands.schemes) + strengthOf(authn, demands)
      case 'Anonymous':
        return anonymous
      case 'Rejected':
        return placeOf(authn.scheme, demands.schemes) + errorOf(authn)
      default:
        return rejected
    }
  } catch {
    return rejected
  }
}

const errorOf = ({ reason, nonce }: Extract<Authn, { _tag: 'Rejected' }>): number => {
  if (reason === 'use-dpop-nonce') return nonce === undefined ? badProof : nonceWanted
  return reason === 'invalid-dpop-proof' ? badProof : rejected
}

/** What is unknown is not met. */
const strengthOf = (
  { acr, age, scopes: held }: Extract<Authn, { _tag: 'Authenticated' }>,
  { acrValues, maxAge, scopes }: Demands,
): number => {
  if (acrValues.length > 0 && !includes(acrValues, acr)) return weak
  if (maxAge !== undefined && !(age !== undefined && age <= maxAge)) return weak
  return scopes.length === 0 || holdsAny(held, scopes) ? authenticated : underscoped
}

const holdsAny = (
  held: ReadonlyArray<string>,
  alternatives: ReadonlyArray<ReadonlyArray<string>>,
): boolean => {
  for (let i = 0; i < alternatives.length; i++)
    if (holdsAll(held, alternatives[i] as ReadonlyArray<string>)) return true
  return false
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
  for (let i = 0; i < schemes.length; i++)
    if (sameScheme(schemes[i] as string, scheme)) return (i + 1) * kinds
  return (schemes.length + 1) * kinds
}
