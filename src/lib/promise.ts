/**
 * Telling a promise from a value, without starting what only starts when it is waited for, and
 * without leaving a rejection unhandled.
 */

const ignore = (): void => undefined

const { then } = Promise.prototype as {
  readonly then: (...args: ReadonlyArray<unknown>) => unknown
}

/** Whether this is a promise or acts like one. Asking a member that throws counts as acting so. */
export const isThenable = (u: unknown): boolean => {
  if ((typeof u !== 'object' && typeof u !== 'function') || u === null) return false
  try {
    return typeof (u as { readonly then?: unknown }).then === 'function'
  } catch {
    return true
  }
}

/**
 * Handles the rejection of a promise that nobody waits for; an unhandled one would end the process.
 *
 * `then` of all promises tells promises of every realm, and throws for what is none. So a lazy query
 * with a `then` of its own is not started.
 */
export const dismiss = (u: unknown): void => {
  try {
    then.call(u, undefined, ignore)
  } catch {
    dismissSubclass(u)
  }
}

/** Of a promise whose class makes no further promise, `then` fails. Without a class, it works. */
const dismissSubclass = (u: unknown): void => {
  try {
    if (!isThenable(u)) return
    const before = Reflect.getOwnPropertyDescriptor(u as object, 'constructor')
    Object.defineProperty(u, 'constructor', { value: undefined, configurable: true })
    try {
      then.call(u, undefined, ignore)
    } finally {
      Reflect.deleteProperty(u as object, 'constructor')
      if (before !== undefined) Object.defineProperty(u, 'constructor', before)
    }
  } catch {
    // it is no promise
  }
}
