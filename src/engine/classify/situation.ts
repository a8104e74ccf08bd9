/**
 * The five arguments together: the situation that the table judges, and whether each was of its type.
 */
import type { Disclosure } from '../../domain/Disclosure.js'
import { resourceStates, type ResourceState } from '../../domain/ResourceState.js'
import type { Caller, Situation } from '../Situation.js'
import { classAt, isUnknown, numberOf, type AuthnClass } from './authn.js'
import { absent, denied, grant, know, placeOfState, readPermission, stepUp, type PermissionClass } from './facts.js'
import { unknownPolicy, type PolicyClass } from './policy.js'
import { unknownRoute, type RouteClass, type SentClass } from './request.js'

/** What the table is to judge. A grant counts where all is understood. An anonymous caller on a guarded route is denied, and may not know. */
export const situationOf = (
  { expects, listing, guarded }: RouteClass,
  disclosure: Disclosure,
  caller: Caller,
  state: ResourceState,
  standing: number,
): Situation => {
  const counts = caller === 'anonymous' && guarded ? 0 : standing
  return {
    caller,
    state,
    granted: (counts & grant) !== 0,
    mayKnow: (counts & know) !== 0,
    stepUpWouldDo: (counts & stepUp) !== 0,
    expects,
    listing,
    disclosure,
  }
}

export type Argument = 'request' | 'authn' | 'state' | 'permission' | 'policy'

export interface Classified {
  readonly situation: Situation
  readonly who: AuthnClass
  readonly may: PermissionClass
  /** Whether each argument was of its type. If any was not, nothing is granted. */
  readonly understood: Readonly<Record<Argument, boolean>>
}

/** All that a decision depends on. What was not understood is nothing, or may be anything. */
export const classify = (
  route: RouteClass | undefined,
  sent: SentClass,
  authn: unknown,
  state: unknown,
  permission: unknown,
  policy: PolicyClass | undefined,
): Classified => {
  const { requires } = route ?? unknownRoute
  const { service, disclosure } = policy ?? unknownPolicy
  const at = numberOf(authn, { requires, service })
  const who = classAt(at, { requires, service })
  const place = placeOfState(state)
  const may = readPermission(permission)
  const understood = {
    request: route !== undefined && sent.understood,
    authn: !isUnknown(at),
    state: place >= 0,
    permission: may !== undefined,
    policy: policy !== undefined,
  }
  const { standing } = may ?? denied
  const counts = Object.values(understood).every(Boolean) ? standing : standing & ~grant
  const known = resourceStates[place < 0 ? absent : place] as ResourceState
  return { situation: situationOf(route ?? unknownRoute, disclosure, who.caller, known, counts), who, may: may ?? denied, understood }
}
