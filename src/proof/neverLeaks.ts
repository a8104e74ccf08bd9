/**
 * Does a policy leak? Whether a caller who is neither granted nor entitled to know can tell two worlds apart, and by what.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import type { Policy } from '../domain/Policy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import { prepare } from '../engine/decide.js'
import { entitled } from '../engine/Situation.js'
import { affected, answered, type Affected, type Answered } from './Answered.js'
import { circumstances, standings, type Circumstance } from './circumstances.js'
import { differences, ofVerdict, type Difference } from './Observation.js'
import { survey, type Engine, type Kind } from './survey.js'

/** What the caller must not learn, and what they are answered. */
export interface World {
  readonly state: ResourceState
  /** What the permission check said. */
  readonly permission: string
  readonly verdict: Verdict
}

/** Two worlds that a stranger can tell apart. */
export interface Distinction extends Affected {
  readonly request: string
  readonly caller: string
  readonly worlds: readonly [World, World]
  readonly differences: ReadonlyArray<Difference>
}

/** Rows 1 to 3 look at neither the resource nor the permission: everything must look alike. */
const stoppedEarly: ReadonlyArray<Circumstance['approach']['caller']> = ['rejected', 'weak', 'underscoped']

const isStranger = ({ approach, standing: { permission } }: Circumstance, state: ResourceState, disclosure: Disclosure): boolean => {
  const granted = approach.heard && permission._tag === 'Granted'
  const mayKnow = approach.heard && permission.mayKnow
  return stoppedEarly.includes(approach.caller) || (!granted && !entitled({ caller: approach.caller, state, granted, mayKnow, disclosure }))
}

/**
 * Guarantee G1 for one policy, over every class of caller, request, permission and state.
 *
 * @param engine - For whoever has built something around `prepare`, and wants that looked at.
 * @throws TypeError where the policy is not whole.
 */
export const neverLeaks = (policy: Policy, engine: Engine = prepare): Answered<Distinction> => {
  const seen = survey([policy], engine)
  return answered(
    seen.kinds.flatMap((kind) => distinctions(kind, seen.verdict)),
    'to whoever is neither granted nor entitled, all states and permissions look alike',
    seen,
  )
}

const distinctions = (kind: Kind, verdict: (number: number) => Verdict): ReadonlyArray<Distinction> => {
  const [disclosure, view] = [kind.disclosures[0], kind.views[0]]
  if (disclosure === undefined || view === undefined) return []
  return circumstances.flatMap((first, at) => {
    // the circumstances of one request by one caller follow each other
    if (first.standing !== standings[0]) return []
    const cells = standings.flatMap((standing, i) =>
      resourceStates.flatMap((state, j) =>
        isStranger({ ...first, standing }, state, disclosure)
          ? [{ state, permission: standing.reads, number: view[at + i]?.[j] as number }]
          : [],
      ),
    )
    const [one] = cells
    const other = cells.find(({ number }) => number !== one?.number)
    if (one === undefined || other === undefined) return []
    const world = ({ number, ...rest }: typeof one): World => ({ ...rest, verdict: verdict(number) })
    const worlds = [world(one), world(other)] as const
    const [x, y] = worlds
    return [
      {
        ...affected(kind),
        request: first.attempt.reads,
        caller: first.approach.reads,
        worlds,
        differences: differences(ofVerdict(x.verdict, x.state), ofVerdict(y.verdict, y.state)),
      },
    ]
  })
}
