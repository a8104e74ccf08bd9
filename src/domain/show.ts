/**
 * A value in a few words, for an error message.
 */

/** Enough to recognise a value by, and never more of it: it may be long, secret or hostile. */
export const show = (u: unknown): string => {
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
