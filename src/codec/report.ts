/**
 * Decoding errors in words, one line each: the path, what was expected, what came.
 */
import type { Errors } from 'io-ts'

/** Enough to recognise a value by, and never more of it: it may be long, secret or hostile. */
const show = (u: unknown): string => {
  switch (typeof u) {
    case 'string':
      return u.length > 40 ? `${JSON.stringify(u.slice(0, 40))} and ${String(u.length - 40)} more characters` : JSON.stringify(u)
    case 'number':
    case 'boolean':
    case 'bigint':
    case 'undefined':
      return String(u)
    case 'object':
      return u === null ? 'null' : Array.isArray(u) ? 'a list' : 'an object'
    default:
      return `a ${typeof u}`
  }
}

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
