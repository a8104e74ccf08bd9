/**
 * The class of a request: what the table looks at in the route, and what an answer may repeat of what was sent.
 */
import { isPlainObject, isSeconds } from '../../domain/grammar.js'
import { attempt, ensure, isText, ownOf, plain, texts } from '../../domain/read.js'
import { expectations, type AllRequirements, type Expects, type Sent } from '../../domain/Request.js'

export interface RouteClass {
  readonly resource: string
  readonly listing: boolean
  readonly expects: Expects
  readonly requires: AllRequirements
  /** Whether the route requires anything of its callers. */
  readonly guarded: boolean
}

// not frozen, as what is compared with it is not: of lists of two kinds, engines read each more slowly
const none: ReadonlyArray<string> = []

export const unknownRoute: RouteClass = {
  resource: '',
  listing: false,
  expects: 'present',
  requires: { scopes: none, acrValues: none, maxAge: undefined, permission: undefined },
  guarded: true,
}

export const readRoute = (u: unknown): RouteClass | undefined => attempt(read, u)

const read = (u: unknown): RouteClass => {
  const { method, resource, shape, expects = 'present', requires = {} } = plain(u)
  const { scopes = none, acrValues = none, maxAge, permission } = plain(requires)
  ensure(typeof method === 'string' && typeof resource === 'string' && isShape(shape) && includes(expectations, expects))
  ensure((maxAge === undefined || isSeconds(maxAge)) && isText(permission))
  ensure(isRequest(u as object) && isRequirements(requires as Record<string, unknown>))
  const all = { scopes: texts(scopes), acrValues: texts(acrValues), maxAge, permission }
  return {
    resource,
    listing: isListing(method, shape),
    expects,
    requires: all,
    guarded: all.scopes.length > 0 || all.acrValues.length > 0 || maxAge !== undefined || permission !== undefined,
  }
}

const isShape = (u: unknown): boolean => u === undefined || u === 'item' || u === 'collection'

const includes = <A>(all: ReadonlyArray<A>, u: unknown): u is A => (all as ReadonlyArray<unknown>).includes(u)

// HEAD is GET without content (RFC 9110 §9.3.2)
const isListing = (method: unknown, shape: unknown): boolean => shape === 'collection' && (method === 'GET' || method === 'HEAD')

/** The members of a request, which may be anything. */
export type Given = Readonly<
  Partial<Record<'method' | 'resource' | 'shape' | 'expects' | 'requires' | 'target' | 'correlationId', unknown>>
>

/** Whether a request that is not read yet asks for what is known of a route; of an odd one it is not said. */
export const asksFor = (route: RouteClass, request: Given): boolean => {
  const { method, shape, expects = 'present', requires } = request
  return (
    typeof method === 'string' &&
    isShape(shape) &&
    isListing(method, shape) === route.listing &&
    expects === route.expects &&
    (requires === undefined ? !route.guarded : isSame(requires, route.requires))
  )
}

/** A member that is not understood must not be ignored: `require: { … }` would leave the route open. */
export const isRequest = (u: object): boolean => {
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

/** One that is there and undefined is not understood. */
const isRequirements = (u: Readonly<Partial<Record<string, unknown>>>): boolean => {
  for (const name in u) {
    switch (name) {
      case 'scopes':
      case 'acrValues':
      case 'maxAge':
      case 'permission':
        if (u[name] === undefined) return false
        break
      default:
        if (Object.hasOwn(u, name)) return false
    }
  }
  return true
}

/** Whether these, not read yet, are the requirements that are known. */
const isSame = (u: unknown, known: AllRequirements): boolean => {
  const { scopes = none, acrValues = none, maxAge, permission } = u as Partial<AllRequirements>
  return (
    isList(scopes, known.scopes) &&
    isList(acrValues, known.acrValues) &&
    maxAge === known.maxAge &&
    permission === known.permission &&
    isPlainObject(u) &&
    isRequirements(u)
  )
}

const isList = (u: unknown, known: ReadonlyArray<string>): boolean => {
  if (!Array.isArray(u) || u.length !== known.length) return false
  for (let i = 0; i < known.length; i++) if (u[i] !== known[i]) return false
  return true
}

/** What an answer may repeat. `understood` is false where it is not of its type; what is, may be repeated all the same. */
export interface SentClass extends Sent {
  readonly understood: boolean
}

export const nothingSent: SentClass = { target: undefined, correlationId: undefined, understood: true }
const unknownSent: SentClass = { ...nothingSent, understood: false }

export const readSent = (u: unknown): SentClass => {
  if (u === undefined) return nothingSent
  try {
    return typeof u === 'object' && u !== null ? sent(u) : unknownSent
  } catch {
    return unknownSent
  }
}

const sent = (u: Given): SentClass => {
  if (u.target === undefined && u.correlationId === undefined) return nothingSent
  const { target, correlationId } = ownOf(u)
  return {
    target: typeof target === 'string' ? target : undefined,
    correlationId: typeof correlationId === 'string' ? correlationId : undefined,
    understood: isText(target) && isText(correlationId),
  }
}
