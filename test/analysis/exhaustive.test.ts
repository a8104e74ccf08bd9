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
import { diff, findings, neverLeaks, type Learnt } from 'glomar/analysis'
import type { Decide } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

const all = Disclosure.values()
const { grant, deny, stepUp } = Permission

/** The callers of the findings, by hand. */
const callers = {
  'a caller without credentials': [Authn.anonymous, {}],
  'a caller without credentials on a guarded route': [Authn.anonymous, { authenticated: true }],
  'an authenticated caller': [Authn.authenticated(), {}],
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

    test('tells what every request that there is tells', () => {
      const expected = Object.keys(callers).flatMap((each) => {
        const who = each as Who
        const less = learnt(disclosure, who, false)
        const more = learnt(disclosure, who, true).filter((one) => !less.includes(one))
        const isGuarded = who.endsWith('route')
        return [
          { who: isGuarded ? who : `${who} who is denied`, learns: less },
          { who: `${who} who is denied and may know`, learns: more },
        ].filter(({ learns }) => learns.length > 0)
      })
      const tells = found.flatMap((finding) =>
        finding.kind === 'tells' ? [{ who: finding.who, learns: finding.learns }] : [],
      )
      expect(tells).toEqual(expected)
    })

    test('tells of the existence what the law says', () => {
      const { existence } = disclosure
      const who = found.flatMap((finding) =>
        finding.kind === 'tells' && finding.learns.includes('existence') ? [finding.who] : [],
      )
      const [anonymous, guarded, authenticated] = Object.keys(callers) as [Who, Who, Who]
      expect(who).toEqual(
        {
          secret: [],
          'if-may-know': [
            `${anonymous} who is denied and may know`,
            `${authenticated} who is denied and may know`,
          ],
          authenticated: [
            `${anonymous} who is denied and may know`,
            `${authenticated} who is denied`,
          ],
          public: [`${anonymous} who is denied`, guarded, `${authenticated} who is denied`],
        }[existence],
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
          finding.kind === 'no-effect' ? [`${finding.knob} for ${finding.who}`] : [],
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
  const { tells, conceals, answers } = diff(by(0), by(1))
  const expected = (
    holds: (x: Disclosure.Disclosure, y: Disclosure.Disclosure) => boolean,
  ): ReadonlySet<string> => new Set(pairs.flatMap((pair, i) => (holds(...pair) ? [nameOf(i)] : [])))

  test('the answers differ, unless the two are equal', () => {
    expect(new Set(answers.flatMap(({ types }) => types))).toEqual(
      expected((x, y) => !Disclosure.Eq.equals(x, y)),
    )
  })

  test('the second tells more exactly where its `existence` is looser', () => {
    const rank = ({ existence }: Disclosure.Disclosure): number =>
      Disclosure.knobs.existence.indexOf(existence)
    const named = (found: typeof tells): ReadonlySet<string> =>
      new Set(found.map(({ resource }) => resource))
    expect(named(tells)).toEqual(expected((x, y) => rank(y) > rank(x)))
    expect(named(conceals)).toEqual(expected((x, y) => rank(y) < rank(x)))
  })
})
