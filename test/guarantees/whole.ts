/**
 * The guarantees that are about more than one decision, or about what no type allows.
 */
import { isDeepStrictEqual } from 'node:util'
import {
  Authn,
  Disclosure,
  Facts,
  Permission,
  Policy,
  Route,
  unavailable,
  type ResourceState,
} from 'glomar'
import { allEqual, firstOf, type Check, type Counterexample, type Local } from './counterexample.js'
import { garbage } from './garbage.js'
import { blocked, gridOf, kinds, requestsBy } from './grid.js'
import { isStoppedEarly } from './law.js'
import { otherOrders } from './many.js'
import {
  bytesOf,
  describe,
  evaluate,
  library,
  renderedBy,
  strangers,
  type Cell,
  type Situation,
  type Subject,
} from './subject.js'
import {
  disclosures,
  factsAbout,
  inAFolder,
  oneThing,
  policies,
  policyOf,
  requests,
  routeOf,
  service,
  withATeam,
  type World,
} from './world.js'

const { strictest, loosest } = Disclosure

const both = (...checks: ReadonlyArray<() => Counterexample>): Counterexample =>
  firstOf(checks, (check) => check())

/** The first world in which two situations differ. */
const difference = (s: Situation, other: Situation): Counterexample => {
  const i = s.cells.findIndex(({ bytes }, k) => bytes !== other.cells[k]?.bytes)
  if (i < 0) return undefined
  return `${describe(s, s.cells[i] as Cell)}\n but ${describe(other, other.cells[i] as Cell)}`
}

// ------------------------------------------------------------------ G1

/** What strangers get is alike after a pure function of it, too. */
const renderedAlike: Check = (subject) =>
  firstOf(requestsBy('by class'), (at) =>
    firstOf(gridOf(subject, kinds.alone, 'by class', at).situations, (s) =>
      firstOf(subject.renderers, (renderer) =>
        firstOf(strangers(s), (cells) => {
          const bytes = (cell: Cell): string => JSON.stringify(renderedBy(renderer, cell.verdict))
          return allEqual(
            s,
            cells.map((cell) => ({ ...cell, bytes: bytes(cell) })),
          )
        }),
      ),
    ),
  )

/**
 * A rule that says yes where it is asked about nothing, as CASL's `can('read', 'Document')` does.
 */
const obliging = (row: { readonly mine: boolean } | null | undefined): Permission.Permission =>
  row?.mine === false ? Permission.deny() : Permission.grant()

const keeping = policies.filter((policy) =>
  ['secret', 'if-may-know'].includes(Policy.disclosureOf(policy, 'document').existence),
)

/**
 * A hidden row and a missing one give the same answer, whatever the rule would say about no row.
 */
const factsAlike: Check = ({ decide, factsOf }) =>
  firstOf(requestsBy('by class'), ({ approach: { authn }, route }) =>
    route.expects !== 'present'
      ? undefined
      : firstOf(keeping, (policy) => {
          const [hidden, missing] = [{ mine: false }, null].map((row) =>
            bytesOf(decide(route, authn, ...factsOf(row, obliging), policy)),
          )
          if (hidden === missing) return undefined
          return `hidden: ${String(hidden)}\n but missing: ${String(missing)}`
        }),
  )

/** The order of ancestors, and the order of references, makes no difference. */
const noOrderMatters: Check = (subject) =>
  firstOf(otherOrders(subject), ([s, other]) => difference(s, other))

// ------------------------------------------------------------------ before any look-up

const blockedOrNot = [...oneThing, blocked]

/** What is answered before a look-up is what all look-ups lead to, and is then always answered. */
const beforeLookup: Check = (subject) =>
  firstOf(requests, (at) =>
    firstOf(policies, (policy) => {
      const s = evaluate(subject, at, policy, blockedOrNot)
      const answer = subject.decideBeforeLookup(at.route, at.approach.authn, policy)
      const areAlike = allEqual(s, s.cells) === undefined
      if (areAlike !== (answer !== undefined))
        return `${areAlike ? 'no' : 'an'} answer before ${describe(s, s.cells[0] as Cell)}`
      return answeredBefore(subject)(s)
    }),
  )

