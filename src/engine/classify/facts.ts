/**
 * The class of what the application looked up: the resource state and the permission.
 */
import { isSeconds, isString, listOf } from '../../domain/grammar.js'
import * as Permission from '../../domain/Permission.js'
import type { ResourceState } from '../../domain/ResourceState.js'
import type { Caller, Standing } from '../Situation.js'
import { isRecord, isText, ownOf, type Read } from './total.js'

export interface StateClass {
  readonly state: ResourceState
  /** Its number among all. */
  readonly at: number
}

const present: Read<StateClass> = { state: 'present', at: 0, understood: true }
const absent: Read<StateClass> = { state: 'absent', at: 1, understood: true }
const gone: Read<StateClass> = { state: 'gone', at: 2, understood: true }
const unreachable: Read<StateClass> = { state: 'unreachable', at: 3, understood: true }
const unknownState: Read<StateClass> = { state: 'absent', at: 1, understood: false }

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

/** A bit for each of what a standing says, so that a number tells it whole. */
const grant = 1
const know = 2
const stepUp = 4

/** All standings, each at its number. */
export const standings: ReadonlyArray<Read<PermissionClass>> = Array.from({ length: 8 }, (_, at) => ({
  granted: (at & grant) !== 0,
  mayKnow: (at & know) !== 0,
  stepUpWouldDo: (at & stepUp) !== 0,
  remedy: undefined,
  at,
  understood: true,
}))

/** The same, without the grant. */
export const denying = (at: number): number => at & ~grant

const [denied, grantedBlind, deniedKnown, granted] = standings as readonly [
  Read<PermissionClass>,
  Read<PermissionClass>,
  Read<PermissionClass>,
  Read<PermissionClass>,
]
const known = Permission.deniedKnown()
const unknownPermission: Read<PermissionClass> = { ...denied, understood: false }

export const classifyPermission = (u: unknown): Read<PermissionClass> => {
  // the constants need no reading
  if (u === Permission.granted) return granted
  if (u === Permission.denied) return denied
  if (u === known) return deniedKnown
  if (u === Permission.grantedBlind) return grantedBlind
  try {
    return isRecord(u) ? read(ownOf(u)) : unknownPermission
  } catch {
    return unknownPermission
  }
}

type Members = Readonly<Partial<Record<'_tag' | 'mayKnow' | 'remedy', unknown>>>

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
      if (remedy === undefined) return unknownPermission
      const stepUpWouldDo = remedy._tag === 'StepUp'
      const at = (mayKnow ? know : 0) + (stepUpWouldDo ? stepUp : 0)
      return { granted: false, mayKnow, stepUpWouldDo, remedy, at, understood: true }
    }
    default:
      return unknownPermission
  }
}

const listOfTexts = listOf(isString)

const texts = (u: unknown): ReadonlyArray<string> | undefined => {
  const copy = listOfTexts(u)
  return copy && Object.freeze(copy)
}
const isMaxAge = (u: unknown): u is number | undefined => u === undefined || isSeconds(u)

/** A copy of what an answer may repeat, or nothing where it is no remedy. */
const readRemedy = (u: unknown): Permission.Remedy | undefined => {
  if (!isRecord(u)) return undefined
  const given: Readonly<Partial<Record<'_tag' | 'missing' | 'ask' | 'acrValues' | 'maxAge', unknown>>> = ownOf(u)
  switch (given._tag as Permission.Remedy['_tag']) {
    case 'Ask': {
      const missing = texts(given.missing)
      const ask = given.ask
      if (missing === undefined || !isText(ask)) return undefined
      return ask === undefined ? { _tag: 'Ask', missing } : { _tag: 'Ask', missing, ask }
    }
    case 'StepUp': {
      const acrValues = texts(given.acrValues)
      const maxAge = given.maxAge
      if (acrValues === undefined || !isMaxAge(maxAge)) return undefined
      return maxAge === undefined ? { _tag: 'StepUp', acrValues } : { _tag: 'StepUp', acrValues, maxAge }
    }
    default:
      return undefined
  }
}

/** An anonymous caller on a route that requires anything counts as denied and without `mayKnow`. */
export const standingOf = (p: Standing, caller: Caller, guarded: boolean): Standing =>
  caller === 'anonymous' && guarded ? { granted: false, mayKnow: false, stepUpWouldDo: false } : p
