/**
 * What the results of several commands say alike.
 */
import type { Io } from './Io.js'

/** How text is to look. */
export const look = ({ columns, color }: Io) => ({ columns, color })

/** A verdict of the command, in the colour of its kind. */
export const headed = ({ color }: Io, isGood: boolean, text: string): string =>
  color ? `\u001b[1;${isGood ? '32' : '31'}m${text}\u001b[0m` : text

/** The constants that a file leaves out. Empty where there are none. */
export const defaults = (names: ReadonlyArray<string>): string =>
  names.length === 0 ? '' : `Constants of the service at their defaults: ${names.join(', ')}.\n`
