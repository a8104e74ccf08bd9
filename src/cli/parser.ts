/**
 * What is wrong with JSON or YAML, for people who know no parser.
 */
import type { YAMLParseError } from 'yaml'
import { visible } from '../analysis/visible.js'

/** What to do about it. */
export const mend = 'Mend the JSON or YAML there.'

/** What the parser says, in words, and what to do about it. */
export const inWords = ({ code, message }: Pick<YAMLParseError, 'code' | 'message'>): string => {
  const [, says] = said.find(([pattern]) => pattern.test(`${code}: ${message}`)) ?? []
  return says?.(message.at(-1) ?? '') ?? `${visible(message.replace(/\.$/, ''))}. ${mend}`
}

/** By the code and the message: what to say, given the last character of the message. */
const said: ReadonlyArray<readonly [RegExp, (last: string) => string]> = [
  [/ end with a .$/, (bracket) => `A closing ${bracket} is missing. ${mend}`],
  [/: Missing closing .quote$/, () => `A closing quote is missing. ${mend}`],
  [/^BLOCK_IN_FLOW|: Missing , between /, () => `A comma is missing. ${mend}`],
  [/ at node end$/, () => `A comma is missing, or something follows a value. ${mend}`],
  [/: Missing , or : between /, () => `A comma or a colon is missing. ${mend}`],
  [/: Unexpected flow-\w+-end /, () => `This bracket is one too many. ${mend}`],
  [/^BLOCK_AS_IMPLICIT_KEY/, () => `A line is indented wrongly, or has a colon too many. ${mend}`],
  [
    /^MULTILINE_IMPLICIT_KEY/,
    () => `A comma is missing, or a name goes on in the next line. ${mend}`,
  ],
  [/^MULTIPLE_DOCS/, () => 'A second document begins. Put each policy into a file of its own.'],
]
