/**
 * A disclosure policy: for each resource type, what may be disclosed about it. A type that the policy
 * does not name gets the strictest disclosure. Beside the types stand the constants of the service.
 *
 * By what they disclose, policies form a distributive lattice. Its least element names no type.
 */
import type { BoundedJoinSemilattice } from 'fp-ts/lib/BoundedJoinSemilattice.js'
import type { DistributiveLattice } from 'fp-ts/lib/DistributiveLattice.js'
import type { Eq as FpEq } from 'fp-ts/lib/Eq.js'
import type { Show as FpShow } from 'fp-ts/lib/Show.js'
import type { Made } from '../lib/Made.js'
import { isPlainObject, itemsOf } from '../lib/read.js'
import { noSuch, segment, show } from '../lib/show.js'
import * as Disclosure from './Disclosure.js'
import { drop, membersOf, none, oneOf, readOrThrow, under, type Faults } from './Fault.js'
import { policyBrand, policySeal, sealed, type PolicySeal } from './seals.js'
import * as Service from './Service.js'
import { isTypeName, typeNameExpected } from './typeName.js'

/** A policy that was made. `R` is the union of its resource types. */
export interface Policy<R extends string = string> extends Made<'policy'> {
  readonly _tag: 'Policy'
  /** What may be disclosed about each resource type. Other types get the strictest disclosure. */
  readonly types: { readonly [K in R]: Disclosure.Disclosure }
  /** The constants of the service. */
  readonly service: Service.Service
}

/**
 * A policy, made once when a service starts. A policy says only what is told. It grants nothing.
 *
 * @param types - For each resource type, the knobs that are not at their strictest. A type may be
 *   written `type:action`; there is no fallback from it to `type`.
 * @param service - The constants of the service. Each has a default.
 * @returns A frozen policy. Its resource types are literal types.
 * @throws TypeError that lists every unknown knob, value and constant: its path, what was expected,
 *   what came. The codec returns the same errors for data from outside.
 * @example
 * Policy.of({ document: { existence: 'if-may-know' } }, { realm: 'archive' })
 */
export const of = <const R extends string>(
  types: { readonly [K in R]: Partial<Disclosure.Disclosure> },
  service: Partial<Service.Service> = {},
): Policy<R> => {
  const all = readOrThrow('Policy.of', (faults) => ({
    types: Object.freeze(readMembers(faults, 'types', types, readDisclosure)),
    service: Service.of(readMembers(faults, 'service', service, readConstant)),
  }))
  const members = { _tag: 'Policy', ...all }
  const seal: PolicySeal = { of: members, answers: [] }
  return sealed(policyBrand, members, seal) as Policy<R>
}

/**
 * Whether a value is a policy that was made by `of`, by `combine` or by the codec.
 *
 * @param u - Any value. A copy, a proxy and what comes from JSON are not made.
 * @returns `true` if it was made.
 */
export const is = (u: unknown): u is Policy => policySeal(u) !== undefined

type Read<A> = (faults: Faults, name: string, u: unknown) => A

/** What is read of each member. One that is undefined is one that is not given. */
const readMembers = <A>(faults: Faults, path: string, u: unknown, read: Read<A>) => {
  const all: Record<string, A> = {}
  if (!isPlainObject(u)) drop(faults, path, 'a plain object', u)
  else
    for (const name of Object.keys(u)) {
      if (u[name] === undefined) continue
      const own: Faults = []
      const value = read(own, name, u[name])
      if (own.length > 0) faults.push(...under(path, under(segment(name), own)))
      // a type of this name is a type like any other
      if (name === '__proto__') Object.defineProperty(all, name, { value, enumerable: true })
      else all[name] = value
    }
  return all
}

const readDisclosure: Read<Disclosure.Disclosure> = (faults, type, u) => {
  if (!isTypeName(type)) drop(faults, '', typeNameExpected, type)
  if (!isPlainObject(u)) return drop(faults, '', 'a plain object', u) ?? Disclosure.strictest
  const given = membersOf(faults, 'knob', u, Disclosure.names)
  const disclosure = Disclosure.of(given)
  for (const knob of Disclosure.names)
    if (given[knob] !== undefined && given[knob] !== disclosure[knob])
      oneOf<string>(faults, knob, Disclosure.knobs[knob], given[knob])
  return disclosure
}

const readConstant: Read<Service.Service[keyof Service.Service]> = (faults, name, u) => {
  const constant = Service.constants[name as keyof Service.Service]
  if (!Object.hasOwn(Service.constants, name)) {
    faults.push({ path: '', message: noSuch('constant', name, Object.keys(Service.constants)) })
    return none
  }
  const fits = (path: string, expected: string | undefined, got: unknown) =>
    (expected === undefined ? got : drop(faults, path, expected, got)) as string
  const text = (path: string, item: unknown) => fits(path, Service.misfit(constant, item), item)
  if (constant.least === undefined) return text('', u)
  const all = constant.named ? isPlainObject(u) && u : itemsOf(u)
  const entries = Object.entries(all || {})
  if (!all || !Service.fitsList(constant, entries.length))
    return drop(faults, '', Service.listOf(constant), u) ?? none
  const texts = entries.map(([key, item]) => [key, text(segment(key), item)] as const)
  if (!constant.named) return Object.freeze(texts.map(([, item]) => item))
  for (const [key] of entries) fits(segment(key), Service.misnomer(key), key)
  return Object.freeze(Object.fromEntries(texts))
}

