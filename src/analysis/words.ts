/**
 * The words that findings have in common.
 */
import { visible } from './visible.js'

/** A name as it is written in the policy: code, in Markdown. */
export const quoted = (name: string): string => {
  const text = visible(name)
  // a fence is longer than any within (CommonMark, code spans)
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}

export const aThing = (name: string): string =>
  `${/^[aeio]/i.test(name) ? 'an' : 'a'} ${quoted(name)}`

/** `a`, `a and b`, `a, b and c`. */
export const list = (words: ReadonlyArray<string>, last = 'and'): string =>
  words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} ${last} ${String(words.at(-1))}`

/** So many are listed, and then their number. */
export const most = 4

/** The first few, and how many more there are. */
export const few = (words: ReadonlyArray<string>): string =>
  words.length <= most
    ? list(words)
    : list([...words.slice(0, most - 1), `${String(words.length - most + 1)} more`])

export const sentence = (text: string): string =>
  `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`

/** Types by the part before the colon, which names the thing: `document`, `document:delete`. */
export const byThing = (
  types: ReadonlyArray<string>,
): ReadonlyArray<readonly [thing: string, actions: ReadonlyArray<string>]> => {
  const actionsOn = new Map<string, Array<string>>()
  for (const type of types) {
    const thing = type.split(':')[0] as string
    const actions = actionsOn.get(thing) ?? []
    actions.push(type)
    actionsOn.set(thing, actions)
  }
  return [...actionsOn]
}
