/**
 * The alphabets that a value must fit before it may stand in a header field or a link. Every expression is linear in the
 * length of its input and needs no stack for it.
 */

const matches =
  (pattern: RegExp) =>
  (u: unknown): u is string =>
    typeof u === 'string' && pattern.test(u)

/** `token`, RFC 9110 §5.6.2: scheme names, field names, methods. */
export const isToken = matches(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/)

/** What a `quoted-string` may hold once escaped, RFC 9110 §5.6.4, without its obsolete non-ASCII part and without tabs. */
export const isQuotable = matches(/^[\x20-\x7e]+$/)

/** `1*NQCHAR`: a scope-token (RFC 6749 §3.3), an acr value, a DPoP nonce (RFC 9449 §8.1), a JWS algorithm. */
export const isNqchars = matches(/^[\x21\x23-\x5b\x5d-\x7e]+$/)

const notOfAUri = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/

/** The characters of a URI reference, RFC 3986 §2, with well-formed percent-encoding. Holds no quote, backslash, space or control. */
export const isUriReference = (u: unknown): u is string => typeof u === 'string' && u !== '' && !notOfAUri.test(u)

const scheme = /^[a-z][a-z0-9+\-.]*:/i

/** A URI that names its scheme, RFC 3986 §3. */
export const isUri = (u: unknown): u is string => isUriReference(u) && scheme.test(u)

// one expression, as it is asked of each honest refusal that says where to ask
const notOfALink = new RegExp(`^(?!(?:https?|mailto):)${scheme.source.slice(1)}|${notOfAUri.source}`, 'i')

/** A reference that a person may be led to: relative, or to the web or a mailbox, and no `javascript:` or `data:`. */
export const isLink = (u: unknown): u is string => typeof u === 'string' && u !== '' && !notOfALink.test(u)

export const isString = (u: unknown): u is string => typeof u === 'string'

/** `delta-seconds`, RFC 9111 §1.2.2: what `max_age` of RFC 9470 §3 holds. */
export const isSeconds = (u: unknown): u is number => Number.isSafeInteger(u) && (u as number) >= 0

/** An object of its own properties: written as a literal or read from JSON, in whatever realm; no list, map, date or instance of a class. */
export const isPlainObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && (Object.getPrototypeOf(u) === Object.prototype || isPlainElsewhere(u))

const isPlainElsewhere = (u: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(u)
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype as object, 'hasOwnProperty'))
}

/** The value of an own property, of what may be anything: what stands on a prototype was said by somebody else, and must grant nothing. */
export const own = (u: unknown, key: string): unknown =>
  typeof u === 'object' && u !== null && Object.hasOwn(u, key) ? (u as Readonly<Record<string, unknown>>)[key] : undefined
