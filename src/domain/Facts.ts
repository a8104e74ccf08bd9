/**
 * The two facts that come from the application's own look-ups, together, so that no rule is ever
 * asked about a row that is not there.
 */
import { dismiss, isThenable } from '../lib/promise.js'
import { own } from '../lib/read.js'
import { membersOf, none, tellAll, type Fault, type Faults } from './Fault.js'
import { deny } from './Permission.js'
import { along, type Any, type Permission } from './PermissionValue.js'
import { readAll, type Ancestor, type Reference, type Related } from './Related.js'
import type { ResourceState } from './ResourceState.js'
import { ask, permissionOf } from './rule.js'

/** The state and the permission, to be spread into `decide` or `explain`. */
export type Facts<R extends string = never, X extends string = never> = readonly [
  state: ResourceState,
  permission: Permission<R, X>,
]

/** A promise is not a row: an `await` is missing. Neither is an `Option`: `fromOption` takes it. */
type Row<A> = A extends PromiseLike<unknown> | { readonly _tag: 'None' } ? never : A

/** The resource types in a related thing. */
type TypesIn<T> = T extends {
  readonly resource: infer R extends string
  readonly facts: readonly [unknown, Permission<infer Q, string>]
}
  ? R | Q
  : never

/** What a reference is expected to be. */
type Expected<T> = T extends { readonly expects: infer X extends string } ? X : 'present'

/** What belongs to the facts beside the row. All of it is optional. */
export interface Options<
  Up extends ReadonlyArray<Ancestor>,
  Refs extends ReadonlyArray<Reference>,
> {
  /**
   * The permission about a thing that is not there: what is true of *every* thing that could have
   * this id, the hidden ones included. Default: `Permission.deny()`.
   */
  readonly whenAbsent?: Permission | undefined
  /** What the thing stands under, in any order. */
  readonly ancestors?: Up | undefined
  /** What the request names beside the thing, in any order. Never what the row names. */
  readonly references?: Refs | undefined
  /** Called with each fault. What it throws is ignored, since it may run only where there is a row. */
  readonly onFault?: ((fault: Fault) => void) | undefined
}

/** The facts, with the resource types of what is judged along and what references expect. */
type FactsOf<Up extends ReadonlyArray<Ancestor>, Refs extends ReadonlyArray<Reference>> = Facts<
  TypesIn<Up[number] | Refs[number]>,
  Refs extends readonly [] ? never : Expected<Refs[number]>
>

const names = ['whenAbsent', 'ancestors', 'references', 'onFault']

/**
 * The facts about a row that was looked up. The function looks nothing up, and waits for nothing.
 *
 * Never throws. A rule that throws, or answers with a promise, is a denial. A 503 would tell that there
 * is a row, because rules run only on existing rows. A row that is a promise is absent and denied. Each
 * of these is a fault.
 *
 * @param row - The row, or `null` or `undefined` where there is none.
 * @param authorize - May the caller act on this row, and may they know of it? It answers at once. It
 *   is called only where there is a row.
 * @param options - The permission about an absent thing, ancestors, references, and `onFault`.
 * @returns The state and the permission, to be spread into `decide`.
 * @example
 * Facts.of(row, (document) =>
 *   document.owner === user ? Permission.grant() : Permission.deny(),
 * )
 */
export const of = <
  A,
  const Up extends ReadonlyArray<Ancestor> = readonly [],
  const Refs extends ReadonlyArray<Reference> = readonly [],
>(
  row: Row<A> | null | undefined,
  authorize: (row: NonNullable<A>) => Permission,
  options?: Options<Up, Refs>,
): FactsOf<Up, Refs> => {
  const state = row === null || row === undefined || isThenable(row) ? 'absent' : 'present'
  const about = (whenAbsent: unknown): Permission => {
    if (state === 'present') return ask('authorize', () => authorize(row as NonNullable<A>))
    if (row !== null && row !== undefined) return ofPromise(row)
    return whenAbsent === undefined ? deny() : permissionOf('whenAbsent', whenAbsent)
  }
  const permission = options === undefined ? about(undefined) : withOptions(about, options)
  return [state, permission] as never
}

const ofPromise = (row: unknown): Permission => {
  dismiss(row)
  const message = 'expected a row, null or undefined, got a promise (await it first)'
  return along(deny(), [{ path: 'row', message }]) as Permission
}

const withOptions = (about: (whenAbsent: unknown) => Permission, options: object): Any => {
  const faults: Faults = []
  const given: Readonly<Record<string, unknown>> = readable(faults, options)
  const read = <X extends string>(role: 'ancestors' | 'references') =>
    given[role] === undefined ? none : readAll<X>(role, given[role], faults)
  const above = read<'present'>('ancestors')
  const named = read<string>('references')
  // what stands above an ancestor stands above the target, and what a reference names is named
  const ancestors = [...above, ...above.flatMap(({ permission }) => permission.ancestors)]
  const all = [...above, ...named].flatMap(({ permission }) => permission.references)
  const facts = along(about(given['whenAbsent']), faults, ancestors, [...named, ...all])
  tellAll(given['onFault'], facts.faults)
  return facts
}

/** Of options that cannot be read, the least favourable ones stand in. */
const readable = (faults: Faults, options: object): Readonly<Record<string, unknown>> => {
  try {
    // without a prototype, which may be polluted
    return Object.assign(Object.create(null), membersOf(faults, 'option', options, names)) as never
  } catch (cause) {
    faults.push({ path: 'options', message: 'they cannot be read: denied', cause })
    return { whenAbsent: deny(), ancestors: null }
  }
}

/**
 * For `fp-ts`: the facts about a row in an `Option`. Otherwise like `Facts.of`.
 *
 * @param row - `some` of the row, or `none`. What is no option counts as none.
 * @param authorize - May the caller act on this row, and may they know of it?
 * @param options - The permission about an absent thing, ancestors, references, and `onFault`.
 * @returns The state and the permission, to be spread into `decide`.
 * @example
 * Facts.fromOption(option.none, () => Permission.grant())
 * // → ['absent', Permission.deny()]
 */
export const fromOption = <
  A,
  const Up extends ReadonlyArray<Ancestor> = readonly [],
  const Refs extends ReadonlyArray<Reference> = readonly [],
>(
  row: { readonly _tag: 'Some'; readonly value: Row<A> } | { readonly _tag: 'None' },
  authorize: (row: NonNullable<A>) => Permission,
  options?: Options<Up, Refs>,
): FactsOf<Up, Refs> => of<A, Up, Refs>(valueOf<A>(row), authorize, options)

/** `undefined` for what is no option: it would throw only where there is no row. */
const valueOf = <A>(row: unknown): Row<A> | undefined => {
  try {
    return own(row, '_tag') === 'Some' ? (own(row, 'value') as Row<A>) : undefined
  } catch {
    return undefined
  }
}

export type { Ancestor, Reference, Related }
