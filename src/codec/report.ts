/**
 * Decoding errors in words, one line each: the path, what was expected, what came.
 */
import type { Errors } from 'io-ts'
import { show } from '../domain/show.js'

const isName = /^[A-Za-z_$][\w$-]*$/

const path = (keys: ReadonlyArray<string>): string =>
  keys.map((key, i) => (isName.test(key) ? (i === 0 ? key : `.${key}`) : /^\d+$/.test(key) ? `[${key}]` : `[${show(key)}]`)).join('') ||
  '(the value itself)'

/** Every error that a codec found, as a sentence: `types.call.existence: expected "secret" | "known", got "knwon"`. */
export const report = (errors: Errors): ReadonlyArray<string> =>
  errors.map(({ context, message, value }) => {
    const where = path(context.slice(1).map(({ key }) => key))
    const expected = message ?? context.at(-1)?.type.name ?? 'something else'
    return expected.startsWith('no such key') ? `${where}: ${expected}` : `${where}: expected ${expected}, got ${show(value)}`
  })
