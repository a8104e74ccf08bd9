/**
 * Whether the resource is there.
 */

/** The two states of a resource. */
export const resourceStates = ['present', 'absent'] as const

/**
 * Whether the resource is there, as the server knows it: the secret. What is neither text is absent.
 *
 * A tombstone is a row, and so the resource is `present`: the handler says 410 after `Ok`.
 */
export type ResourceState = (typeof resourceStates)[number]
