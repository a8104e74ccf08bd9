/**
 * Somebody gave a member to the prototype of all objects.
 */

/** What is read while all objects have this member. A test expects nothing in the meantime. */
export const polluted = <A>(name: PropertyKey, value: unknown, read: () => A): A => {
  try {
    Object.defineProperty(Object.prototype, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
    return read()
  } finally {
    Reflect.deleteProperty(Object.prototype, name)
  }
}
