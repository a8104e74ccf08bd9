/**
 * The words that findings have in common.
 */

/** A name as it is written in the policy. */
export const quoted = (name: string): string => `\`${name}\``

export const aThing = (name: string): string =>
  `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${quoted(name)}`

/** `a`, `a and b`, `a, b and c`. */
export const list = (words: ReadonlyArray<string>): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${String(words.at(-1))}`

export const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`