/** An answer before the look-up is that of every world. */
export const answeredBefore =
  ({ decideBeforeLookup }: Subject): Local =>
  (s) => {
    const answer = decideBeforeLookup(s.route, s.approach.authn, s.policy)
    if (answer === undefined) return undefined
    const differing = s.cells.find(({ bytes }) => bytes !== bytesOf(answer))
    return differing && `${bytesOf(answer)} before the look-up, but ${describe(s, differing)}`
  }

// ------------------------------------------------------------------ G7 and G8

/** What `combine` makes of two policies is the meet: the loosest that is as strict as either. */
const combineIsTheMeet: Check = ({ combine }) =>
  both(
    () =>
      firstOf(policies, (x) =>
        firstOf(policies, (y) => {
          const [dx, dy] = [x, y].map((p) => Policy.disclosureOf(p, 'document'))
          const is = Policy.disclosureOf(combine(x, y), 'document')
          const below = disclosures.filter(
            (d) =>
              Disclosure.leq(d, dx as Disclosure.Disclosure) &&
              Disclosure.leq(d, dy as Disclosure.Disclosure),
          )
          return below.includes(is) && below.every((d) => Disclosure.leq(d, is))
            ? undefined
            : `${JSON.stringify(dx)} with ${JSON.stringify(dy)} is ${JSON.stringify(is)}`
        }),
      ),
    () => {
      const x = Policy.of({ document: loosest, folder: loosest }, service)
      const y = Policy.of({ document: loosest, team: loosest })
      const xy = combine(x, y)
      if (!isDeepStrictEqual(xy.service, x.service)) return 'the constants are not those of x'
      const [ofFolder, ofTeam] = ['folder', 'team'].map((type) => Policy.disclosureOf(xy, type))
      return ofFolder === strictest && ofTeam === strictest
        ? undefined
        : 'a type that one of the two does not name is loosened'
    },
  )

const reversed = (record: object): object => Object.fromEntries(Object.entries(record).reverse())

const withoutTheStrictest = (d: Disclosure.Disclosure): object =>
  Object.fromEntries(
    Object.entries(d).filter(([knob, value]) => strictest[knob as Disclosure.Knob] !== value),
  )

/** The same policy, written otherwise. */
const rewrites: Readonly<Record<string, (policy: Policy.Policy) => Policy.Policy>> = {
  'from JSON': ({ types, ...p }) =>
    Policy.of(
      JSON.parse(JSON.stringify(types)) as typeof types,
      JSON.parse(JSON.stringify(p.service)) as typeof service,
    ),
  'combined with itself': (p) => Policy.combine(p, p),
  'joined with the least': (p) => Policy.Lattice.join(p, Policy.Lattice.zero),
  'knobs the other way round': (p) =>
    Policy.of({ document: reversed(Policy.disclosureOf(p, 'document')) }, service),
  'without the knobs at their strictest': (p) =>
    Policy.of({ document: withoutTheStrictest(Policy.disclosureOf(p, 'document')) }, service),
  'with another type beside it': ({ types }) => Policy.of({ folder: loosest, ...types }, service),
}

/** Policies that mean the same give the same answers. */
const consistent: Check = (subject) =>
  firstOf(policies, (policy) =>
    firstOf(Object.entries(rewrites), ([how, rewrite]) => {
      const other = rewrite(policy)
      return firstOf(requestsBy('by class'), (at) => {
        const found = difference(
          evaluate(subject, at, policy, oneThing),
          evaluate(subject, at, other, oneThing),
        )
        return found === undefined ? undefined : `${how}: ${found}`
      })
    }),
  )

// ------------------------------------------------------------------ G9

type Any = (...facts: ReadonlyArray<unknown>) => { readonly _tag: string }

const authenticated = Authn.authenticated({ scopes: ['documents:read'] })
const loose = Policy.of({ document: loosest }, service)

/** A route that has kept no answer yet. */
const fresh = (): Route.Route => Route.of({ method: 'GET', resource: 'document' })

/** A route that has kept the answers to such a caller. */
const warm = fresh()
library.decide(warm, authenticated, 'present', Permission.grant(), loose)

/** The arguments under which most is granted and shown. */
const best = {
  route: warm,
  authn: authenticated,
  state: 'present',
  permission: Permission.grant(),
  policy: loose,
}

const ofNoType = Route.of({
  method: 'GET',
  resource: 'never-named',
  requires: { authenticated: true },
})

