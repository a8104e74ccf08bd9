/**
 * Made values: a constructor checks its arguments once and seals what it makes. The engine asks for
 * the seal and for nothing else.
 *
 * The seal stands under a symbol and names the value that it belongs to: `u[brand].of === u`. JSON
 * cannot carry a symbol. A spread copy, an heir (`Object.create(u)`) and a proxy carry the seal of the
 * original, which is another value. All copies of this package share the symbols, so that a value of
 * its CommonJS build works in its ES module build. The symbols name the layout of the seals, so that
 * another version does not read these.
 *
 * A seal guards against mistakes and against data. It does not guard against code that runs in the
 * same process: such code can forge every value, and replace `decide` as well.
 */

export const authnBrand: unique symbol = Symbol.for('glomar.authn/1')
export const permissionBrand: unique symbol = Symbol.for('glomar.permission/1')
export const policyBrand: unique symbol = Symbol.for('glomar.policy/1')
export const routeBrand: unique symbol = Symbol.for('glomar.route/1')

/** What the engine reads of a value, and whose it is. */
export interface Seal {
  /** The value that the seal belongs to. */
  of: unknown
}

/** Seals and freezes values of one kind. */
export const sealer =
  <A extends object>(brand: symbol) =>
  (members: object, seal: Seal): A => {
    seal.of = members
    ;(members as Record<symbol, Seal>)[brand] = seal
    return Object.freeze(members) as A
  }

/** Whether `u` was made under this brand. A proxy that throws was not. */
export const isMade = (brand: symbol, u: unknown): boolean => {
  try {
    return (u as Readonly<Record<symbol, Seal | undefined>>)[brand]?.of === u
  } catch {
    return false
  }
}
