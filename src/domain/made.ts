/**
 * Which policies were made by `Policy.of`, in this copy of the library: those are whole and frozen through and through, and nobody
 * need look at them again. It is no brand: a policy that is not among them (from JSON, from another copy) is looked at each
 * time, and means the same.
 */
import type { Policy } from './Policy.js'

const made = new WeakSet()

export const remember = <P extends Policy>(policy: P): P => {
  made.add(policy)
  return policy
}

/** Of what is no object, `has` says no. */
export const isMade = (u: unknown): u is Policy => made.has(u as object)
