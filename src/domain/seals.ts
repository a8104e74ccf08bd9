/**
 * What the engine reads of made values: the insides of their seals. A seal that names another value
 * is none, and then the value counts as the least favourable one of its kind.
 */
import { authnBrand, permissionBrand, routeBrand, type Seal } from '../lib/brand.js'

/** A result as a number: what an answer depends on before a route is known. */
export interface AuthnSeal extends Seal {
  /** One of `kinds`. */
  readonly kind: number
  // for the engine, and not frozen: a frozen list is read several times as slowly
  /** The scopes of the result. */
  readonly scopes: ReadonlyArray<string>
  /** The authentication context class of the result. */
  readonly acr: string | undefined
  /** The age of the result, in seconds. */
  readonly age: number | undefined
  /** The scheme of the result. */
  readonly scheme: string | undefined
}

/** Kinds of results. Of the rejected, each has another error. */
export const kinds = { token: 0, proof: 1, nonceWanted: 2, anonymous: 3, authenticated: 4 } as const

/** A permission as a number, so that a table reads the secret without a branch. */
export interface PermissionSeal extends Seal {
  readonly standing: number
}

/**
 * The bits of a standing: may act; may know; is denied, and only a step-up is missing. The last is set
 * where other things are judged along: no table has such a standing.
 */
export const granted = 1
export const knows = 2
export const stepsUp = 4
export const related = 8

/** A route remembers in its seal what was worked out for each policy. */
export interface RouteSeal extends Seal {
  /** The policy that was asked for last. */
  policy: unknown
  /** What was worked out for the policy that was asked for last. */
  value: unknown
  /** What was worked out for the other policies. */
  readonly others: WeakMap<object, unknown>
}

/** The seal of an authn result. */
export const authnSeal = (u: unknown): AuthnSeal | undefined => {
  const seal = (u as { readonly [authnBrand]?: AuthnSeal })[authnBrand]
  return seal?.of === u ? seal : undefined
}

/** The seal of a permission. */
export const permissionSeal = (u: unknown): PermissionSeal | undefined => {
  const seal = (u as { readonly [permissionBrand]?: PermissionSeal })[permissionBrand]
  return seal?.of === u ? seal : undefined
}

/** The seal of a route. */
export const routeSeal = (u: unknown): RouteSeal | undefined => {
  const seal = (u as { readonly [routeBrand]?: RouteSeal })[routeBrand]
  return seal?.of === u ? seal : undefined
}
