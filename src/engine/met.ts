/**
 * The routes that a policy met so far, so that `decide` need not make each ready anew.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import { isPlainObject } from '../domain/grammar.js'
import { isMade } from '../domain/made.js'
import type { Policy } from '../domain/Policy.js'
import { isPolluted } from '../domain/read.js'
import { readPolicy, unknownPolicy } from './classify/policy.js'
import { asksFor, isRequest, readRoute, unknownRoute, type Given } from './classify/request.js'
import { readyOf, routeAnswers, type Ready } from './ready.js'

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
    return remembered(request as Given, policy) ?? readFor(request, policy)
  } catch {
    return readFor(request, policy)
  }
}

const readFor = (request: unknown, policy: unknown): Ready => {
  const route = readRoute(request)
  const read = readPolicy(policy, route?.resource)
  const { disclosure, service } = read ?? unknownPolicy
  return readyOf(routeAnswers(route ?? unknownRoute, service, route !== undefined && read !== undefined), disclosure)
}

/** A route that was met before, or is remembered from now on; nothing, where none can be. */
const remembered = (request: Given, policy: unknown): Ready | undefined => {
  if (isPolluted()) return undefined
  const { resource } = request
  const met = last?.policy === policy ? last : metOf(policy)
  const routes = met?.ofType.get(resource) ?? meet(met, resource)
  if (routes === undefined || !isPlainObject(request) || !isRequest(request)) return undefined
  for (let i = 0; i < routes.length; i++) {
    const ready = routes[i] as Ready
    if (asksFor(ready.of.route, request)) return ready
  }
  if (routes.length >= most) return undefined
  const route = readRoute(request)
  // of the type that was read above
  const policyClass = readPolicy(policy, resource as string)
  if (route === undefined || policyClass === undefined) return undefined
  const ready = readyOf(routeAnswers(route, policyClass.service, true), policyClass.disclosure)
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
  const policyClass = met && typeof resource === 'string' ? readPolicy(met.policy, resource) : undefined
  if (met === undefined || policyClass === undefined) return undefined
  const { disclosure, named } = policyClass
  const alike = met.ofDisclosure.get(disclosure) ?? []
  met.ofDisclosure.set(disclosure, alike)
  // of types that the policy does not name there may be any number
  if (named) met.ofType.set(resource, alike)
  return alike
}
