/**
 * The class of what the application looked up: the resource state and the permission.
 */
import { isSeconds, isString, listOf, own } from '../../domain/grammar.js'
import type { Permission, Remedy } from '../../domain/Permission.js'
import { isResourceState, type ResourceState } from '../../domain/ResourceState.js'
import type { Caller, Standing } from '../Situation.js'
import { isRecord, optional, total, type Read } from './total.js'

export const classifyState = (u: unknown): Read<{ readonly state: ResourceState }> =>
  isResourceState(u) ? { state: u, understood: true } : { state: 'absent', understood: false }

export interface PermissionClass extends Standing {
  readonly remedy?: Remedy
}

const unknownPermission: Read<PermissionClass> = { granted: false, mayKnow: false, stepUpWouldDo: false, understood: false }

export const classifyPermission: (u: unknown) => Read<PermissionClass> = total((u: unknown): Read<PermissionClass> => {
  if (!isRecord(u)) return unknownPermission
  const [mayKnow, given] = [own(u, 'mayKnow'), own(u, 'remedy')]
  if (typeof mayKnow !== 'boolean') return unknownPermission
  switch (own(u, '_tag') as Permission['_tag']) {
    case 'Granted':
      return { granted: true, mayKnow, stepUpWouldDo: false, understood: true }
    case 'Denied': {
      if (given === undefined) return { granted: false, mayKnow, stepUpWouldDo: false, understood: true }
      const remedy = readRemedy(given)
      if (remedy === undefined) return unknownPermission
      return { granted: false, mayKnow, stepUpWouldDo: remedy._tag === 'StepUp', remedy, understood: true }
    }
    default:
      return unknownPermission
  }
}, unknownPermission)

const texts = listOf(isString)

/** A frozen copy of what an answer may repeat, or nothing where it is no remedy. */
const readRemedy = (u: unknown): Remedy | undefined => {
  if (!isRecord(u)) return undefined
  switch (own(u, '_tag') as Remedy['_tag']) {
    case 'Ask': {
      const [missing, ask] = [texts(own(u, 'missing')), own(u, 'ask')]
      if (missing === undefined || !optional(isString)(ask)) return undefined
      return Object.freeze({ _tag: 'Ask', missing: Object.freeze(missing), ...(ask !== undefined && { ask }) })
    }
    case 'StepUp': {
      const [acrValues, maxAge] = [texts(own(u, 'acrValues')), own(u, 'maxAge')]
      if (acrValues === undefined || !optional(isSeconds)(maxAge)) return undefined
      return Object.freeze({ _tag: 'StepUp', acrValues: Object.freeze(acrValues), ...(maxAge !== undefined && { maxAge }) })
    }
    default:
      return undefined
  }
}

/** An anonymous caller on a route that requires anything counts as denied and without `mayKnow`. */
export const standingOf = (p: Standing, caller: Caller, guarded: boolean): Standing =>
  caller === 'anonymous' && guarded ? { granted: false, mayKnow: false, stepUpWouldDo: false } : p
