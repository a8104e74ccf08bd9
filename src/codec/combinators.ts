/**
 * io-ts codecs for data that nobody has looked at yet. Where io-ts's own would read a getter, drop an unknown key or stop at the
 * first bad one, these do not: they read own data properties only, report every error, and copy what they accept.
 */
import * as t from 'io-ts'
import { isPlainObject } from '../domain/grammar.js'
import { standard, type StandardSchema } from './standardSchema.js'

/** A codec whose output needs no encoding, and which speaks `~standard`, too. */
export type Codec<A, I = A> = t.Type<A, A> & StandardSchema<A, I>

/**
 * The context of a first pass that only asks whether all is well: it stops at the first error and keeps no path to it. A second pass
 * says what is wrong and where, of data that need it.
 */
export const quickly: t.Context = []

type Validate<A> = t.Validate<unknown, A>

const codec = <A>(name: string, validate: Validate<A>): Codec<A> => {
  // a proxy may throw at any question that is asked of it
  const total: Validate<A> = (u, context) => {
    try {
      return validate(u, context)
    } catch {
      return t.failure(undefined, context, 'a value that can be read')
    }
  }
  return standard(new t.Type(name, (u): u is A => total(u, [])._tag === 'Right', total, t.identity))
}

/** A value that passes a guard; `expected` says what that is. */
export const refined = <A>(expected: string, is: (u: unknown) => u is A): Codec<A> =>
  codec(expected, (u, context) => (is(u) ? t.success(u) : t.failure(u, context, expected)))

/** One of a closed set of strings or booleans. */
export const oneOf = <A extends string | boolean>(values: ReadonlyArray<A>): Codec<A> =>
  refined(values.map((value) => JSON.stringify(value)).join(' | '), (u): u is A => (values as ReadonlyArray<unknown>).includes(u))

type Props = Readonly<Record<string, t.Mixed>>

/** Decode each entry under its own key; all errors, or the whole. An optional one that is undefined is the same as one that is not there. */
const entries = (
  u: object,
  keys: ReadonlyArray<string>,
  typeOf: (key: string) => t.Mixed,
  context: t.Context,
  unknownKeys: t.Errors,
  isOptional: (key: string) => boolean,
): t.Validation<object> => {
  const errors: t.Errors = [...unknownKeys]
  const decoded: Record<string, unknown> = {}
  for (const key of keys) {
    if (isOptional(key) && !Object.hasOwn(u, key)) continue
    const property = Object.getOwnPropertyDescriptor(u, key)
    const value: unknown = property?.value
    const accessor = property?.get !== undefined || property?.set !== undefined
    if (value === undefined && !accessor && isOptional(key)) continue
    const type = typeOf(key)
    const at = context === quickly ? quickly : t.appendContext(context, key, type, value)
    const result = accessor ? t.failure(undefined, at, 'a plain value, not a getter') : type.validate(value, at)
    if (result._tag === 'Right') define(decoded, key, result.right)
    else if (context === quickly) return result
    // one by one: a list of errors may be longer than an argument list
    else for (const error of result.left) errors.push(error)
  }
  return errors.length > 0 ? t.failures(errors) : t.success(decoded)
}

const never = (): boolean => false

/** As an own property, whatever its name. */
const define = (of: Record<string, unknown>, key: string, value: unknown): void => {
  if (key === '__proto__') Object.defineProperty(of, key, { value, enumerable: true, configurable: true, writable: true })
  else of[key] = value
}

/** An object with these keys and no others. */
export const struct = <R extends Props, O extends Props>(
  name: string,
  required: R,
  optional: O,
): Codec<{ readonly [K in keyof R]: t.TypeOf<R[K]> } & { readonly [K in keyof O]?: t.TypeOf<O[K]> }> => {
  const types = new Map<unknown, t.Mixed>(Object.entries({ ...required, ...optional }))
  const typeOf = (key: string): t.Mixed => types.get(key) as t.Mixed
  const keys = [...types.keys()] as ReadonlyArray<string>
  const isOptional = (key: string): boolean => !Object.hasOwn(required, key)
  const noSuchKey = `no such key (only ${keys.join(', ')})`
  return codec(name, (u, context) => {
    if (!isPlainObject(u)) return t.failure(u, context, 'a plain object')
    const unknownKeys: t.Errors = []
    for (const key of Reflect.ownKeys(u))
      if (!types.has(key))
        unknownKeys.push({ value: undefined, context: t.appendContext(context, String(key), t.never), message: noSuchKey })
    return entries(u, keys, typeOf, context, unknownKeys, isOptional) as t.Validation<never>
  })
}

/** An object of any keys. */
export const dictionary = <A>(name: string, of: t.Type<A, A>): Codec<{ readonly [key: string]: A }> =>
  codec(name, (u, context) => {
    if (!isPlainObject(u)) return t.failure(u, context, 'a plain object')
    return entries(u, Object.keys(u), () => of, context, [], never) as t.Validation<{ readonly [key: string]: A }>
  })

/** A list, without holes. */
export const list = <A>(of: Codec<A>): Codec<ReadonlyArray<A>> =>
  codec(`a list, each ${of.name}`, (u, context) => {
    if (!Array.isArray(u)) return t.failure(u, context, `a list, each ${of.name}`)
    const indices = Object.keys(u)
    if (indices.length !== u.length || indices.some((index, i) => index !== String(i)))
      return t.failure(u, context, `a list without holes, each ${of.name}`)
    const result = entries(u, indices, () => of, context, [], never)
    return result._tag === 'Left' ? result : t.success(Object.values(result.right) as ReadonlyArray<A>)
  })

/** What another codec accepts, where there is no more to expect of it; else, what that is, in words. */
export const where = <A>(of: Codec<A>, expected: (a: A) => string | undefined): Codec<A> =>
  codec(of.name, (u, context) => {
    const result = of.validate(u, context)
    const more = result._tag === 'Right' ? expected(result.right) : undefined
    return more === undefined ? result : t.failure(u, context, more)
  })

/** One of several structs, told apart by `_tag`. */
export const tagged = <C extends Readonly<Record<string, t.Mixed>>>(cases: C): Codec<t.TypeOf<C[keyof C]>> => {
  const tag = oneOf(Object.keys(cases))
  return codec('one of several cases', (u, context) => {
    if (!isPlainObject(u)) return t.failure(u, context, 'a plain object')
    const property = Object.getOwnPropertyDescriptor(u, '_tag')
    const value: unknown = property?.value
    const result = tag.validate(value, t.appendContext(context, '_tag', tag, value))
    return result._tag === 'Left' ? result : ((cases[result.right] as t.Mixed).validate(u, context) as t.Validation<t.TypeOf<C[keyof C]>>)
  })
}
