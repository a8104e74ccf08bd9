/**
 * Reading what may be anything, and saying what does not fit. Constructors of facts drop it, and carry
 * the fault along. Constructors of routes and policies throw.
 */
import { isText } from '../lib/grammar.js'
import { dismiss } from '../lib/promise.js'
import { isPlainObject, itemsOf, ownOf } from '../lib/read.js'
import { didYouMean, noSuch, segment, show } from '../lib/show.js'

/**
 * Something that was not as it should be. What does not fit is dropped. Faults are for the operator:
 * `explain` lists them, and `enforce` hands them to the audit. None reaches an answer.
 */
export interface Fault {
  /** The argument and the member of it: `permission.requestAccess`, `authn.scopes[1]`. */
  readonly path: string
  /** What was expected, what came, and how to mend it. */
  readonly message: string
  /** What a rule or a renderer threw. It may be anything. */
  readonly cause?: unknown
}

export type Faults = Array<Fault>

export const none: ReadonlyArray<never> = /* @__PURE__ */ Object.freeze([])

/** Reports what does not fit. The value counts as `undefined`. */
export const drop = (faults: Faults, path: string, expected: string, got: unknown): undefined =>
  void faults.push({ path, message: `expected ${expected}, got ${show(got)}` })

/** The same faults, below another path. */
export const under = (path: string, faults: ReadonlyArray<Fault>): ReadonlyArray<Fault> =>
  faults.length === 0 ? none : faults.map((fault) => ({ ...fault, path: join(path, fault.path) }))

const join = (path: string, rest: string): string =>
  rest === '' || rest.startsWith('[') ? `${path}${rest}` : `${path}.${rest}`

/** Hands them to `onFault`. What it throws is ignored: it may run only where there is a row. */
export const tellAll = (onFault: unknown, faults: ReadonlyArray<Fault>): void => {
  if (typeof onFault !== 'function') return
  for (const fault of faults)
    try {
      dismiss((onFault as (fault: Fault) => unknown)(fault))
    } catch (cause) {
      dismiss(cause)
    }
}

/**
 * For routes and policies, which are made once, when a service starts: one error names all faults.
 *
 * @throws TypeError also for what cannot be read, such as a proxy that throws.
 */
export const readOrThrow = <A>(name: string, read: (faults: Faults) => A): A => {
  const faults: Faults = []
  const value = attempt(name, () => read(faults))
  const all = faults.map(({ path, message }) => `${path || '(the value itself)'}: ${message}`)
  if (all.length > 0) throw new TypeError(`${name}: ${all.join('; ')}`)
  return value
}

const attempt = <A>(name: string, read: () => A): A => {
  try {
    return read()
  } catch (cause) {
    throw new TypeError(`${name}: it cannot be read`, { cause })
  }
}

/** The own members of an object. Those that are not among the names are reported. */
export const membersOf = <A extends object>(
  faults: Faults,
  kind: string,
  u: A,
  names: ReadonlyArray<string>,
): A => {
  // what an instance of a class, a list or a text says is not its own
  if (!isPlainObject(u)) throw new TypeError('expected a plain object')
  // in nearly every object, all members are among the names and its own
  for (const name in u)
    if (!names.includes(name) || !Object.hasOwn(u, name)) return ownMembers(faults, kind, u, names)
  return u
}

const ownMembers = <A extends object>(
  faults: Faults,
  kind: string,
  u: A,
  names: ReadonlyArray<string>,
): A => {
  for (const name of Object.keys(u))
    if (!names.includes(name))
      faults.push({ path: segment(name), message: noSuch(kind, name, names) })
  return ownOf(u)
}

/** One of a closed set. */
export const oneOf = <A extends string>(
  faults: Faults,
  path: string,
  values: ReadonlyArray<A>,
  u: unknown,
): A | undefined => {
  if ((values as ReadonlyArray<unknown>).includes(u)) return u as A
  const message = `expected ${values.join(' | ')}, got ${show(u)}${didYouMean(u, values)}`
  return void faults.push({ path, message })
}

/** A copy of the texts of a list. */
export const textsOf = (
  faults: Faults,
  path: string,
  is: (item: unknown) => item is string,
  expected: string,
  u: unknown,
): ReadonlyArray<string> => {
  const items = itemsOf(u)
  if (items === undefined) {
    const hint = isText(u) ? 'a list (split the text at its spaces)' : 'a list'
    return drop(faults, path, hint, u) ?? []
  }
  const fits = (item: unknown, i: number): item is string =>
    is(item) || drop(faults, `${path}[${String(i)}]`, expected, item) !== undefined
  for (const item of items) if (!is(item)) return items.filter(fits)
  return items as ReadonlyArray<string>
}
