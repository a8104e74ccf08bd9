/**
 * The guarantees where the domain is not finite: on the data in the arguments, and on any number of
 * things in one request.
 */
import fc from 'fast-check'
import {
  decide,
  decideBeforeLookup,
  explain,
  Authn,
  Facts,
  Permission,
  Policy,
  render,
  Route,
  type Renderer,
  type Verdict,
} from 'glomar'
import { arbitrary as arb } from 'glomar/testkit/properties'
import { expect, test } from 'vitest'
import { garbage } from './garbage.js'
import { isStoppedEarly, isStranger, standing, standingTo } from './law.js'
import type { Ancestor, Approach, Fact, Reference, World } from './world.js'
import { worldOf } from './world.js'

const runs = { numRuns: 5_000 }

// ------------------------------------------------------------------ generators

/** The same facts, in the words of the law. */
const factOf = ([state, permission]: Facts.Facts): Fact => {
  const { _tag, mayKnow, remedy } = permission
  const stepUp = remedy?._tag === 'StepUp' ? { acrValues: remedy.acrValues } : undefined
  const said = { granted: _tag === 'Granted', mayKnow, ...(stepUp && { stepUp }) }
  return { state, said, permission }
}

const fact = arb.loneFacts.map(factOf)

const passing: Fact = factOf(['present', Permission.grant()])

/** Most let pass, or what stands beside the target would never count. */
const mostlyPassing = fc.oneof(
  { weight: 5, arbitrary: fc.constant(passing) },
  { weight: 2, arbitrary: fact },
)

const type = fc.constantFrom('document', 'documents', 'folder', 'never-named')

const ancestor: fc.Arbitrary<Ancestor> = fc
  .tuple(type, mostlyPassing)
  .map(([resource, about]) => ({ resource, ...about }))

const reference: fc.Arbitrary<Reference> = fc
  .tuple(
    type,
    fc.constantFrom('present', 'present', 'absent'),
    mostlyPassing,
    fc.array(ancestor, { maxLength: 2 }),
  )
  .map(([resource, expects, about, ancestors]) => ({ resource, expects, ...about, ancestors }))

/** A target with up to four ancestors and up to four references. */
const world: fc.Arbitrary<World> = fc
  .tuple(mostlyPassing, fc.array(ancestor, { maxLength: 4 }), fc.array(reference, { maxLength: 4 }))
  .map((things) => worldOf(...things))

interface Setting {
  readonly approach: Approach
  readonly route: Route.Route
  readonly policy: Policy.Policy
}

/** One request by one caller under one policy. */
const setting: fc.Arbitrary<Setting> = fc
  .tuple(arb.request, arb.authn, arb.policy)
  .map(([words, authn, policy]) => {
    const { requires = {} } = words
    // an empty list of requirements requires nothing
    const isGuarded = Object.keys(requires).length > 0
    const approach = { name: authn._tag, authn, requires: isGuarded ? requires : undefined }
    return { approach, route: Route.of(words), policy }
  })

const answer = ({ approach, route, policy }: Setting, { facts }: World): Verdict =>
  decide(route, approach.authn, ...facts, policy)

const isStrangerTo = (
  { approach, route, policy }: Setting,
  { target, ancestors }: World,
): boolean =>
  isStranger(
    standing(approach, policy.types, { resource: route.resource, said: target.said }, ancestors),
  )

/** The sentence about a share, for people who look at what was drawn. */
const share = (k: number, n: number): string => `${((100 * k) / n).toFixed(1)} %`

test('the generators reach every outcome, and strangers often enough', () => {
  const n = 6_000
  const rows = new Map<string, number>()
  const effects = new Map<string, number>()
  const count = (counts: Map<string, number>, name: string): void =>
    void counts.set(name, (counts.get(name) ?? 0) + 1)
  let pairs = 0
  for (const [at, x, y] of fc.sample(fc.tuple(setting, world, world), { numRuns: n, seed: 1 })) {
    const { row, ancestors, references } = explain(
      at.route,
      at.approach.authn,
      ...x.facts,
      at.policy,
    )
    count(rows, row)
    for (const { effect } of ancestors) count(effects, `an ancestor ${effect}`)
    for (const { effect } of references) count(effects, `a reference ${effect}`)
    if (isStrangerTo(at, x) && isStrangerTo(at, y)) pairs += 1
  }
  const shares = (counts: Map<string, number>): string =>
    [...counts]
      .sort()
      .map(([name, k]) => `${name}: ${share(k, n)}`)
      .join(', ')
  console.log(`${shares(rows)}\n${shares(effects)}\ntwo worlds to a stranger: ${share(pairs, n)}`)
  expect(rows.size).toBe(14)
  expect(Math.min(...rows.values())).toBeGreaterThan(n / 500)
  expect(effects.size).toBe(8)
  expect(Math.min(...effects.values())).toBeGreaterThan(n / 500)
  expect(pairs).toBeGreaterThan(n / 10)
})

