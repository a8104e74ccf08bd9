/**
 * The routes that a policy met so far, so that `decide` need not make each ready anew.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import { isPlainObject, isString } from '../domain/grammar.js'
import { isMade } from '../domain/made.js'
import type { Policy } from '../domain/Policy.js'
import { classifyPolicy } from './classify/policy.js'
import { asksFor, classifyRoute, isKnown, type Given } from './classify/request.js'
import { isPolluted } from './classify/total.js'
import { readyOf, type Ready } from './ready.js'

/**
 * Answers depend on the type of resource by its disclosure alone, so that a policy of 100,000 types remembers no more of them than
 * one of 192.
 */
interface Met {
  readonly policy: Policy
  readonly ofType: Map<unknown, Array<Ready>>
  readonly ofDisclosure: Map<Disclosure, Array<Ready>>
}

const policies = new WeakMap<object, Met>()

/** The policy that was asked about last: most services have one. */
let last: Met | undefined

/** How many routes are remembered that are disclosed alike: in a service they are few, but nothing says that they are. */
const most = 64

export const readyFor = (request: unknown, policy: unknown): Ready => {
  try {
    return remembered(request, policy) ?? readFor(request, policy)
  } catch {
    return readFor(request, policy)
  }
}

const readFor = (request: unknown, policy: unknown): Ready => {
  const route = classifyRoute(request)
  return readyOf(route, classifyPolicy(policy, route.resource))
}

/** A route that was met before, or is remembered from now on; nothing, where none can be. */
const remembered = (request: unknown, policy: unknown): Ready | undefined => {
  if (isPolluted()) return undefined
  const given = request as Given
  const { resource } = given
  const met = last?.policy === policy ? last : metOf(policy)
  const routes = met?.ofType.get(resource) ?? meet(met, resource)
  if (routes === undefined || !isPlainObject(given) || !isKnown(given)) return undefined
  for (let i = 0; i < routes.length; i++) {
    const ready = routes[i] as Ready
    if (asksFor(ready.route, given)) return ready
  }
  const route = classifyRoute(request)
  if (!route.understood || !isString(resource) || routes.length >= most) return undefined
  // the type is the one that was read above
  const ready = readyOf(route, classifyPolicy(policy, resource))
  routes.push(ready)
  return ready
}

/** Only of a policy that is frozen through and through. */
const metOf = (policy: unknown): Met | undefined => {
  if (!isMade(policy)) return undefined
  last = policies.get(policy) ?? { policy, ofType: new Map(), ofDisclosure: new Map() }
  policies.set(policy, last)
  return last
}

const meet = (met: Met | undefined, resource: unknown): Array<Ready> | undefined => {
  if (met === undefined || !isString(resource)) return undefined
  const { disclosure, named } = classifyPolicy(met.policy, resource)
  const alike = met.ofDisclosure.get(disclosure) ?? []
  met.ofDisclosure.set(disclosure, alike)
  // of types that the policy does not name there may be any number
  if (named) met.ofType.set(resource, alike)
  return alike
}
