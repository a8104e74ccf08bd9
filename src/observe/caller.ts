/**
 * What a caller is to a thing: granted, entitled, a stranger. It is said once more in the words of
 * the law, and not in those of the engine, because the laws are stated on it.
 */
import type { Authn } from '../domain/Authn.js'
import type { Related } from '../domain/Facts.js'
import type { Permission } from '../domain/Permission.js'
import { disclosureOf, type Policy } from '../domain/Policy.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Route } from '../domain/Route.js'

/** The five arguments of a decision. */
export interface Case {
  readonly route: Pick<Route, 'resource' | 'expects' | 'requires'>
  readonly authn: Authn
  readonly state: ResourceState
  /** With the ancestors of the thing, and the references of the request. */
  readonly permission: Permission<string, string>
  readonly policy: Policy
}

/** A caller and a route, before any thing counts. */
export type Arrival = Pick<Case, 'route' | 'authn'>

/** Without credentials, on a route that requires anything: denied, and without `mayKnow`. */
const countsForNothing = ({ authn, route }: Arrival): boolean =>
  authn._tag === 'Anonymous' && route.requires.authenticated

/** Granted, as far as the thing itself goes. */
const holdsGrant = (c: Case): boolean => c.permission._tag === 'Granted' && !countsForNothing(c)

/** May this caller know of the thing? */
const mayLearn = (c: Case, granted: boolean): boolean => {
  const mayKnow = c.permission.mayKnow && !countsForNothing(c)
  switch (disclosureOf(c.policy, c.route.resource).existence) {
    case 'secret':
      return granted && mayKnow
    case 'if-may-know':
      return mayKnow
    case 'authenticated':
      return mayKnow || c.authn._tag === 'Authenticated'
    case 'public':
      return true
  }
}

/** The same caller and route, before another thing of the request. */
const before = (
  c: Case,
  { resource, expects, state, permission }: Related<string, string>,
): Case => ({
  ...c,
  route: { ...c.route, resource, expects: expects === 'absent' ? 'absent' : 'present' },
  state,
  permission,
})

const ancestorsOf = (c: Case): ReadonlyArray<Case> =>
  c.permission.ancestors.map((ancestor) => before(c, ancestor))

/** The things that the request names beside its target. */
export const referencesOf = (c: Case): ReadonlyArray<Case> =>
  c.permission.references.map((reference) => before(c, reference))

/** An ancestor is not present, or it is denied to a caller who is not entitled to it. */
export const isBlocked = (c: Case): boolean =>
  ancestorsOf(c).some(
    (ancestor) =>
      ancestor.state !== 'present' || !(holdsGrant(ancestor) || mayLearn(ancestor, false)),
  )

/** The thing is granted, and so is every ancestor. */
export const isGranted = (c: Case): boolean =>
  !isBlocked(c) && [c, ...ancestorsOf(c)].every(holdsGrant)

/** May the caller learn whether the thing exists? Of a blocked thing, nobody may. */
export const isEntitled = (c: Case): boolean => !isBlocked(c) && mayLearn(c, isGranted(c))

/** Not granted and not entitled. */
export const isStranger = (c: Case): boolean => !isGranted(c) && !isEntitled(c)

/** Granted, and the state is one that the request expects. */
export const mayAct = (c: Case): boolean =>
  isGranted(c) && (c.route.expects === 'either' || c.route.expects === c.state)

/** Is a stronger authentication missing on any thing that this caller may know of? */
export const wouldStepUp = (c: Case): boolean =>
  [c, ...ancestorsOf(c)].some(
    (thing) =>
      thing.permission._tag === 'Denied' &&
      thing.permission.remedy?._tag === 'StepUp' &&
      mayLearn(thing, false),
  ) || referencesOf(c).some(wouldStepUp)

/** Authenticated, and short of what the route requires. */
export const fallsShort = (c: Arrival): boolean => isWeak(c) || isUnderscoped(c)

/** Rows 1 to 3 stop the caller: the credentials are rejected, or fall short. */
export const isStoppedEarly = (c: Arrival): boolean => c.authn._tag === 'Rejected' || fallsShort(c)

/** The acr is not listed, or the age more than the maximum. What is unknown is not met. */
export const isWeak = ({ authn, route: { requires } }: Arrival): boolean => {
  if (authn._tag !== 'Authenticated') return false
  const { acrValues, maxAge } = requires
  const acrMet = acrValues.length === 0 || acrValues.some((acr) => acr === authn.acr)
  const ageMet = maxAge === undefined || (authn.age !== undefined && authn.age <= maxAge)
  return !acrMet || !ageMet
}

/** Strong enough, and holds no alternative of the scopes whole. */
const isUnderscoped = ({ authn, route: { requires } }: Arrival): boolean =>
  authn._tag === 'Authenticated' &&
  requires.scopes.length > 0 &&
  !requires.scopes.some((alternative) => alternative.every((scope) => authn.scopes.includes(scope)))