// ------------------------------------------------------------------ G1

test('G1: nothing about any of several things reaches a stranger to the target', () => {
  fc.assert(
    fc.property(setting, world, world, (at, x, y) => {
      fc.pre(isStrangerTo(at, x) && isStrangerTo(at, y))
      const [a, b] = [answer(at, x), answer(at, y)]
      expect(a).toStrictEqual(b)
      expect(JSON.stringify(a)).toBe(JSON.stringify(b))
      expect(JSON.stringify(a)).not.toContain(arb.mark)
    }),
    runs,
  )
})

test('G1: nothing about a reference reaches a stranger to it, whatever else is true', () => {
  // a target that the caller knows, since of another the answer is about the target
  const known = fc.tuple(reference, reference, fc.array(reference, { maxLength: 3 }), fc.nat())
  let shown = 0
  fc.assert(
    fc.property(setting, known, ({ approach, route, policy }, [x, y, others, at]) => {
      // the same request: it names the same thing
      const other = { ...y, resource: x.resource, expects: x.expects }
      const strangers = [x, other].every((one) =>
        isStranger(standingTo(approach, policy.types, one)),
      )
      fc.pre(strangers)
      const [a, b] = [x, other].map((one) => {
        const references = [...others]
        references.splice(at % (others.length + 1), 0, one)
        return answer({ approach, route, policy }, worldOf(passing, [], references))
      })
      expect(JSON.stringify(a)).toBe(JSON.stringify(b))
      if (a?._tag === 'UnresolvedReference') shown += 1
    }),
    runs,
  )
  expect(shown).toBeGreaterThan(runs.numRuns / 20)
})

const field = fc.constantFrom('x-request-id', 'content-language', 'retry-after', 'location', 'vary')

/** Anything that a renderer may answer, and some that it may not: then the default goes out. */
const rendering = fc.record(
  {
    status: fc.integer({ min: 200, max: 599 }),
    headers: fc.dictionary(field, fc.string({ minLength: 1 }), { maxKeys: 3 }),
    body: fc.string(),
  },
  { requiredKeys: [] },
)

test('G1 after any renderer: what strangers get renders alike', () => {
  fc.assert(
    fc.property(setting, world, world, fc.func(rendering), (at, x, y, rendered) => {
      fc.pre(isStrangerTo(at, x) && isStrangerTo(at, y))
      const renderer = rendered as Renderer<string>
      const [a, b] = [x, y].map((one) => {
        const verdict = answer(at, one)
        return 'status' in verdict ? render(verdict, renderer, '/documents/7') : verdict
      })
      expect(a).toStrictEqual(b)
    }),
    runs,
  )
})

// ------------------------------------------------------------------ G2 to G6

test('G2 and G3: rejected, weak and underscoped callers see nothing of any thing', () => {
  fc.assert(
    fc.property(setting, world, world, (at, x, y) => {
      fc.pre(isStoppedEarly(at.approach))
      const before = decideBeforeLookup(at.route, at.approach.authn, at.policy)
      expect(before).toHaveProperty('status')
      expect(answer(at, x)).toStrictEqual(before)
      expect(answer(at, y)).toStrictEqual(before)
    }),
    runs,
  )
})

test('an answer before the look-up is that of every world', () => {
  fc.assert(
    fc.property(setting, world, (at, x) => {
      const before: Verdict | undefined = decideBeforeLookup(at.route, at.approach.authn, at.policy)
      fc.pre(before !== undefined)
      expect(before).toStrictEqual(answer(at, x))
      expect(before?._tag).not.toBe('Ok')
    }),
    runs,
  )
})

test('G6: what marks a permission reaches those alone who are entitled to the target', () => {
  let shown = 0
  fc.assert(
    fc.property(setting, world, (at, x) => {
      if (!JSON.stringify(answer(at, x)).includes(arb.mark)) return
      shown += 1
      const thing = { resource: at.route.resource, said: x.target.said }
      expect(standing(at.approach, at.policy.types, thing, x.ancestors).entitled).toBe(true)
    }),
    runs,
  )
  expect(shown).toBeGreaterThan(runs.numRuns / 50)
})

test('G12: what is ok under one policy is ok under every other', () => {
  let granted = 0
  fc.assert(
    fc.property(setting, arb.policy, world, (at, policy, x) => {
      const isOk = answer(at, x)._tag === 'Ok'
      expect(answer({ ...at, policy }, x)._tag === 'Ok').toBe(isOk)
      if (isOk) granted += 1
    }),
    runs,
  )
  expect(granted).toBeGreaterThan(runs.numRuns / 20)
})

test('the order of ancestors and of references never matters', () => {
  const shuffled = world.chain((x) => {
    const { ancestors, references } = x
    const any = <A>(items: ReadonlyArray<A>): fc.Arbitrary<Array<A>> =>
      fc.shuffledSubarray([...items], { minLength: items.length })
    return fc.tuple(fc.constant(x), any(ancestors), any(references))
  })
  fc.assert(
    fc.property(setting, shuffled, (at, [x, ancestors, references]) => {
      expect(answer(at, worldOf(x.target, ancestors, references))).toStrictEqual(answer(at, x))
    }),
    runs,
  )
})

