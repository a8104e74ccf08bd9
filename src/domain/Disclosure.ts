/**
 * What a policy discloses about one type of resource: six knobs, every one a closed set, strictest first.
 *
 * Ordered knob by knob, disclosures form a bounded distributive lattice: `meet` is the stricter of each knob.
 */
import type { BoundedDistributiveLattice } from 'fp-ts/lib/BoundedDistributiveLattice.js'
import type { Eq as FpEq } from 'fp-ts/lib/Eq.js'

export interface Disclosure {
  /**
   * Who is entitled to learn that a thing exists. `secret`: of the granted, those who may know. `known`: all who may know.
   * `authenticated`: every authenticated caller, too. `public`: anyone.
   */
  readonly existence: 'secret' | 'known' | 'authenticated' | 'public'
  /** What an honest 403 says: nothing, what is missing, or also where to ask. */
  readonly tell: 'nothing' | 'missing' | 'remedy'
  /** What a stranger without credentials sees: a 401, or what any other stranger sees. */
  readonly anonymous: 'challenge' | 'conceal'
  /** What the other strangers see, whether the thing exists or not: a 404, or a 403. */
  readonly concealAs: 'not-found' | 'forbidden'
  /** A GET of a collection by a stranger: concealed like an item, or a list with nothing in it. */
  readonly list: 'conceal' | 'empty'
  /** Whether a concealing answer carries a link to ask for access, made from the request alone. */
  readonly blindAsk: 'off' | 'on'
}

export type Knob = keyof Disclosure

/** The values of each knob, strictest first. */
export const knobs: { readonly [K in Knob]: ReadonlyArray<Disclosure[K]> } = Object.freeze({
  existence: Object.freeze(['secret', 'known', 'authenticated', 'public'] as const),
  tell: Object.freeze(['nothing', 'missing', 'remedy'] as const),
  anonymous: Object.freeze(['challenge', 'conceal'] as const),
  concealAs: Object.freeze(['not-found', 'forbidden'] as const),
  list: Object.freeze(['conceal', 'empty'] as const),
  blindAsk: Object.freeze(['off', 'on'] as const),
})

const names = Object.keys(knobs) as ReadonlyArray<Knob>

/** Position of a knob's value, strictest 0. What is not a value of the knob counts as the strictest. */
const rank = (knob: Knob, value: unknown): number => Math.max(0, (knobs[knob] as ReadonlyArray<unknown>).indexOf(value))

/** How far apart two values of a knob that follow each other stand in the list of all disclosures. */
const steps: Readonly<Record<Knob, number>> = { existence: 48, tell: 16, anonymous: 8, concealAs: 4, list: 2, blindAsk: 1 }

// One frozen object for each of the 192 disclosures, made when first wanted: a policy of 100,000 types holds references.
const interned: Array<Disclosure | undefined> = []

/** The disclosure at a place in the list of all. */
export const at = (place: number): Disclosure =>
  (interned[place] ??= Object.freeze(
    Object.fromEntries(
      names.map((knob) => [knob, knobs[knob][Math.floor(place / steps[knob]) % knobs[knob].length]]),
    ) as unknown as Disclosure,
  ))

/** How far a knob at this value is from its strictest in the list of all; nothing, where there is no such knob or it has no such value. */
export const step = (knob: string, value: unknown): number | undefined => {
  if (!Object.hasOwn(knobs, knob)) return undefined
  const rank = (knobs[knob as Knob] as ReadonlyArray<unknown>).indexOf(value)
  return rank < 0 ? undefined : rank * steps[knob as Knob]
}

/** The values of a knob in words; or, where there is no such knob, the knobs. */
export const expected = (knob: string): string =>
  Object.hasOwn(knobs, knob) ? knobs[knob as Knob].join(' | ') : `one of the knobs ${names.join(', ')}`

/** The disclosure with the knobs in these positions. */
const fromRanks = (rankOf: (knob: Knob) => number): Disclosure => at(names.reduce((place, knob) => place + rankOf(knob) * steps[knob], 0))

/** Says the least. What a policy does not name gets this. */
export const strictest: Disclosure = at(0)

/** Says the most. */
export const loosest: Disclosure = /* @__PURE__ */ at(191)

/** A disclosure whose knobs that are not given are at their strictest, and so is a value that the knob does not have. */
export const of = (partial: Partial<Disclosure>): Disclosure =>
  fromRanks((knob) => (Object.hasOwn(partial, knob) ? rank(knob, partial[knob]) : 0))

/** Whether this is a whole disclosure: all six knobs, at values that they have. */
export const is = (u: unknown): u is Disclosure =>
  typeof u === 'object' &&
  u !== null &&
  names.every((knob) => Object.hasOwn(u, knob) && (knobs[knob] as ReadonlyArray<unknown>).includes((u as Disclosure)[knob]))

/** All 192. */
export const values = (): ReadonlyArray<Disclosure> => Array.from({ length: 192 }, (_, place) => at(place))

/** The stricter of each knob. */
export const meet = (x: Disclosure, y: Disclosure): Disclosure => fromRanks((knob) => Math.min(rank(knob, x[knob]), rank(knob, y[knob])))

/** The looser of each knob. */
export const join = (x: Disclosure, y: Disclosure): Disclosure => fromRanks((knob) => Math.max(rank(knob, x[knob]), rank(knob, y[knob])))

/** Whether `x` is at least as strict as `y` in every knob. */
export const leq = (x: Disclosure, y: Disclosure): boolean => names.every((knob) => rank(knob, x[knob]) <= rank(knob, y[knob]))

export const Eq: FpEq<Disclosure> = { equals: (x, y) => names.every((knob) => x[knob] === y[knob]) }

/** `zero` is the strictest, `one` the loosest. */
export const Lattice: BoundedDistributiveLattice<Disclosure> = /* @__PURE__ */ Object.freeze({ meet, join, zero: strictest, one: loosest })
