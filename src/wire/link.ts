/**
 * The link of a blind ask: the service's template and the path as sent, nothing else.
 */

// what `encodeURIComponent` leaves alone but RFC 3986 §2.2 reserves
const reserved = /[!'()*]/g

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`

/** Simple string expansion (RFC 6570 §3.2.2). A lone surrogate, on which `encodeURIComponent` throws, becomes U+FFFD. */
const encode = (text: string): string => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD')).replaceAll(reserved, percent)

/** What servers accept at least (RFC 9110 §4.1). A longer target gets no link. */
const longest = 8_000

/** The template with `{target}` replaced by the target, percent-encoded. */
export const blindAsk = (template: string, target: string): string | undefined =>
  target.length > longest ? undefined : template.replaceAll('{target}', () => encode(target))
