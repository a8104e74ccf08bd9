/**
 * Decoding errors in words, one line each: the path, what was expected, what came.
 */
import type { Errors } from 'io-ts'
import { show, showPath } from '../domain/show.js'

/** Every error that a codec found, as a sentence: `types.call.existence: expected "secret" | "known", got "knwon"`. */
export const report = (errors: Errors): ReadonlyArray<string> =>
  errors.map(({ context, message, value }) => {
    const where = showPath(context.slice(1).map(({ key }) => key))
    const expected = message ?? context.at(-1)?.type.name ?? 'something else'
    return expected.startsWith('no such key') ? `${where}: ${expected}` : `${where}: expected ${expected}, got ${show(value)}`
  })
