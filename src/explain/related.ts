/**
 * Ancestors and references, explained: how each was judged, and what it does to the answer.
 */
import { none } from '../domain/Fault.js'
import * as Policy from '../domain/Policy.js'
import type { Related } from '../domain/Related.js'
import type { Denial } from '../domain/Remedy.js'
import {
  counts,
  isDenial,
  isEntitled,
  isGranted,
  tellsRemedy,
  type Row,
  type Situation,
} from '../engine/judge.js'
import type { Judged, Outcome, Several } from '../engine/several.js'
import { alone, cellAt, columnOf, situationAt, standingOf, type Setting } from '../engine/table.js'
import type { Explained } from './Explanation.js'

/** Rows 1 to 3 are about the credentials: they look at no resource and no permission. */
export const looksAtFacts = (row: Outcome): boolean => !/^[123]$/.test(row)

/** The facts as they count, and whether they entitle the caller. */
export const asTheyCount = (
  s: Situation,
): Pick<Explained, 'granted' | 'mayKnow' | 'entitled' | 'disclosure'> => ({
  disclosure: s.disclosure,
  granted: isGranted(s),
  mayKnow: s.mayKnow && counts(s),
  entitled: isEntitled(s),
})

const explained = (
  { resource, expects, state }: Related<string, string>,
  policy: Policy.Policy,
  situation: Situation,
  remedy: Denial,
  row: Row,
  effect: Explained['effect'],
  ancestors: ReadonlyArray<Explained>,
): Explained =>
  Object.freeze({
    resource,
    named: Object.hasOwn(policy.types, resource),
    ...asTheyCount(situation),
    expects,
    state,
    remedy,
    row,
    effect,
    ancestors,
  })

/** What a thing stands under. */
export const ancestorsOf = (
  { ancestors, setting }: Judged,
  policy: Policy.Policy,
): ReadonlyArray<Explained> =>
  Object.freeze(
    ancestors.map(({ of, row }) => {
      const { resource, state, permission } = of
      const disclosure = Policy.disclosureOf(policy, resource)
      const own: Setting = { ...setting, disclosure }
      const cell = cellAt(standingOf(permission) & alone, columnOf(state))
      const effect = row === '4' ? 'passes' : isDenial(row) ? 'denies' : 'blocks'
      const { remedy } = permission
      return explained(of, policy, situationAt(own, cell), remedy, row, effect, none)
    }),
  )

/** What the request names beside the target. */
export const referencesOf = (
  { references }: Several,
  policy: Policy.Policy,
): ReadonlyArray<Explained> =>
  Object.freeze(
    references.map((it) => {
      const { of, setting, cell, remedy, row } = it
      const situation = situationAt(setting, cell)
      return explained(of, policy, situation, remedy, row, effectOf(row), ancestorsOf(it, policy))
    }),
  )

const effectOf = (row: Row): Explained['effect'] => {
  if (row === '4') return 'passes'
  if (row === '7') return 'conflicts'
  if (row === '8' || row === '5a') return 'challenges'
  return tellsRemedy(row) ? 'denies' : 'is unresolved'
}
