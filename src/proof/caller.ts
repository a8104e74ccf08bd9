/**
 * What a caller is to a thing: granted, entitled to know of it, a stranger. Said once more in the words of the specification and not of
 * the engine, because on this the laws are stated.
 */
import type { Authn } from '../domain/Authn.js'
import type { Disclosure } from '../domain/Disclosure.js'
import type { Permission } from '../domain/Permission.js'
import type { Requirements } from '../domain/Request.js'
import type { ResourceState } from '../domain/ResourceState.js'

export interface Case {
  readonly authn: Authn
  readonly requires: Requirements | undefined
  readonly existence: Disclosure['existence']
  readonly state: ResourceState
  readonly permission: Permission
}

const requiresAnything = (requires: Requirements | undefined): boolean =>
  Object.values(requires ?? {}).some((value) => (Array.isArray(value) ? value.length > 0 : value !== undefined))

/** An anonymous caller on a route that requires anything counts as denied and without `mayKnow`. */
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

/** Authenticated, and short of what the route requires: the acr is not listed, the age more than the maximum, or a scope not held. */
export const fallsShort = (c: Pick<Case, 'authn' | 'requires'>): boolean => isWeak(c) || isUnderscoped(c)

/** The acr is not listed, or the age more than the maximum; what is unknown is not met. */
export const isWeak = ({ authn, requires = {} }: Pick<Case, 'authn' | 'requires'>): boolean => {
  const { acrValues = [], maxAge } = requires
  if (authn._tag !== 'Authenticated') return false
  const acrMet = acrValues.length === 0 || (authn.acr !== undefined && acrValues.includes(authn.acr))
  const ageMet = maxAge === undefined || (authn.age !== undefined && authn.age >= 0 && authn.age <= maxAge)
  return !acrMet || !ageMet
}

const isUnderscoped = ({ authn, requires = {} }: Pick<Case, 'authn' | 'requires'>): boolean =>
  authn._tag === 'Authenticated' && !(requires.scopes ?? []).every((scope) => authn.scopes.includes(scope))

/** Whether a link above the last stops the caller: it is not present, or they are a stranger to it. */
export const stops = (c: Case): boolean => c.state !== 'present' || isStranger(c)
