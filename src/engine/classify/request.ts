/**
 * The class of a request: what the table looks at in the route, and what an answer may repeat of what was sent.
 */
import { isPlainObject, isSeconds, isString, listOf, own } from '../../domain/grammar.js'
import { expectations, shapes, type Expects, type Requirements, type Sent } from '../../domain/Request.js'
import { isRecord, optional, total, type Read } from './total.js'

export interface RouteClass {
  /** Nothing where the request was not understood: then no policy names its type. */
  readonly resource: string | undefined
  readonly listing: boolean
  readonly expects: Expects
  readonly requires: Requirements
  /** Whether the route requires anything of its callers. */
  readonly guarded: boolean
}

// without a prototype, as is every copy: what may be left out must not be found there
const none: Requirements = Object.freeze(Object.create(null) as object)

const unknownRoute: Read<RouteClass> = {
  resource: undefined,
  listing: false,
  expects: 'present',
  requires: none,
  guarded: true,
  understood: false,
}

// A requirement that is not understood must not be ignored: `require: { … }` would leave the route open.
const members: ReadonlyArray<string | symbol> = ['method', 'resource', 'shape', 'expects', 'requires', 'target', 'correlationId']

export const classifyRoute: (u: unknown) => Read<RouteClass> = total((u: unknown) => {
  if (!isPlainObject(u) || !Reflect.ownKeys(u).every((name) => members.includes(name))) return unknownRoute
  const [method, resource, given] = [own(u, 'method'), own(u, 'resource'), own(u, 'requires')]
  const shape = own(u, 'shape') ?? 'item'
  const expects = own(u, 'expects') ?? 'present'
  const requires = given === undefined ? none : readRequirements(given)
  if (typeof method !== 'string' || typeof resource !== 'string' || !isShape(shape) || !isExpects(expects) || requires === undefined)
    return unknownRoute
  // HEAD is GET without content (RFC 9110 §9.3.2)
  const listing = shape === 'collection' && (method === 'GET' || method === 'HEAD')
  return { resource, listing, expects, requires, guarded: isGuarded(requires), understood: true }
}, unknownRoute)

const isShape = (u: unknown): u is (typeof shapes)[number] => (shapes as ReadonlyArray<unknown>).includes(u)
const isExpects = (u: unknown): u is Expects => (expectations as ReadonlyArray<unknown>).includes(u)

const texts = listOf(isString)

/** A copy, or nothing where a member is unknown or does not fit; one that is there and undefined does not fit. */
const readRequirements = (u: unknown): Requirements | undefined => {
  if (!isPlainObject(u)) return undefined
  const copy = Object.create(null) as {
    scopes?: ReadonlyArray<string>
    acrValues?: ReadonlyArray<string>
    maxAge?: number
    permission?: string
  }
  for (const name of Reflect.ownKeys(u)) {
    const value = u[name as string]
    const list = texts(value)
    if ((name === 'scopes' || name === 'acrValues') && list !== undefined) copy[name] = list
    else if (name === 'maxAge' && isSeconds(value)) copy.maxAge = value
    else if (name === 'permission' && isString(value)) copy.permission = value
    else return undefined
  }
  return copy
}

const isGuarded = ({ scopes = [], acrValues = [], maxAge, permission }: Requirements): boolean =>
  scopes.length > 0 || acrValues.length > 0 || maxAge !== undefined || permission !== undefined

const nothingSent: Read<Sent> = { target: undefined, correlationId: undefined, understood: false }

export const classifySent: (u: unknown) => Read<Sent> = total((u: unknown) => {
  if (u === undefined) return { ...nothingSent, understood: true }
  if (!isRecord(u)) return nothingSent
  const [target, correlationId] = [own(u, 'target'), own(u, 'correlationId')]
  return {
    target: isString(target) ? target : undefined,
    correlationId: isString(correlationId) ? correlationId : undefined,
    understood: optional(isString)(target) && optional(isString)(correlationId),
  }
}, nothingSent)
