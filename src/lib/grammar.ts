/**
 * The alphabets that a value must fit before it may stand in a header field or a link. Every
 * expression is linear in the length of its input and needs no stack for it.
 */

const matches =
  (pattern: RegExp) =>
  (u: unknown): u is string =>
    typeof u === 'string' && pattern.test(u)

/** `token`, RFC 9110 §5.6.2: scheme names, field names, methods. */
export const isToken = matches(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/)

/** What a `quoted-string` may hold once escaped (RFC 9110 §5.6.4), without tabs and non-ASCII. */
export const isQuotable = matches(/^[\x20-\x7e]+$/)

/** `1*NQCHAR`: a scope-token (RFC 6749 §3.3), an acr value, a DPoP nonce (RFC 9449 §8.1), an alg. */
export const isNqchars = matches(/^[\x21\x23-\x5b\x5d-\x7e]+$/)

const notOfAUri = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/
const scheme = /^[a-z][a-z0-9+\-.]*:/i
const webOrMail = /^(?:https?|mailto):/i

/** The characters of a URI reference (RFC 3986 §2), with well-formed percent-encoding. */
export const isUriReference = (u: unknown): u is string =>
  typeof u === 'string' && u !== '' && !notOfAUri.test(u)

/** A URI that names its scheme (RFC 3986 §3). */
export const isUri = (u: unknown): u is string => isUriReference(u) && scheme.test(u)

/** `delta-seconds` (RFC 9111 §1.2.2): what `max_age` of RFC 9470 §3 holds. */
export const isSeconds = (u: unknown): u is number => Number.isSafeInteger(u) && (u as number) >= 0

export const isText = (u: unknown): u is string => typeof u === 'string'

/** A URI reference to which a person may be led: relative, or to the web or a mailbox. */
export const isLink = (u: unknown): u is string =>
  isUriReference(u) && (!scheme.test(u) || webOrMail.test(u))

/**
 * The link with every character percent-encoded that no URI has (RFC 3986 §2.1). `undefined` where
 * that leaves no link: an empty text, or a scheme that can run code (`javascript:`, `data:`).
 */
export const toLink = (text: string): string | undefined => {
  const given: unknown = text
  if (isLink(given)) return given
  // a lone surrogate has no UTF-8 form, and `encodeURIComponent` would throw on it
  const encoded = text
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, encodeURIComponent)
  return isLink(encoded) ? encoded : undefined
}
