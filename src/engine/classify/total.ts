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
export const total =
  <Args extends ReadonlyArray<unknown>, A>(read: (...args: Args) => A, fallback: A) =>
  (...args: Args): A => {
    try {
      return read(...args)
    } catch {
      return fallback
    }
  }

export const isRecord = (u: unknown): u is Readonly<Record<string, unknown>> => typeof u === 'object' && u !== null

export const optional =
  <A>(is: (u: unknown) => u is A) =>
  (u: unknown): u is A | undefined =>
    u === undefined || is(u)
