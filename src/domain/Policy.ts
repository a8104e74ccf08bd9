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
import { isPlainObject } from './grammar.js'
import { isMade, remember } from './made.js'
import * as Service from './Service.js'
import { show, showPath } from './show.js'

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
  const faults: Array<string> = []
  const policy = Object.freeze({
    _tag: 'Policy',
    types: Object.freeze(readMembers(types, 'types', faults, readDisclosure)) as Policy<R>['types'],
    service: Service.of(readMembers(service, 'service', faults, readConstant)),
  } as const)
  if (faults.length > 0) throw new TypeError(`Policy.of: ${faults.join('; ')}`)
  return remember(policy)
}

type Faults = Array<string>

const fault = (faults: Faults, path: ReadonlyArray<string>, expected: string, actual: unknown): void => {
  faults.push(`${showPath(path)}: expected ${expected}, got ${show(actual)}`)
}

/** What is read of each member of a plain object. Each is read once; one that is undefined is one that is not given. */
const readMembers = <A>(
  u: unknown,
  of: string,
  faults: Faults,
  read: (value: unknown, name: string, faults: Faults) => A,
): Record<string, A> => {
  const all: Record<string, A> = {}
  if (!isPlainObject(u)) fault(faults, [of], 'a plain object', u)
  else
    for (const name of Object.keys(u)) {
      const given = u[name]
      if (given === undefined) continue
      const value = read(given, name, faults)
      // a type of this name is a type like any other
      if (name === '__proto__') Object.defineProperty(all, name, { value, enumerable: true })
      else all[name] = value
    }
  return all
}

const readDisclosure = (u: unknown, type: string, faults: Faults): Disclosure.Disclosure => {
  let place = 0
  if (!isPlainObject(u)) fault(faults, ['types', type], 'a plain object', u)
  else
    for (const knob in u) {
      const value = Object.hasOwn(u, knob) ? u[knob] : undefined
      if (value === undefined) continue
      const step = Disclosure.step(knob, value)
      if (step === undefined) fault(faults, ['types', type, knob], Disclosure.expected(knob), value)
      else place += step
    }
  return Disclosure.at(place)
}

const readConstant = (u: unknown, name: string, faults: Faults): string | ReadonlyArray<string> => {
  const path = ['service', name]
  const constant = Object.hasOwn(Service.constants, name) ? Service.constants[name as keyof Service.Service] : undefined
  if (constant?.least === undefined) return readText(u, path, faults, constant)
  if (Array.isArray(u) && u.length >= constant.least && u.length <= Service.longest.list)
    return Object.freeze(Array.from({ length: u.length }, (_, i) => readText(u[i], [...path, String(i)], faults, constant)))
  fault(faults, path, Service.listOf(constant), u)
  return []
}

const readText = (u: unknown, path: ReadonlyArray<string>, faults: Faults, constant: Service.Constant | undefined): string => {
  const expected =
    constant === undefined ? `one of the constants ${Object.keys(Service.constants).join(', ')}` : Service.misfit(constant, u)
  if (expected !== undefined) fault(faults, path, expected, u)
  return u as string
}

/** What the policy says of a type. `Object.hasOwn`, so that no type is found on the prototype. */
export const disclosureOf = <R extends string>(policy: Policy<R>, type: R): Disclosure.Disclosure =>
  Object.hasOwn(policy.types, type) ? policy.types[type] : Disclosure.strictest

/** The policy as `of` would make it; one from elsewhere must be whole, as `decide` wants it. */
const sound = <R extends string>(policy: Policy<R>): Policy<R> => {
  const u: unknown = policy
  if (isMade(u)) return policy
  if (
    !isPlainObject(u) ||
    u['_tag'] !== 'Policy' ||
    !Service.isWhole(u['service']) ||
    !isPlainObject(u['types']) ||
    !Object.values(u['types']).every((d) => isPlainObject(d) && Disclosure.is(d))
  )
    throw new TypeError('Policy: expected a whole policy, as `of` makes them')
  return of(u['types'] as { readonly [K in R]: Disclosure.Disclosure }, u['service'])
}

/**
 * The meet: the stricter of the two for every type and knob, with the constants of the first. What a team combines with the
 * organisation's policy can tighten it, never loosen it. A type that one of the two does not name is at its strictest there,
 * and so in the result.
 *
 * @throws TypeError, as do `leq` and the lattice, where one of the two is no whole policy.
 */
export const combine = <R extends string, S extends string>(x: Policy<R>, y: Policy<S>): Policy<R | S> => pointwise(Disclosure.meet)(x, y)

/** The resource types that either names. */
const typesOf = (x: Policy, y: Policy): ReadonlyArray<string> => Object.keys({ ...x.types, ...y.types })

/** Whether `x` discloses no more than `y`, type by type and knob by knob. */
export const leq = (x: Policy, y: Policy): boolean => {
  const [a, b] = [sound(x), sound(y)]
  return typesOf(a, b).every((type) => Disclosure.leq(disclosureOf(a, type), disclosureOf(b, type)))
}

const pointwise =
  (f: (x: Disclosure.Disclosure, y: Disclosure.Disclosure) => Disclosure.Disclosure) =>
  (x: Policy, y: Policy): Policy => {
    const [a, b] = [sound(x), sound(y)]
    return of(Object.fromEntries(typesOf(a, b).map((type) => [type, f(disclosureOf(a, type), disclosureOf(b, type))])), a.service)
  }

// Pure, so that a bundler may leave the lattice out.
/** Up to the constants of the service, and to types that are named with what they would get unnamed. `zero` names no type. */
export const Lattice: DistributiveLattice<Policy> & BoundedJoinSemilattice<Policy> = /* @__PURE__ */ Object.freeze({
  meet: combine,
  join: /* @__PURE__ */ pointwise(Disclosure.join),
  zero: /* @__PURE__ */ of({}),
})
