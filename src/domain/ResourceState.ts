/**
 * Whether the target is there, as the server knows it.
 */

/** Every state there is. */
export const resourceStates = ['present', 'absent', 'gone', 'unreachable'] as const

/**
 * What the server knows of the target: the secret. `gone` answers as `absent` on the wire, only `explain` tells them apart.
 * `unreachable` says that something above the target in a chain stopped the caller.
 */
export type ResourceState = (typeof resourceStates)[number]

export const isResourceState = (u: unknown): u is ResourceState => (resourceStates as ReadonlyArray<unknown>).includes(u)
