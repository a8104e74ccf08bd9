/**
 * Does a policy leak? Whether a caller who is denied, and who may not know, can tell two worlds apart, and by what.
 */
import { knobs } from '../domain/Disclosure.js'
import type { Policy } from '../domain/Policy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import { prepare } from '../engine/decide.js'
import { affected, answered, type Affected, type Answered } from './Answered.js'
import { fallsShort, isGranted, isStranger, type Case } from './caller.js'
import { circumstances, encounters, type Circumstance } from './circumstances.js'
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
  const untold = new Map(
    knobs.existence.map((existence) => [
      existence,
      circumstances.map((circumstance) => resourceStates.filter((state) => mustNotKnow(circumstance, state, existence))),
    ]),
  )
  return answered(
    seen.kinds.flatMap((kind) => distinctions(kind, untold.get(kind.disclosures[0].existence) ?? [], seen.verdict)),
    'whoever is denied and may not know sees the same in all states and under all permissions',
    seen,
  )
}

/** Nobody whom rows 1 to 3 stop; of the others, whoever is denied and may not know. */
const mustNotKnow = (
  { approach: { authn, requires, heard }, check: { permission } }: Circumstance,
  state: ResourceState,
  existence: Case['existence'],
): boolean => {
  const facts = { authn, requires, existence, state, permission }
  if (authn._tag === 'Rejected' || fallsShort(facts) || isStranger(facts)) return true
  return !isGranted(facts) && !(heard && permission.mayKnow)
}

interface Cell extends Omit<Glimpse, 'verdict'> {
  readonly number: number
}

/** The states that are untold are given for each circumstance, in their order. */
const distinctions = (
  { sights, ...kind }: Kind<readonly [Policy]>,
  untold: ReadonlyArray<ReadonlyArray<ResourceState>>,
  verdict: (number: number) => Verdict,
): ReadonlyArray<Distinction> =>
  encounters.flatMap(({ approach, attempt, from, to }) => {
    const cells = sights
      .slice(from, to)
      .flatMap(({ circumstance, answers: [answers] }, i): ReadonlyArray<Cell> =>
        (untold[from + i] ?? []).map((state) => ({ state, permission: circumstance.check.reads, number: answers[state] })),
      )
    const [one] = cells
    const other = cells.find(({ number }) => number !== one?.number)
    if (one === undefined || other === undefined) return []
    const glimpse = ({ number, ...rest }: Cell): Glimpse => ({ ...rest, verdict: verdict(number) })
    const [x, y] = [glimpse(one), glimpse(other)]
    return [
      {
        ...affected(kind),
        request: attempt.reads,
        caller: approach.reads,
        worlds: [x, y],
        differences: differences(ofVerdict(x.verdict, x.state), ofVerdict(y.verdict, y.state)),
      },
    ]
  })
