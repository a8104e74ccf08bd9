/**
 * What the server knows of the target: the secret. `gone` answers as `absent` on the wire, only `explain` tells them apart.
 * `unreachable` says that something above the target in a chain stopped the caller.
 */
export type ResourceState = 'present' | 'absent' | 'gone' | 'unreachable'

// a missing or extra state does not compile
const every: Record<ResourceState, null> = { present: null, absent: null, gone: null, unreachable: null }

export const resourceStates = Object.keys(every) as ReadonlyArray<ResourceState>

export const isResourceState = (u: unknown): u is ResourceState => u === 'present' || u === 'absent' || u === 'gone' || u === 'unreachable'
