/**
 * Knobs that do nothing: those to whom they would answer are entitled, and are answered otherwise.
 */
import * as Disclosure from '../domain/Disclosure.js'
import * as Policy from '../domain/Policy.js'
import { answersUnder, perDisclosure, type Answers, type Decide } from './answers.js'
import { callers } from './situations.js'
import { quoted, sentence } from './words.js'

/** A knob does nothing for callers who are entitled, unless an ancestor is in the way. */
export interface NoEffect {
  /** Tells findings apart. */
  readonly kind: 'no-effect'
  /** The resource type. */
  readonly resource: string
  /** The callers, in words. */
  readonly who: string
  /** The knob that does nothing. */
  readonly knob: Disclosure.Knob
  /** The value of the knob. */
  readonly value: string
  /** The finding in a sentence. */
  readonly says: string
}

type Idle = Omit<NoEffect, 'kind' | 'resource' | 'says'>

/** Compares the answers with those of the same disclosure that has the knob at its strictest. */
export const noEffects = (
  policy: Policy.Policy,
  decide: Decide,
): ((type: string) => ReadonlyArray<NoEffect>) => {
  const answers = answersUnder(everyDisclosure(policy.service), decide)
  const idle = perDisclosure(policy, (type) => idleIn(Policy.disclosureOf(policy, type), answers))
  return (resource) =>
    idle(resource).map(({ who, knob, value }) => {
      const setting = quoted(`${knob}: ${value}`)
      const nothing = `on ${quoted(resource)}, ${setting} does nothing for ${who}`
      const says = sentence(`${nothing}, unless an ancestor is in the way`)
      return { kind: 'no-effect', resource, who, knob, value, says }
    })
}

const idleIn = (
  disclosure: Disclosure.Disclosure,
  answers: (type: string) => Answers,
): ReadonlyArray<Idle> =>
  (['anonymous', 'concealAs', 'list'] as const).flatMap((knob) => {
    const strict = answers(typeWith({ ...disclosure, [knob]: Disclosure.strictest[knob] }))
    const changed = answers(typeWith(disclosure)).filter(({ seen }, i) => seen !== strict[i]?.seen)
    return callers.flatMap((caller) => {
      const theirs = changed.filter(({ situation }) => situation.caller === caller)
      const isIdle = theirs.length > 0 && theirs.every(({ situation }) => situation.world.isBlocked)
      return isIdle ? [{ who: caller.says, knob, value: disclosure[knob] }] : []
    })
  })

const typeWith = (disclosure: Disclosure.Disclosure): string =>
  String(Disclosure.numberOf(disclosure))

/** A policy with a type for each disclosure. */
const everyDisclosure = (service: Policy.Policy['service']): Policy.Policy =>
  Policy.of(Object.fromEntries(Disclosure.values().map((each) => [typeWith(each), each])), service)
