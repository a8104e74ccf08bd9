/**
 * The constants of a service, alike for every resource type: what its challenges, headers and bodies are spelt with.
 */
import { isAbsoluteUri, isListOf, isNqchars, isQuotable, isToken, isUriReference } from './grammar.js'

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

const isAskTemplate = (u: unknown): u is string => typeof u === 'string' && isUriReference(u.replaceAll('{target}', ''))

/** What each constant must be, in code and in words. */
export const constants: { readonly [K in keyof Service]-?: { readonly is: (u: unknown) => boolean; readonly expected: string } } = {
  realm: { is: isQuotable, expected: 'printable US-ASCII text' },
  schemes: { is: (u) => isListOf(isToken)(u) && u.length > 0, expected: 'a list of one or more authentication schemes' },
  algs: { is: isListOf(isNqchars), expected: 'a list of JWS algorithms' },
  resourceMetadata: { is: isAbsoluteUri, expected: 'an absolute URI' },
  vary: { is: isListOf(isToken), expected: 'a list of field names' },
  problems: { is: isUriReference, expected: 'a URI reference' },
  ask: { is: isAskTemplate, expected: 'a URI reference, in which {target} may stand' },
}

const list = <A>(items: ReadonlyArray<A>): ReadonlyArray<A> => Object.freeze([...items])

/** A service whose constants that are not given are the defaults. Frozen; the lists are copies. */
export const of = (given: Partial<Service> = {}): Service =>
  Object.freeze({
    realm: given.realm ?? 'api',
    schemes: list(given.schemes ?? ['Bearer']),
    algs: list(given.algs ?? []),
    ...(given.resourceMetadata !== undefined && { resourceMetadata: given.resourceMetadata }),
    vary: list(given.vary ?? []),
    problems: given.problems ?? '/problems/',
    ...(given.ask !== undefined && { ask: given.ask }),
  })

/** Whether every constant is there, but for the two that may be left out, and fits. */
export const is = (u: unknown): u is Service =>
  typeof u === 'object' &&
  u !== null &&
  Object.entries(constants).every(([name, { is }]) => {
    const value = (u as Record<string, unknown>)[name]
    return value === undefined ? name === 'resourceMetadata' || name === 'ask' : is(value)
  })
