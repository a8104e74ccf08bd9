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

/** `types.document.existence`, `scopes[1]`, `types["a b"]`. */
export const showPath = (keys: ReadonlyArray<string>): string =>
  keys
    .map((key, i) => {
      if (isName.test(key)) return i === 0 ? key : `.${key}`
      return /^\d{1,10}$/.test(key) ? `[${key}]` : `[${show(key)}]`
    })
    .join('') || '(the value itself)'

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

/** The name that was probably meant; `undefined` where none is near. */
const nearest = (name: string, names: ReadonlyArray<string>): string | undefined => {
  if (name.length > 64) return undefined
  const lower = name.toLowerCase()
  const near = names.filter((known) => distance(lower, known.toLowerCase()) <= known.length / 3)
  return near.sort((x, y) => distance(lower, x.toLowerCase()) - distance(lower, y.toLowerCase()))[0]
}

/** `no such knob; did you mean existence?`, or all names where none is near. */
export const noSuch = (kind: string, name: unknown, names: ReadonlyArray<string>): string => {
  const meant = typeof name === 'string' ? nearest(name, names) : undefined
  const hint =
    meant === undefined ? `expected one of ${names.join(', ')}` : `did you mean ${meant}?`
  return `no such ${kind}; ${hint}`
}
