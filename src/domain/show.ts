/**
 * Values and paths in a few words, for error messages.
 */

/** Enough to recognise a value by, and never more of it: it may be long, secret or hostile. */
export const show = (u: unknown): string => {
  switch (typeof u) {
    case 'string':
      return u.length > 40 ? `${JSON.stringify(u.slice(0, 40))} and ${String(u.length - 40)} more characters` : JSON.stringify(u)
    case 'number':
    case 'boolean':
    case 'undefined':
      return String(u)
    case 'object':
      return u === null ? 'null' : isList(u) ? 'a list' : 'an object'
    default:
      return `a ${typeof u}`
  }
}

/** `Array.isArray`, but for a proxy that was revoked, of which that throws. */
export const isList = (u: unknown): boolean => {
  try {
    return Array.isArray(u)
  } catch {
    return false
  }
}

const isName = /^[A-Za-z_$][\w$-]{0,63}$/

/** `types.call.existence`, `scopes[1]`, `types["a b"]`. */
export const showPath = (keys: ReadonlyArray<string>): string =>
  keys
    .map((key, i) => (isName.test(key) ? (i === 0 ? key : `.${key}`) : /^\d{1,10}$/.test(key) ? `[${key}]` : `[${show(key)}]`))
    .join('') || '(the value itself)'
