/**
 * What can be done with a verdict. Nothing here is needed to send one.
 */
import type { Either } from 'fp-ts/lib/Either.js'
import type { Eq as FpEq } from 'fp-ts/lib/Eq.js'
import type { Show as FpShow } from 'fp-ts/lib/Show.js'
import type { Ok, Refusal, Unavailable, Verdict as AnyVerdict } from './Verdict.js'

/** One function for each tag that the verdict can have. All refusals have one. */
export type Cases<V extends AnyVerdict, B> = {
  readonly [K in Exclude<V['_tag'], Refusal['_tag']>]: (verdict: Extract<V, { _tag: K }>) => B
} & { readonly Refusal: (refusal: Refusal) => B }

/**
 * What one of the functions gives for a verdict. Data-last, for `pipe`.
 *
 * @param cases - A function for `Ok`, one for `Refusal`, and one for each other tag of the verdict.
 * @example
 * pipe(verdict, Verdict.match({ Ok: () => 200, Refusal: ({ status }) => status }))
 */
const match =
  <V extends AnyVerdict, B>(cases: Cases<V, B>) =>
  (verdict: V): B => {
    const tag = isRefusal(verdict) ? 'Refusal' : verdict._tag
    return (cases as Readonly<Record<string, (verdict: V) => B>>)[tag]?.(verdict) as B
  }

/**
 * Whether the verdict can be sent as it is. Never the guard of a handler: what is no refusal is not
 * always `Ok`.
 *
 * @param verdict - A verdict, or `unavailable`.
 */
const isRefusal = (verdict: AnyVerdict | Unavailable): verdict is Refusal =>
  'status' in verdict && verdict._tag !== 'Unavailable'

/**
 * The verdict as an `Either`: right for `Ok` alone.
 *
 * @param verdict - A verdict.
 * @returns Everything but `Ok` on the left.
 */
const toEither = <V extends AnyVerdict>(verdict: V): Either<Exclude<V, Ok>, Ok> =>
  verdict._tag === 'Ok'
    ? { _tag: 'Right', right: verdict }
    : { _tag: 'Left', left: verdict as Exclude<V, Ok> }

/** `Ok`, or the status and the code of a refusal: `404 not-found`. */
const Show: FpShow<AnyVerdict> = {
  show: (verdict) =>
    'status' in verdict ? `${String(verdict.status)} ${verdict.code}` : verdict._tag,
}

/** Equal if they would be sent as the same bytes. */
const Eq: FpEq<AnyVerdict> = {
  equals: (x, y) => x === y || JSON.stringify(x) === JSON.stringify(y),
}

export const Verdict = /* @__PURE__ */ Object.freeze({ match, isRefusal, toEither, Show, Eq })
