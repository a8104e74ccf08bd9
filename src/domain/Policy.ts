/**
 * A disclosure policy: for each resource type, what may be disclosed about it. A type that the policy
 * does not name gets the strictest disclosure. Beside the types stand the constants of the service.
 *
 * By what they disclose, policies form a distributive lattice. Its least element names no type.
 */
import type { BoundedJoinSemilattice } from 'fp-ts/lib/BoundedJoinSemilattice.js'
import type { DistributiveLattice } from 'fp-ts/lib/DistributiveLattice.js'
import { isMade, make, policyBrand, type Made } from '../lib/brand.js'
import { isPlainObject } from '../lib/read.js'
import { noSuch, show, showPath } from '../lib/show.js'
import * as Disclosure from './Disclosure.js'
import { isTypeName, typeNameExpected } from './typeName.js'
import * as Service from './Service.js'

export interface Policy<R extends string = string> extends Made<'policy'> {
  readonly _tag: 'Policy'
  readonly types: { readonly [K in R]: Disclosure.Disclosure }
  readonly service: Service.Service
}

/**
 * A policy, made once when a service starts.
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
  const errors: Array<string> = []
  const fail: Fail = (path, message) => void errors.push(`${showPath(path)}: ${message}`)
  const readTypes = readMembers(types, ['types'], fail, readDisclosure)
  const readService = readMembers(service, ['service'], fail, readConstant)
  if (errors.length > 0) throw new TypeError(`Policy.of: ${errors.join('; ')}`)
  return make<Policy<R>>(policyBrand, {
    _tag: 'Policy',
    types: Object.freeze(readTypes),
    service: Service.of(readService),
  })
}

/**
 * Whether `u` is a policy that was made by `of`, by `combine` or by the codec.
 *
 * @param u - Anything.
 */
export const is = (u: unknown): u is Policy => isMade(policyBrand, u)

type Path = ReadonlyArray<string>
type Fail = (path: Path, message: string) => void

const readMembers = <A>(
  u: unknown,
  path: Path,
  fail: Fail,
  read: (value: unknown, path: Path, fail: Fail) => A,
): Record<string, A> => {
  const all: Record<string, A> = {}
  if (!isPlainObject(u)) fail(path, `expected a plain object, got ${show(u)}`)
  else
    for (const name of Object.keys(u)) {
      // one that is undefined is one that is not given
      if (u[name] === undefined) continue
      const value = read(u[name], [...path, name], fail)
      // a type of this name is a type like any other
      if (name === '__proto__') Object.defineProperty(all, name, { value, enumerable: true })
      else all[name] = value
    }
  return all
}

const readDisclosure = (u: unknown, path: Path, fail: Fail): Disclosure.Disclosure => {
  const type = path.at(-1)
  if (!isTypeName(type)) fail(path, typeNameExpected)
  const steps = readMembers(u, path, fail, readStep)
  return Disclosure.at(Object.values(steps).reduce((sum, step) => sum + step, 0))
}

const readStep = (u: unknown, path: Path, fail: Fail): number => {
  const knob = path.at(-1) as Disclosure.Knob
  if (!Object.hasOwn(Disclosure.knobs, knob))
    fail(path, noSuch('knob', knob, Object.keys(Disclosure.knobs)))
  else {
    const step = Disclosure.step(knob, u)
    if (step !== undefined) return step
    const values = Disclosure.knobs[knob]
    fail(path, `expected ${values.join(' | ')}, got ${show(u)}; ${noSuch('value', u, values)}`)
  }
  return 0
}

const readConstant = (u: unknown, path: Path, fail: Fail): string | ReadonlyArray<string> => {
  const name = path.at(-1) as keyof Service.Service
  if (!Object.hasOwn(Service.constants, name)) {
    fail(path, noSuch('constant', name, Object.keys(Service.constants)))
    return ''
  }
  const constant = Service.constants[name]
  const text = (item: unknown, at: Path): string => {
    const expected = Service.misfit(constant, item)
    if (expected !== undefined) fail(at, `expected ${expected}, got ${show(item)}`)
    return item as string
  }
  if (constant.least === undefined) return text(u, path)
  if (Array.isArray(u) && Service.fitsList(constant, u.length))
    return Object.freeze(Array.from(u, (item, i) => text(item, [...path, String(i)])))
  fail(path, `expected ${Service.listOf(constant)}, got ${show(u)}`)
  return []
}

/** What the policy says of a type. `Object.hasOwn`, so that no type is found on a prototype. */
export const disclosureOf = (policy: Policy, type: string): Disclosure.Disclosure =>
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

/**
 * The meet: for every type and knob the stricter of the two, with the constants of the first. What a
 * team combines with the policy of its organisation can tighten that policy and never loosen it.
 *
 * @returns A policy of the types that either names. Where one names a type and the other does not,
 *   the type is at its strictest.
 * @throws TypeError where one of the two was not made.
 */
export const combine = <R extends string, S extends string>(
  x: Policy<R>,
  y: Policy<S>,
): Policy<R | S> => meet(x, y)

/**
 * Whether `x` discloses no more than `y`, type by type and knob by knob.
 *
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
