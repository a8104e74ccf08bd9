/**
 * What the law calls a caller, in the law's own words and not the engine's: on this the guarantees are stated.
 */
import type { Authn, Disclosure, Permission, Requirements, ResourceState } from 'glomar'

export interface Case {
  readonly authn: Authn.Authn
  readonly requires: Requirements | undefined
  readonly existence: Disclosure.Disclosure['existence']
  readonly state: ResourceState
  readonly permission: Permission.Permission
}

const requiresAnything = (requires: Requirements | undefined): boolean =>
  Object.values(requires ?? {}).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined))

/** "An anonymous caller on a route that requires anything counts as denied and without `mayKnow`." */
const countsAsNobody = ({ authn, requires }: Case): boolean => authn._tag === 'Anonymous' && requiresAnything(requires)

export const isGranted = (c: Case): boolean => c.permission._tag === 'Granted' && !countsAsNobody(c)

export const isEntitled = (c: Case): boolean => {
  if (c.state === 'unreachable') return false
  const mayKnow = c.permission.mayKnow && !countsAsNobody(c)
  switch (c.existence) {
    case 'secret':
      return isGranted(c) && mayKnow
    case 'known':
      return mayKnow
    case 'authenticated':
      return mayKnow || c.authn._tag === 'Authenticated'
    case 'public':
      return true
  }
}

/** Not granted and not entitled. */
export const isStranger = (c: Case): boolean => !isGranted(c) && !isEntitled(c)

/** Authenticated, and short of what the route requires: "met when the acr is listed, the age is at most max age, every scope is held". */
export const fallsShort = ({ authn, requires }: Pick<Case, 'authn' | 'requires'>): boolean => {
  if (authn._tag !== 'Authenticated' || requires === undefined) return false
  const { scopes = [], acrValues = [], maxAge } = requires
  const acrMet = acrValues.length === 0 || (authn.acr !== undefined && acrValues.includes(authn.acr))
  const ageMet = maxAge === undefined || (authn.age !== undefined && authn.age >= 0 && authn.age <= maxAge)
  return !acrMet || !ageMet || !scopes.every((scope) => authn.scopes.includes(scope))
}

/** A link above the last stops the caller "if it is not present, or if it is denied and they are not entitled to it". */
export const stops = (c: Case): boolean => c.state !== 'present' || isStranger(c)
