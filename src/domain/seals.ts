/**
 * Made values: a constructor checks its arguments once and seals what it makes. The engine asks for
 * the seal and for nothing else.
 *
 * The seal stands under a symbol and names the value that it belongs to: `u[brand].of === u`. JSON
 * cannot carry a symbol. A spread copy, an heir (`Object.create(u)`) and a proxy carry the seal of the
 * original, which is another value. All copies of this package share the symbols, so that a value of
 * its CommonJS build works in its ES module build. The symbols name the layout of the values, so that
 * another version does not read these.
 *
 * A seal guards against mistakes and against data. It does not guard against code that runs in the
 * same process: such code can forge every value, and replace `decide` as well.
 */

export const authnBrand: unique symbol = Symbol.for('glomar.authn/1')
export const permissionBrand: unique symbol = Symbol.for('glomar.permission/1')
export const policyBrand: unique symbol = Symbol.for('glomar.policy/1')
export const routeBrand: unique symbol = Symbol.for('glomar.route/1')

export interface Seal {
  /** The value that the seal belongs to. */
  readonly of: object
}

/** A result as a number: what an answer depends on before a route is known. */
export interface AuthnSeal extends Seal {
  /** One of `kinds`. */
  readonly kind: number
}

/** Kinds of results. Of the rejected, each has another error. */
export const kinds = { token: 0, proof: 1, nonceWanted: 2, anonymous: 3, authenticated: 4 } as const

/** A permission as a number, so that a table reads the secret without a branch. */
export interface PermissionSeal extends Seal {
  readonly standing: number
}

/** The bits of a standing: may act; may know; is denied, and only a step-up is missing. */
export const granted = 1
export const knows = 2
export const stepsUp = 4
/** The denial says what is missing, or where to ask. */
export const asks = 8
/** Other things are judged along. No table has such a standing. */
export const related = 16

/** A policy remembers what was worked out for the routes that require nothing. */
export interface PolicySeal extends Seal {
  readonly answers: Array<unknown>
}

/** A route remembers what was worked out for each policy. */
export interface RouteSeal extends Seal {
  /** The policy that was asked for last. */
  policy: object | undefined
  /** What was worked out for the policy that was asked for last. */
  answers: unknown
  /** What was worked out for the policies before. */
  others: WeakMap<object, unknown> | undefined
}

interface Sealed {
  readonly [authnBrand]?: AuthnSeal
  readonly [permissionBrand]?: PermissionSeal
  readonly [policyBrand]?: PolicySeal
  readonly [routeBrand]?: RouteSeal
}

// Four functions: one that took the symbol would read it several times as slowly. What throws when
// it is read (a proxy) has no seal.

/** The seal of an authn result; `undefined` for what was not made. */
export const authnSeal = (u: unknown): AuthnSeal | undefined => {
  try {
    const seal = (u as Sealed)[authnBrand]
    return seal?.of === u ? seal : undefined
  } catch {
    return undefined
  }
}

/** The seal of a permission; `undefined` for what was not made. */
export const permissionSeal = (u: unknown): PermissionSeal | undefined => {
  try {
    const seal = (u as Sealed)[permissionBrand]
    return seal?.of === u ? seal : undefined
  } catch {
    return undefined
  }
}

/** The seal of a policy; `undefined` for what was not made. */
export const policySeal = (u: unknown): PolicySeal | undefined => {
  try {
    const seal = (u as Sealed)[policyBrand]
    return seal?.of === u ? seal : undefined
  } catch {
    return undefined
  }
}

/** The seal of a route; `undefined` for what was not made. */
export const routeSeal = (u: unknown): RouteSeal | undefined => {
  try {
    const seal = (u as Sealed)[routeBrand]
    return seal?.of === u ? seal : undefined
  } catch {
    return undefined
  }
}

/** Seals and freezes the members of a value of which few are made. */
export const sealed = (brand: symbol, members: object, seal: Seal): object => {
  ;(members as Record<symbol, Seal>)[brand] = seal
  return Object.freeze(members)
}