test('a route that was made, and keeps answers, gives those of a route that was just made', () => {
  const asked = fc.tuple(arb.authn, world, fc.nat({ max: 2 }))
  const policies = fc.array(arb.policy, { minLength: 3, maxLength: 3 })
  const several = fc.array(asked, { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(arb.request, policies, several, (words, some, questions) => {
      const route = Route.of(words)
      for (const [authn, { facts }, i] of questions) {
        const policy = some[i] as Policy.Policy
        const kept: Verdict = decide(route, authn, ...facts, policy)
        expect(kept).toStrictEqual(decide(words, authn, ...facts, policy))
      }
    }),
    { numRuns: 1_000 },
  )
})

// ------------------------------------------------------------------ G9

const data = fc.anything({
  withNullPrototype: true,
  withObjectString: true,
  withSparseArray: true,
  withBigInt: true,
  withDate: true,
  withMap: true,
})

/**
 * Behind a function, because a generator looks at what it generates, and some throw when looked at.
 */
const anything: fc.Arbitrary<() => unknown> = fc.oneof(
  data.map((thing) => () => thing),
  fc.nat({ max: garbage.length - 1 }).map((i) => () => garbage[i]),
)

const isMade: ReadonlyArray<(u: unknown) => boolean> = [
  (u) => {
    try {
      Route.of(u as Route.RouteInWords)
      return true
    } catch {
      return false
    }
  },
  Authn.is,
  (u) => u === 'present' || u === 'absent',
  Permission.is,
  Policy.is,
]

type Any = (...facts: ReadonlyArray<unknown>) => { readonly _tag: string }

test('G9: `decide` answers anything in any place, and Ok only where all is made', () => {
  fc.assert(
    fc.property(setting, world, fc.nat({ max: 4 }), anything, (at, { facts }, place, thing) => {
      const given: Array<unknown> = [at.route, at.approach.authn, ...facts, at.policy]
      given[place] = thing()
      const before = printed(given[place])
      const first = (decide as Any)(...given)
      expect((decide as Any)(...given)).toStrictEqual(first)
      expect(printed(given[place])).toBe(before)
      if (first._tag === 'Ok') expect(isMade[place]?.(given[place])).toBe(true)
    }),
    runs,
  )
})

/** Enough to see a change by; what cannot be printed is not compared. */
const printed = (u: unknown): string => {
  try {
    const text = (_: string, value: unknown): unknown =>
      typeof value === 'bigint' ? String(value) : value
    return JSON.stringify(u, text)
  } catch {
    return ''
  }
}

type Make = (...given: ReadonlyArray<unknown>) => unknown

/** Each constructor of facts, with whether it made one. */
const ofFacts: Readonly<Record<string, readonly [Make, (u: unknown) => boolean]>> = {
  'Authn.rejected': [Authn.rejected as Make, Authn.is],
  'Authn.nonceWanted': [Authn.nonceWanted as Make, Authn.is],
  'Authn.authenticated': [Authn.authenticated as Make, Authn.is],
  'Permission.grant': [Permission.grant as Make, Permission.is],
  'Permission.deny': [Permission.deny as Make, Permission.is],
  'Permission.stepUp': [Permission.stepUp as Make, Permission.is],
  'Permission.allOf': [Permission.allOf as Make, Permission.is],
  'Permission.anyOf': [Permission.anyOf as Make, Permission.is],
}

test.each(Object.entries(ofFacts))('G9: %s makes a value of anything', (_name, [make, is]) => {
  fc.assert(
    fc.property(anything, anything, (x, y) => {
      expect(is(make(x(), y()))).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('G9: of anything, `Facts.of` makes a state and a permission', () => {
  const options = fc.record(
    {
      whenAbsent: anything,
      ancestors: anything,
      references: anything,
      onFault: anything,
      other: anything,
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(anything, anything, options, (row, ruled, some) => {
      const given = Object.fromEntries(Object.entries(some).map(([name, u]) => [name, u()]))
      const [state, permission] = (Facts.of as Make)(row(), ruled, given) as Facts.Facts
      expect(['present', 'absent']).toContain(state)
      expect(Permission.is(permission)).toBe(true)
    }),
    { numRuns: 1_000 },
  )
})

test('G9: constructors of routes and policies make a value, or throw a `TypeError`', () => {
  const makers = fc.constantFrom(Route.of as Make, Policy.of as Make)
  fc.assert(
    fc.property(data, data, makers, (x, y, make) => {
      try {
        const value = make(x, y)
        expect(Route.is(value) || Policy.is(value)).toBe(true)
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError)
      }
    }),
    { numRuns: 1_000 },
  )
})
