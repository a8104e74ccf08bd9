/**
 * What a reader of a policy should know about it, in short sentences.
 */
import * as Disclosure from '../domain/Disclosure.js'
import { disclosureOf, of as policyOf, type Policy } from '../domain/Policy.js'
import { decide } from '../engine/decide.js'
import { answersUnder, type Answers } from './answers.js'
import { aThing, audiences, inWords, learntFrom, list, sentence, type Learnt } from './audiences.js'
import { callers, type Caller } from './situations.js'

/** Callers who are denied learn something. */
export interface Tells {
  readonly kind: 'tells'
  readonly resource: string
  /** The callers, in words. */
  readonly who: string
  readonly learns: ReadonlyArray<Learnt>
  readonly says: string
}

/** One action tells what another conceals. A thing is only as hidden as its loosest action. */
export interface LoosestAction {
  readonly kind: 'loosest-action'
  /** The part of the resource type before the colon. */
  readonly thing: string
  readonly who: string
  /** The resource types that tell that the thing exists. */
  readonly tell: ReadonlyArray<string>
  /** The resource types that conceal it, in vain. */
  readonly conceal: ReadonlyArray<string>
  readonly says: string
}

/** A knob does nothing for callers who are entitled, unless an ancestor is in the way. */
export interface NoEffect {
  readonly kind: 'no-effect'
  readonly resource: string
  readonly who: string
  readonly knob: Disclosure.Knob
  readonly value: string
  readonly says: string
}

export type Finding = Tells | LoosestAction | NoEffect

/**
 * What a policy tells to callers who are denied, where one action tells what another conceals, and
 * which knobs do nothing. Every class of caller, request and permission is tried.
 *
 * The list is empty for a policy that tells nothing. Callers who are denied and may know are named
 * only for what the others are not told.
 *
 * @param policy - Nothing is said of a type that it does not name: such a type is at its strictest.
 * @returns Plain data, frozen, in the order of the types.
 * @throws TypeError where the policy was not made.
 * @example
 * findings(Policy.of({ document: { existence: 'authenticated' } }))[1]?.says
 * // → 'An authenticated caller who is denied learns that a `document` exists, …'
 */
export const findings = (policy: Policy): ReadonlyArray<Finding> => {
  const answers = answersUnder(policy, decide)
  const idle = idleKnobs(policy)
  const types = Object.keys(policy.types)
  const found: ReadonlyArray<Finding> = [
    ...types.flatMap((type) => [...tellings(type, told(answers(type))), ...idle(type)]),
    ...loosestActions(types, answers),
  ]
  return Object.freeze(found.map((finding) => Object.freeze(finding)))
}

/** What each audience learns, in the order of audiences. */
export type Told = ReadonlyArray<ReadonlyArray<Learnt>>

export const told = (answers: Answers): Told =>
  audiences.map((audience) => learntFrom(answers, audience))
