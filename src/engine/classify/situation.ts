/**
 * The five arguments together, once each is classified: the situation that the table judges.
 */
import type { Sent } from '../../domain/Request.js'
import type { ResourceState } from '../../domain/ResourceState.js'
import type { Caller, Situation, Standing } from '../Situation.js'
import type { AuthnClass } from './authn.js'
import { standingOf, type PermissionClass, type StateClass } from './facts.js'
import type { PolicyClass } from './policy.js'
import type { RouteClass } from './request.js'
import type { Read } from './total.js'

export type Argument = 'request' | 'authn' | 'state' | 'permission' | 'policy'

export interface Classified {
  readonly situation: Situation
  /** Whether each argument was of its type. If any was not, nothing is granted. */
  readonly understood: Readonly<Record<Argument, boolean>>
}

export const classify = (
  route: Read<RouteClass>,
  policy: Read<PolicyClass>,
  authn: Read<AuthnClass>,
  state: Read<StateClass>,
  permission: Read<PermissionClass>,
  sent: Read<Sent>,
): Classified => {
  const understood = {
    request: route.understood && sent.understood,
    authn: authn.understood,
    state: state.understood,
    permission: permission.understood,
    policy: policy.understood,
  }
  const all = understood.request && understood.authn && understood.state && understood.permission && understood.policy
  return { situation: situationOf(route, policy, authn.caller, state.state, permission, all), understood }
}

/** Where not everything is understood, nothing is granted. */
export const situationOf = (
  { expects, listing, guarded }: RouteClass,
  { disclosure }: PolicyClass,
  caller: Caller,
  state: ResourceState,
  permission: Standing,
  understood: boolean,
): Situation => {
  const { granted, mayKnow, stepUpWouldDo } = standingOf(permission, caller, guarded)
  return { caller, state, granted: granted && understood, mayKnow, stepUpWouldDo, expects, listing, disclosure }
}
