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
import { listOf } from '../domain/grammar.js'
import { callersOf, classifyAuthn } from './classify/authn.js'
import { classifyPermission, classifyState } from './classify/facts.js'
import { classifyPolicy } from './classify/policy.js'
import { classifyRoute, classifySent } from './classify/request.js'
import { classify } from './classify/situation.js'
import { total } from './classify/total.js'
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

const stopped = (by: unknown): Passage => Object.freeze({ _tag: 'Stopped', by: typeof by === 'string' ? by : 'what is no link' })

const concat = (above: Passage, below: Passage): Passage => (above._tag === 'Open' ? below : above)

/** The first link that stops, from the root down, stops the rest. */
export const Monoid: FpMonoid<Passage> = Object.freeze({ empty: open, concat })

/**
 * Whether the caller gets past the links above the target. The request is the one that is decided: what its route requires
 * holds for every link. Never throws; what is no link stops.
 */
export const passage = <P extends string>(
  links: ReadonlyArray<Link<NoInfer<P>>>,
  request: Request<NoInfer<P>>,
  authn: Authn,
  policy: Policy<P>,
): Passage => total(walk, stopped(undefined), links, { request, authn, policy })

interface Asked {
  readonly request: Request
  readonly authn: Authn
  readonly policy: Policy
}

const walk = (links: unknown, { request, authn, policy }: Asked): Passage => {
  const all = listOf(isLink)(links)
  if (all === undefined) return stopped(undefined)
  const route = classifyRoute(request)
  const sent = classifySent(request)
  return all.reduce((above: Passage, [resource, state, permission]) => {
    if (above._tag === 'Stopped') return above
    const policyClass = classifyPolicy(policy, resource)
    const who = classifyAuthn(authn, callersOf(route.requires, policyClass.service))
    const { situation } = classify(route, policyClass, who, classifyState(state), classifyPermission(permission), sent)
    const passes = situation.state === 'present' && (situation.granted || entitled(situation))
    return concat(above, passes ? open : stopped(resource))
  }, open)
}

const isLink = (u: unknown): u is Link => Array.isArray(u) && u.length === 3 && typeof u[0] === 'string'

const nowhere: Facts = Object.freeze(['unreachable', denied] as const)

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
