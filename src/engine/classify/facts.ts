/**
 * The class of what the application looked up: the resource state and the permission.
 */
import { isListOf, isSeconds, isString } from '../../domain/grammar.js'
import type { Ask, Permission, StepUp } from '../../domain/Permission.js'
import { isResourceState, type ResourceState } from '../../domain/ResourceState.js'
import type { Caller, Standing } from '../Situation.js'
import { isRecord, optional, total, type Read } from './total.js'

export const classifyState = (u: unknown): { readonly state: ResourceState; readonly understood: boolean } =>
  isResourceState(u) ? { state: u, understood: true } : { state: 'absent', understood: false }

export interface PermissionClass extends Standing {
  readonly remedy?: Ask | StepUp
}

const unknownPermission: Read<PermissionClass> = { granted: false, mayKnow: false, stepUpWouldDo: false, understood: false }

/** A frozen copy of what an answer may repeat. */
const remedyOf = (u: Record<string, unknown>): Ask | StepUp | undefined => {
  switch (u['_tag']) {
    case 'Ask': {
      const { missing, ask } = u
      if (!isListOf(isString)(missing) || !optional(isString)(ask)) return undefined
      return { _tag: 'Ask', missing: Object.freeze([...missing]), ...(ask !== undefined && { ask: ask as string }) }
    }
    case 'StepUp': {
      const { acrValues, maxAge } = u
      if (!isListOf(isString)(acrValues) || !optional(isSeconds)(maxAge)) return undefined
      return { _tag: 'StepUp', acrValues: [...acrValues], ...(maxAge !== undefined && { maxAge: maxAge as number }) }
    }
    default:
      return undefined
  }
}

export const classifyPermission: (u: unknown) => Read<PermissionClass> = total((u: unknown): Read<PermissionClass> => {
  if (!isRecord(u)) return unknownPermission
  const { mayKnow, remedy: given } = u
  if (typeof mayKnow !== 'boolean') return unknownPermission
  switch (u['_tag'] as Permission['_tag']) {
    case 'Granted':
      return { granted: true, mayKnow, stepUpWouldDo: false, understood: true }
    case 'Denied': {
      if (given === undefined) return { granted: false, mayKnow, stepUpWouldDo: false, understood: true }
      const remedy = isRecord(given) ? remedyOf(given) : undefined
      if (remedy === undefined) return unknownPermission
      return { granted: false, mayKnow, stepUpWouldDo: remedy._tag === 'StepUp', remedy, understood: true }
    }
    default:
      return unknownPermission
  }
}, unknownPermission)

/** An anonymous caller on a route that requires anything counts as denied and without `mayKnow`. */
export const standingOf = (p: Standing, caller: Caller, guarded: boolean): Standing =>
  caller === 'anonymous' && guarded ? { granted: false, mayKnow: false, stepUpWouldDo: false } : p
