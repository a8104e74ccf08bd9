/**
 * What a policy discloses about one resource type: four knobs, each a closed set, strictest first.
 *
 * Ordered knob by knob, disclosures form a bounded distributive lattice. `meet` is the stricter
 * value of each knob.
 */
import type { BoundedDistributiveLattice } from 'fp-ts/lib/BoundedDistributiveLattice.js'
import type { Eq as FpEq } from 'fp-ts/lib/Eq.js'
import type { Show as FpShow } from 'fp-ts/lib/Show.js'

/** A caller is *entitled* if they may learn that the thing exists. */
export interface Disclosure {
  /**
   * Who is entitled. `secret`: a caller who is granted and may know. `if-may-know`: every caller of
   * whom the permission says that they may know. `authenticated`: also every authenticated caller.
   * `public`: anyone.
   */
  readonly existence: 'secret' | 'if-may-know' | 'authenticated' | 'public'
  /** A caller without credentials who is not entitled sees a 401, or what other strangers see. */
  readonly anonymous: 'challenge' | 'conceal'
  /** The others who are not entitled see this, whether the thing exists or not: a 404 or a 403. */
  readonly concealAs: 'not-found' | 'forbidden'
  /** Their GET of a collection: concealed like an item, or a list with nothing in it. */
  readonly list: 'conceal' | 'empty'
}

/** The name of a knob. */
export type Knob = keyof Disclosure

/** The values of each knob, strictest first. */
export const knobs: { readonly [K in Knob]: ReadonlyArray<Disclosure[K]> } = Object.freeze({
  existence: Object.freeze(['secret', 'if-may-know', 'authenticated', 'public'] as const),
  anonymous: Object.freeze(['challenge', 'conceal'] as const),
  concealAs: Object.freeze(['not-found', 'forbidden'] as const),
  list: Object.freeze(['conceal', 'empty'] as const),
})

/** The names of the knobs. */
export const names = Object.keys(knobs) as ReadonlyArray<Knob>

/** All disclosures are numbered. So far apart are two values of a knob that follow each other. */
const weights: Readonly<Record<Knob, number>> = {
  existence: 8,
  anonymous: 4,
  concealAs: 2,
  list: 1,
}

/** How many disclosures there are. */
export const count = 32

/** How many values stricter than this one the knob has; -1 for what is not a value of it. */
const rank = (knob: Knob, value: unknown): number =>
  (knobs[knob] as ReadonlyArray<unknown>).indexOf(value)

// one frozen object for each, made when first wanted: a policy of 100,000 types holds references
const interned: Array<Disclosure | undefined> = []

/**
 * The disclosure of a number.
 *
 * @param number - 0 for the strictest, up to 31 for the loosest.
 * @returns The same frozen object each time.
 */
export const at = (number: number): Disclosure =>
  (interned[number] ??= Object.freeze(
    Object.fromEntries(
      names.map((knob) => [
        knob,
        knobs[knob][Math.floor(number / weights[knob]) % knobs[knob].length],
      ]),
    ) as unknown as Disclosure,
  ))

const sum = (rankOf: (knob: Knob) => number): number =>
  names.reduce((number, knob) => number + rankOf(knob) * weights[knob], 0)

/**
 * The number of a disclosure.
 *
 * @param d - Some or all of the knobs. A knob without one of its values counts as strictest.
 * @returns 0 for the strictest, up to 31 for the loosest.
 */
export const numberOf = (d: Partial<Disclosure>): number => {
  let number = 0
  for (const knob of names) {
    const steps = Object.hasOwn(d, knob) ? rank(knob, d[knob]) : 0
    if (steps > 0) number += steps * weights[knob]
  }
  return number
}

/** Discloses least. A type that a policy does not name gets this. */
export const strictest: Disclosure = at(0)

/** Discloses most. */
export const loosest: Disclosure = /* @__PURE__ */ at(count - 1)

/**
 * A whole disclosure from some of its knobs. Never throws: `Policy.of` reports a value that does not
 * exist, and this function does not.
 *
 * @param partial - The knobs that are not at their strictest.
 * @returns All four knobs. A knob that is not given, or has no such value, is at its strictest.
 * @example
 * Disclosure.of({ existence: 'public' }).anonymous // → 'challenge'
 */
export const of = (partial: Partial<Disclosure>): Disclosure => at(numberOf(partial))

/**
 * Whether a value is a whole disclosure: all four knobs, at values that they have.
 *
 * @param u - Any value.
 * @returns `true` if it is one.
 */
export const is = (u: unknown): u is Disclosure =>
  typeof u === 'object' &&
  u !== null &&
  names.every((knob) => Object.hasOwn(u, knob) && rank(knob, (u as Disclosure)[knob]) >= 0)

/**
 * All disclosures.
 *
 * @returns The 32, in the order of their numbers, the strictest first.
 */
export const values = (): ReadonlyArray<Disclosure> =>
  Array.from({ length: count }, (_, number) => at(number))

/**
 * The stricter value of each knob.
 *
 * @param x - A disclosure.
 * @param y - Another one.
 * @returns The loosest disclosure that is at least as strict as both.
 */
export const meet = (x: Disclosure, y: Disclosure): Disclosure =>
  at(sum((knob) => Math.min(rank(knob, x[knob]), rank(knob, y[knob]))))

/**
 * The looser value of each knob.
 *
 * @param x - A disclosure.
 * @param y - Another one.
 * @returns The strictest disclosure that is at least as loose as both.
 */
export const join = (x: Disclosure, y: Disclosure): Disclosure =>
  at(sum((knob) => Math.max(rank(knob, x[knob]), rank(knob, y[knob]))))

/**
 * Whether `x` is at least as strict as `y` in every knob.
 *
 * @param x - The disclosure that should be stricter.
 * @param y - The disclosure that it is held against.
 * @returns `true` also where they are equal.
 */
export const leq = (x: Disclosure, y: Disclosure): boolean =>
  names.every((knob) => rank(knob, x[knob]) <= rank(knob, y[knob]))

/** Equal in every knob. */
export const Eq: FpEq<Disclosure> = {
  equals: (x, y) => names.every((knob) => x[knob] === y[knob]),
}

/** The knobs that are not at their strictest: `existence: public, list: empty`. */
export const Show: FpShow<Disclosure> = {
  show: (d) =>
    names.flatMap((knob) => (rank(knob, d[knob]) > 0 ? [`${knob}: ${d[knob]}`] : [])).join(', ') ||
    'strictest',
}

/** `zero` is the strictest, `one` the loosest. */
export const Lattice: BoundedDistributiveLattice<Disclosure> = /* @__PURE__ */ Object.freeze({
  meet,
  join,
  zero: strictest,
  one: loosest,
})
