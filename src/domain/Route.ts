/**
 * The request, as far as the decision looks at it: the route. All of it belongs to the route. Nothing
 * in it may come from the loaded resource, and `expects` never from a conditional header.
 */
import type { Made } from '../lib/Made.js'
import { isToken } from '../lib/grammar.js'
import { isPlainObject } from '../lib/read.js'
import { drop, membersOf, oneOf, readOrThrow, under, type Faults } from './Fault.js'
import {
  nothing,
  readRequirements,
  type AllRequirements,
  type Requirements,
} from './Requirements.js'
import { routeBrand, routeSeal, sealed, type RouteSeal } from './seals.js'
import { isTypeName, typeNameExpected } from './typeName.js'

export { routeEq as Eq, routeShow as Show } from './instances.js'
export type { AllRequirements, Requirements, Scopes } from './Requirements.js'

const shapes = ['item', 'collection'] as const

/** One thing, or a collection of things. */
export type Shape = (typeof shapes)[number]

const expectations = ['present', 'absent', 'either'] as const

/**
 * What the request needs to find. `present`: a thing. `absent`: a free name, for a create under a name
 * that the client chose. `either`: a thing or a free name, for an upsert.
 */
export type Expects = (typeof expectations)[number]

/** A route as it is written down. */
export interface RouteInWords<
  R extends string = string,
  M extends string = string,
  S extends Shape = Shape,
  E extends Expects = Expects,
> {
  /** Case-sensitive (RFC 9110 §9.1). HEAD is decided as GET. OPTIONS is answered before any decision. */
  readonly method: M
  /** The resource type: a key of the policy, such as `document` or `document:delete`. */
  readonly resource: R
  /** Default: `item`. */
  readonly shape?: S | undefined
  /** Default: `present`. */
  readonly expects?: E | undefined
  /** What the route asks of every caller, whatever the resource. Default: no requirement. */
  readonly requires?: Requirements | undefined
}

/** A route that was made. */
export interface Route<
  R extends string = string,
  M extends string = string,
  S extends Shape = Shape,
  E extends Expects = Expects,
> extends Made<'route'> {
  /** The method (RFC 9110 §9.1). */
  readonly method: M
  /** The resource type: a key of the policy. */
  readonly resource: R
  /** One thing, or a collection of things. */
  readonly shape: S
  /** What the request needs to find. */
  readonly expects: E
  /** What the route asks of every caller, in full. */
  readonly requires: AllRequirements
}

const members = ['method', 'resource', 'shape', 'expects', 'requires']

/**
 * A route, made once for each endpoint. It remembers, weakly, what was worked out for each policy, so
 * that decisions are fast. Nothing in it may come from the loaded resource.
 *
 * @param route - The method and the resource type; if they are not the defaults, the shape and what is
 *   expected; what is required.
 * @returns A frozen route. A route that was made already is given back as it is.
 * @throws TypeError that names each wrong member, what was expected, what came, and the nearest valid
 *   name.
 * @example
 * Route.of({ method: 'GET', resource: 'document', requires: { scopes: ['documents:read'] } })
 */
export const of = <
  const R extends string,
  const M extends string,
  S extends Shape = 'item',
  E extends Expects = 'present',
>(
  route: RouteInWords<R, M, S, E>,
): Route<R, M, NoInfer<S>, NoInfer<E>> => {
  if (is(route)) return route
  const made = readOrThrow('Route.of', (faults) => read(faults, route))
  const seal: RouteSeal = { of: made, policy: undefined, answers: undefined, others: undefined }
  return sealed(routeBrand, made, seal) as never
}

const read = (faults: Faults, u: unknown): object => {
  if (!isPlainObject(u)) return drop(faults, '', 'a plain object', u) ?? {}
  const given = membersOf(faults, 'member', u, members)
  const { method, resource, shape = 'item', expects = 'present', requires } = given
  if (!isToken(method) || isLowerCase(method)) drop(faults, 'method', methodExpected, method)
  if (!isTypeName(resource)) drop(faults, 'resource', typeNameExpected, resource)
  oneOf(faults, 'shape', shapes, shape)
  oneOf(faults, 'expects', expectations, expects)
  const own: Faults = []
  const requirements = requires === undefined ? nothing : readRequirements(own, requires)
  faults.push(...under('requires', own))
  return { method, resource, shape, expects, requires: requirements }
}

/**
 * Whether a value is a route that was made by `of` or by the codec.
 *
 * @param u - Any value. A copy, a proxy and what comes from JSON are not made.
 * @returns `true` if it was made.
 */
export const is = (u: unknown): u is Route => routeSeal(u) !== undefined

const methodExpected = 'a method in upper case (RFC 9110 §9.1), such as GET'

/** Methods are case-sensitive, and `get` is none of the known ones. */
const isLowerCase = (method: string): boolean =>
  /^(?:get|head|post|put|patch|delete|options|trace|connect)$/i.test(method) &&
  method !== method.toUpperCase()
