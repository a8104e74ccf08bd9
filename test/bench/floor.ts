/**
 * The floor: what somebody would write who knows the route, the policy and the rules, and wants nothing else. It gives the same
 * verdicts on the facts that are measured, which is asserted before they are.
 */
import type { Authn, Disclosure, Permission, Policy, Request, ResourceState, Verdict } from 'glomar'
import { ofGuarded, ofOpen, ok } from './verdicts.js'

/** For the route that requires a scope and an acr, where an anonymous caller is always denied. */
export const guarded = (authn: Authn.Authn, state: ResourceState, permission: Permission.Permission): Verdict => {
  if (authn._tag === 'Rejected') return ofGuarded.rejected
  if (authn._tag === 'Anonymous') return ofGuarded.challenge
  if (authn.acr !== 'mfa') return ofGuarded.stepUp
  if (!authn.scopes.includes('calls:read')) return ofGuarded.underscoped
  if (permission._tag === 'Granted' && state === 'present') return ok
  if (!permission.mayKnow || state === 'unreachable') return ofGuarded.concealed
  return state === 'present' ? ofGuarded.forbidden : ofGuarded.notFound
}

/** For the route that requires nothing. */
export const open = (authn: Authn.Authn, state: ResourceState, permission: Permission.Permission): Verdict => {
  if (authn._tag === 'Rejected') return ofOpen.rejected
  if (permission._tag === 'Granted' && state === 'present') return ok
  const anonymous = authn._tag === 'Anonymous'
  if (!permission.mayKnow || state === 'unreachable') return anonymous && permission._tag === 'Denied' ? ofOpen.challenge : ofOpen.concealed
  if (state !== 'present') return ofOpen.notFound
  return anonymous ? ofOpen.challenge : ofOpen.forbidden
}

const holdsAll = (held: ReadonlyArray<string>, wanted: ReadonlyArray<string>): boolean => {
  for (const scope of wanted) if (!held.includes(scope)) return false
  return true
}

const entitled = (existence: Disclosure.Disclosure['existence'], granted: boolean, mayKnow: boolean, anonymous: boolean): boolean => {
  switch (existence) {
    case 'secret':
      return granted && mayKnow
    case 'known':
      return mayKnow
    case 'authenticated':
      return mayKnow || !anonymous
    case 'public':
      return true
  }
}

/** For either route, with the five arguments of `decide`: what the route requires and what the type discloses are looked up. */
export const plain = <P extends string>(
  { resource, requires }: Request<P>,
  authn: Authn.Authn,
  state: ResourceState,
  permission: Permission.Permission,
  { types }: Policy.Policy<P>,
): Verdict => {
  const verdicts = requires === undefined ? ofOpen : ofGuarded
  if (authn._tag === 'Rejected') return verdicts.rejected
  const anonymous = authn._tag === 'Anonymous'
  if (requires !== undefined && !anonymous) {
    if (requires.acrValues !== undefined && (authn.acr === undefined || !requires.acrValues.includes(authn.acr))) return verdicts.stepUp
    if (requires.scopes !== undefined && !holdsAll(authn.scopes, requires.scopes)) return verdicts.underscoped
  }
  const counts = requires === undefined || !anonymous
  const granted = counts && permission._tag === 'Granted'
  if (granted && state === 'present') return ok
  const disclosure = types[resource]
  if (state === 'unreachable' || !entitled(disclosure?.existence ?? 'secret', granted, counts && permission.mayKnow, anonymous))
    return anonymous && !granted ? verdicts.challenge : verdicts.concealed
  if (state !== 'present') return verdicts.notFound
  return anonymous ? verdicts.challenge : verdicts.forbidden
}
