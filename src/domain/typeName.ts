/**
 * The names of resource types: `document`, or `document:delete` for one action on documents.
 */

/** A text with at most one colon, and with something on each side of it. */
export const isTypeName = (u: unknown): u is string =>
  typeof u === 'string' && /^[^:]+(?::[^:]+)?$/.test(u)

export const typeNameExpected = 'a resource type such as `document` or `document:delete`'
