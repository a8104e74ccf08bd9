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

/** Whether somebody assigned a member to the prototype of all objects. To ask that of each member takes longer than a whole decision. */
export const isPolluted = (): boolean => {
  for (const _ in Object.prototype) return true
  return false
}

/** An object by what it says itself. */
export const ownOf = <A extends object>(u: A): A => (isPolluted() ? Object.assign(Object.create(null) as A, u) : u)

/** A text, or nothing. */
export const isText = (u: unknown): u is string | undefined => u === undefined || typeof u === 'string'
