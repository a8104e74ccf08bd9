/**
 * All 32 disclosures: the findings agree with the law, and with every request tried one by one.
 */
import {
  Authn,
  decide,
  Disclosure,
  Facts,
  Permission,
  Policy,
  Route,
  type ResourceState,
  type Verdict,
} from 'glomar'
import {
  asText,
  diff,
  findings,
  neverLeaks,
  whoLearnsWhat,
  type Learns,
  type Learnt,
} from 'glomar/analysis'
import type { Decide } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

const all = Disclosure.values()
const { grant, deny, stepUp } = Permission

/** The callers, by hand. */
const callers = {
  visitors: [Authn.anonymous, {}],
  'visitors on a guarded route': [Authn.anonymous, { authenticated: true }],
  'signed-in callers': [Authn.authenticated(), {}],
} as const

type Who = keyof typeof callers

const denials = (mayKnow: boolean): ReadonlyArray<Permission.Permission> => [
  deny({ mayKnow }),
  deny({ mayKnow, missingPermissions: ['p'], requestAccess: '/a' }),
  stepUp({ mayKnow, maxAge: 1 }),
]

const routes = (requires: Route.Requirements): ReadonlyArray<Route.Route> =>
  (['GET', 'HEAD', 'PUT', 'DELETE', 'POST'] as const).flatMap((method) =>
    (['item', 'collection'] as const).flatMap((shape) =>
      (['present', 'absent', 'either'] as const).map((expects) =>
        Route.of<string, string, Route.Shape, Route.Expects>({
          method,
          resource: 'document',
          shape,
          expects,
          requires,
        }),
      ),
    ),
  )

const asDecide: Decide = decide

const told = (
  disclosure: Disclosure.Disclosure,
  who: Who,
  permissions: ReadonlyArray<Permission.Permission<string>>,
): ReadonlyArray<readonly [present: Verdict, absent: Verdict]> => {
  const policy = Policy.of({ document: disclosure })
  const [authn, requires] = callers[who]
  return routes(requires).flatMap((route) =>
    permissions.map((permission) => {
      const answer = (state: ResourceState): Verdict =>
        asDecide(route, authn, state, permission, policy)
      return [answer('present'), answer('absent')] as const
    }),
  )
}

/** What is learnt, by every request that there is. */
const learnt = (
  disclosure: Disclosure.Disclosure,
  who: Who,
  mayKnow: boolean,
): ReadonlyArray<Learnt> => {
  const pairs = told(disclosure, who, denials(mayKnow))
  const bodies = JSON.stringify(pairs)
  const differ = pairs.some(([x, y]) => JSON.stringify(x) !== JSON.stringify(y))
  return [
    ...(differ ? (['existence'] as const) : []),
    ...(bodies.includes('missing_permissions') ? (['missing-permissions'] as const) : []),
    ...(bodies.includes('request_access') ? (['request-access'] as const) : []),
    ...(bodies.includes('step-up-required') ? (['step-up'] as const) : []),
  ]
}

describe.each(all.map((disclosure) => [Disclosure.Show.show(disclosure), disclosure] as const))(
  '%s',
  (_name, disclosure) => {
    const found = findings(Policy.of({ document: disclosure }))

    const learns = whoLearnsWhat(Policy.of({ document: disclosure }))

    test('tells what every request that there is tells', () => {
      const guarded = learnt(disclosure, 'visitors on a guarded route', false)
      const expected = [
        ['visitors', [...learnt(disclosure, 'visitors', false), ...guarded]],
        ['strangers', learnt(disclosure, 'signed-in callers', false)],
        ['those who may know', learnt(disclosure, 'signed-in callers', true)],
        ['visitors who may know', learnt(disclosure, 'visitors', true)],
      ].flatMap(([persona, all]) =>
        all?.length === 0 ? [] : [{ type: 'document', persona, learns: [...new Set(all)] }],
      )
      expect(learns).toEqual(expected)
    })

    test('tells of the existence what the law says', () => {
      const who = learns.flatMap((each) =>
        each.learns.includes('existence') ? [each.persona] : [],
      )
      const mayKnow = ['those who may know', 'visitors who may know']
      expect(who).toEqual(
        {
          secret: [],
          'if-may-know': mayKnow,
          authenticated: ['strangers', ...mayKnow],
          public: ['visitors', 'strangers', ...mayKnow],
        }[disclosure.existence],
      )
    })

    test('has a headline of the widest persona that learns of it', () => {
      expect(found.flatMap(({ kind, says }) => (kind === 'tells' ? [says] : []))).toEqual(
        {
          secret: [],
          'if-may-know': ['Those who may know learn that a `document` exists.'],
          authenticated: ['Strangers learn that a `document` exists.'],
          public: ['Visitors and strangers learn that a `document` exists.'],
        }[disclosure.existence],
      )
    })

    test('has knobs that do nothing exactly where no request shows them, but below an ancestor', () => {
      const permissions = [...denials(false), ...denials(true), grant(), grant({ mayKnow: false })]
      const blocked = permissions.map((permission) => {
        const ancestors = [{ resource: 'folder', facts: ['absent', grant()] }] as const
        return Facts.of({}, () => permission, { ancestors })[1]
      })
      const expected = (['anonymous', 'concealAs', 'list'] as const).flatMap((knob) => {
        const strict = { ...disclosure, [knob]: Disclosure.strictest[knob] }
        const shows = (who: Who, among: ReadonlyArray<Permission.Permission<string>>): boolean =>
          JSON.stringify(told(disclosure, who, among)) !== JSON.stringify(told(strict, who, among))
        return (Object.keys(callers) as ReadonlyArray<Who>).flatMap((who) =>
          !shows(who, permissions) && shows(who, blocked) ? [`${knob} for ${who}`] : [],
        )
      })
      expect(
        found.flatMap((finding) =>
          finding.kind === 'no-effect'
            ? finding.callers.map((each) => `${finding.knob} for ${each}`)
            : [],
        ),
      ).toEqual(expected)
    })

    test('leaks exactly where `existence` is not left to the permission', () => {
      const keeps = ['secret', 'if-may-know'].includes(disclosure.existence)
      expect(neverLeaks(Policy.of({ document: disclosure }))._tag).toBe(keeps ? 'Right' : 'Left')
    })
  },
)

