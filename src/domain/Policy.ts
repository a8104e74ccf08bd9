/**
 * A disclosure policy: for each resource type, what may be disclosed about it; for a type that it does not name, the strictest.
 * Beside it stand the constants of the service.
 *
 * A policy is plain data: frozen, readable, the same after a round trip through JSON or from another copy of this library.
 * By what they disclose, policies form a distributive lattice; its least element names no type.
 */
import type { BoundedJoinSemilattice } from 'fp-ts/lib/BoundedJoinSemilattice.js'
import type { DistributiveLattice } from 'fp-ts/lib/DistributiveLattice.js'
import * as Disclosure from './Disclosure.js'
import * as Service from './Service.js'
import { show } from './show.js'

export interface Policy<R extends string = string> {
  readonly _tag: 'Policy'
  readonly types: { readonly [K in R]: Disclosure.Disclosure }
  readonly service: Service.Service
}

/**
 * A policy that says, for each resource type, what is not at its strictest.
 *
 * @throws TypeError that lists every unknown knob, value and constant by its path. A policy is made when a service starts; data
 * from elsewhere is better decoded by the codec, which returns its errors.
 */
export const of = <R extends string>(
  types: { readonly [K in R]: Partial<Disclosure.Disclosure> },
  service: Partial<Service.Service> = {},
): Policy<R> => {
  const faults = [...typeFaults(types), ...serviceFaults(service)]
  if (faults.length > 0) throw new TypeError(`Policy.of: ${faults.join('; ')}`)
  const policy: Policy<R> = Object.freeze({
    _tag: 'Policy',
    types: Object.freeze(mapTypes(types, Disclosure.of)),
    service: Service.of(service),
  })
  made.add(policy)
  return policy
}

// Policies made here are whole and frozen through and through, so nobody need look at them again. This is no brand: one that
// is not among them (from JSON, from another copy of this library) is looked at each time, and means the same.
const made = new WeakSet()

/** Whether this very object was made by this module, and so can neither be malformed nor change. */
export const isMade = (u: object): u is Policy => made.has(u)

// `fromEntries` defines own properties, so that a type named `__proto__` is a type like any other
const mapTypes = <R extends string, A, B>(types: { readonly [K in R]: A }, f: (a: A, type: R) => B): { readonly [K in R]: B } =>
  Object.fromEntries(Object.entries<A>(types).map(([type, a]) => [type, f(a, type as R)] as const)) as { readonly [K in R]: B }

const isObject = (u: unknown): u is Record<string, unknown> => typeof u === 'object' && u !== null && !Array.isArray(u)

const fault = (path: string, expected: string, actual: unknown): string => `${path}: expected ${expected}, got ${show(actual)}`

const typeFaults = (types: unknown): ReadonlyArray<string> => {
  if (!isObject(types)) return [fault('types', 'an object', types)]
  return Object.entries(types).flatMap(([type, partial]) => {
    if (!isObject(partial)) return [fault(`types.${type}`, 'an object', partial)]
    return Object.entries(partial).flatMap(([knob, value]) => {
      const path = `types.${type}.${knob}`
      if (!Object.hasOwn(Disclosure.knobs, knob)) return [`${path}: expected one of the knobs ${Object.keys(Disclosure.knobs).join(', ')}`]
      const allowed: ReadonlyArray<unknown> = Disclosure.knobs[knob as Disclosure.Knob]
      return allowed.includes(value) ? [] : [fault(path, allowed.join(' | '), value)]
    })
  })
}

const serviceFaults = (service: unknown): ReadonlyArray<string> => {
  if (!isObject(service)) return [fault('service', 'an object', service)]
  return Object.entries(service).flatMap(([name, value]) => {
    const path = `service.${name}`
    if (!Object.hasOwn(Service.constants, name))
      return [`${path}: expected one of the constants ${Object.keys(Service.constants).join(', ')}`]
    const { is, expected } = Service.constants[name as keyof Service.Service]
    return is(value) ? [] : [fault(path, expected, value)]
  })
}

/** Whether this is a whole policy, with every disclosure and constant that one made by `of` has. */
export const is = (u: unknown): u is Policy =>
  isObject(u) &&
  u['_tag'] === 'Policy' &&
  isObject(u['types']) &&
  Object.values(u['types']).every(Disclosure.is) &&
  Service.is(u['service'])

/** What the policy says of a type. `Object.hasOwn`, so that no type is found on the prototype. */
export const disclosureOf = <R extends string>(policy: Policy<R>, type: R): Disclosure.Disclosure =>
  Object.hasOwn(policy.types, type) ? policy.types[type] : Disclosure.strictest

/**
 * The meet: the stricter of the two for every type and knob, with the constants of the first. What a team combines with the
 * organisation's policy can tighten it, never loosen it. A type that one of the two does not name is at its strictest there,
 * and so in the result.
 *
 * @throws TypeError where the constants of the first do not fit, in a policy that was not made by `of`.
 */
export const combine = <R extends string, S extends string>(x: Policy<R>, y: Policy<S>): Policy<R | S> => pointwise(Disclosure.meet)(x, y)

/** Whether `x` discloses no more than `y`, type by type and knob by knob. */
export const leq = (x: Policy, y: Policy): boolean =>
  Object.keys({ ...x.types, ...y.types }).every((type) => Disclosure.leq(disclosureOf(x, type), disclosureOf(y, type)))

const pointwise =
  (f: (x: Disclosure.Disclosure, y: Disclosure.Disclosure) => Disclosure.Disclosure) =>
  (x: Policy, y: Policy): Policy =>
    of(
      mapTypes({ ...x.types, ...y.types }, (_, type) => f(disclosureOf(x, type), disclosureOf(y, type))),
      x.service,
    )

/** Up to the constants of the service, and to types that are named with what they would get unnamed. `zero` names no type. */
export const Lattice: DistributiveLattice<Policy> & BoundedJoinSemilattice<Policy> = {
  meet: combine,
  join: pointwise(Disclosure.join),
  zero: of({}),
}
