/**
 * What policies show: of each type, in every circumstance and every state, the answer that is seen. Types that are disclosed alike
 * are looked at once, so that a policy of many types costs little more than one of few.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import { combine, disclosureOf, type Policy } from '../domain/Policy.js'
import { resourceStates, type ResourceState } from '../domain/ResourceState.js'
import type { Verdict } from '../domain/Verdict.js'
import type { prepare } from '../engine/decide.js'
import { approaches, attempts, checksOf, circumstances, type Circumstance } from './circumstances.js'
import { keyOf } from './Observation.js'

/** What is looked at: the engine, and in the tests a faulty one. Types that are disclosed alike it must answer alike. */
export type Engine = typeof prepare

/** The number of the answer in each state. Where two numbers are equal, the answers look alike. */
export type Answers = Readonly<Record<ResourceState, number>>

/** What is seen in one circumstance, under each of the policies. */
export interface Sight<Policies> {
  readonly circumstance: Circumstance
  readonly answers: { readonly [K in keyof Policies]: Answers }
}

/** Types that are disclosed alike: by each of the policies, if there are several. */
export interface Kind<Policies> {
  readonly types: ReadonlyArray<string>
  /** Whether the types that no policy names are among them. */
  readonly others: boolean
  readonly disclosures: { readonly [K in keyof Policies]: Disclosure }
  readonly sights: ReadonlyArray<Sight<Policies>>
}

export interface Survey<Policies> {
  readonly kinds: ReadonlyArray<Kind<Policies>>
  readonly verdict: (number: number) => Verdict
  /** How many types have a name. */
  readonly types: number
  /** How many answers were looked at. */
  readonly answers: number
}

/** @throws TypeError where a policy is not whole. */
export const survey = <const Policies extends ReadonlyArray<Policy>>(given: Policies, engine: Engine): Survey<Policies> => {
  // its own meet is the same policy, whole, and made so that equal disclosures are one object
  const policies = given.map((policy) => combine(policy, policy))
  const { view, verdict, looks } = camera(engine)
  const names = new Set(policies.flatMap(({ types }) => Object.keys(types)))
  const unnamed = unheardOf(names)
  const kinds = alike([...names, unnamed], policies).map((types) => {
    const views = policies.map((policy) => view(policy, types[0]))
    return {
      types: types.filter((type) => type !== unnamed),
      others: types.includes(unnamed),
      disclosures: policies.map((policy) => disclosureOf(policy, types[0])),
      sights: circumstances.map((circumstance, at) => ({ circumstance, answers: views.map((each) => each[at]) })),
    }
  })
  return {
    // the compiler does not follow a tuple through `map`
    kinds: kinds as unknown as ReadonlyArray<Kind<Policies>>,
    verdict,
    types: names.size,
    answers: looks() * circumstances.length * resourceStates.length,
  }
}

/** In the order of the circumstances. */
type View = ReadonlyArray<Answers>

type Types = [string, ...ReadonlyArray<string>]

/** The types in groups that each of the policies discloses in one way. */
const alike = (types: ReadonlyArray<string>, policies: ReadonlyArray<Policy>): ReadonlyArray<Types> => {
  const numbers = new Map<Disclosure, number>()
  const groups = new Map<string, [string, ...Array<string>]>()
  for (const type of types) {
    const key = policies.map((policy) => numberIn(numbers, disclosureOf(policy, type))).join()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [type])
    else group.push(type)
  }
  return [...groups.values()]
}

interface Camera {
  readonly view: (policy: Policy, type: string) => View
  readonly verdict: (number: number) => Verdict
  /** How many views were taken. */
  readonly looks: () => number
}

/** Takes a view of each disclosure of a service once, and keeps one verdict of those that look alike. */
const camera = (engine: Engine): Camera => {
  const verdicts: Array<Verdict> = []
  const numbers = new Map<string, number>()
  // an engine that gives one refusal twice spares us the second look at it
  const known = new Map<Verdict, number>()
  const see = (verdict: Verdict, state: ResourceState): number => {
    const seen = known.get(verdict)
    if (seen !== undefined) return seen
    const number = numberIn(numbers, keyOf(verdict, state))
    verdicts[number] = verdict
    if ('status' in verdict) known.set(verdict, number)
    return number
  }
  const views = new Map<string, View>()
  return {
    verdict: (number) => verdicts[number] as Verdict,
    looks: () => views.size,
    view: (policy, type) => {
      const key = JSON.stringify([policy.service, disclosureOf(policy, type)])
      const view = views.get(key) ?? look(policy, type, engine, see)
      views.set(key, view)
      return view
    },
  }
}

const look = (policy: Policy, resource: string, engine: Engine, see: (verdict: Verdict, state: ResourceState) => number): View =>
  approaches.flatMap((approach) =>
    attempts.flatMap(({ method, shape, expects, sent }) => {
      const answer = engine({ method, resource, shape, expects, requires: approach.requires }, policy)
      return checksOf(approach).map(({ permission }) => {
        const seen = (state: ResourceState): number => see(answer(approach.authn, state, permission, sent), state)
        return { present: seen('present'), absent: seen('absent'), gone: seen('gone'), unreachable: seen('unreachable') }
      })
    }),
  )

/** The number of the key, in the order in which keys first came. */
const numberIn = <A>(numbers: Map<A, number>, key: A): number => {
  const number = numbers.get(key) ?? numbers.size
  numbers.set(key, number)
  return number
}

const unheardOf = (names: ReadonlySet<string>): string => {
  let name = 'other'
  while (names.has(name)) name += '-'
  return name
}
