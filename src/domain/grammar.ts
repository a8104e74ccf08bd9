/**
 * The alphabets that a value must fit before it may stand in a header field or a link.
 * Every expression is anchored and linear in the length of its input.
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

/** The characters of a URI reference, RFC 3986 §2, with well-formed percent-encoding. Holds no quote, backslash, space or control. */
export const isUriReference = matches(/^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/)

/** A URI reference that names its scheme, RFC 3986 §4.3. */
export const isAbsoluteUri = (u: unknown): u is string => isUriReference(u) && /^[A-Za-z][A-Za-z0-9+\-.]*:/.test(u)

/** A list of values that all fit. A loop, because `every` would step over the holes of a sparse list, one by one and all of them. */
export const isListOf =
  <A>(is: (u: unknown) => u is A) =>
  (u: unknown): u is ReadonlyArray<A> => {
    if (!Array.isArray(u)) return false
    for (const item of u as ReadonlyArray<unknown>) if (!is(item)) return false
    return true
  }

export const isString = (u: unknown): u is string => typeof u === 'string'

/** `delta-seconds`, RFC 9111 §1.2.2: what `max_age` of RFC 9470 §3 holds. */
export const isSeconds = (u: unknown): u is number => Number.isSafeInteger(u) && (u as number) >= 0
