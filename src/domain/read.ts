/**
 * Reading an argument that may be anything. What comes from untyped JavaScript and is not of its type is read as the least
 * favourable value, getters that throw included; and where any argument is not of its type, nothing is granted.
 *
 * What is kept is copied first and checked then, so that nothing checked can change before it is used.
 */
import { isPlainObject } from './grammar.js'

/**
 * The reading, or nothing where it throws. Each argument is read inside its own: if the permission throws where the row
 * exists, nothing else about the answer may change.
 */
export const attempt = <A, B>(read: (a: A) => B, a: A): B | undefined => {
  try {
    return read(a)
  } catch {
    return undefined
  }
}

const refuse = (): never => {
  // nobody but `attempt` sees it, and an error takes long to make
  // eslint-disable-next-line @typescript-eslint/only-throw-error
  throw undefined
}

/** Ends the attempt where that does not hold. A function, as TypeScript wants of what asserts. */
export function ensure(holds: boolean): asserts holds {
  if (!holds) refuse()
}

/** Whether somebody assigned a member to the prototype of all objects. To ask that of each member takes longer than a whole decision. */
export const isPolluted = (): boolean => {
  for (const _ in Object.prototype) return true
  return false
}

/** An object by what it says itself. */
export const ownOf = <A extends object>(u: A): A => (isPolluted() ? Object.assign(Object.create(null) as A, u) : u)

export type Members = Readonly<Partial<Record<string, unknown>>>

/** The members of a plain object. */
export const plain = (u: unknown): Members => {
  ensure(isPlainObject(u))
  return ownOf(u)
}

export const isText = (u: unknown): u is string | undefined => u === undefined || typeof u === 'string'

/** Of lists that have a meaning here, none is nearly as long. */
export const longest = 100_000

/** A copy of a list of texts. Item by item: an iterator may be anybody's, and a list may have holes. */
export const texts = (u: unknown): ReadonlyArray<string> => {
  if (!Array.isArray(u)) return refuse()
  const { length } = u as ReadonlyArray<unknown>
  if (!(length >= 0 && length <= longest)) return refuse()
  const copy: Array<string> = []
  for (let i = 0; i < length; i++) {
    const item: unknown = u[i]
    if (typeof item !== 'string') return refuse()
    copy.push(item)
  }
  return copy
}
