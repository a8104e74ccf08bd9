/**
 * A permission as a value: its members for people, and its standing for the engine.
 */
import type { Made } from '../lib/Made.js'
import { none, type Fault } from './Fault.js'
import type { Related } from './Related.js'
import type { Denial } from './Remedy.js'
import {
  asks,
  granted,
  knows,
  permissionBrand,
  related,
  stepsUp,
  type PermissionSeal,
} from './seals.js'

/**
 * What the permission check said. Only the constructors and the codec make one.
 *
 * `R`: the types of the things that are judged along with the target. `X`: what references expect.
 */
export interface Permission<
  R extends string = never,
  X extends string = never,
> extends Made<'permission'> {
  readonly _tag: 'Granted' | 'Denied'
  /** May the caller know whether the thing exists? */
  readonly mayKnow: boolean
  /** What is missing, or where to ask. `undefined` where the application said neither. */
  readonly remedy: Denial
  /** What was dropped or mended when this was made, and what a rule threw. */
  readonly faults: ReadonlyArray<Fault>
  /** What the target stands under. */
  readonly ancestors: ReadonlyArray<Related<R, 'present'>>
  /** What the request names beside the target. */
  readonly references: ReadonlyArray<Related<R, X>>
}

export type Any = Permission<string, string>

type Members = Omit<Any, '~glomar' | '_tag'> & { readonly _tag: string }

const seal = (members: Members & { [permissionBrand]?: PermissionSeal }, standing: number): Any => {
  members[permissionBrand] = { of: members, standing }
  return Object.freeze(members) as object as Any
}

export const make = (
  acts: boolean,
  mayKnow: boolean,
  remedy: Denial,
  faults: ReadonlyArray<Fault> = none,
  ancestors: Any['ancestors'] = none,
  references: Any['references'] = none,
): Any => {
  const standing =
    (acts ? granted : 0) |
    (mayKnow ? knows : 0) |
    (remedy === undefined ? 0 : remedy._tag === 'StepUp' ? stepsUp : asks) |
    (ancestors.length + references.length > 0 ? related : 0)
  const _tag = acts ? 'Granted' : 'Denied'
  const members = { _tag, mayKnow, remedy, faults, ancestors, references }
  return seal(members, standing)
}

/** A permission about one thing alone. */
export const alone = (
  acts: boolean,
  mayKnow: boolean,
  remedy?: Denial,
  faults?: ReadonlyArray<Fault>,
): Permission => make(acts, mayKnow, remedy, faults) as Permission

/** The same permission, with more faults, and judged along with more things. */
export const along = (
  p: Any,
  faults: ReadonlyArray<Fault>,
  ancestors: Any['ancestors'] = none,
  references: Any['references'] = none,
): Any =>
  make(
    p._tag === 'Granted',
    p.mayKnow,
    p.remedy,
    Object.freeze([...p.faults, ...faults]),
    Object.freeze([...p.ancestors, ...ancestors]),
    Object.freeze([...p.references, ...references]),
  )
