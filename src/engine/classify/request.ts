/**
 * The class of a request: what the table looks at in the route, and what an answer may repeat of what was sent.
 */
import { isListOf, isSeconds, isString } from '../../domain/grammar.js'
import { expectations, shapes, type Expects, type Requirements, type Sent } from '../../domain/Request.js'
import { isRecord, optional, total, type Read } from './total.js'

export interface RouteClass {
  readonly resource: string
  readonly listing: boolean
  readonly expects: Expects
  readonly requires: Requirements
  /** Whether the route requires anything of its callers. */
  readonly guarded: boolean
}

const requirement: { readonly [K in keyof Requirements]-?: (u: unknown) => boolean } = {
  scopes: isListOf(isString),
  acrValues: isListOf(isString),
  maxAge: isSeconds,
  permission: isString,
}

/** A requirement that is not understood must not be ignored: an unknown name is as bad as a value that does not fit. */
const isRequirements = (u: unknown): u is Requirements =>
  isRecord(u) &&
  Object.entries(u).every(([name, value]) => Object.hasOwn(requirement, name) && optional(requirement[name as keyof Requirements])(value))

const isGuarded = ({ scopes = [], acrValues = [], maxAge, permission }: Requirements): boolean =>
  scopes.length > 0 || acrValues.length > 0 || maxAge !== undefined || permission !== undefined

const unknownRoute: Read<RouteClass> = { resource: '', listing: false, expects: 'present', requires: {}, guarded: true, understood: false }

export const classifyRoute: (u: unknown) => Read<RouteClass> = total((u: unknown) => {
  if (!isRecord(u)) return unknownRoute
  const { method, resource, shape = 'item', expects = 'present', requires = {} } = u
  const understood =
    typeof method === 'string' &&
    typeof resource === 'string' &&
    (shapes as ReadonlyArray<unknown>).includes(shape) &&
    (expectations as ReadonlyArray<unknown>).includes(expects) &&
    isRequirements(requires)
  if (!understood) return unknownRoute
  // HEAD is GET without content (RFC 9110 §9.3.2)
  const listing = shape === 'collection' && (method === 'GET' || method === 'HEAD')
  return { resource, listing, expects: expects as Expects, requires: copyRequirements(requires), guarded: isGuarded(requires), understood }
}, unknownRoute)

// a copy, so that a route prepared once is not changed by a later edit of its description
const copyRequirements = ({ scopes, acrValues, maxAge, permission }: Requirements): Requirements => ({
  ...(scopes !== undefined && { scopes: [...scopes] }),
  ...(acrValues !== undefined && { acrValues: [...acrValues] }),
  ...(maxAge !== undefined && { maxAge }),
  ...(permission !== undefined && { permission }),
})

const nothingSent: Read<Sent> = { understood: false }

export const classifySent: (u: unknown) => Read<Sent> = total((u: unknown) => {
  if (!isRecord(u)) return { understood: u === undefined }
  const { target, correlationId } = u
  return {
    ...(typeof target === 'string' && { target }),
    ...(typeof correlationId === 'string' && { correlationId }),
    understood: optional(isString)(target) && optional(isString)(correlationId),
  }
}, nothingSent)
