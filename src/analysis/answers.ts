/**
 * What a policy answers: for each type, the answer in every situation.
 */
import type { Authn } from '../domain/Authn.js'
import { numberOf, type Disclosure } from '../domain/Disclosure.js'
import type { Permission } from '../domain/Permission.js'
import { disclosureOf, is, type Policy } from '../domain/Policy.js'
import type { ResourceState } from '../domain/ResourceState.js'
import * as Route from '../domain/Route.js'
import type { Verdict } from '../domain/Verdict.js'
import { show } from '../lib/show.js'
import { keyOf } from '../observe/Observation.js'
import { attempts, callers, checks, situations, worlds, type Situation } from './situations.js'

/** `decide`, and in the tests a faulty one. */
export type Decide = (
  route: Route.Route,
  authn: Authn,
  state: ResourceState,
  permission: Permission<string>,
  policy: Policy,
) => Verdict

export interface Answer {
  readonly situation: Situation
  readonly route: Route.Route
  readonly verdict: Verdict
  /** Where two of these are equal, the answers look alike. */
  readonly seen: string
}

/** One for each situation, in their order. */
export type Answers = ReadonlyArray<Answer>

/** The answers about a type, under a policy. */
export const answersUnder = (policy: Policy, decide: Decide): ((type: string) => Answers) =>
  perDisclosure(policy, (type) => answersOf(policy, type, decide))

/** Types that are disclosed alike are looked at once: a policy has at most 32 disclosures. */
export const perDisclosure = <A>(
  policy: Policy,
  look: (type: string) => A,
): ((type: string) => A) => {
  ensureMade(policy)
  const seen = new Map<Disclosure, A>()
  return (type) => {
    const disclosure = disclosureOf(policy, type)
    const known = seen.get(disclosure) ?? look(type)
    seen.set(disclosure, known)
    return known
  }
}

const ensureMade = (policy: Policy): void => {
  if (is(policy)) return
  throw new TypeError(`expected a policy that Policy.of or the codec made, got ${show(policy)}`)
}

const answersOf = (policy: Policy, resource: string, decide: Decide): Answers => {
  const routes = callers.flatMap(({ requires }) =>
    attempts.map(({ method, shape, expects }) =>
      Route.of<string, string, Route.Shape, Route.Expects>({
        method,
        resource,
        shape,
        expects,
        requires,
      }),
    ),
  )
  const perRoute = checks.length * worlds.length
  return situations.map((situation, i) => {
    const { caller, world, permission } = situation
    const route = routes[Math.floor(i / perRoute)] as Route.Route
    const verdict = decide(route, caller.authn, world.state, permission, policy)
    return { situation, route, verdict, seen: keyOf(verdict, world.state) }
  })
}

/** Types that are disclosed alike: by each of the policies, if there are several. */
export interface Kind {
  /** The names of those that a policy names. */
  readonly types: ReadonlyArray<string>
  /** Whether the types that no policy names are among them. */
  readonly others: boolean
  /** One of them. */
  readonly example: string
}

export const kindsOf = (...policies: ReadonlyArray<Policy>): ReadonlyArray<Kind> => {
  policies.forEach(ensureMade)
  const named = new Set(policies.flatMap(({ types }) => Object.keys(types)))
  const unnamed = unnamedBeside(named)
  const alike = new Map<string, Array<string>>()
  for (const type of [...named, unnamed]) {
    const key = policies.map((policy) => numberOf(disclosureOf(policy, type))).join()
    const types = alike.get(key) ?? []
    types.push(type)
    alike.set(key, types)
  }
  return [...alike.values()].map((types) => ({
    types: types.filter((type) => type !== unnamed),
    others: types.includes(unnamed),
    example: types[0] as string,
  }))
}

/** A name that is not taken. */
export const unnamedBeside = (names: ReadonlySet<string>): string => {
  let name = 'other'
  while (names.has(name)) name += '-'
  return name
}
