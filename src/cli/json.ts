/**
 * Results for machines.
 */

/** One JSON text, set in, with a line break at its end. */
export const asJson = (u: unknown): string => `${JSON.stringify(u, undefined, 2)}\n`
