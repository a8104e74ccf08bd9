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
  const disclosures = readTypes(types, faults)
  const constants = readService(service, faults)
  if (faults.length > 0) throw new TypeError(`Policy.of: ${faults.join('; ')}`)
  return remember(
    Object.freeze({
      _tag: 'Policy',
      types: Object.freeze(disclosures) as Policy<R>['types'],
      service: Service.of(constants),
    }),
  )
}

type Path = ReadonlyArray<string>

const fault = (path: Path, expected: string, actual: unknown): string => `${showPath(path)}: expected ${expected}, got ${show(actual)}`

/** The names of the own properties of a plain object. */
const namesIn = (u: unknown, path: Path, faults: Array<string>): ReadonlyArray<string> => {
  if (isPlainObject(u)) return Object.keys(u)
  faults.push(fault(path, 'a plain object', u))
  return []
}

/** Each property is read once; one that is undefined is one that is not given. */
const readTypes = (types: Readonly<Record<string, unknown>>, faults: Array<string>): Record<string, Disclosure.Disclosure> => {
  const read: Record<string, Disclosure.Disclosure> = {}
  for (const type of namesIn(types, ['types'], faults)) {
    const partial = types[type]
    if (partial === undefined) continue
    const disclosure = readDisclosure(partial, type, faults)
    // a type of this name is a type like any other
    if (type === '__proto__') Object.defineProperty(read, type, { value: disclosure, enumerable: true })
    else read[type] = disclosure
  }
  return read
}

const readDisclosure = (partial: unknown, type: string, faults: Array<string>): Disclosure.Disclosure => {
  if (!isPlainObject(partial)) {
    faults.push(fault(['types', type], 'a plain object', partial))
    return Disclosure.strictest
  }
  let place = 0
  for (const knob in partial) {
    const value = Object.hasOwn(partial, knob) ? partial[knob] : undefined
    if (value === undefined) continue
    const step = Object.hasOwn(Disclosure.knobs, knob) ? Disclosure.step(knob as Disclosure.Knob, value) : undefined
    if (step === undefined) faults.push(knobFault(['types', type, knob], knob, value))
    else place += step
  }
  return Disclosure.at(place)
}

const knobFault = (path: Path, knob: string, value: unknown): string =>
  Object.hasOwn(Disclosure.knobs, knob)
    ? fault(path, Disclosure.knobs[knob as Disclosure.Knob].join(' | '), value)
    : `${showPath(path)}: expected one of the knobs ${Object.keys(Disclosure.knobs).join(', ')}`

const readService = (service: unknown, faults: Array<string>): Partial<Service.Service> => {
  const known = Object.create(null) as Record<string, unknown>
  for (const name of namesIn(service, ['service'], faults)) {
    const value = (service as Readonly<Record<string, unknown>>)[name]
    if (value === undefined) continue
    const at = ['service', name]
    const constant = Object.hasOwn(Service.constants, name) ? Service.constants[name as keyof Service.Service] : undefined
    if (constant === undefined) {
      faults.push(`${showPath(at)}: expected one of the constants ${Object.keys(Service.constants).join(', ')}`)
      continue
    }
    const fitting = Service.fit(constant, value)
    if (fitting === undefined) faults.push(constantFault(constant, value, at))
    else known[name] = fitting
  }
  return known
}

const constantFault = ({ is, expected, list }: Service.Constant, value: unknown, at: Path): string => {
  if (list === 'no') return fault(at, is(value) ? `${expected} that is not so long` : expected, value)
  if (!Array.isArray(value) || value.length === 0)
    return fault(at, `a list${list === 'not empty' ? ' of one or more' : ''}, each ${expected}`, value)
  const items: ReadonlyArray<unknown> = value
  const wrong = items.findIndex((item) => !is(item))
  return wrong < 0 ? fault(at, 'a list that is not so long', value) : fault([...at, String(wrong)], expected, items[wrong])
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
