/**
 * The guarantees where the domain is not finite: on the data in the arguments.
 */
import fc from 'fast-check'
import { Chain, decide, explain, Permission, Policy, type ResourceState } from 'glomar'
import { expect, test } from 'vitest'
import * as arb from '../arbitraries.js'
import { garbage } from './guarantees.js'
import * as law from './law.js'

const runs = { numRuns: 5_000 }

type Facts = readonly [ResourceState, Permission.Permission]

const facts: fc.Arbitrary<Facts> = fc.tuple(arb.state, arb.permission)

type World = typeof arb.world extends fc.Arbitrary<infer W> ? W : never

const inLaw = ({ request, authn, policy }: World, [state, permission]: Facts): Parameters<typeof law.isStranger>[0] => ({
  authn,
  requires: request.requires,
  existence: Policy.disclosureOf(policy, request.resource).existence,
  state,
  permission,
})

const isStranger = (world: World, facts: Facts): boolean => law.isStranger(inLaw(world, facts))

test('the generators reach every row, and strangers often enough', () => {
  const n = 4_000
  const rows = new Map<string, number>()
  let pairs = 0
  for (const [world, x, y] of fc.sample(fc.tuple(arb.world, facts, facts), { numRuns: n, seed: 1 })) {
    const { row } = explain(world.request, world.authn, ...x, world.policy)
    rows.set(row, (rows.get(row) ?? 0) + 1)
    if (isStranger(world, x) && isStranger(world, y)) pairs += 1
  }
  const share = (k: number): string => `${((100 * k) / n).toFixed(1)} %`
  console.log(
    `${[...rows]
      .sort()
      .map(([row, k]) => `${row}: ${share(k)}`)
      .join(', ')}; pairs of worlds for a stranger: ${share(pairs)}`,
  )
  expect(rows.size).toBe(13)
  expect(Math.min(...rows.values())).toBeGreaterThan(n / 200)
  expect(pairs).toBeGreaterThan(n / 10)
})

test('G1 absence equivalence: nothing of the state or the permission reaches a stranger, whatever the data', () => {
  fc.assert(
    fc.property(arb.world, facts, facts, (world, x, y) => {
      fc.pre(isStranger(world, x) && isStranger(world, y))
      const [a, b] = [x, y].map((secret) => decide(world.request, world.authn, ...secret, world.policy))
      expect(a).toStrictEqual(b)
      expect(JSON.stringify(a)).toBe(JSON.stringify(b))
      expect(JSON.stringify(a)).not.toContain(arb.mark)
    }),
    runs,
  )
})

test('G1 for chains: to a stranger it makes no difference which of up to sixteen links hides or is missing', () => {
  const links = fc.array(fc.tuple(arb.resource, arb.state, arb.permission), { minLength: 1, maxLength: 16 })
  fc.assert(
    fc.property(arb.world, links, facts, ({ request, authn, policy }, above, last) => {
      const passage = Chain.passage(above, request, authn, policy)
      fc.pre(passage._tag === 'Stopped')
      const verdict = decide(request, authn, ...Chain.through(passage, last), policy)
      expect(verdict).toStrictEqual(decide(request, authn, 'unreachable', Permission.denied, policy))
      expect(verdict._tag).not.toBe('Ok')
    }),
    runs,
  )
})

test('G2 and G3: rejected, weak and underscoped callers see nothing of the state or the permission, whatever the data', () => {
  fc.assert(
    fc.property(arb.world, facts, facts, ({ request, authn, policy }, x, y) => {
      fc.pre(['1', '2', '3'].includes(explain(request, authn, ...x, policy).row))
      expect(decide(request, authn, ...x, policy)).toStrictEqual(decide(request, authn, ...y, policy))
    }),
    runs,
  )
})

test('G6: what marks the permission reaches the entitled alone, as far as `tell` goes', () => {
  fc.assert(
    fc.property(arb.world, facts, (world, secret) => {
      const { request, authn, policy } = world
      const told = JSON.stringify(decide(request, authn, ...secret, policy)).includes(arb.mark)
      const { tell } = Policy.disclosureOf(policy, request.resource)
      expect(!told || (law.isEntitled(inLaw(world, secret)) && tell !== 'nothing')).toBe(true)
    }),
    runs,
  )
})

test('every refusal carries the correlation id that was sent, verbatim, and none that was not', () => {
  fc.assert(
    fc.property(arb.world, facts, ({ request, authn, policy }, secret) => {
      const verdict = decide(request, authn, ...secret, policy)
      if ('body' in verdict) expect(verdict.body.correlation_id).toBe(request.correlationId)
    }),
    runs,
  )
})

test('G9: on anything at all in any place, it returns, the same twice, leaves the arguments as they were, and is never Ok', () => {
  const anything = fc.oneof(
    fc
      .anything({ withNullPrototype: true, withObjectString: true, withSparseArray: true, withBigInt: true, withDate: true, withMap: true })
      .map((thing) => () => thing),
    // behind a function, because a generator looks at what it generates, and some of these throw when looked at
    fc.nat({ max: garbage.length - 1 }).map((i) => () => garbage[i]),
  )
  fc.assert(
    fc.property(arb.world, facts, fc.nat({ max: 4 }), anything, ({ request, authn, policy }, [state, permission], at, thing) => {
      const args: Array<unknown> = [request, authn, state, permission, policy]
      args[at] = thing()
      const before = printed(args)
      const run = decide as (...args: ReadonlyArray<unknown>) => { readonly _tag: string }
      const first = run(...args)
      expect(run(...args)).toStrictEqual(first)
      expect(printed(args)).toBe(before)
      if (first._tag === 'Ok')
        expect((explain as (...args: ReadonlyArray<unknown>) => unknown)(...args)).toMatchObject({ misunderstood: [], granted: true })
    }),
    runs,
  )
})

/** Enough to see a change by; what cannot be printed is not compared. */
const printed = (u: unknown): string => {
  try {
    return JSON.stringify(u, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  } catch {
    return ''
  }
}
