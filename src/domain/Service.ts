/**
 * The constants of a service, alike for every resource type: what its challenges, headers and bodies are spelt with.
 */
import { isLink, isNqchars, isPlainObject, isQuotable, isToken, isUri, isUriReference } from './grammar.js'

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

/** A constant that is a text, or a list of texts. */
export interface Constant {
  readonly is: (u: unknown) => u is string
  /** What the text must be, in words. */
  readonly expected: string
  /** How many texts the list must have. Nothing, where the constant is no list. */
  readonly least?: number
}

/** What no constant needs to exceed, so that every answer that is made of them fits into memory. */
export const longest = { text: 2_000, list: 100 }

/** What each constant must be. */
export const constants: { readonly [K in keyof Service]-?: Constant } = {
  realm: { is: isQuotable, expected: 'printable US-ASCII text' },
  schemes: { is: isToken, expected: 'an authentication scheme', least: 1 },
  algs: { is: isNqchars, expected: 'a JWS algorithm', least: 0 },
  resourceMetadata: { is: isUri, expected: 'an absolute URI' },
  vary: { is: isToken, expected: 'a field name', least: 0 },
  problems: { is: isUriReference, expected: 'a URI reference' },
  ask: { is: isAskTemplate, expected: 'a link, in which {target} may stand' },
}

/** What a text, or an item of a list, should have been, in words; nothing, where it fits. */
export const misfit = ({ is, expected }: Constant, u: unknown): string | undefined => {
  if (!is(u)) return expected
  return u.length > longest.text ? `${expected}, of at most ${String(longest.text)} characters` : undefined
}

/** What a constant that is a list must be, in words. */
export const listOf = ({ least = 0, expected }: Constant): string =>
  `a list of ${String(least)} to ${String(longest.list)}, each ${expected}`

const none: ReadonlyArray<string> = Object.freeze([])

/** A service whose constants that are not given are the defaults. Frozen. */
export const of = (given: Partial<Service>): Service =>
  Object.freeze({ realm: 'api', schemes: Object.freeze(['Bearer']), algs: none, vary: none, problems: '/problems/', ...given })

const required = Object.keys(of({}))

/** Whether there is a value, be it the right one or not, for each constant that has a default. */
export const isWhole = (u: unknown): u is Readonly<Record<string, unknown>> =>
  isPlainObject(u) && required.every((name) => Object.hasOwn(u, name))

// scheme names are case-insensitive (RFC 9110 §11.1)
export const sameScheme = (x: string, y: string): boolean => x === y || x.toLowerCase() === y.toLowerCase()

/** Which scheme this is: 0 where it is not known, its place counted from 1, and one more than there are where it is not on offer. */
export const placeOf = (scheme: string | undefined, schemes: ReadonlyArray<string>): number => {
  if (scheme === undefined) return 0
  for (let i = 0; i < schemes.length; i++) if (sameScheme(schemes[i] as string, scheme)) return i + 1
  return schemes.length + 1
}

/** A constant that has no default: by an own member, since a service may lack it. */
export const ofService = (service: Service, name: 'resourceMetadata' | 'ask'): string | undefined =>
  Object.hasOwn(service, name) ? service[name] : undefined
