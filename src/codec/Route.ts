/**
 * The codec of a route.
 */
import type { Requirements } from '../domain/Requirements.js'
import * as Domain from '../domain/Route.js'
import { isTypeName } from '../domain/typeName.js'
import { isPlainObject } from '../lib/read.js'
import { codec, written, type Codec } from './codec.js'
import { checked, list, nqchars, oneOf, seconds, struct, type Read } from './read.js'

/** A route in words. */
export interface RouteDocument {
  /** The method, in upper case (RFC 9110 §9.1). */
  readonly method: string
  /** The resource type: a key of the policy. */
  readonly resource: string
  /** One thing, or a collection of things. Default: `item`. */
  readonly shape?: Domain.Shape
  /** What the request needs to find. Default: `present`. */
  readonly expects?: Domain.Expects
  /** What the route asks of every caller. Default: no requirement. */
  readonly requires?: Requirements
}

/** What was expected of the name of a resource type, unless it fits. */
export const typeName = (u: unknown): string | undefined =>
  isTypeName(u) ? undefined : 'a resource type such as `document` or `document:delete`'

const isMethod = (method: unknown): boolean => {
  try {
    Domain.of({ method: method as string, resource: 'any' })
    return true
  } catch {
    return false
  }
}

const some = (items: ReadonlyArray<unknown>): string | undefined =>
  items.length > 0 ? undefined : 'a list with something in it'

const texts = list(nqchars, some)
const alternative: Read<string | ReadonlyArray<string>> = (u, at) =>
  typeof u === 'string' ? nqchars(u, at) : texts(u, at)
const alternatives = struct<Exclude<Requirements['scopes'], ReadonlyArray<string> | undefined>>(
  { anyOf: list(alternative, some) },
  {},
)

const readRoute = struct<RouteDocument>(
  {
    method: checked((u) => (isMethod(u) ? undefined : 'a method (RFC 9110 §9.1), in upper case')),
    resource: checked(typeName),
  },
  {
    shape: oneOf(['item', 'collection']),
    expects: oneOf(['present', 'absent', 'either']),
    requires: struct<Requirements>(
      {},
      {
        authenticated: oneOf([true]),
        scopes: (u, at) => (isPlainObject(u) ? alternatives(u, at) : texts(u, at)),
        acrValues: texts,
        maxAge: seconds,
      },
    ),
  },
)

const requirements = (all: Domain.AllRequirements): Requirements =>
  written<Requirements>({
    ...all,
    authenticated: true,
    scopes: all.scopes.length > 1 ? { anyOf: all.scopes } : all.scopes[0],
  })

/**
 * A route in words, as `Route.of` takes it.
 *
 * @example
 * Route.decode({ method: 'GET', resource: 'document', requires: { scopes: ['documents:read'] } })
 */
export const Route: Codec<Domain.Route, RouteDocument> = codec(
  'Route',
  Domain.is,
  readRoute,
  (document): Domain.Route => Domain.of<string, string, Domain.Shape, Domain.Expects>(document),
  ({ requires, ...words }) =>
    written<RouteDocument>({
      ...words,
      requires: requires.authenticated ? requirements(requires) : undefined,
    }),
)
