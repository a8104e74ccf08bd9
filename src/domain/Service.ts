/**
 * The constants of a service, alike for every resource type: its challenges, header fields and
 * problem types are made of them.
 */
import { isNqchars, isQuotable, isToken, isUri, isUriReference } from '../lib/grammar.js'

/** The constants of a service, alike for every resource type. The second argument of `Policy.of`. */
export interface Service {
  /** The protection space (RFC 9110 §11.5). Default: `api`. */
  readonly realm: string
  /** The authentication schemes on offer, in the order of the challenges. Default: `Bearer`. */
  readonly schemes: ReadonlyArray<string>
  /** The JWS algorithms for DPoP proofs (RFC 9449 §7.1). Default: none named. */
  readonly algs: ReadonlyArray<string>
  /**
   * The URL of the protected resource metadata (RFC 9728 §5.1): one for the whole service, never one
   * for each resource. Default: none.
   */
  readonly resourceMetadata?: string | undefined
  /** Field names for `Vary`, where cookies or API keys authenticate. Default: none. */
  readonly vary: ReadonlyArray<string>
  /** What the problem types of our own start with (RFC 9457 §3.1.1). Default: `/problems/`. */
  readonly problems: string
  /**
   * Parameters of your own, in the challenges of Bearer and DPoP (RFC 9110 §11.2): `service` of an OCI
   * registry, `authorization_uri` of Azure. The names are in lower case. Each is constant, and none that
   * a standard defines. Default: none.
   */
  readonly parameters: { readonly [name: string]: string }
}

/** A constant that is a text, a list of texts, or an object of texts. */
export interface Constant {
  readonly is: (u: unknown) => u is string
  /** What the text must be, in words. */
  readonly expected: string
  /** How many texts there must be. `undefined` for a constant that is one text. */
  readonly least?: number
  /** Whether the texts have names, as parameters have. */
  readonly named?: boolean
}

/** No constant needs to exceed these, so that every answer made of them fits into memory. */
const longestText = 2_000
const longestList = 100

/** What each constant must be. */
export const constants: { readonly [K in keyof Service]-?: Constant } = {
  realm: { is: isQuotable, expected: 'printable US-ASCII text' },
  schemes: { is: isToken, expected: 'an authentication scheme', least: 1 },
  algs: { is: isNqchars, expected: 'a JWS algorithm', least: 0 },
  resourceMetadata: { is: isUri, expected: 'an absolute URI' },
  vary: { is: isToken, expected: 'a field name', least: 0 },
  problems: { is: isUriReference, expected: 'a URI reference' },
  parameters: { is: isQuotable, expected: 'printable US-ASCII text', least: 0, named: true },
}

/** What a text, or an item of a list, should have been; `undefined` where it fits. */
export const misfit = ({ is, expected }: Constant, u: unknown): string | undefined => {
  if (is(u) && u.length <= longestText) return undefined
  return is(u) ? `${expected}, of at most ${String(longestText)} characters` : expected
}

/** Whether there may be so many texts. */
export const fitsList = ({ least = 0 }: Constant, length: number): boolean =>
  length >= least && length <= longestList

/** What a constant that has several texts must be. */
export const listOf = ({ least = 0, expected, named = false }: Constant): string =>
  `${named ? 'an object' : 'a list'} of ${String(least)} to ${String(longestList)}, each ${expected}`

/** RFC 6750 §3, 7616 §3.3, 7617 §2.1, 9110 §11.5, 9449 §7.1, 9470 §3 and 9728 §5.1. */
const defined =
  /^(?:realm|scope|error(?:_description|_uri)?|algs|acr_values|max_age|resource_metadata|nonce|domain|opaque|stale|algorithm|qop|charset|userhash)$/

const isLowerToken = (u: unknown): u is string => isToken(u) && u === u.toLowerCase()

/**
 * What the name of a parameter should have been; `undefined` where it fits. Names have no case, and
 * none may occur twice in a challenge (RFC 9110 §11.2): in lower case, none can.
 */
export const misnomer = (name: string): string | undefined =>
  defined.test(name)
    ? 'a name that is not taken'
    : misfit({ is: isLowerToken, expected: 'a parameter name in lower case' }, name)

const none: ReadonlyArray<string> = Object.freeze([])

/** A service whose constants that are not given are the defaults. Frozen. */
export const of = (given: Partial<Service>): Service =>
  Object.freeze({
    realm: 'api',
    schemes: Object.freeze(['Bearer']),
    algs: none,
    resourceMetadata: undefined,
    vary: none,
    problems: '/problems/',
    parameters: Object.freeze({}),
    ...given,
  })

/** Scheme names are case-insensitive (RFC 9110 §11.1). */
export const sameScheme = (x: string, y: string): boolean =>
  x === y || x.toLowerCase() === y.toLowerCase()
