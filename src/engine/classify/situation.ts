/**
 * The five arguments together, once each is classified: the situation that the table judges, and the data that an answer may need.
 */
import type { Sent } from '../../domain/Request.js'
import type { Situation } from '../Situation.js'
import type { AuthnClass } from './authn.js'
import { classifyPermission, classifyState, standingOf, type PermissionClass } from './facts.js'
import type { PolicyClass } from './policy.js'
import type { RouteClass } from './request.js'
import type { Read } from './total.js'

export type Argument = 'request' | 'authn' | 'state' | 'permission' | 'policy'

export interface Classified {
  readonly situation: Situation
  readonly sent: Sent
  readonly authn: AuthnClass
  readonly permission: PermissionClass
  /** Whether each argument was of its type. If any was not, nothing is granted. */
  readonly understood: Readonly<Record<Argument, boolean>>
}

export const classify = (
  route: Read<RouteClass>,
  policy: Read<PolicyClass>,
  authn: Read<AuthnClass>,
  stateArgument: unknown,
  permissionArgument: unknown,
  sent: Read<Sent>,
): Classified => {
  const { state, understood: stateUnderstood } = classifyState(stateArgument)
  const permission = classifyPermission(permissionArgument)
  const understood = {
    request: route.understood && sent.understood,
    authn: authn.understood,
    state: stateUnderstood,
    permission: permission.understood,
    policy: policy.understood,
  }
  const all = understood.request && understood.authn && understood.state && understood.permission && understood.policy
  const { granted, mayKnow, stepUpWouldDo } = standingOf(permission, authn.caller, route.guarded)
  const situation = {
    caller: authn.caller,
    state,
    granted: granted && all,
    mayKnow,
    stepUpWouldDo,
    expects: route.expects,
    listing: route.listing,
    disclosure: policy.disclosure,
  }
  return { situation, sent, authn, permission, understood }
}
