/**
 * From the effects of fp-ts to members of `enforce`, and from a route back to an effect of fp-ts. Only
 * types of fp-ts are imported.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { Enforced, Ok } from './Enforced.js'
import type { Signal } from './Enforcement.js'

/**
 * The same for fp-ts: lazy, with everything that is not `Ok` on the left.
 *
 * @param enforced - What `enforce` made.
 * @returns A function of a request and of the signal of its client. Its task never rejects.
 */
export const toTaskEither =
  <Q, A, N extends { readonly _tag: string }>(enforced: Enforced<Q, A, N>) =>
  (request: Q, signal?: Signal): TaskEither<N, A> =>
  async () => {
    const result = await enforced(request, signal)
    return result._tag === 'Ok'
      ? { _tag: 'Right', right: (result as Ok<A>).value }
      : { _tag: 'Left', left: result as N }
  }

/**
 * A member of `enforce` made of a function that answers with a `TaskEither` or an `Either`. It is for
 * `authenticate`, `evaluate`, `lookUp`, `audit` and `handle`. Rules answer at once, and are given as they
 * are.
 *
 * What is right is the result. What is left counts as thrown, and is the cause in the audit. What is
 * neither counts as thrown, too. So credentials that are not good belong on the right, as
 * `Authn.rejected`. A missing row belongs there as `undefined`: an `Option` is a row.
 *
 * @param effect - The function. It is handed what the member is handed. Annotate its parameters.
 * @returns The member. It starts the task, and rejects with what is left.
 * @throws What is left, as the rejection of the member's promise; never at once.
 * @example
 * import { right } from 'fp-ts/lib/TaskEither.js'
 * const lookUp = fromTaskEither((id: string) => right(documents.get(id)))
 * const found = await lookUp('emmas-document')
 * found?.owner // → 'emma'
 */
export const fromTaskEither = <F extends Effect>(effect: F): Member<F> =>
  (async (...args: ReadonlyArray<unknown>) => {
    const given = effect(...args)
    const either = (typeof given === 'function' ? await (given as AnyTask)() : given) as AnyEither
    if (either._tag === 'Right') return either.right
    throw either._tag === 'Left' ? either.left : new TypeError('expected an Either')
  }) as Member<F>

type AnyTask = TaskEither<unknown, unknown>
type AnyEither = Either<unknown, unknown>

/**
 * As a method, it takes parameters of any type; they have to be annotated. It gives an `object`, or the
 * compiler would take `left(error)` for an `Either` with an unknown right.
 */
type Effect = { effect(...args: ReadonlyArray<unknown>): object }['effect']

/** It is conditional, or the compiler would infer from a member last that is made in place. */
type Member<F> = F extends (
  ...args: infer Args
) => Either<unknown, infer R> | TaskEither<unknown, infer R>
  ? (...args: Args) => Promise<R>
  : GivesNoEither

/** The compiler names it where a function gives no Either. No value has this type. */
interface GivesNoEither {
  readonly '~none': never
}