/** A policy of many types, each with a disclosure in turn. */
const many = (n: number, of: ReadonlyArray<Disclosure.Disclosure>): Policy.Policy =>
  Policy.of(
    Object.fromEntries(
      Array.from({ length: n }, (_, i) => [`type-${String(i)}`, of[i % of.length] ?? {}]),
    ),
  )

test('of a thousand types, each disclosure is looked at once', () => {
  const keeping = all.filter(({ existence }) => ['secret', 'if-may-know'].includes(existence))
  expect(neverLeaks(many(1_000, keeping))).toMatchObject({
    _tag: 'Right',
    right: { types: 1_000, answers: 16 * 6 * 6 * 8 * 6 },
  })
})

describe('of every two disclosures', () => {
  const pairs = all.flatMap((x) => all.map((y) => [x, y] as const))
  const nameOf = (i: number): string => `pair-${String(i)}`
  const by = (side: 0 | 1): Policy.Policy =>
    Policy.of(Object.fromEntries(pairs.map((pair, i) => [nameOf(i), pair[side]])))
  const { tells, conceals, types } = diff(by(0), by(1))
  const expected = (
    holds: (x: Disclosure.Disclosure, y: Disclosure.Disclosure) => boolean,
  ): ReadonlySet<string> => new Set(pairs.flatMap((pair, i) => (holds(...pair) ? [nameOf(i)] : [])))

  test('the knobs that differ are listed, unless the two are equal', () => {
    const listed = types.flatMap((change) => change.types)
    expect(new Set(listed)).toEqual(expected((x, y) => !Disclosure.Eq.equals(x, y)))
    for (const { types: alike, knobs } of types)
      for (const name of alike) {
        const [x, y] = pairs[Number(name.replace('pair-', ''))] as (typeof pairs)[number]
        const changed = {
          ...x,
          ...Object.fromEntries(knobs.map(({ knob, after }) => [knob, after])),
        }
        expect(changed).toEqual(y)
      }
  })

  test('the difference of two knobs is said in ten lines at the most', () => {
    const two = pairs.flatMap(([x, y], i) =>
      Disclosure.names.filter((knob) => x[knob] !== y[knob]).length === 2 ? [nameOf(i)] : [],
    )
    const some = (policy: Policy.Policy): Policy.Policy =>
      Policy.of(Object.fromEntries(two.map((name) => [name, policy.types[name] ?? {}])))
    const blocks = asText(diff(some(by(0)), some(by(1)))).split(/^(?=`)/m)
    expect(blocks).toHaveLength(two.length)
    const lines = blocks.map((block) => block.split('\n').length - 1)
    expect(Math.max(...lines)).toBeLessThanOrEqual(10)
  })

  test('the second tells more exactly where its `existence` is looser', () => {
    const rank = ({ existence }: Disclosure.Disclosure): number =>
      Disclosure.knobs.existence.indexOf(existence)
    const named = (found: ReadonlyArray<Learns>): ReadonlySet<string> =>
      new Set(found.map(({ type }) => type))
    expect(named(tells)).toEqual(expected((x, y) => rank(y) > rank(x)))
    expect(named(conceals)).toEqual(expected((x, y) => rank(y) < rank(x)))
  })
})
