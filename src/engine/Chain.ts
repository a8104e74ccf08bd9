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
import { attempt, ensure, longest } from '../domain/read.js'
import { readPolicy } from './classify/policy.js'
import { readRoute, readSent } from './classify/request.js'
import { classify } from './classify/situation.js'
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

const open: Passage = /* @__PURE__ */ Object.freeze({ _tag: 'Open' })

const stopped = (by: unknown): Passage => Object.freeze({ _tag: 'Stopped', by: typeof by === 'string' ? by : 'what is no link' })

const concat = (above: Passage, below: Passage): Passage => (above._tag === 'Open' ? below : above)

/** The first link that stops, from the root down, stops the rest. */
export const Monoid: FpMonoid<Passage> = /* @__PURE__ */ Object.freeze({ empty: open, concat })

/**
 * Whether the caller gets past the links above the target. The request is the one that is decided: what its route requires
 * holds for every link. Never throws; what is no link stops.
 */
export const passage = <P extends string>(
  links: ReadonlyArray<Link<NoInfer<P>>>,
  request: Request<NoInfer<P>>,
  authn: Authn,
  policy: Policy<P>,
): Passage => {
  const route = readRoute(request)
  const sent = readSent(request)
  const walk = (links: ReadonlyArray<unknown>): Passage =>
    linksOf(links).reduce((above: Passage, [resource, state, permission]) => {
      if (above._tag === 'Stopped') return above
      const { situation } = classify(route, sent, authn, state, permission, readPolicy(policy, resource))
      const passes = situation.state === 'present' && (situation.granted || entitled(situation))
      return concat(above, passes ? open : stopped(resource))
    }, open)
  return attempt(walk, links) ?? stopped(undefined)
}

/** A copy, each member of it read once. */
const linksOf = (u: unknown): ReadonlyArray<Link> => {
  ensure(Array.isArray(u))
  const { length } = u as ReadonlyArray<unknown>
  ensure(length >= 0 && length <= longest)
  return Array.from({ length }, (_, i) => {
    const link: unknown = u[i]
    ensure(Array.isArray(link) && link.length === 3)
    const resource: unknown = link[0]
    ensure(typeof resource === 'string')
    return [resource, link[1], link[2]] as Link
  })
}

const nowhere: Facts = /* @__PURE__ */ Object.freeze(['unreachable', denied] as const)

/** How far the caller gets. */
export interface Reached {
  /** About the last link, for `decide` and `explain`. */
  readonly facts: Facts
  /** The resource type of the link that stopped the caller, for the audit log; nothing, where none did. */
  readonly stoppedBy?: string
}

/**
 * The facts about the last link, as far as the caller gets.
 *
 * A caller who was stopped above is granted nothing below, whatever its permission says: an open call under a hidden user
 * answers like a hidden call.
 */
export const reach = <P extends string>(
  above: ReadonlyArray<Link<NoInfer<P>>>,
  last: Facts,
  request: Request<NoInfer<P>>,
  authn: Authn,
  policy: Policy<P>,
): Reached => {
  const passed = passage(above, request, authn, policy)
  return Object.freeze(passed._tag === 'Open' ? { facts: last } : { facts: nowhere, stoppedBy: passed.by })
}
