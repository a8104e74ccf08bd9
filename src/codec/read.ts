/**
 * Reading data of which nobody knows yet what it is. Only own members with plain values are read:
 * no getter runs, and nothing is inherited. Every misfit is noted, with the path to it.
 */
import { isNqchars, isSeconds, isText } from '../lib/grammar.js'
import { isPlainObject, own, ownOf } from '../lib/read.js'
import { isList, noSuch, show } from '../lib/show.js'

/** Something that does not fit. */
export interface Misfit {
  /** The keys that lead to it: numbers in a list. */
  readonly path: ReadonlyArray<string | number>
  readonly value: unknown
  /** What was expected, and what came. */
  readonly message: string
}

/** Where a value was found, and all the misfits up to now. */
export interface Place {
  readonly misfits: Array<Misfit>
  readonly up?: Place
  readonly key?: string | number
}

/** What is read counts only where no misfit was noted. Nothing reads undefined. */
export type Read<A> = (u: unknown, at: Place) => A

const below = (up: Place, key: string | number): Place => ({ misfits: up.misfits, up, key })

const pathTo = ({ up, key }: Place): Misfit['path'] =>
  up === undefined ? [] : [...pathTo(up), key as string]

const note = (at: Place, value: unknown, message: string): void =>
  void at.misfits.push({ path: pathTo(at), value, message })

/** Whether nothing else was expected. Otherwise, that is noted. */
const fits = (wanted: string | undefined, u: unknown, at: Place): boolean => {
  if (wanted === undefined) return true
  note(at, u, `expected ${wanted}, got ${show(u)}`)
  return false
}

/** A value of which `wanted` says what was expected instead, or `undefined` where it fits. */
export const checked =
  <A>(wanted: (u: unknown) => string | undefined): Read<A> =>
  (u, at) => {
    fits(wanted(u), u, at)
    return u as A
  }

/** A value that passes a guard. */
export const refined = <A>(wanted: string, is: (u: unknown) => u is A): Read<A> =>
  checked((u) => (is(u) ? undefined : wanted))

/** One of a closed set. */
export const oneOf = <A extends string | number | boolean>(values: ReadonlyArray<A>): Read<A> =>
  refined(values.map((value) => JSON.stringify(value)).join(' | '), (u): u is A =>
    (values as ReadonlyArray<unknown>).includes(u),
  )

export const text = refined('text', isText)
export const nqchars = refined('text without spaces, quotes and backslashes', isNqchars)
export const seconds = refined('whole seconds, 0 or more', isSeconds)
export const boolean = oneOf([true, false])

/** A descriptor inherits, too, and that of a getter has no value. */
const member = <A>(of: object, key: string | number, read: Read<A>, at: Place): A =>
  read(own(Object.getOwnPropertyDescriptor(of, key), 'value'), below(at, key))

/** The longest list that a constructor takes. */
const longest = 100_000

/** A list. A hole in it is an item that is undefined. `wanted` may ask for more. */
export const list =
  <A>(
    read: Read<A>,
    wanted: (items: ReadonlyArray<A>) => string | undefined = () => undefined,
  ): Read<ReadonlyArray<A>> =>
  (u, at) => {
    if (!isList(u) || u.length > longest)
      return [fits(isList(u) ? 'a shorter list' : 'a list', u, at)] as never
    const items = Array.from({ length: u.length }, (_, i) => member(u, i, read, at))
    fits(wanted(items), u, at)
    return items
  }

const object = (u: unknown, at: Place): u is object =>
  fits(isPlainObject(u) ? undefined : 'a plain object', u, at)

type OptionalKey<A> = { [K in keyof A]-?: object extends Pick<A, K> ? K : never }[keyof A]
type RequiredKey<A> = Exclude<keyof A, OptionalKey<A>>

/**
 * An object with these members and no others.
 *
 * A member that is there and undefined was meant to be there: it does not fit.
 */
export const struct = <A extends object>(
  required: { readonly [K in RequiredKey<A>]: Read<A[K]> },
  optional: { readonly [K in OptionalKey<A>]-?: Read<Exclude<A[K], undefined>> },
  kind = 'member',
): Read<A> => {
  const reads = new Map(Object.entries<Read<unknown>>({ ...required, ...optional }))
  return (u, at) => {
    // what is read into it inherits nothing
    const all = ownOf<Record<string, unknown>>({})
    if (!object(u, at)) return all as A
    for (const key of Object.keys(u)) {
      const read = reads.get(key)
      if (read !== undefined) all[key] = member(u, key, read, at)
      else note(below(at, key), undefined, noSuch(kind, key, [...reads.keys()]))
    }
    for (const key of Object.keys(required))
      if (!Object.hasOwn(all, key)) all[key] = member(u, key, reads.get(key) as Read<unknown>, at)
    return all as A
  }
}

/** An object of any members. Of a name that does not fit, `wanted` says what was expected. */
export const dictionary =
  <A>(
    wanted: (name: string) => string | undefined,
    read: Read<A>,
  ): Read<Readonly<Record<string, A>>> =>
  (u, at) => {
    // a type may have any name, `__proto__` too
    const all = Object.create(null) as Record<string, A>
    if (object(u, at))
      for (const key of Object.keys(u)) {
        fits(wanted(key), key, below(at, key))
        all[key] = member(u, key, read, at)
      }
    return all
  }

/** One of several structs, told apart by `_tag`. */
export const tagged = <Cases extends Readonly<Record<string, Read<unknown>>>>(
  cases: Cases,
): Read<ReturnType<Cases[keyof Cases]>> => {
  const tag = oneOf(Object.keys(cases))
  return (u, at) => {
    const name = object(u, at) ? member(u, '_tag', tag, at) : ''
    const read = Object.hasOwn(cases, name) ? cases[name] : undefined
    return read?.(u, at) as ReturnType<Cases[keyof Cases]>
  }
}
