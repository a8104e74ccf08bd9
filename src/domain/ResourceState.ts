/**
 * Whether the resource is there, as the server knows it: the secret.
 *
 * A tombstone is a row, and so is `present`: the handler says 410 after `Ok`.
 */

export const resourceStates = ['present', 'absent'] as const

export type ResourceState = (typeof resourceStates)[number]
