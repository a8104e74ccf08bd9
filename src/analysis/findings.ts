/**
 * What a reader of a policy should know about it, in short sentences.
 */
import type { Policy } from '../domain/Policy.js'
import { decide } from '../engine/decide.js'
import { answersUnder, perDisclosure } from './answers.js'
import { frozen } from './frozen.js'
import { loosestActions, type LoosestAction } from './loosestActions.js'
import { noEffects, type NoEffect } from './noEffects.js'
import { tellings, toldBy, type Tells } from './tellings.js'

/** Something that a reader of a policy should know. `says` has it in a sentence. */
export type Finding = Tells | LoosestAction | NoEffect

/**
 * What a policy tells to callers who are denied, where one action tells what another conceals, and
 * which knobs do nothing. Every class of caller, request and permission is tried.
 *
 * The list is empty for a policy that tells nothing. Callers who are denied and may know are named
 * only for what those who may not know are not told.
 *
 * @param policy - Nothing is said of a type that it does not name: such a type is at its strictest.
 * @returns Plain data, frozen: first what each type tells and what does nothing, then the actions.
 * @throws TypeError where the policy was not made.
 * @example
 * findings(Policy.of({ document: { existence: 'public' } }))[0]?.says
 * // → 'A caller without credentials who is denied learns that a `document` exists.'
 */
export const findings = (policy: Policy): ReadonlyArray<Finding> => {
  const answers = answersUnder(policy, decide)
  const told = perDisclosure(policy, (type) => toldBy(answers(type)))
  const idle = noEffects(policy, decide)
  const types = Object.keys(policy.types)
  return frozen([
    ...types.flatMap((type) => [...tellings(type, told(type)), ...idle(type)]),
    ...loosestActions(types, told),
  ])
}
