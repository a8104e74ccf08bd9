/**
 * The codecs as others know them: Standard Schema v1 (https://standardschema.dev), spelt out here, so that nobody has to install its types.
 */
import type { Type, ValidationError } from 'io-ts'
import { isList } from '../domain/show.js'
import { messageOf } from './report.js'

/** What is wrong, in the words of `report`, and the keys that lead to it: numbers in a list, none at the value itself. */
interface Issue {
  readonly message: string
  readonly path: ReadonlyArray<string | number>
}

/** What tRPC, Hono, TanStack and others validate with. `I` is what the compiler lets their callers send. */
export interface StandardSchema<A, I> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'glomar'
    /** `decode`, with its errors as issues, all of them. Never throws, and answers at once. */
    readonly validate: (u: unknown) => { readonly value: A; readonly issues?: undefined } | { readonly issues: ReadonlyArray<Issue> }
    /** For the compiler; there is no such property. */
    readonly types?: { readonly input: I; readonly output: A } | undefined
  }
}

const issue = (error: ValidationError): Issue => ({
  message: messageOf(error),
  path: error.context.slice(1).map(({ key }, i) => (isList(error.context[i]?.actual) ? Number(key) : key)),
})

/** The same codec, which now also speaks `~standard`. */
export const standard = <A, I = A>(codec: Type<A, A>): Type<A, A> & StandardSchema<A, I> =>
  Object.assign(codec, {
    '~standard': {
      version: 1,
      vendor: 'glomar',
      validate: (u: unknown) => {
        const result = codec.decode(u)
        return result._tag === 'Right' ? { value: result.right } : { issues: result.left.map(issue) }
      },
    } as const,
  })
