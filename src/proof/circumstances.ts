/**
 * The finite domain that an analysis goes through: every class of caller, request, permission and resource state that the table of
 * decisions can tell apart.
 */
import * as Authn from '../domain/Authn.js'
import * as Permission from '../domain/Permission.js'
import type { Requirements, Route, Sent } from '../domain/Request.js'
import type { Caller } from '../engine/Situation.js'

/** A caller, before a route. */
export interface Approach {
  readonly reads: string
  readonly authn: Authn.Authn
  readonly requires: Requirements
  /** What the table takes the caller for. */
  readonly caller: Caller
  /** Whether it matters what the permission check said. */
  readonly heard: boolean
}

const requires: Requirements = { scopes: ['things:read'], acrValues: ['mfa'] }

export const approaches: ReadonlyArray<Approach> = [
  { reads: 'an anonymous caller', authn: Authn.anonymous, requires: {}, caller: 'anonymous', heard: true },
  { reads: 'an anonymous caller on a guarded route', authn: Authn.anonymous, requires, caller: 'anonymous', heard: false },
  { reads: 'a caller with rejected credentials', authn: Authn.rejected('invalid'), requires: {}, caller: 'rejected', heard: false },
  {
    reads: 'a caller who is too weakly authenticated for the route',
    authn: Authn.authenticated({ scopes: ['things:read'] }),
    requires,
    caller: 'weak',
    heard: false,
  },
  {
    reads: 'a caller who lacks a scope of the route',
    authn: Authn.authenticated({ acr: 'mfa' }),
    requires,
    caller: 'underscoped',
    heard: false,
  },
  { reads: 'an authenticated caller', authn: Authn.authenticated(), requires: {}, caller: 'authenticated', heard: true },
]

export interface Attempt extends Omit<Route, 'resource' | 'requires'> {
  readonly reads: string
  readonly sent?: Sent
}

/** The table looks at what is expected, and at whether a collection is listed. What was sent is in one of them, for the blind ask. */
export const attempts: ReadonlyArray<Attempt> = [
  { reads: 'GET', method: 'GET', sent: { target: '/things/7' } },
  { reads: 'PUT of a new one', method: 'PUT', expects: 'absent' },
  { reads: 'PUT of a new or an old one', method: 'PUT', expects: 'either' },
  { reads: 'GET of a collection', method: 'GET', shape: 'collection' },
  { reads: 'GET of a collection that should not be there', method: 'GET', shape: 'collection', expects: 'absent' },
  { reads: 'GET of a collection, there or not', method: 'GET', shape: 'collection', expects: 'either' },
]

export interface Check {
  readonly reads: string
  readonly permission: Permission.Permission
}

/** What of a remedy is recognised in an answer. */
export const remedy = { missing: ['things.use'], ask: '/ask-the-owner', acrValues: ['phr'], maxAge: 7 }

const denied = (reads: string, permission: Permission.Permission): ReadonlyArray<Check> => [
  { reads, permission: { ...permission, mayKnow: false } },
  { reads: `${reads} who may know`, permission: { ...permission, mayKnow: true } },
]

export const checks: ReadonlyArray<Check> = [
  ...denied('without permission', Permission.denied),
  ...denied('without a permission that can be asked for', Permission.deniedWith(remedy)),
  ...denied('for whom a stronger authentication would do', Permission.deniedUntil(remedy)),
  { reads: 'with permission who may not know', permission: Permission.grantedBlind },
  { reads: 'with permission', permission: Permission.granted },
]

/** What the permission check may say of a caller; where that does not matter, the least and the most that it could say. */
export const checksOf = ({ heard }: Approach): ReadonlyArray<Check> =>
  heard ? checks : checks.filter((_, i) => i === 0 || i === checks.length - 1)

/** One request by one caller, of whom the permission check says one thing; what it does not fix is the resource's state. */
export interface Circumstance {
  readonly approach: Approach
  readonly attempt: Attempt
  readonly check: Check
}

/** In the order in which a view numbers them. */
export const circumstances: ReadonlyArray<Circumstance> = approaches.flatMap((approach) =>
  attempts.flatMap((attempt) => checksOf(approach).map((check) => ({ approach, attempt, check }))),
)

/** One request by one caller. Where its circumstances stand among all, from and up to: they differ in the permission alone. */
export interface Encounter {
  readonly approach: Approach
  readonly attempt: Attempt
  readonly from: number
  readonly to: number
}

export const encounters: ReadonlyArray<Encounter> = circumstances.flatMap(({ approach, attempt, check }, from) =>
  check === checks[0] ? [{ approach, attempt, from, to: from + checksOf(approach).length }] : [],
)

/** The caller in words. */
export const whom = ({ approach, check }: Pick<Circumstance, 'approach' | 'check'>): string =>
  approach.heard ? `${approach.reads} ${check.reads}` : approach.reads

/** In words. */
export const describe = (circumstance: Circumstance): string => `${circumstance.attempt.reads} by ${whom(circumstance)}`
