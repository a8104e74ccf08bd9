/**
 * The class of a request: what the table looks at in the route, and what an answer may repeat of what was sent.
 */
import { isPlainObject, isSeconds, isString, listOf } from '../../domain/grammar.js'
import type { AllRequirements, Expects, Sent, Shape } from '../../domain/Request.js'
import { isRecord, isText, ownOf, total, type Read } from './total.js'

export interface RouteClass {
  /** Nothing where the request was not understood: then no policy names its type. */
  readonly resource: string | undefined
  readonly listing: boolean
  readonly expects: Expects
  readonly requires: AllRequirements
  /** Whether the route requires anything of its callers. */
  readonly guarded: boolean
}

const none: AllRequirements = Object.freeze({
  scopes: Object.freeze([]),
  acrValues: Object.freeze([]),
  maxAge: undefined,
  permission: undefined,
})

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
  const { method, resource, shape, expects, requires } = ownOf(u as Given)
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

/** Whether a request that is not read yet asks for what is known of a route; of an odd one it is not said. */
export const asksFor = (route: RouteClass, request: Given): boolean => {
  const { method, shape, expects = 'present', requires } = request
  return (
    isString(method) &&
    isShape(shape) &&
    isListing(method, shape) === route.listing &&
    expects === route.expects &&
    (requires === undefined ? !route.guarded : isSame(requires, route.requires))
  )
}

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

/** A copy, or nothing where a member is unknown or does not fit. */
const readRequirements = (u: unknown): AllRequirements | undefined => {
  if (!isPlainObject(u)) return undefined
  const given = ownOf(u as Partial<Record<keyof AllRequirements, unknown>>)
  const { maxAge, permission } = given
  const scopes = given.scopes === undefined ? none.scopes : texts(given.scopes)
  const acrValues = given.acrValues === undefined ? none.acrValues : texts(given.acrValues)
  const fits = (maxAge === undefined || isSeconds(maxAge)) && isText(permission) && areRequirements(given)
  return fits && scopes !== undefined && acrValues !== undefined ? { scopes, acrValues, maxAge, permission } : undefined
}

const isGuarded = ({ scopes, acrValues, maxAge, permission }: AllRequirements): boolean =>
  scopes.length > 0 || acrValues.length > 0 || maxAge !== undefined || permission !== undefined

/** Whether these, not read yet, are the requirements that are known. */
const isSame = (u: unknown, known: AllRequirements): boolean => {
  const { scopes = none.scopes, acrValues = none.acrValues, maxAge, permission } = u as Partial<AllRequirements>
  return (
    isList(scopes, known.scopes) &&
    isList(acrValues, known.acrValues) &&
    maxAge === known.maxAge &&
    permission === known.permission &&
    isPlainObject(u) &&
    areRequirements(u)
  )
}

/** One that is there and undefined is not understood. */
const areRequirements = (u: Readonly<Partial<Record<string, unknown>>>): boolean => {
  for (const name in u) {
    switch (name) {
      case 'scopes':
      case 'acrValues':
      case 'maxAge':
      case 'permission':
        if (u[name] === undefined) return false
        break
      default:
        return false
    }
  }
  return true
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
    return isRecord(u) ? readSent(u) : unknownSent
  } catch {
    return unknownSent
  }
}

const readSent = (given: { readonly target?: unknown; readonly correlationId?: unknown }): Read<Sent> => {
  // most send nothing that an answer repeats, and what is not there, nobody put there
  if (given.target === undefined && given.correlationId === undefined) return nothingSent
  const { target, correlationId } = ownOf(given)
  return {
    target: isString(target) ? target : undefined,
    correlationId: isString(correlationId) ? correlationId : undefined,
    understood: isText(target) && isText(correlationId),
  }
}
