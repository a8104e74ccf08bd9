/**
 * The class of a request: what the table looks at in the route, and what an answer may repeat of what was sent.
 */
import { isPlainObject, isSeconds, isString, listOf } from '../../domain/grammar.js'
import type { AllRequirements, Expects, Sent, Shape } from '../../domain/Request.js'
import { everybody, isRecord, isText, ownOf, total, type Read } from './total.js'

export interface RouteClass {
  /** Nothing where the request was not understood: then no policy names its type. */
  readonly resource: string | undefined
  readonly listing: boolean
  readonly expects: Expects
  readonly requires: Required
  /** Whether the route requires anything of its callers. */
  readonly guarded: boolean
}

/** Requirements, and which of them were given. */
interface Required extends AllRequirements {
  readonly given: number
}

const none: Required = Object.freeze({
  scopes: Object.freeze([]),
  acrValues: Object.freeze([]),
  maxAge: undefined,
  permission: undefined,
  given: 0,
})

/** One for each requirement, so that a number tells which were given. */
const bit = { scopes: 1, acrValues: 2, maxAge: 4, permission: 8 }

const unknownRoute: Read<RouteClass> = {
  resource: undefined,
  listing: false,
  expects: 'present',
  requires: none,
  guarded: true,
  understood: false,
}

export const classifyRoute = (u: unknown): Read<RouteClass> => total(readRoute, unknownRoute, u, undefined)

const readRoute = (u: unknown): Read<RouteClass> => {
  if (!isPlainObject(u)) return unknownRoute
  const { method, resource, shape, expects, requires } = asGiven(u)
  const required = requires === undefined ? none : readRequirements(requires)
  if (!isString(method) || !isString(resource) || !isShape(shape) || !isExpects(expects) || required === undefined || !isKnown(u))
    return unknownRoute
  return {
    resource,
    listing: isListing(method, shape),
    expects: expects ?? 'present',
    requires: required,
    guarded: isGuarded(required),
    understood: true,
  }
}

/** The members of a request, which may be anything. */
export type Given = Readonly<Record<'method' | 'resource' | 'shape' | 'expects' | 'requires', unknown>>

export const asGiven = (u: object): Given => (isPolluted() ? ownOf(u as Given) : (u as Given))

const isPolluted = (): boolean =>
  'method' in everybody || 'resource' in everybody || 'shape' in everybody || 'expects' in everybody || 'requires' in everybody

/** Whether a request that is not read yet asks for what is known of a route; of an odd one it is not said. */
export const asksFor = (route: RouteClass, { method, shape, expects, requires }: Given): boolean =>
  isString(method) &&
  isShape(shape) &&
  isListing(method, shape) === route.listing &&
  (expects === undefined ? 'present' : expects) === route.expects &&
  (requires === undefined ? route.requires === none : isSame(requires, route.requires))

/** A requirement that is not understood must not be ignored: `require: { … }` would leave the route open. */
export const isKnown = (u: object): boolean => {
  for (const name in u) {
    switch (name) {
      case 'method':
      case 'resource':
      case 'shape':
      case 'expects':
      case 'requires':
      case 'target':
      case 'correlationId':
        break
      default:
        if (Object.hasOwn(u, name)) return false
    }
  }
  return true
}

const isShape = (u: unknown): u is Shape | undefined => u === undefined || u === 'item' || u === 'collection'
const isExpects = (u: unknown): u is Expects | undefined => u === undefined || u === 'present' || u === 'absent' || u === 'either'

// HEAD is GET without content (RFC 9110 §9.3.2)
const isListing = (method: string, shape: Shape | undefined): boolean => shape === 'collection' && (method === 'GET' || method === 'HEAD')

const texts = listOf(isString)

/** A copy, or nothing where a member is unknown or does not fit; one that is there and undefined does not fit. */
const readRequirements = (u: unknown): Required | undefined => {
  if (!isPlainObject(u)) return undefined
  let { scopes, acrValues, maxAge, permission, given } = none
  for (const name in u) {
    if (!Object.hasOwn(u, name)) continue
    const value = u[name]
    const list = texts(value)
    if (name === 'scopes' && list !== undefined) scopes = list
    else if (name === 'acrValues' && list !== undefined) acrValues = list
    else if (name === 'maxAge' && isSeconds(value)) maxAge = value
    else if (name === 'permission' && isString(value)) permission = value
    else return undefined
    given |= bit[name]
  }
  return { scopes, acrValues, maxAge, permission, given }
}

const isGuarded = ({ scopes, acrValues, maxAge, permission }: AllRequirements): boolean =>
  scopes.length > 0 || acrValues.length > 0 || maxAge !== undefined || permission !== undefined

/** Whether these, not read yet, are the requirements that are known. */
const isSame = (u: unknown, known: Required): boolean => {
  if (!isPlainObject(u)) return false
  let given = 0
  for (const name in u) {
    const value = u[name]
    switch (name) {
      case 'scopes':
      case 'acrValues':
        if (!isList(value, known[name])) return false
        break
      case 'maxAge':
      case 'permission':
        if (value === undefined || value !== known[name]) return false
        break
      default:
        return false
    }
    given |= bit[name]
  }
  return given === known.given
}

const isList = (u: unknown, known: ReadonlyArray<string>): boolean => {
  if (!Array.isArray(u) || u.length !== known.length) return false
  for (let i = 0; i < known.length; i++) if (u[i] !== known[i]) return false
  return true
}

/** Nothing that an answer could repeat. */
export const nothingSent: Read<Sent> = { target: undefined, correlationId: undefined, understood: true }
const unknownSent: Read<Sent> = { ...nothingSent, understood: false }

export const classifySent = (u: unknown): Read<Sent> => {
  if (u === undefined) return nothingSent
  try {
    return isRecord(u) ? readSent('target' in everybody || 'correlationId' in everybody ? ownOf(u) : u) : unknownSent
  } catch {
    return unknownSent
  }
}

const readSent = ({ target, correlationId }: { readonly target?: unknown; readonly correlationId?: unknown }): Read<Sent> => {
  if (target === undefined && correlationId === undefined) return nothingSent
  return {
    target: isString(target) ? target : undefined,
    correlationId: isString(correlationId) ? correlationId : undefined,
    understood: isText(target) && isText(correlationId),
  }
}
