/**
 * The class of what the application looked up: the resource state and the permission.
 */
import { isSeconds, isString, listOf, own } from '../../domain/grammar.js'
import * as Permission from '../../domain/Permission.js'
import type { ResourceState } from '../../domain/ResourceState.js'
import type { Caller, Standing } from '../Situation.js'
import { everybody, isRecord, isText, ownOf, type Read } from './total.js'

export interface StateClass {
  readonly state: ResourceState
  /** Its number among all. */
  readonly at: number
}

const present: Read<StateClass> = { state: 'present', at: 0, understood: true }
const absent: Read<StateClass> = { state: 'absent', at: 1, understood: true }
const gone: Read<StateClass> = { state: 'gone', at: 2, understood: true }
const unreachable: Read<StateClass> = { state: 'unreachable', at: 3, understood: true }
const unknownState: Read<StateClass> = { state: 'absent', at: 4, understood: false }

export const classifyState = (u: unknown): Read<StateClass> => {
  switch (u as ResourceState) {
    case 'present':
      return present
    case 'absent':
      return absent
    case 'gone':
      return gone
    case 'unreachable':
      return unreachable
    default:
      return unknownState
  }
}

export interface PermissionClass extends Standing {
  readonly remedy: Permission.Remedy | undefined
  /** The number of its standing. */
  readonly at: number
}

const standing = (granted: boolean, mayKnow: boolean, remedy: Permission.Remedy | undefined): Read<PermissionClass> => {
  const stepUpWouldDo = remedy !== undefined && remedy._tag === 'StepUp'
  return { granted, mayKnow, stepUpWouldDo, remedy, at: (granted ? 1 : 0) + (mayKnow ? 2 : 0) + (stepUpWouldDo ? 4 : 0), understood: true }
}

const granted = standing(true, true, undefined)
const grantedBlind = standing(true, false, undefined)
const denied = standing(false, false, undefined)
const deniedKnown = standing(false, true, undefined)
const unknownPermission: Read<PermissionClass> = { ...denied, understood: false }

export const classifyPermission = (u: unknown): Read<PermissionClass> => {
  // the constants need no reading
  if (u === Permission.granted) return granted
  if (u === Permission.denied) return denied
  try {
    return isRecord(u) ? read(isPolluted() ? ownOf(u) : u) : unknownPermission
  } catch {
    return unknownPermission
  }
}

type Members = Readonly<Partial<Record<'_tag' | 'mayKnow' | 'remedy', unknown>>>

const isPolluted = (): boolean => '_tag' in everybody || 'mayKnow' in everybody || 'remedy' in everybody

const read = (given: Members): Read<PermissionClass> => {
  const mayKnow = given.mayKnow
  if (typeof mayKnow !== 'boolean') return unknownPermission
  switch (given._tag as Permission.Permission['_tag']) {
    case 'Granted':
      return mayKnow ? granted : grantedBlind
    case 'Denied': {
      const offered = given.remedy
      if (offered === undefined) return mayKnow ? deniedKnown : denied
      const remedy = readRemedy(offered)
      return remedy === undefined ? unknownPermission : standing(false, mayKnow, remedy)
    }
    default:
      return unknownPermission
  }
}

const texts = listOf(isString)
const isMaxAge = (u: unknown): u is number | undefined => u === undefined || isSeconds(u)

/** A copy of what an answer may repeat, or nothing where it is no remedy. */
const readRemedy = (u: unknown): Permission.Remedy | undefined => {
  if (!isRecord(u)) return undefined
  switch (own(u, '_tag') as Permission.Remedy['_tag']) {
    case 'Ask': {
      const [missing, ask] = [texts(own(u, 'missing')), own(u, 'ask')]
      if (missing === undefined || !isText(ask)) return undefined
      Object.freeze(missing)
      return Object.freeze(ask === undefined ? { _tag: 'Ask', missing } : { _tag: 'Ask', missing, ask })
    }
    case 'StepUp': {
      const [acrValues, maxAge] = [texts(own(u, 'acrValues')), own(u, 'maxAge')]
      if (acrValues === undefined || !isMaxAge(maxAge)) return undefined
      Object.freeze(acrValues)
      return Object.freeze(maxAge === undefined ? { _tag: 'StepUp', acrValues } : { _tag: 'StepUp', acrValues, maxAge })
    }
    default:
      return undefined
  }
}

/** An anonymous caller on a route that requires anything counts as denied and without `mayKnow`. */
export const standingOf = (p: Standing, caller: Caller, guarded: boolean): Standing =>
  caller === 'anonymous' && guarded ? { granted: false, mayKnow: false, stepUpWouldDo: false } : p
