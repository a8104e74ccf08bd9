/**
 * Does a policy leak? Whether a caller who is denied, and who may not know, can tell two worlds
 * apart.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Policy } from '../domain/Policy.js'
import type { Verdict } from '../domain/Verdict.js'
import { decide } from '../engine/decide.js'
import { isGranted, isStoppedEarly, isStranger, type Case } from '../observe/caller.js'
import {
  differences,
  ofVerdict,
  type Difference,
  type Observation,
} from '../observe/Observation.js'
import { answersUnder, kindsOf, type Answer, type Decide, type Kind } from './answers.js'
import { frozen } from './frozen.js'
import { names } from './personas.js'
import { attempts, callers } from './situations.js'
import { list } from './words.js'

/** What was found to hold, and how far it was looked. */
export interface Certificate {
  /** What holds, in words. */
  readonly holds: string
  /** How many types have a name. The types that have none were looked at as well. */
  readonly types: number
  /** How many answers were compared. */
  readonly answers: number
}

/** Two worlds that callers can tell apart, though they may not. */
export interface Counterexample {
  /** The resource types that are affected. */
  readonly types: ReadonlyArray<string>
  /** Whether the types that the policy does not name are affected, too. */
  readonly others: boolean
  /** The callers, in words. */
  readonly callers: string
  /** The request, in words. */
  readonly request: string
  /** The two worlds, and what the caller is answered in each. */
  readonly worlds: readonly [Witness, Witness]
  /** What tells the two answers apart. */
  readonly differences: ReadonlyArray<Difference>
}

/** A world, and what the caller is answered in it. */
export interface Witness {
  /** The state of the thing, and whether an ancestor is in the way. */
  readonly world: string
  /** What the permission check said. */
  readonly permission: string
  /** What the caller is answered. */
  readonly verdict: Verdict
}

/**
 * Whether the policy keeps the state of a thing from everyone who is denied and may not know, and
 * from every stranger. Every class of caller, request, permission and world is tried.
 *
 * An `existence` of `authenticated` or `public` is such a leak, if a wanted one. The
 * counterexamples say to whom, and by which difference.
 *
 * @param policy - The policy. The types that it does not name are tried as well.
 * @returns `Right` with a certificate, or `Left` with one counterexample or more. Frozen.
 * @throws TypeError where the policy was not made.
 * @example
 * neverLeaks(Policy.of({ document: {} }))._tag // → 'Right'
 * neverLeaks(Policy.of({ document: { existence: 'public' } }))._tag // → 'Left'
 */
export const neverLeaks = (policy: Policy): Answered => leaksOf(policy, decide)

/** What `neverLeaks` answers: a certificate, or one counterexample or more. */
export type Answered = Either<
  readonly [Counterexample, ...ReadonlyArray<Counterexample>],
  Certificate
>

/** The same about any engine, so that the tests can show that a faulty one is found. */
export const leaksOf = (policy: Policy, engine: Decide): Answered => {
  const answers = answersUnder(policy, engine)
  const kinds = kindsOf(policy)
  const looked = kinds.map((kind) => answers(kind.example))
  const [first, ...rest] = kinds.flatMap((kind, i) =>
    counterexamples(kind, (looked[i] ?? []).filter(mustNotTell(policy))),
  )
  if (first !== undefined) return frozen({ _tag: 'Left', left: [first, ...rest] })
  const { visitors, strangers, stopped } = names
  const holds = `${list([visitors, strangers, stopped])} see the same in all worlds`
  const types = Object.keys(policy.types).length
  return frozen({ _tag: 'Right', right: { holds, types, answers: looked.flat().length } })
}

/** To those whom rows 1 to 3 stop, to strangers, and to whoever is denied and may not know. */
const mustNotTell =
  (policy: Policy) =>
  ({ route, situation: { caller, check, world, permission } }: Answer): boolean => {
    const facts: Case = { route, authn: caller.authn, state: world.state, permission, policy }
    if (isStoppedEarly(facts) || isStranger(facts)) return true
    return !isGranted(facts) && !(caller.knowing !== undefined && check.permission.mayKnow)
  }

const counterexamples = (
  { types, others }: Kind,
  answers: ReadonlyArray<Answer>,
): ReadonlyArray<Counterexample> =>
  callers.flatMap((caller) =>
    attempts.flatMap((attempt) => {
      const alike = answers.filter(
        ({ situation }) => situation.caller === caller && situation.attempt === attempt,
      )
      const [one] = alike
      const other = alike.find(({ seen }) => seen !== one?.seen)
      if (one === undefined || other === undefined) return []
      return [
        {
          types,
          others,
          callers: caller.says,
          request: attempt.says,
          worlds: [witness(one), witness(other)],
          differences: differences(observed(one), observed(other)),
        },
      ]
    }),
  )

const witness = ({ situation: { world, check }, verdict }: Answer): Witness => ({
  world: world.says,
  permission: check.says,
  verdict,
})

const observed = ({ situation: { world }, verdict }: Answer): Observation =>
  ofVerdict(verdict, world.state)
