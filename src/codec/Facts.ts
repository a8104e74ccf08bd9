/**
 * The codec of the two facts that come from an application's look-ups.
 */
import type * as Domain from '../domain/Facts.js'
import { is } from '../domain/Permission.js'
import type { ResourceState as State } from '../domain/ResourceState.js'
import { codec, type Codec } from './codec.js'
import {
  makePermission,
  readPermission,
  writePermission,
  type PermissionDocument,
} from './Permission.js'
import { struct } from './read.js'
import { readState, ResourceState } from './ResourceState.js'

/** The state, and the permission in the words of its constructors. */
export interface FactsDocument {
  /** Whether the thing is there. */
  readonly state: State
  /** What the permission check said. About an absent thing: what is true of all that could be there. */
  readonly permission: PermissionDocument
}

type Value = Domain.Facts<string, string>

const areFacts = (u: unknown): u is Value => {
  try {
    return Array.isArray(u) && u.length === 2 && ResourceState.is(u[0]) && is(u[1])
  } catch {
    return false
  }
}

/**
 * The state and the permission, from another process. What is decoded is spread into `decide`.
 *
 * @example
 * Facts.decode({ state: 'present', permission: { _tag: 'Granted' } })
 */
export const Facts: Codec<Value, FactsDocument> = codec(
  'Facts',
  areFacts,
  struct<FactsDocument>({ state: readState, permission: readPermission }, {}),
  ({ state, permission }) => [state, makePermission(permission)],
  ([state, permission]) => ({ state, permission: writePermission(permission) }),
)
