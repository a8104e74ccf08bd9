/**
 * Nested targets: `/users/{phone}/calls/{id}` asks about a call under a user. What stands above the last link is a passage,
 * and passages form a monoid from the root down.
 *
 * A link above the last is an item that must be present, and `act` there means: may pass through. John's user record may be
 * secret while a call of his is shared with Emma; then Emma may pass. A link stops the caller if it is not present, or if
 * they are denied it and not entitled to know of it. Then the last link is unreachable, is answered by its own type, and nothing
 * tells which link it was.
 */
import type { Monoid as FpMonoid } from 'fp-ts/lib/Monoid.js'
import type { Authn } from '../domain/Authn.js'
import type { Facts } from '../domain/Facts.js'
import { denied } from '../domain/Permission.js'
import type { Policy } from '../domain/Policy.js'
import type { Request } from '../domain/Request.js'
import { classifyAuthn } from './classify/authn.js'
import { classifyPermission, standingOf, classifyState } from './classify/facts.js'
import { classifyPolicy } from './classify/policy.js'
import { classifyRoute } from './classify/request.js'
import { entitled } from './Situation.js'

export type Passage = Open | Stopped

export interface Open {
  readonly _tag: 'Open'
}

export interface Stopped {
  readonly _tag: 'Stopped'
  /** The resource type of the link that stopped the caller. For the audit log. */
  readonly by: string
}

/** A link above the last: its resource type, and the facts about it. */
export type Link<R extends string = string> = readonly [resource: R, ...Facts]

const open: Passage = Object.freeze({ _tag: 'Open' })

/** The first link that stops, from the root down, stops the rest. */
export const Monoid: FpMonoid<Passage> = { empty: open, concat: (above, below) => (above._tag === 'Open' ? below : above) }

/**
 * Whether the caller gets past the links above the target. The request is the one that is decided: what its route requires
 * holds for every link.
 */
export const passage = <P extends string>(
  links: ReadonlyArray<Link<NoInfer<P>>>,
  request: Request<NoInfer<P>>,
  authn: Authn,
  policy: Policy<P>,
): Passage => {
  const { requires, guarded } = classifyRoute(request)
  const { caller } = classifyAuthn(authn, requires)
  const pass = ([resource, state, permission]: Link): Passage => {
    const read = classifyState(state)
    const { disclosure, understood } = classifyPolicy(policy, resource)
    const standing = standingOf(classifyPermission(permission), caller, guarded)
    const granted = standing.granted && understood && read.understood
    const passes = read.state === 'present' && (granted || entitled({ ...standing, granted, caller, state: read.state, disclosure }))
    return passes ? open : { _tag: 'Stopped', by: resource }
  }
  return links.map(pass).reduce(Monoid.concat, Monoid.empty)
}

/**
 * The facts about the last link, as far as the caller gets: to be spread into `decide` and `explain`.
 *
 * A caller who was stopped above is granted nothing below, whatever its permission says: an open call under a hidden user
 * answers like a hidden call.
 */
export const through = (above: Passage, [state, permission]: Facts): Facts =>
  above._tag === 'Open' ? [state, permission] : ['unreachable', denied]
