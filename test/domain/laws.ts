/**
 * The laws of a distributive lattice, as predicates.
 */

export interface Lattice<A> {
  readonly meet: (x: A, y: A) => A
  readonly join: (x: A, y: A) => A
}

export const laws = <A>(
  { meet, join }: Lattice<A>,
  equals: (x: A, y: A) => boolean,
  leq: (x: A, y: A) => boolean,
): Readonly<Record<string, (x: A, y: A, z: A) => boolean>> => ({
  'meet is associative': (x, y, z) => equals(meet(meet(x, y), z), meet(x, meet(y, z))),
  'join is associative': (x, y, z) => equals(join(join(x, y), z), join(x, join(y, z))),
  'meet is commutative': (x, y) => equals(meet(x, y), meet(y, x)),
  'join is commutative': (x, y) => equals(join(x, y), join(y, x)),
  'both are idempotent': (x) => equals(meet(x, x), x) && equals(join(x, x), x),
  'each absorbs the other': (x, y) =>
    equals(meet(x, join(x, y)), x) && equals(join(x, meet(x, y)), x),
  'meet distributes over join': (x, y, z) =>
    equals(meet(x, join(y, z)), join(meet(x, y), meet(x, z))),
  'the order is that of the meet': (x, y) => leq(x, y) === equals(meet(x, y), x),
  'the meet is the greatest below both': (x, y, z) =>
    !(leq(z, x) && leq(z, y)) || leq(z, meet(x, y)),
})
