/**
 * Answers of the analysis are plain data, frozen.
 */

/** Freezes plain data, and all that is in it. */
export const frozen = <A>(data: A): A => {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data
  Object.values(data).forEach(frozen)
  return Object.freeze(data)
}
