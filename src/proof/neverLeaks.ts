/**
 * Does a policy leak? Whether a caller who is denied, and who may not know, can tell two worlds apart, and by what.
 */
import type { Policy } from '../domain/Policy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import { prepare } from '../engine/decide.js'
import { affected, answered, type Affected, type Answered } from './Answered.js'
import { isGranted, isStranger } from './caller.js'
import { checks, checksOf, circumstances, type Circumstance } from './circumstances.js'
import { differences, ofVerdict, type Difference } from './Observation.js'
import { survey, type Engine, type Kind } from './survey.js'

/** One of the worlds that the caller should not know apart, and what they are answered in it. */
export interface Glimpse {
  readonly state: ResourceState
  /** What the permission check said. */
  readonly permission: string
  readonly verdict: Verdict
}

/** Two worlds that can be told apart by a caller who may not know. */
export interface Distinction extends Affected {
  readonly request: string
  readonly caller: string
  readonly worlds: readonly [Glimpse, Glimpse]
  readonly differences: ReadonlyArray<Difference>
}

/**
 * Whether the policy keeps what it is about from everyone who is denied and of whom the permission check does not say that they may
 * know, and from every stranger; over every class of caller, request, permission and state.
 *
 * An `existence` of `authenticated` or `public` is such a leak, if a wanted one: it is found, with who learns what.
 *
 * @throws TypeError where the policy is not whole.
 */
export const neverLeaks = (policy: Policy): Answered<Distinction> => leaksOf(policy, prepare)

/** The same about any engine, so that the tests can show that a faulty one is found. */
export const leaksOf = (policy: Policy, engine: Engine): Answered<Distinction> => {
  const seen = survey([policy], engine)
  return answered(
    seen.kinds.flatMap((kind) => distinctions(kind, seen.verdict)),
    'whoever is denied and may not know sees the same in all states and under all permissions',
    seen,
  )
}

/** Whom rows 1 to 3 stop, nothing tells anything apart; of the others, it is about those who are denied and may not know. */
const mustNotKnow = (
  { approach: { authn, requires, caller, heard }, check: { permission } }: Circumstance,
  state: ResourceState,
  existence: 'secret' | 'known' | 'authenticated' | 'public',
): boolean => {
  const facts = { authn, requires, existence, state, permission }
  if (caller === 'rejected' || caller === 'weak' || caller === 'underscoped' || isStranger(facts)) return true
  return !isGranted(facts) && !(heard && permission.mayKnow)
}

const distinctions = (kind: Kind, verdict: (number: number) => Verdict): ReadonlyArray<Distinction> => {
  const [disclosure, view] = [kind.disclosures[0], kind.views[0]]
  if (disclosure === undefined || view === undefined) return []
  return circumstances.flatMap((first, at) => {
    // the circumstances of one request by one caller follow each other
    if (first.check !== checks[0]) return []
    const cells = checksOf(first.approach).flatMap((check, i) =>
      resourceStates.flatMap((state, j) =>
        mustNotKnow({ ...first, check }, state, disclosure.existence)
          ? [{ state, permission: check.reads, number: view[at + i]?.[j] as number }]
          : [],
      ),
    )
    const [one] = cells
    const other = cells.find(({ number }) => number !== one?.number)
    if (one === undefined || other === undefined) return []
    const glimpse = ({ number, ...rest }: typeof one): Glimpse => ({ ...rest, verdict: verdict(number) })
    const [x, y] = [glimpse(one), glimpse(other)]
    return [
      {
        ...affected(kind),
        request: first.attempt.reads,
        caller: first.approach.reads,
        worlds: [x, y],
        differences: differences(ofVerdict(x.verdict, x.state), ofVerdict(y.verdict, y.state)),
      },
    ]
  })
}
