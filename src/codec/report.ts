/**
 * Decoding errors in words, one line each: the path, what was expected, what came.
 */
import type { Errors } from 'io-ts'
import { show, showPath } from '../lib/show.js'

/**
 * Every error that a codec found, as a sentence.
 *
 * @param errors - The left side of what `decode` gives. A codec of your own that is made of these
 *   may have other errors in it, and they are told alike.
 * @returns One line for each error: the path, what was expected, what came.
 * @example
 * const decoded = Policy.decode({ types: { document: { list: 'full' } } })
 * decoded._tag === 'Left' && report(decoded.left)
 * // → ['types.document.list: expected "conceal" | "empty", got "full"']
 */
export const report = (errors: Errors): ReadonlyArray<string> =>
  errors.map(({ context, message, value }) => {
    const path = showPath(context.slice(1).map(({ key }) => key))
    const wanted = context.at(-1)?.type.name ?? 'another value'
    return `${path}: ${message ?? `expected ${wanted}, got ${show(value)}`}`
  })
