/**
 * What a guarantee is checked on: the library, or the library with a planted fault. And what it
 * answers to one request, in many worlds.
 */
import type { Authn, Permission } from 'glomar'
import {
  decide,
  decideBeforeLookup,
  Facts,
  Policy,
  render,
  unavailable,
  type Disclosure,
  type Rendered,
  type Renderer,
  type ResourceState,
  type Route,
  type Unavailable,
  type Verdict,
} from 'glomar'
import { disclosureOf, isStranger, standing, standingTo, type Standing, type Types } from './law.js'
import type { Ancestor, Approach, Asked, Fact, World } from './world.js'

type AnyPermission = Permission.Permission<string, string>

/** What a request carried, for a renderer. */
export interface Sent {
  readonly path: string
  readonly correlationId: string
}

export interface Subject {
  readonly decide: (
    route: Route.Route,
    authn: Authn.Authn,
    state: ResourceState,
    permission: AnyPermission,
    policy: Policy.Policy,
  ) => Verdict
  /** The answer in a world of several things: that of `decide`, but for a planted fault. */
  readonly together: (
    world: World,
    answer: (world: World) => Verdict,
    at: Asked,
    policy: Policy.Policy,
  ) => Verdict
  readonly decideBeforeLookup: (
    route: Route.Route,
    authn: Authn.Authn,
    policy: Policy.Policy,
  ) => Verdict | undefined
  readonly factsOf: <A extends object>(
    row: A | null,
    authorize: (row: A) => Permission.Permission,
  ) => Facts.Facts
  readonly combine: (x: Policy.Policy, y: Policy.Policy) => Policy.Policy
  /** Renderers are pure functions. */
  readonly renderers: ReadonlyArray<Renderer<Sent>>
  /** A request from the look-ups to the answer. A look-up that throws is a service that is down. */
  readonly handle: (
    route: Route.Route,
    authn: Authn.Authn,
    lookUp: LookUp,
    policy: Policy.Policy,
  ) => Verdict | Unavailable
}

/** All that decides about one request. */
export type Deciding = Pick<Subject, 'decide' | 'together'>

export interface LookUp {
  readonly row: () => object | null
  readonly permission: () => Permission.Permission
}

/** A small family: each changes one part of the answer, the last all of them. */
const renderers: ReadonlyArray<Renderer<Sent>> = [
  () => ({}),
  ({ status }) => ({ status: status === 401 ? 302 : 404, headers: { location: '/login' } }),
  ({ code }, { correlationId }) => ({ body: `${code} ${correlationId}` }),
  ({ body }, { path }) => ({ body: JSON.stringify({ ...body, path }) }),
  ({ headers }) => ({ headers: { vary: 'Accept-Language', 'x-was': headers['cache-control'] } }),
  (refusal, { path, correlationId }) => ({
    status: refusal.status === 401 ? 401 : 422,
    headers: { 'content-type': 'text/html', 'x-request-id': correlationId },
    body: `<p>${path}: ${JSON.stringify(refusal)}</p>`,
  }),
]

export const library: Subject = {
  decide,
  together: (world, answer) => answer(world),
  decideBeforeLookup,
  factsOf: (row, authorize) =>
    Facts.of<object>(row, authorize as (row: object) => Permission.Permission),
  combine: Policy.combine,
  renderers,
  handle: (route, authn, { row, permission }, policy) => {
    const refusal: Verdict | undefined = decideBeforeLookup(route, authn, policy)
    if (refusal !== undefined) return refusal
    try {
      // both are asked for, whatever the other says
      const [found, may] = [row(), permission()]
      return decide(route, authn, ...Facts.of(found, () => may), policy)
    } catch {
      return unavailable
    }
  },
}

/** One answer, in one world. */
export interface Cell {
  readonly world: World
  readonly verdict: Verdict
  /** As it would be serialised whole: the order of keys counts. */
  readonly bytes: string
  /** What the caller is to the target, by the law. */
  readonly target: Standing
}

/** All that may happen to one request by one caller under one policy: a cell for each world. */
export interface Situation extends Asked {
  readonly policy: Policy.Policy
  /** The types that the policy names. */
  readonly types: Types
  /** What the policy says of the target. */
  readonly disclosure: Disclosure.Disclosure
  readonly cells: ReadonlyArray<Cell>
}

const printed = new WeakMap<object, string>()

/** `JSON.stringify`, once for each object: most answers are constants. */
export const bytesOf = (verdict: Verdict): string => {
  const known = printed.get(verdict)
  if (known !== undefined) return known
  const bytes = JSON.stringify(verdict)
  if (Object.isFrozen(verdict)) printed.set(verdict, bytes)
  return bytes
}

export const standingIn = (
  approach: Approach,
  types: Types,
  resource: string,
  { target, ancestors }: World,
): Standing => standing(approach, types, { resource, said: target.said }, ancestors)

export const evaluate = (
  { decide, together }: Deciding,
  at: Asked,
  policy: Policy.Policy,
  worlds: ReadonlyArray<World>,
): Situation => {
  const { approach, route } = at
  const { types } = policy
  const answer = ({ facts: [state, permission] }: World): Verdict =>
    decide(route, approach.authn, state, permission, policy)
  return {
    approach,
    route,
    policy,
    types,
    disclosure: disclosureOf(types, route.resource),
    cells: worlds.map((world) => {
      const verdict = together(world, answer, at, policy)
      const target = standingIn(approach, types, route.resource, world)
      return { world, verdict, bytes: bytesOf(verdict), target }
    }),
  }
}

/** The answers to strangers, in groups within which all look alike. */
export const strangers = (s: Situation): ReadonlyArray<ReadonlyArray<Cell>> => {
  const toTheTarget = s.cells.filter((cell) => isStranger(cell.target))
  const toReferences = new Map<string, Array<Cell>>()
  for (const cell of s.cells)
    cell.world.references.forEach((reference, i) => {
      if (!isStranger(standingTo(s.approach, s.types, reference))) return
      const key = `${String(i)}: ${String(cell.world.withoutReference[i])}`
      const group = toReferences.get(key) ?? []
      toReferences.set(key, group)
      group.push(cell)
    })
  return [toTheTarget, ...toReferences.values()]
}

const sent: Sent = { path: '/documents/emmas-document', correlationId: 'c-7' }

/** The answer after a renderer. What is no refusal is the handler's to answer. */
export const renderedBy = (renderer: Renderer<Sent>, verdict: Verdict): Rendered | Verdict =>
  'status' in verdict ? render(verdict, renderer, sent) : verdict

const inWords = (thing: Fact): string => `${thing.state} ${JSON.stringify(thing.said)}`

const under = (ancestors: ReadonlyArray<Ancestor>): ReadonlyArray<string> =>
  ancestors.map((ancestor) => `under a ${ancestor.resource}, ${inWords(ancestor)}`)

const worldInWords = ({ target, ancestors, references }: World): string =>
  [
    inWords(target),
    ...under(ancestors),
    ...references.flatMap((reference) => [
      `naming a ${reference.resource} that should be ${reference.expects}, ${inWords(reference)}`,
      ...under(reference.ancestors),
    ]),
  ].join('; ')

/** A counterexample in words. */
export const describe = (
  { approach, route, types }: Asked & { readonly types: Types },
  { world, bytes }: Pick<Cell, 'world' | 'bytes'>,
): string => {
  const asked = `${route.method} of a ${route.shape}, expects ${route.expects}`
  const policy = JSON.stringify(types)
  return `${approach.name}: ${asked}; ${worldInWords(world)}; ${policy} → ${bytes}`
}
