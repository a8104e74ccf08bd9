/**
 * What a reader of a policy should know about it: one headline for each finding, and the details as
 * data.
 */
import type { Policy } from '../domain/Policy.js'
import { decide } from '../engine/decide.js'
import { kindsOf, type Decide } from './answers.js'
import { frozen } from './frozen.js'
import { headline } from './headline.js'
import { loosestActions, type LoosestAction } from './loosestActions.js'
import { noEffects, type NoEffect } from './noEffects.js'
import { toldUnder, type Learns } from './whoLearnsWhat.js'

/** Callers who are denied learn something of these types, which are disclosed alike. */
export interface Tells {
  /** Tells findings apart. */
  readonly kind: 'tells'
  /** The resource types. */
  readonly types: ReadonlyArray<string>
  /** What each persona learns. The widest comes first. */
  readonly personas: ReadonlyArray<Omit<Learns, 'type'>>
  /** The headline, about the widest persona. */
  readonly says: string
}

/** Something that a reader of a policy should know. `says` has it in a sentence. */
export type Finding = Tells | LoosestAction | NoEffect

/**
 * What a policy tells to callers who are denied, where one action tells what another conceals, and
 * which knobs do nothing. Every class of caller, request and permission is tried.
 *
 * Types that are disclosed alike share a finding. `asText` gives the headlines, one a line. The list is
 * empty for a policy that tells nothing.
 *
 * @param policy - Nothing is said of a type that it does not name: such a type is at its strictest.
 * @returns Plain data, frozen: what is told, then the actions that disagree, then what does nothing.
 * @throws TypeError where the policy was not made.
 * @example
 * findings(Policy.of({ invoice: { existence: 'authenticated' } }))[0]?.says
 * // → 'Strangers learn that an `invoice` exists.'
 */
export const findings = (policy: Policy): ReadonlyArray<Finding> => findingsBy(policy, decide)

/** The same by any engine, so that the tests can show that a faulty one is found. */
export const findingsBy = (policy: Policy, engine: Decide): ReadonlyArray<Finding> => {
  const told = toldUnder(policy, engine)
  const kinds = kindsOf(policy).filter(({ types }) => types.length > 0)
  const tells = kinds.flatMap(({ types, example }): ReadonlyArray<Tells> => {
    const personas = told(example)
    return headline(types, personas, 'learn').map((says) => ({
      kind: 'tells',
      types,
      personas,
      says,
    }))
  })
  return frozen([
    ...tells,
    ...loosestActions(Object.keys(policy.types), told),
    ...kinds.flatMap(noEffects(policy, engine)),
  ])
}
