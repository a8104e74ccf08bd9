/**
 * Knobs that do nothing: those to whom they would answer are entitled, and are answered otherwise.
 */
import * as Disclosure from '../domain/Disclosure.js'
import * as Policy from '../domain/Policy.js'
import { answersUnder, type Answers, type Decide, type Kind } from './answers.js'
import { callers } from './situations.js'
import { few, list, quoted, sentence } from './words.js'

/** A knob does nothing for callers who are entitled, unless an ancestor stops them. */
export interface NoEffect {
  /** Tells findings apart. */
  readonly kind: 'no-effect'
  /** The resource types. */
  readonly types: ReadonlyArray<string>
  /** The callers, in words. */
  readonly callers: ReadonlyArray<string>
  /** The knob that does nothing. */
  readonly knob: Disclosure.Knob
  /** The value of the knob. */
  readonly value: string
  /** The finding in a sentence. */
  readonly says: string
}

/** Compares the answers with those of the same disclosure that has the knob at its strictest. */
export const noEffects = (
  policy: Policy.Policy,
  decide: Decide,
): ((kind: Kind) => ReadonlyArray<NoEffect>) => {
  const answers = answersUnder(everyDisclosure(policy.service), decide)
  return ({ types, example }) => {
    const disclosure = Policy.disclosureOf(policy, example)
    return (['anonymous', 'concealAs', 'list'] as const).flatMap((knob) => {
      const callers = idleFor(disclosure, knob, answers)
      if (callers.length === 0) return []
      const value = disclosure[knob]
      const setting = `${quoted(`${knob}: ${value}`)} of ${few(types.map(quoted))}`
      const nothing = `${setting} does nothing for ${list(widest(callers))}`
      const says = sentence(`${nothing}, unless an ancestor stops them`)
      return [{ kind: 'no-effect', types, callers, knob, value, says }]
    })
  }
}

const idleFor = (
  disclosure: Disclosure.Disclosure,
  knob: Disclosure.Knob,
  answers: (type: string) => Answers,
): ReadonlyArray<string> => {
  const strict = answers(typeWith({ ...disclosure, [knob]: Disclosure.strictest[knob] }))
  const changed = answers(typeWith(disclosure)).filter(({ seen }, i) => seen !== strict[i]?.seen)
  return callers.flatMap((caller) => {
    const theirs = changed.filter(({ situation }) => situation.caller === caller)
    const isIdle = theirs.length > 0 && theirs.every(({ situation }) => situation.world.isBlocked)
    return isIdle ? [caller.says] : []
  })
}

/** `visitors` are those on a guarded route as well. */
const widest = (all: ReadonlyArray<string>): ReadonlyArray<string> =>
  all.filter((each) => !all.some((other) => each.startsWith(`${other} `)))

const typeWith = (disclosure: Disclosure.Disclosure): string =>
  String(Disclosure.numberOf(disclosure))

/** A policy with a type for each disclosure. */
const everyDisclosure = (service: Policy.Policy['service']): Policy.Policy =>
  Policy.of(Object.fromEntries(Disclosure.values().map((each) => [typeWith(each), each])), service)
