/**
 * Reading an argument that may be anything. What comes from untyped JavaScript and is not of its type is read as the least
 * favourable value, getters that throw included; and where any argument is not of its type, nothing is granted.
 *
 * What is read is copied first and checked then, so that nothing checked can change before it is used.
 */

/** A reading of one argument; `understood` is false where it is not of its type. */
export type Read<A> = A & { readonly understood: boolean }

/**
 * The reading, or the fallback where reading throws. Each argument is read inside its own: if the permission throws where the row
 * exists, nothing else about the answer may change.
 */
export const total = <A, B, C>(read: (a: A, b: B) => C, fallback: C, a: A, b: B): C => {
  try {
    return read(a, b)
  } catch {
    return fallback
  }
}

export const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null

/**
 * Whose members all objects have. If somebody gave it one of a name that is read here, an object is read by what it says itself:
 * `ownOf`. To ask that of three names costs engines nothing; to ask of each member whose it is takes longer than the whole decision.
 */
export const everybody: object = Object.prototype

export const ownOf = <A extends object>(u: A): A => Object.assign(Object.create(null) as A, u)

/** A text, or nothing. */
export const isText = (u: unknown): u is string | undefined => u === undefined || typeof u === 'string'
