/**
 * Values, paths and near misses in a few words, for error messages.
 */

/** Enough to recognise a value by, and never more of it: it may be long, secret or hostile. */
export const show = (u: unknown): string => {
  switch (typeof u) {
    case 'string':
      return u.length > 40
        ? `${JSON.stringify(u.slice(0, 40))} and ${String(u.length - 40)} more characters`
        : JSON.stringify(u)
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

/** `Array.isArray`, which throws for a revoked proxy. */
export const isList = (u: unknown): u is ReadonlyArray<unknown> => {
  try {
    return Array.isArray(u)
  } catch {
    return false
  }
}

const isName = /^[A-Za-z_$][\w$-]{0,63}$/

/** A key in a path: `.existence` without its dot, `[1]`, `["a b"]`. */
export const segment = (key: string): string =>
  isName.test(key) ? key : /^\d{1,10}$/.test(key) ? `[${key}]` : `[${show(key)}]`

/** `types.document.existence`, `scopes[1]`, `types["a b"]`. */
export const showPath = (keys: ReadonlyArray<string>): string =>
  keys.map((key, i) => (i > 0 && isName.test(key) ? `.${key}` : segment(key))).join('') ||
  '(the value itself)'

/** How many letters have to be inserted, left out or replaced to turn `x` into `y` (Levenshtein). */
const distance = (x: string, y: string): number => {
  let row = Array.from({ length: y.length + 1 }, (_, j) => j)
  for (let i = 0; i < x.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < y.length; j++)
      next.push(
        Math.min(
          (row[j + 1] as number) + 1,
          (next[j] as number) + 1,
          (row[j] as number) + (x[i] === y[j] ? 0 : 1),
        ),
      )
    row = next
  }
  return row[y.length] as number
}

/** `; did you mean existence?`, or an empty text where no name is near. */
export const didYouMean = (u: unknown, names: ReadonlyArray<string>): string => {
  if (typeof u !== 'string' || u.length > 64) return ''
  const from = (name: string): number => distance(u.toLowerCase(), name.toLowerCase())
  const near = names.filter((name) => from(name) <= name.length / 3)
  const [nearest] = near.sort((x, y) => from(x) - from(y))
  return nearest === undefined ? '' : `; did you mean ${nearest}?`
}

/** `no such knob; did you mean existence?`, or all names where none is near. */
export const noSuch = (kind: string, name: unknown, names: ReadonlyArray<string>): string =>
  `no such ${kind}${didYouMean(name, names) || `; expected one of ${names.join(', ')}`}`
