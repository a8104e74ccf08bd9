/**
 * A codec from its two halves: what reads a document, and the constructor that makes a value of it.
 * It speaks io-ts, and Standard Schema v1 (https://standardschema.dev) as well. The latter's types
 * are spelt out here, so that nobody has to install them.
 */
import * as t from 'io-ts'
import { isList } from '../lib/show.js'
import type { Misfit, Read } from './read.js'

/** What is wrong, and the keys that lead to it: numbers in a list, none at the value itself. */
interface Issue {
  readonly message: string
  readonly path: Misfit['path']
}

/** What tRPC, Hono, TanStack and others validate with (Standard Schema v1). */
export interface StandardSchema<A, D> {
  /** For libraries that validate. Use `decode` yourself. */
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'glomar'
    /** `decode`, with all of its errors as issues. Never throws, and answers at once. */
    readonly validate: (
      u: unknown,
    ) =>
      { readonly value: A; readonly issues?: undefined } | { readonly issues: ReadonlyArray<Issue> }
    /** For the compiler; there is no such property. */
    readonly types?: { readonly input: D; readonly output: A } | undefined
  }
}

/**
 * A codec between the made value `A` and `D`, its document: what JSON can hold.
 *
 * `decode` gives an `Either`: the value on the right, or every error on the left. It never throws.
 * `encode` gives the document, and `is` says whether a value was made.
 */
export type Codec<A, D> = t.Type<A, D> & StandardSchema<A, D>

/**
 * @param is - Whether a value was made.
 * @param read - Reads a document, whatever it may be.
 * @param make - Makes a value of a document in which there is no misfit.
 * @param encode - The document of a value.
 */
export const codec = <A, D>(
  name: string,
  is: (u: unknown) => u is A,
  read: Read<D>,
  make: (document: D) => A,
  encode: (value: A) => D,
): Codec<A, D> => {
  const parse = (
    u: unknown,
  ): { readonly value: A } | { readonly misfits: ReadonlyArray<Misfit> } => {
    const misfits: Array<Misfit> = []
    try {
      const document = read(u, { misfits })
      if (misfits.length === 0) return { value: make(document) }
    } catch {
      // a proxy may throw at any question that is asked of it
      misfits.push({ path: [], value: undefined, message: 'expected a value that can be read' })
    }
    return { misfits }
  }
  const decode: t.Validate<unknown, A> = (u, context) => {
    const parsed = parse(u)
    if ('value' in parsed) return t.success(parsed.value)
    return t.failures(
      parsed.misfits.map(({ path, ...misfit }) => ({
        ...misfit,
        context: [...context, ...path.map((key) => ({ key: String(key), type: t.unknown }))],
      })),
    )
  }
  return Object.assign(new t.Type(name, is, decode, encode), {
    '~standard': {
      version: 1,
      vendor: 'glomar',
      validate: (u: unknown) => {
        const parsed = parse(u)
        if ('value' in parsed) return parsed
        return { issues: parsed.misfits.map(({ path, message }) => ({ message, path })) }
      },
    } as const,
  })
}

/** What a value has for a document: `undefined` where the document leaves a member out. */
type Members<D> = {
  readonly [K in keyof D]: object extends Pick<D, K> ? D[K] | undefined : D[K]
}

/**
 * A document, with lists of its own. What is undefined is left out, since JSON does not know it. So
 * is an empty list: every list that may be left out is empty then.
 */
export const written = <D extends object>(members: Members<D>): D => {
  const document: Record<string, unknown> = {}
  for (const [name, value] of Object.entries<unknown>(members))
    if (!isList(value)) {
      if (value !== undefined) document[name] = value
    } else if (value.length > 0) document[name] = [...value]
  return document as D
}