/** What an argument that was not made counts as. And then nothing is granted. */
const countsAs: Readonly<Record<keyof typeof best, Partial<Record<keyof typeof best, unknown>>>> = {
  route: { route: ofNoType, permission: Permission.deny({ mayKnow: true }) },
  authn: { authn: Authn.rejected('invalid') },
  state: { state: 'absent', permission: Permission.deny({ mayKnow: true }) },
  permission: { permission: Permission.deny() },
  policy: { policy: Policy.of({}), permission: Permission.deny({ mayKnow: true }) },
}

const isDeeplyFrozen = (u: unknown): boolean =>
  typeof u !== 'object' ||
  u === null ||
  (Object.isFrozen(u) && Object.values(u).every(isDeeplyFrozen))

/**
 * What is not made is the least favourable of its kind, in whatever place, and nothing is granted.
 */
const unmadeIsLeast: Check = (subject) => {
  const decide = subject.decide as Any
  return firstOf(garbage.entries(), ([i, thing]) =>
    firstOf(
      [...(Object.keys(best) as ReadonlyArray<keyof typeof best>), 'all' as const],
      (name) => {
        const where = `garbage ${String(i)} as ${name}`
        const facts = (route: Route.Route): ReadonlyArray<unknown> =>
          Object.entries({ ...best, route }).map(([argument, value]) =>
            argument === name || name === 'all' ? thing : value,
          )
        try {
          const verdict = decide(...facts(fresh()))
          if (verdict._tag === 'Ok') return `${where} is Ok`
          if (!isDeeplyFrozen(verdict)) return `${where}: can be changed`
          if (!isDeepStrictEqual(decide(...facts(warm)), verdict))
            return `${where}: another answer the second time`
          if (name === 'all') return undefined
          const least = (library.decide as Any)(...Object.values({ ...best, ...countsAs[name] }))
          if (isDeepStrictEqual(least, verdict)) return undefined
          return `${where} is ${JSON.stringify(verdict)}, not ${JSON.stringify(least)}`
        } catch (error) {
          return `${where} throws ${String(error)}`
        }
      },
    ),
  )
}

const isEmptyList = (u: unknown): boolean => {
  try {
    return Array.isArray(u) && u.length === 0
  } catch {
    return false
  }
}

/** Whatever stands in a list of ancestors or of references, and is neither, stands in the way. */
const standsInTheWay: Check = (subject) =>
  firstOf(['ancestors', 'references'] as const, (role) =>
    firstOf(garbage.entries(), ([i, thing]) =>
      firstOf([thing, [thing], [{ resource: 'folder', facts: thing }]], (given) => {
        if (given === undefined || isEmptyList(given)) return undefined
        const where = `garbage ${String(i)} among ${role}`
        try {
          const grant = (): Permission.Permission => Permission.grant()
          const facts = Facts.of({}, grant, { [role]: given as never })
          const verdict = subject.decide(warm, authenticated, ...facts, loose)
          return verdict._tag === 'Ok' ? `${where} is Ok` : undefined
        } catch (error) {
          return `${where} throws ${String(error)}`
        }
      }),
    ),
  )

/** Plain arguments, which a careless decision could change. */
const plain = (): ReadonlyArray<unknown> => [
  {
    method: 'GET',
    resource: 'document',
    requires: { scopes: ['documents:read'], acrValues: ['a'] },
  },
  authenticated,
  'present',
  Permission.deny({ mayKnow: true, missingPermissions: ['documents:write'] }),
  loose,
]

/** The same answer twice, which nobody can change; and what is given stays as it was. */
const pure: Check = (subject) =>
  both(
    () => {
      const facts = plain()
      const before = structuredClone(facts[0])
      ;(subject.decide as Any)(...facts)
      if (!isDeepStrictEqual(facts[0], before)) return 'a plain route is changed'
      return Object.isFrozen(facts[0]) ? 'a plain route is frozen' : undefined
    },
    () =>
      firstOf(requestsBy('by class'), (at) =>
        firstOf(policies, (policy) => {
          const first = evaluate(subject, at, policy, oneThing)
          const offender = first.cells.find(({ verdict }) => !isDeeplyFrozen(verdict))
          if (offender !== undefined) return `can be changed: ${describe(first, offender)}`
          return difference(first, evaluate(subject, at, policy, oneThing))
        }),
      ),
  )

