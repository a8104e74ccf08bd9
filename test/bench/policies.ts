/**
 * Policies of any size.
 */
import type { Disclosure } from 'glomar'

type Partially = Partial<Disclosure.Disclosure>

const some: ReadonlyArray<Partially> = [
  { existence: 'known', tell: 'remedy' },
  {},
  { existence: 'authenticated', anonymous: 'conceal' },
  { existence: 'public', tell: 'missing', list: 'empty' },
  { concealAs: 'forbidden', blindAsk: 'on' },
]

export const namesOf = (n: number): ReadonlyArray<string> => Array.from({ length: n }, (_, i) => `type-${String(i)}`)

/** What is not said otherwise differs from type to type. */
export const typesOf = (
  n: number,
  disclosure: (i: number) => Partially = (i) => some[i % some.length] ?? {},
): { readonly [type: string]: Partially } => Object.fromEntries(namesOf(n).map((name, i) => [name, { ...disclosure(i) }]))