/**
 * What a policy says of a resource type.
 *
 * @param policy - A policy that was made.
 * @param type - The name of the type, with its action if it has one.
 * @returns The disclosure of the type. The strictest, where the policy does not name the type.
 * @example
 * Disclosure.Show.show(Policy.disclosureOf(Policy.of({ document: {} }), 'letter')) // → 'strictest'
 */
export const disclosureOf = (policy: Policy, type: string): Disclosure.Disclosure =>
  // so that no type is found on a prototype
  Object.hasOwn(policy.types, type)
    ? (policy.types[type] as Disclosure.Disclosure)
    : Disclosure.strictest

const ensureMade = (policy: Policy): Policy => {
  if (is(policy)) return policy
  throw new TypeError(
    `Policy: expected a policy that Policy.of or the codec made, got ${show(policy)}`,
  )
}

/** The resource types that either names. */
const typesOf = (x: Policy, y: Policy): ReadonlyArray<string> =>
  Object.keys({ ...ensureMade(x).types, ...ensureMade(y).types })

const pointwise =
  (f: (x: Disclosure.Disclosure, y: Disclosure.Disclosure) => Disclosure.Disclosure) =>
  (x: Policy, y: Policy): Policy =>
    of(
      Object.fromEntries(
        typesOf(x, y).map((type) => [type, f(disclosureOf(x, type), disclosureOf(y, type))]),
      ),
      x.service,
    )

const meet = /* @__PURE__ */ pointwise(Disclosure.meet)

/** `combine`, with both policies at once, or data-last. */
interface Combine {
  <R extends string, S extends string>(x: Policy<R>, y: Policy<S>): Policy<R | S>
  <S extends string>(y: Policy<S>): <R extends string>(x: Policy<R>) => Policy<R | S>
}

/**
 * The meet: for every type and knob the stricter of the two, with the constants of the first. What a
 * team combines with the policy of its organisation can tighten that policy and never loosen it.
 *
 * `combine(x, y)` is `x` tightened by `y`. So is `combine(y)(x)`, which is for `pipe`:
 * `pipe(x, combine(y))`. Both keep the constants of `x`.
 *
 * @param x - A policy. The constants of its service are kept.
 * @param y - The policy that tightens it. Given alone, it is the only argument.
 * @returns A policy of the types that either names. Where one names a type and the other does not,
 *   the type is at its strictest. With one argument: a function of the policy to tighten.
 * @throws TypeError where one of the two was not made.
 * @example
 * const team = Policy.of({ document: { existence: 'secret' } })
 * Policy.Eq.equals(Policy.combine(policy, team), Policy.combine(team)(policy)) // → true
 */
export const combine = ((...policies: readonly [Policy, Policy?]) => {
  const [first, second] = policies
  // by the number of the arguments: an `undefined` that is given is a policy that was not made
  return policies.length > 1 ? meet(first, second as Policy) : (x: Policy) => meet(x, first)
}) as Combine

/**
 * Whether `x` discloses no more than `y`, type by type and knob by knob. The constants of the service
 * do not count.
 *
 * @param x - The policy that should be stricter.
 * @param y - The policy that it is held against.
 * @returns `true` also where they disclose the same.
 * @throws TypeError where one of the two was not made.
 */
export const leq = (x: Policy, y: Policy): boolean =>
  typesOf(x, y).every((type) => Disclosure.leq(disclosureOf(x, type), disclosureOf(y, type)))

/**
 * Up to the constants of the service, and up to types that are named with the strictest disclosure.
 * `zero` names no type.
 */
export const Lattice: DistributiveLattice<Policy> & BoundedJoinSemilattice<Policy> =
  /* @__PURE__ */ Object.freeze({
    meet,
    join: /* @__PURE__ */ pointwise(Disclosure.join),
    zero: /* @__PURE__ */ of({}),
  })

/** Equal in what they disclose. The constants of the service do not count. */
export const Eq: FpEq<Policy> = { equals: (x, y) => leq(x, y) && leq(y, x) }

/**
 * What is disclosed of each type: `document (existence: public), folder (strictest)`. The constants of
 * the service are left out.
 */
export const Show: FpShow<Policy> = {
  show: ({ types }) =>
    Object.entries(types)
      .map(([type, disclosure]) => `${type} (${Disclosure.Show.show(disclosure)})`)
      .join(', '),
}
