/**
 * What the results of several commands say alike.
 */
import { hanging, visible } from '../analysis/visible.js'
import type { Io } from './Io.js'

/** How text is to look. */
export const look = ({ columns, color }: Io) => ({ columns, color })

/** A verdict of the command, in the colour of its kind. */
export const headed = ({ color }: Io, isGood: boolean, text: string): string =>
  color ? `\u001b[1;${isGood ? '32' : '31'}m${text}\u001b[0m` : text

/** Sentences, one a line or more. Lines that go on are set in. */
export const inLines = ({ columns }: Io, sentences: ReadonlyArray<string>): string =>
  sentences
    .flatMap((each) => hanging(visible(each), columns))
    .map((line) => `${line}\n`)
    .join('')

/** The constants that a file leaves out. Empty where there are none. */
export const defaults = (io: Io, names: ReadonlyArray<string>): string =>
  names.length === 0
    ? ''
    : inLines(io, [`Constants of the service at their defaults: ${names.join(', ')}.`])