// ------------------------------------------------------------------ G10

const strange = ['never-named', 'document:delete', '__proto__', 'constructor', 'hasOwnProperty']

/** A type that the policy does not name gets the strictest, as a target and beside one. */
const failClosed: Check = (subject) =>
  both(
    () =>
      firstOf(requestsBy('by class'), ({ approach, route }) =>
        firstOf(strange, (resource) => {
          const at = { approach, route: routeOf({ ...route, resource }, approach.requires) }
          const named = Policy.of({ [resource]: strictest, document: loosest }, service)
          return difference(
            evaluate(subject, at, loose, oneThing),
            evaluate(subject, at, named, oneThing),
          )
        }),
      ),
    () =>
      firstOf([inAFolder, withATeam], (worlds: ReadonlyArray<World>) =>
        firstOf(requestsBy('by class'), (at) =>
          difference(
            evaluate(subject, at, policyOf({ document: loosest }), worlds),
            evaluate(
              subject,
              at,
              policyOf({ document: loosest, folder: strictest, team: strictest }),
              worlds,
            ),
          ),
        ),
      ),
  )

const down = (): never => {
  throw new Error('down')
}

/**
 * With a service down, what exists and what does not look alike. The refusals of the route stand.
 */
const alikeWhenDown: Check = ({ handle }) =>
  firstOf(requestsBy('by class'), ({ approach, route }) =>
    firstOf(policies, (policy) =>
      firstOf(factsAbout.document, ({ permission }) => {
        const answers = [
          handle(route, approach.authn, { row: () => ({}), permission: down }, policy),
          handle(route, approach.authn, { row: () => null, permission: down }, policy),
          handle(route, approach.authn, { row: down, permission: () => permission }, policy),
        ].map((answer) => JSON.stringify(answer))
        const [first] = answers
        const differing = answers.find((answer) => answer !== first)
        const where = `${approach.name} ${JSON.stringify(route)} ${JSON.stringify(policy.types)}`
        if (differing !== undefined) return `${where}: ${String(first)} but ${differing}`
        const before = library.decideBeforeLookup(route, approach.authn, policy)
        if (before === undefined && isStoppedEarly(approach)) return `${where}: not refused`
        return first === JSON.stringify(before ?? unavailable)
          ? undefined
          : `${where}: ${String(first)}`
      }),
    ),
  )

/** Rules that fail, each in another way. */
const failing: Readonly<Record<string, () => unknown>> = {
  'a rule that throws': down,
  'a rule that answers with a promise': () => Promise.resolve(Permission.grant()),
  'a rule whose promise is rejected': () => Promise.reject(new Error('down')),
  'a rule that answers with a thenable': () => ({ then: down }),
  'a rule that answers true': () => true,
  'a rule that answers with a copy of a grant': () => ({ ...Permission.grant() }),
  'a rule that answers with a function': () => Permission.grant,
}

/** A rule that fails is a denial: it runs only where there is a row. */
const failingRulesDeny: Check = ({ decide, factsOf }) =>
  firstOf(Object.entries(failing), ([how, rule]) =>
    firstOf(requestsBy('by class'), ({ approach: { authn }, route }) =>
      firstOf(policies, (policy) => {
        const state: ResourceState = 'present'
        const denied = bytesOf(decide(route, authn, state, Permission.deny(), policy))
        try {
          const facts = factsOf({}, rule as () => Permission.Permission)
          const answer = bytesOf(decide(route, authn, ...facts, policy))
          return answer === denied ? undefined : `${how}: ${answer} but denied: ${denied}`
        } catch (error) {
          return `${how}: it throws ${String(error)}`
        }
      }),
    ),
  )

export const whole: Readonly<Record<string, Check>> = {
  'G1 after a renderer': renderedAlike,
  'G1 of facts': factsAlike,
  'the order of several things never matters': noOrderMatters,
  'an answer before the look-up': beforeLookup,
  'G7 combine is the meet': combineIsTheMeet,
  'G8 semantic consistency': consistent,
  'G9 what is not made is the least favourable': unmadeIsLeast,
  'G9 what is not made stands in the way': standsInTheWay,
  'G9 pure': pure,
  'G10 fail closed': failClosed,
  'G10 a service that is down': alikeWhenDown,
  'G10 rules that fail': failingRulesDeny,
}
