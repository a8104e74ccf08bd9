/**
 * What a route asks of every caller, whatever the resource.
 *
 * On a route that requires anything, a caller without credentials counts as denied and without
 * `mayKnow`. So dropping a weak token never helps.
 */
import { isNqchars, isSeconds, isText } from '../lib/grammar.js'
import { isPlainObject, itemsOf } from '../lib/read.js'
import { under, drop, membersOf, textsOf, type Faults } from './Fault.js'

/** A list is all of its scopes. `anyOf` is alternatives, of which the challenge names the first. */
export type Scopes =
  ReadonlyArray<string> | { readonly anyOf: ReadonlyArray<string | ReadonlyArray<string>> }

/**
 * What a route asks of every caller, whatever the resource. It is asked before the resource counts.
 */
export interface Requirements {
  /** Credentials, of whatever strength. */
  readonly authenticated?: true
  /** Scopes to be held. Missing: 403 `insufficient_scope` (RFC 6750 §3.1). */
  readonly scopes?: Scopes
  /** One of these must be the authentication context. Missing: 401 step-up (RFC 9470 §3). */
  readonly acrValues?: ReadonlyArray<string>
  /** Seconds since the authentication, at most. Older or unknown: 401 step-up (RFC 9470 §3). */
  readonly maxAge?: number
}

/** The same in full, as a made route has it. */
export interface AllRequirements {
  /** Whether anything is required. */
  readonly authenticated: boolean
  /** Alternatives; all scopes of one of them must be held. An empty list requires none. */
  readonly scopes: ReadonlyArray<ReadonlyArray<string>>
  /** One of these must be the authentication context. An empty list requires none. */
  readonly acrValues: ReadonlyArray<string>
  /** Seconds since the authentication, at most. `undefined` where any age will do. */
  readonly maxAge: number | undefined
}

export const nothing: AllRequirements = Object.freeze({
  authenticated: false,
  scopes: Object.freeze([]),
  acrValues: Object.freeze([]),
  maxAge: undefined,
})

const members = ['authenticated', 'scopes', 'acrValues', 'maxAge']

/** Copied and checked. A member that is there and undefined was meant to be there: it is a fault. */
export const readRequirements = (faults: Faults, u: unknown): AllRequirements => {
  if (!isPlainObject(u)) return drop(faults, '', 'a plain object', u) ?? nothing
  const given = membersOf(faults, 'member', u, members)
  const has = (name: string): boolean => Object.hasOwn(given, name)
  const { authenticated, scopes, acrValues, maxAge } = given
  if (has('authenticated') && authenticated !== true)
    drop(faults, 'authenticated', 'true, or no such member', authenticated)
  const age = has('maxAge') && !isSeconds(maxAge)
  if (age) drop(faults, 'maxAge', 'whole seconds, 0 or more', maxAge)
  return Object.freeze({
    authenticated: Object.keys(given).length > 0,
    scopes: has('scopes') ? readScopes(faults, scopes) : nothing.scopes,
    acrValues: has('acrValues') ? someTexts(faults, 'acrValues', acrValues) : nothing.acrValues,
    maxAge: maxAge as number | undefined,
  })
}

/** An empty list would ask nothing, and it was meant to ask something. */
const someTexts = (faults: Faults, path: string, u: unknown): ReadonlyArray<string> => {
  const expected = 'text without spaces, quotes and backslashes'
  const texts = textsOf(faults, path, isNqchars, expected, u)
  if (itemsOf(u)?.length === 0) drop(faults, path, 'a list with something in it', u)
  return Object.freeze(texts)
}

const readScopes = (faults: Faults, u: unknown): AllRequirements['scopes'] => {
  if (!isPlainObject(u)) return Object.freeze([someTexts(faults, 'scopes', u)])
  const own: Faults = []
  const { anyOf } = membersOf(own, 'member', u, ['anyOf'])
  faults.push(...under('scopes', own))
  const items = itemsOf(anyOf) ?? []
  if (items.length === 0) drop(faults, 'scopes.anyOf', 'a list with something in it', anyOf)
  const alternative = (item: unknown, i: number): ReadonlyArray<string> =>
    someTexts(faults, `scopes.anyOf[${String(i)}]`, isText(item) ? [item] : item)
  return Object.freeze(items.map(alternative))
}
