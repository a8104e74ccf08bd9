/**
 * A permission as a value: its members for people, and its standing for the engine.
 */
import { permissionBrand, type Made } from '../lib/brand.js'
import { none, type Fault } from './Fault.js'
import type { Related } from './Related.js'
import type { Denial } from './Remedy.js'

/** `R`: the types of the things judged along with the target. `X`: what references expect. */
export interface Permission<
  R extends string = never,
  X extends string = never,
> extends Made<'permission'> {
  readonly _tag: 'Granted' | 'Denied'
  readonly mayKnow: boolean
  readonly remedy: Denial
  /** What was dropped or mended when this was made, and what a rule threw. */
  readonly faults: ReadonlyArray<Fault>
  readonly ancestors: ReadonlyArray<Related<R, 'present'>>
  readonly references: ReadonlyArray<Related<R, X>>
}

/** A permission as a number, so that a table reads the secret without a branch. */
export const standing: unique symbol = Symbol.for('glomar.standing/1')

/**
 * The bits of a standing: may act; may know; is denied, and only a step-up is missing. The last is set
 * where other things are judged along: no table has such a standing.
 */
export const granted = 1
export const knows = 2
export const stepsUp = 4
export const related = 8

// every member set by the constructor, as in `Authn`
class Value {
  declare readonly [permissionBrand]: unknown
  declare readonly [standing]: number
  declare readonly _tag: 'Granted' | 'Denied'
  declare readonly mayKnow: boolean
  declare readonly remedy: Denial
  declare readonly faults: ReadonlyArray<Fault>
  declare readonly ancestors: ReadonlyArray<Related<string, 'present'>>
  declare readonly references: ReadonlyArray<Related<string, string>>

  constructor(
    acts: boolean,
    mayKnow: boolean,
    remedy: Denial,
    faults: ReadonlyArray<Fault>,
    ancestors: ReadonlyArray<Related<string, 'present'>>,
    references: ReadonlyArray<Related<string, string>>,
  ) {
    const step = remedy?._tag === 'StepUp' ? stepsUp : 0
    const more = ancestors.length + references.length > 0 ? related : 0
    this[permissionBrand] = this
    this[standing] = (acts ? granted : 0) | (mayKnow ? knows : 0) | step | more
    this._tag = acts ? 'Granted' : 'Denied'
    this.mayKnow = mayKnow
    this.remedy = remedy
    this.faults = faults
    this.ancestors = ancestors
    this.references = references
    Object.freeze(this)
  }
}

export type Any = Permission<string, string>

export const of = (
  acts: boolean,
  mayKnow: boolean,
  remedy: Denial = undefined,
  faults: ReadonlyArray<Fault> = none,
): Permission => new Value(acts, mayKnow, remedy, faults, none, none) as unknown as Permission

/** The same permission, judged along with other things, and with more faults. For `Facts.of`. */
export const along = (
  p: Any,
  faults: ReadonlyArray<Fault>,
  ancestors: ReadonlyArray<Related<string, 'present'>>,
  references: ReadonlyArray<Related<string, string>>,
): Any =>
  new Value(
    p._tag === 'Granted',
    p.mayKnow,
    p.remedy,
    [...p.faults, ...faults],
    [...p.ancestors, ...ancestors],
    [...p.references, ...references],
  ) as unknown as Any
