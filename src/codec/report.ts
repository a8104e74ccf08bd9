/**
 * Decoding errors in words, one line each: the path, what was expected, what came.
 */
import type { Errors, ValidationError } from 'io-ts'
import { show, showPath } from '../domain/show.js'

/** What was expected and what came, without the path to it. */
export const messageOf = ({ context, message, value }: ValidationError): string => {
  const expected = message ?? context.at(-1)?.type.name ?? 'something else'
  return expected.startsWith('no such key') ? expected : `expected ${expected}, got ${show(value)}`
}

/** Every error that a codec found, as a sentence: `types.call.existence: expected "secret" | "known", got "knwon"`. */
export const report = (errors: Errors): ReadonlyArray<string> =>
  errors.map((error) => `${showPath(error.context.slice(1).map(({ key }) => key))}: ${messageOf(error)}`)
