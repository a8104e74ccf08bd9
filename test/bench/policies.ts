/**
 * Policies of any size.
 */
import type { Disclosure } from 'glomar'

type Partially = Partial<Disclosure.Disclosure>

const some: ReadonlyArray<Partially> = [
  { existence: 'if-may-know' },
  {},
  { existence: 'authenticated', anonymous: 'conceal' },
  { existence: 'public', list: 'empty' },
  { existence: 'if-may-know', anonymous: 'conceal' },
]

/** So many types, by their names. They differ in what they disclose. */
export const typesOf = (n: number): { readonly [type: string]: Partially } =>
  Object.fromEntries(
    Array.from({ length: n }, (_, i) => [`type-${String(i)}`, { ...some[i % some.length] }]),
  )
