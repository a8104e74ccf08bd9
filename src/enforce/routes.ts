/**
 * The route of each request, where it is a function of the request. Routes that are alike are one
 * route, so that what was worked out for it is not worked out with every request.
 */
import type { Fault } from '../domain/Fault.js'
import * as Route from '../domain/Route.js'
import { whyNoRoute } from '../explain/unmade.js'
import { dismiss, isThenable } from '../lib/promise.js'
import { isPlainObject } from '../lib/read.js'
import { isList } from '../lib/show.js'
import type { Attempted, Failure } from './attempt.js'

/** The route of a request, or why there is none. Never throws. */
export type RouteOf = (request: unknown) => Attempted<Route.Route>

/** Requests may name anything, and so there is no end of distinct routes. */
const most = 100

/** The routes that a function of the application gives, made and remembered. */
export const routesOf = (give: (request: unknown) => unknown): RouteOf => {
  const remember = memory()
  return (request) => {
    let given: unknown
    try {
      given = give(request)
    } catch (cause) {
      dismiss(cause)
      return failed({ message: 'it threw, and so there is no route', cause })
    }
    try {
      if (Route.is(given)) return { _tag: 'Success', value: given }
      // it is checked each time: what is no route may look like one that was remembered
      return { _tag: 'Success', value: remember(Route.of(given as Route.RouteInWords)) }
    } catch (cause) {
      dismissAll(given)
      return isThenable(given)
        ? failed({ message: 'expected a route, got a promise (it is given at once)' })
        : failed({ message: whyNoRoute(given, cause), cause })
    }
  }
}

const failed = (fault: Omit<Fault, 'path'>): Failure => ({
  _tag: 'Failure',
  faults: [{ path: 'route', ...fault }],
})

/** For a route, the first one that is like it. The one that was asked for longest ago is forgotten. */
const memory = (): ((route: Route.Route) => Route.Route) => {
  const known = new Map<string, Route.Route>()
  return (route) => {
    const text = textOf(route)
    const first = known.get(text) ?? route
    known.delete(text)
    known.set(text, first)
    if (known.size > most) known.delete(known.keys().next().value as string)
    return first
  }
}

/**
 * All of a route, in seven lines. `JSON.stringify` would ask prototypes for `toJSON`. Only the type may
 * have a line break in it, and it is last. No scope has a space or a quote in it.
 */
const textOf = ({ method, shape, expects, requires, resource }: Route.Route): string =>
  [
    method,
    shape,
    expects,
    `${String(requires.authenticated)} ${String(requires.maxAge)}`,
    requires.acrValues.join(' '),
    requires.scopes.map((all) => all.join(' ')).join('"'),
    resource,
  ].join('\n')

/** A member may be a promise, too: an `await` is missing. */
const dismissAll = (u: unknown, seen = new Set<unknown>()): void => {
  if (seen.has(u)) return
  seen.add(u)
  dismiss(u)
  try {
    if (isPlainObject(u) || isList(u)) for (const value of Object.values(u)) dismissAll(value, seen)
  } catch {
    // it cannot be read
  }
}
