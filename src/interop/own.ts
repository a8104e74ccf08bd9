/**
 * A member that an answer has itself. What somebody assigned to the prototype of all objects is said by nobody, and must grant nothing.
 */
export const own = (u: unknown, key: string): unknown =>
  typeof u === 'object' && u !== null && Object.hasOwn(u, key) ? (u as Readonly<Record<string, unknown>>)[key] : undefined
