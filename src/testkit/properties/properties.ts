/**
 * The laws as properties: with generators that reach every row of the table, for `fc.assert` with
 * your own seed and number of runs.
 */
import * as fc from 'fast-check'
import type { Reference } from '../../domain/Facts.js'
import { grant, type Permission } from '../../domain/Permission.js'
import type { Policy } from '../../domain/Policy.js'
import type { ResourceState } from '../../domain/ResourceState.js'
import type { Volatile } from '../../observe/Observation.js'
import type { Answer } from '../Answer.js'
import { compare } from '../compare.js'
import * as law from '../laws.js'
import * as arbitrary from './arbitraries.js'

type Setting = law.Setting
type Facts = law.AnyFacts

// the settings may be yours: your routes, callers and policy
const { facts, policy, reference, state } = arbitrary

/**
 * G1: to a stranger, all states and permissions look alike. Only worlds to which the caller is a
 * stranger are generated.
 *
 * @param decide - What is held to the law.
 * @param settings - Your routes, callers and policies. Default: `arbitrary.setting`.
 * @returns A property for `fc.assert`.
 */
export const absenceEquivalence = (
  decide: law.Decide,
  settings = arbitrary.setting,
): fc.IPropertyWithHooks<[Setting, Facts, Facts]> =>
  fc.property(settings, facts, facts, (setting, x, y) => {
    fc.pre(law.stranger(setting, x) && law.stranger(setting, y))
    return law.absenceEquivalence(decide)(setting, x, y)
  })

// a target that is not ok is the whole answer, whatever the request names
const targets = fc.oneof(facts, fc.constant<Facts>(['present', grant()]))

/**
 * G1 of a reference: to a stranger to a thing that the request names, whatever is true of the thing
 * looks alike.
 *
 * @param decide - What is held to the law.
 * @param settings - Your routes, callers and policies. Default: `arbitrary.setting`.
 * @returns A property for `fc.assert`.
 */
export const referenceEquivalence = (
  decide: law.Decide,
  settings = arbitrary.setting,
): fc.IPropertyWithHooks<[Setting, Facts, Reference, Reference]> =>
  fc.property(settings, targets, reference, reference, (setting, target, x, other) =>
    law.referenceEquivalence(decide)(setting, target, x, { ...x, facts: other.facts }),
  )

/**
 * G2 and G3: to the rejected, and to those who fall short of what the route requires, all states and
 * permissions look alike.
 *
 * @param decide - What is held to the law.
 * @param settings - Your routes, callers and policies. Default: `arbitrary.setting`.
 * @returns A property for `fc.assert`.
 */
export const callerFirst = (
  decide: law.Decide,
  settings = arbitrary.setting,
): fc.IPropertyWithHooks<[Setting, Facts, Facts]> =>
  fc.property(settings, facts, facts, (setting, x, y) => {
    fc.pre(law.stoppedEarly(setting))
    return law.callerFirst(decide)(setting, x, y)
  })

/**
 * G4: a 401 goes to the rejected, the anonymous, the weak, and those for whom a stronger
 * authentication would do.
 *
 * @param decide - What is held to the law.
 * @param settings - Your routes, callers and policies. Default: `arbitrary.setting`.
 * @returns A property for `fc.assert`.
 */
export const credentialsOnly = (
  decide: law.Decide,
  settings = arbitrary.setting,
): fc.IPropertyWithHooks<[Setting, Facts]> =>
  fc.property(settings, facts, law.credentialsOnly(decide))

/**
 * G5: leave to act goes to the granted, where the state is one that the request expects, and to nobody
 * else.
 *
 * @param decide - What is held to the law.
 * @param settings - Your routes, callers and policies. Default: `arbitrary.setting`.
 * @returns A property for `fc.assert`.
 */
export const leaveToAct = (
  decide: law.Decide,
  settings = arbitrary.setting,
): fc.IPropertyWithHooks<[Setting, Facts]> => fc.property(settings, facts, law.leaveToAct(decide))

/**
 * G7: where two states look alike under a policy, they look alike under a stricter policy.
 *
 * @param decide - What is held to the law.
 * @param settings - Your routes, callers and policies. Default: `arbitrary.setting`.
 * @returns A property for `fc.assert`.
 */
export const monotone = (
  decide: law.Decide,
  settings = arbitrary.setting,
): fc.IPropertyWithHooks<
  [Setting, Policy, Permission<string, string>, ResourceState, ResourceState]
> => {
  const permission = facts.map(([, each]) => each)
  return fc.property(settings, policy, permission, state, state, law.monotone(decide))
}

/**
 * G12: the policy grants nothing. What is ok under one policy is ok under every other.
 *
 * @param decide - What is held to the law.
 * @param settings - Your routes, callers and policies. Default: `arbitrary.setting`.
 * @returns A property for `fc.assert`.
 */
export const policyGrantsNothing = (
  decide: law.Decide,
  settings = arbitrary.setting,
): fc.IPropertyWithHooks<[Setting, Policy, Facts]> =>
  fc.property(settings, policy, facts, law.policyGrantsNothing(decide))

/**
 * A handler of any shape answers alike in two worlds. The worlds are of your own making, since only you
 * know which of them a caller should not tell apart.
 *
 * @param handler - Answers in a world.
 * @param worlds - Pairs of worlds that the caller should not tell apart.
 * @param volatile - What differs from one answer to the next whatever the resource. Default: none.
 * @returns An asynchronous property for `fc.assert`.
 * @throws Error within the property, where two answers differ: it says by what.
 */
export const indistinguishable = <World>(
  handler: (world: World) => Answer | Promise<Answer>,
  worlds: fc.Arbitrary<readonly [World, World]>,
  volatile?: Volatile,
): fc.IAsyncPropertyWithHooks<[readonly [World, World]]> =>
  fc.asyncProperty(worlds, async ([x, y]) => {
    const found = await compare(await handler(x), await handler(y), volatile)
    if (found.length > 0) throw new Error(found.map(({ says }) => says).join('; '))
  })
