/**
 * The codec of the resource state.
 */
import { resourceStates, type ResourceState as Value } from '../domain/ResourceState.js'
import { codec, type Codec } from './codec.js'
import { oneOf } from './read.js'

export const readState = oneOf(resourceStates)

const same = (state: Value): Value => state

/** Whether the thing is there: `"present"` or `"absent"`. */
export const ResourceState: Codec<Value, Value> = codec(
  'ResourceState',
  (u): u is Value => (resourceStates as ReadonlyArray<unknown>).includes(u),
  readState,
  same,
  same,
)
