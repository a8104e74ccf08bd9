/**
 * The constants of a service, alike for every resource type: what its challenges, headers and bodies are spelt with.
 */
import { isLink, isNqchars, isPlainObject, isQuotable, isToken, isUri, isUriReference, listOf } from './grammar.js'

export interface Service {
  /** The protection space (RFC 9110 §11.5). Default: `api`. */
  readonly realm: string
  /** The authentication schemes on offer, in the order of the challenges. Default: `Bearer`. */
  readonly schemes: ReadonlyArray<string>
  /** The JWS algorithms for DPoP proofs (RFC 9449 §7.1). Default: none named. */
  readonly algs: ReadonlyArray<string>
  /** The URL of the protected resource metadata (RFC 9728 §5.1): one for the whole service, never one for each resource. */
  readonly resourceMetadata?: string
  /** Field names for `Vary`, for a service that authenticates by cookie or API key. `Authorization` need not be named (RFC 9110 §12.5.5). */
  readonly vary: ReadonlyArray<string>
  /** What the problem types of honest answers start with (RFC 9457 §3.1.1). Default: `/problems/`. */
  readonly problems: string
  /** The link of a blind ask; `{target}` stands for the path as sent, percent-encoded. Default: none, and no link. */
  readonly ask?: string
}

// expanded with a letter, so that `%{target}41` is not taken for a percent-encoding
const isAskTemplate = (u: unknown): u is string => typeof u === 'string' && isLink(u.replaceAll('{target}', 'x'))

/** A constant that is a text, or a list of texts; `expected` says in words what the text must be. */
export interface Constant {
  readonly is: (u: unknown) => u is string
  readonly expected: string
  readonly list: 'no' | 'any length' | 'not empty'
}

/** What each constant must be. */
export const constants: { readonly [K in keyof Service]-?: Constant } = {
  realm: { is: isQuotable, expected: 'printable US-ASCII text', list: 'no' },
  schemes: { is: isToken, expected: 'an authentication scheme', list: 'not empty' },
  algs: { is: isNqchars, expected: 'a JWS algorithm', list: 'any length' },
  resourceMetadata: { is: isUri, expected: 'an absolute URI', list: 'no' },
  vary: { is: isToken, expected: 'a field name', list: 'any length' },
  problems: { is: isUriReference, expected: 'a URI reference', list: 'no' },
  ask: { is: isAskTemplate, expected: 'a link, in which {target} may stand', list: 'no' },
}

/** What no constant needs to exceed, so that every answer that is made of them fits into memory. */
const longest = { text: 2_000, list: 100 }

/** A copy of the value of a constant that fits, or nothing. */
export const fit = ({ is, list }: Constant, value: unknown): string | ReadonlyArray<string> | undefined => {
  const fits = (u: unknown): u is string => is(u) && u.length <= longest.text
  if (list === 'no') return fits(value) ? value : undefined
  const items = listOf(fits)(value)
  return items === undefined || items.length > longest.list || (list === 'not empty' && items.length === 0) ? undefined : items
}

/** A service whose constants that are not given are the defaults. Frozen; the lists are copies. */
export const of = (given: Partial<Service> = Object.create(null) as object): Service => {
  const { realm = 'api', schemes = ['Bearer'], algs = [], resourceMetadata, vary = [], problems = '/problems/', ask } = given
  return Object.freeze({
    realm,
    schemes: Object.freeze([...schemes]),
    algs: Object.freeze([...algs]),
    ...(resourceMetadata !== undefined && { resourceMetadata }),
    vary: Object.freeze([...vary]),
    problems,
    ...(ask !== undefined && { ask }),
  })
}

// scheme names are case-insensitive (RFC 9110 §11.1)
export const sameScheme = (x: string, y: string): boolean => x === y || x.toLowerCase() === y.toLowerCase()

/** Which scheme this is: 0 where it is not known, its place counted from 1, and one more than there are where it is not on offer. */
export const placeOf = (scheme: string | undefined, schemes: ReadonlyArray<string>): number => {
  if (scheme === undefined) return 0
  for (let i = 0; i < schemes.length; i++) if (sameScheme(schemes[i] as string, scheme)) return i + 1
  return schemes.length + 1
}

const required = Object.keys(of())

/** Whether there is a value, be it the right one or not, for each constant that has a default. */
export const isWhole = (u: unknown): u is Readonly<Record<string, unknown>> =>
  isPlainObject(u) && required.every((name) => Object.hasOwn(u, name))
