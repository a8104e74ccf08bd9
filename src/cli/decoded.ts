/**
 * Data as values: by a codec, with every misfit at once.
 */
import { showPath } from '../lib/show.js'
import { PolicyFile, type StandardSchema } from '../codec/index.js'
import { visible } from '../analysis/visible.js'
import { readData, type Data } from './document.js'
import { CannotRun, type Io } from './Io.js'

/** What does not fit, and the keys that lead to it. */
export interface Misfit {
  readonly path: ReadonlyArray<string | number>
  readonly message: string
}

export type Decoded<A> =
  { readonly value: A; readonly issues?: undefined } | { readonly issues: ReadonlyArray<Misfit> }

/** A value, or what does not fit; the keys go on from where the data was found. */
export const decodeAt = <A, D>(
  codec: StandardSchema<A, D>,
  path: Misfit['path'],
  u: unknown,
): Decoded<A> => {
  const result = codec['~standard'].validate(u)
  if (result.issues === undefined) return result
  return { issues: result.issues.map((each) => ({ ...each, path: [...path, ...each.path] })) }
}

/** One error for all misfits, a line each. */
export const misfits = (data: Data, all: ReadonlyArray<Misfit>): CannotRun =>
  new CannotRun(
    all
      .map(({ path, message }) => {
        const keys = showPath(path.map(String))
        return `${data.placeOf(path)}: ${visible(`${keys}: ${message}${ofNull(message)}`)}`
      })
      .join('\n'),
  )

/** In YAML, a name without anything below it is null. */
const ofNull = (message: string): string =>
  message === 'expected a plain object, got null' ? ' (write {} for an empty one)' : ''

const hint = { says: 'Write at least: { "version": 1, "types": {} }' }

/**
 * The policy file at a path.
 *
 * @throws CannotRun that lists every misfit.
 */
export const readPolicyFile = async (io: Io, source: string): Promise<PolicyFile> => {
  const data = await readData(io, source, hint)
  const decoded = decodeAt(PolicyFile, [], data.value)
  if (decoded.issues === undefined) return decoded.value
  throw misfits(data, decoded.issues)
}
