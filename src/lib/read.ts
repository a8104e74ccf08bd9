/**
 * Reading what may be anything: own members of plain objects, and lists of texts.
 */

type Members = Readonly<Record<string, unknown>>

/**
 * An object of its own properties: a literal, or read from JSON, in whatever realm. No list, map,
 * date or instance of a class. Throws where a proxy does.
 */
export const isPlainObject = (u: unknown): u is Members =>
  typeof u === 'object' &&
  u !== null &&
  (Object.getPrototypeOf(u) === Object.prototype || isPlainElsewhere(u))

const isPlainElsewhere = (u: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(u)
  if (prototype === null) return true
  return (
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype as object, 'hasOwnProperty')
  )
}

/** The value of an own property. What stands on a prototype was said by somebody else. */
export const own = (u: unknown, key: string): unknown =>
  typeof u === 'object' && u !== null && Object.hasOwn(u, key) ? (u as Members)[key] : undefined

/** Whether somebody assigned a member to the prototype of all objects. */
const isPolluted = (): boolean => {
  for (const _ in Object.prototype) return true
  return false
}

/** `u` without inherited members. A plain object of this realm has none, unless it is polluted. */
export const ownOf = <A extends object>(u: A): A =>
  Object.getPrototypeOf(u) === Object.prototype && !isPolluted()
    ? u
    : (Object.create(null, Object.getOwnPropertyDescriptors(u)) as A)

/** Lists that mean something here are never nearly as long. */
const longest = 100_000

/** The items of a list, one by one: an iterator may be anybody's, and a list may have holes. */
export const itemsOf = (u: unknown): ReadonlyArray<unknown> | undefined => {
  try {
    return read(u)
  } catch {
    // a proxy that was revoked, or that throws
    return undefined
  }
}

const read = (u: unknown): ReadonlyArray<unknown> | undefined => {
  if (!Array.isArray(u)) return undefined
  const { length } = u
  if (!(length >= 0 && length <= longest)) return undefined
  // with its length: a list that grows takes more memory than it needs
  const items = new Array<unknown>(length)
  for (let i = 0; i < length; i++) items[i] = u[i]
  return items
}
