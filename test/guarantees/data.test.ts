/**
 * The guarantees where the domain is not finite: on the data in the arguments.
 */
import fc from 'fast-check'
import { Chain, decide, explain, Permission, Policy, prepare, screen, type Facts, type ResourceState } from 'glomar'
import {
  Authn as AuthnCodec,
  Permission as PermissionCodec,
  Policy as PolicyCodec,
  Request as RequestCodec,
  ResourceState as StateCodec,
} from 'glomar/codec'
import { expect, test } from 'vitest'
import { arbitrary as arb } from 'glomar/testkit/properties'
import { garbage } from './guarantees.js'
import { law, type Setting } from 'glomar/testkit'
import * as caller from '../../src/proof/caller.js'

const runs = { numRuns: 5_000 }

const facts = arb.facts

test('the generators reach every row, and strangers often enough', () => {
  const n = 4_000
  const rows = new Map<string, number>()
  let pairs = 0
  for (const [world, x, y] of fc.sample(fc.tuple(arb.setting, facts, facts), { numRuns: n, seed: 1 })) {
    const { row } = explain(world.request, world.authn, ...x, world.policy)
    rows.set(row, (rows.get(row) ?? 0) + 1)
    if (law.stranger(world, x) && law.stranger(world, y)) pairs += 1
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
    fc.property(arb.setting, facts, facts, (world, x, y) => {
      fc.pre(law.stranger(world, x) && law.stranger(world, y))
      const [a, b] = [x, y].map((secret) => decide(world.request, world.authn, ...secret, world.policy))
      expect(a).toStrictEqual(b)
      expect(JSON.stringify(a)).toBe(JSON.stringify(b))
      expect(JSON.stringify(a)).not.toContain(arb.mark)
    }),
    runs,
  )
})

test('G1 for chains: to a stranger it makes no difference which of up to sixteen links hides or is missing', () => {
  // most links let pass, so that the chain is often stopped late, and sometimes not at all
  const open = fc.tuple(arb.resource, fc.constant<ResourceState>('present'), fc.constant(Permission.granted))
  const links = fc.array(
    fc.oneof({ weight: 8, arbitrary: open }, { weight: 1, arbitrary: fc.tuple(arb.resource, arb.state, arb.permission) }),
    { maxLength: 16 },
  )
  const reached = { through: 0, stopped: 0 }
  fc.assert(
    fc.property(arb.setting, links, facts, ({ request, authn, policy }, above, last) => {
      const { requires } = request
      // rows 1 to 3 come before any link
      fc.pre(!law.stoppedEarly({ request, authn, policy }))
      const stops = above.some(([resource, state, permission]) =>
        caller.stops({ authn, requires, existence: Policy.disclosureOf(policy, resource).existence, state, permission }),
      )
      const { facts, stoppedBy } = Chain.reach(above, last, request, authn, policy)
      expect(stoppedBy !== undefined).toBe(stops)
      reached[stops ? 'stopped' : 'through'] += 1
      const right = stops ? decide(request, authn, 'unreachable', Permission.denied, policy) : decide(request, authn, ...last, policy)
      expect(decide(request, authn, ...facts, policy)).toStrictEqual(right)
    }),
    runs,
  )
  expect(Math.min(reached.stopped, reached.through)).toBeGreaterThan(500)
})

test('G2 and G3: rejected, weak and underscoped callers see nothing of the state or the permission, whatever the data', () => {
  fc.assert(
    fc.property(arb.setting, facts, facts, ({ request, authn, policy }, x, y) => {
      const early = law.stoppedEarly({ request, authn, policy })
      const refusal = screen(request, authn, policy)
      expect(refusal !== undefined).toBe(early)
      fc.pre(early)
      expect(decide(request, authn, ...x, policy)).toStrictEqual(refusal)
      expect(decide(request, authn, ...y, policy)).toStrictEqual(refusal)
    }),
    runs,
  )
})

const inLaw = ({ request, authn, policy }: Setting, [state, permission]: Facts.Facts): caller.Case => ({
  authn,
  requires: request.requires,
  existence: Policy.disclosureOf(policy, request.resource).existence,
  state,
  permission,
})

test('G6: what marks the permission reaches the entitled alone, as far as `tell` goes', () => {
  fc.assert(
    fc.property(arb.setting, facts, (world, secret) => {
      const { request, authn, policy } = world
      const told = JSON.stringify(decide(request, authn, ...secret, policy)).includes(arb.mark)
      const { tell } = Policy.disclosureOf(policy, request.resource)
      expect(!told || (caller.isEntitled(inLaw(world, secret)) && tell !== 'nothing')).toBe(true)
    }),
    runs,
  )
})

test('a prepared route, which keeps answers, gives those of `decide` whatever it was asked before', () => {
  const call = fc.record({ authn: arb.authn, facts, sent: fc.constantFrom({}, { target: '/calls/7' }, { correlationId: 'c-1' }) })
  fc.assert(
    fc.property(arb.request, arb.policy, fc.array(call, { minLength: 2, maxLength: 12 }), (request, policy, calls) => {
      const { target: _target, correlationId: _id, ...route } = request
      const answer = prepare(route, policy)
      for (const { authn, facts, sent } of calls)
        expect(answer(authn, ...facts, sent)).toStrictEqual(decide({ ...route, ...sent }, authn, ...facts, policy))
    }),
    runs,
  )
})

test('every refusal carries the correlation id that was sent, verbatim, and none that was not', () => {
  fc.assert(
    fc.property(arb.setting, facts, ({ request, authn, policy }, secret) => {
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
    fc.property(arb.setting, facts, fc.nat({ max: 4 }), anything, ({ request, authn, policy }, [state, permission], at, thing) => {
      const args: Array<unknown> = [request, authn, state, permission, policy]
      args[at] = thing()
      const before = printed(args)
      const run = decide as (...args: ReadonlyArray<unknown>) => { readonly _tag: string }
      const first = run(...args)
      expect(run(...args)).toStrictEqual(first)
      expect(printed(args)).toBe(before)
      // a second opinion on what is of its type: the codecs, which share no reading with the engine
      if (first._tag === 'Ok') expect(isOfItsType(at, args[at], request.resource), `${String(at)}: ${printed(args[at])}`).toBe(true)
    }),
    runs,
  )
})

const codecs = [RequestCodec, AuthnCodec, StateCodec, PermissionCodec, PolicyCodec]

/** Of a policy, only the type that is asked for is looked at. */
const isOfItsType = (at: number, u: unknown, resource: string): boolean => {
  if (at !== 4) return codecs[at]?.is(u) ?? false
  const { types, ...rest } = u as Policy.Policy
  return PolicyCodec.is({ ...rest, types: Object.fromEntries(Object.entries(types).filter(([type]) => type === resource)) })
}

/** Enough to see a change by; what cannot be printed is not compared. */
const printed = (u: unknown): string => {
  try {
    return JSON.stringify(u, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
  } catch {
    return ''
  }
}
