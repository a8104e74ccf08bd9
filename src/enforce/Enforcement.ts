/**
 * What has to be said of a route once, so that each of its requests is answered in order. The members
 * are listed in that order. TypeScript infers in the same order what the members hand to each other.
 */
import type { Authn } from '../domain/Authn.js'
import type { Permission } from '../domain/Permission.js'
import type { Policy } from '../domain/Policy.js'
import type { Expects, Shape } from '../domain/Route.js'
import type { Request } from '../engine/decide.js'
import type { Renderer } from '../wire/render.js'
import type { AuditRecord } from './AuditRecord.js'

/** An `AbortSignal`, wherever the types of a platform are there to say what that is. */
export type Signal = typeof globalThis extends {
  readonly AbortSignal: { readonly prototype: infer S }
}
  ? S
  : { readonly aborted: boolean }

/** Whatever authentication found out. The decision needs this much of it. */
export interface Caller {
  /** What `Authn` made of the credentials. */
  readonly authn: Authn
}

/**
 * What the compiler takes a row or an evaluation for until it has looked at `lookUp` or `evaluate`. No
 * value has this type.
 */
export interface NotYet {
  /** For the compiler; there is no such property. */
  readonly '~notYet': never
}

type IsAny<A> = 0 extends 1 & A ? true : false
type IsKnown<A> = IsAny<A> extends true ? true : [A] extends [NotYet] ? false : true

/** What an effect may give: anything, until that is known. Or an error would speak of it first. */
type Given<A> = A | (IsKnown<A> extends true ? never : unknown)

/**
 * The row where there is one. `lookUp` alone says what it is, and the annotation of a rule is held
 * against it. Before, no annotation may fail. In a list of things, a row is `unknown` until then.
 */
type Present<Row> =
  IsAny<Row> extends true
    ? NoInfer<Row>
    : [Row] extends [NotYet]
      ? never
      : unknown extends Row
        ? never
        : NoInfer<NonNullable<Awaited<Row>>>

/** What `evaluate` gave. Where there is no `evaluate`, a rule has no use for it. */
type Evaluated<V> = IsKnown<V> extends true ? NoInfer<V> : never

/** The types of the policy. An error about a type waits until the row is known. */
type TypeOf<P extends string, Row> = IsKnown<Row> extends true ? NoInfer<P> : string

/**
 * How one thing is looked up, and who may act on it. `Q`: the request. `C`: the caller. `V`: the
 * evaluation. `Row`: what `lookUp` gives.
 */
export interface Lookup<Q, C, V, Row> {
  /**
   * The row, or `null` or `undefined`. Look it up for every caller alike: whether the caller may have
   * it is for `authorize` to say.
   */
  readonly lookUp: (request: Q, caller: C, signal: Signal) => Given<Row>
  /**
   * May the caller act on this row, and may they know of it? Asked where there is a row. It answers
   * at once, from what is at hand. What can be down belongs in `evaluate`. A rule that throws, or
   * answers with a promise, is a denial: a 503 would tell that there is a row.
   */
  readonly authorize: (row: Present<Row>, caller: C, evaluation: V, request: Q) => Permission
  /**
   * The permission about a thing that is not there: what is true of *every* thing that could have
   * this id, the hidden ones included. Default: `Permission.deny()`.
   */
  readonly whenAbsent?: ((caller: C, evaluation: V, request: Q) => Permission) | undefined
}

/**
 * What the target stands under (`/folders/{folder}/documents/{id}`). A grant means that the caller may
 * pass through.
 */
export interface Ancestor<P extends string, Q, C, V, Row> extends Lookup<Q, C, V, Row> {
  /** Its resource type: a key of the policy. */
  readonly resource: P
}

/**
 * What the request names beside the target: the destination of a move, an id in a body, a foreign
 * key. Never what the row names.
 */
export interface Reference<P extends string, Q, C, V, Row> extends Ancestor<P, Q, C, V, Row> {
  /** Default: `present`. `absent` is for a name that must be free. */
  readonly expects?: 'present' | 'absent' | undefined
  /** What the reference stands under. Its rules take any row: annotate it. Default: none. */
  readonly ancestors?: ReadonlyArray<Ancestor<P, Q, C, V, unknown>> | undefined
}

/** Tells the compiler that no renderer was given. No value has this type. */
export interface NoRenderer {
  /** For the compiler; there is no such property. */
  readonly '~none': never
}

/** Of the first type, the compiler infers the rows. Of the second, it infers what is expected. */
type References<P extends string, Q, C, V, Refs extends ReadonlyArray<unknown>, X> = {
  readonly [K in keyof Refs]: Reference<P, Q, C, V, Refs[K]>
} & ReadonlyArray<
  { readonly expects?: X | undefined } & {
    readonly [K in keyof Reference<P, Q, C, V, never>]?: unknown
  }
>

/** What a handler is handed: the row, as far as its route expects one. */
export type Found<Row, E extends Expects> = E extends 'present'
  ? Present<Row>
  : E extends 'absent'
    ? undefined
    : Present<Row> | undefined

/**
 * All that `enforce` is told of a route.
 *
 * `P`: the resource types of the policy. `M`, `S`, `E`: method, shape and expectation of the route.
 * `Q`: the request. `C`: the caller. `V`: the evaluation. `Row`: what is looked up. `Ups`, `Refs`: the
 * same for each ancestor and each reference. `X`: what references expect. `W`: the renderer.
 * `A`: what the handler returns.
 */
export interface Enforcement<
  P extends string,
  M extends string,
  S extends Shape,
  E extends Expects,
  Q,
  C extends Caller,
  V,
  Row,
  Ups extends ReadonlyArray<unknown>,
  Refs extends ReadonlyArray<unknown>,
  X extends 'present' | 'absent',
  W extends Renderer<Q> | NoRenderer | undefined,
  A,
> extends Lookup<Q, NoInfer<C>, Evaluated<V>, Row> {
  /**
   * The route, made by `Route.of` or in words. It is copied. Where a scope or a name stands in the path
   * or in the body, it is a function of the request. The function answers at once, and looks nothing
   * up. If it throws, or gives no route, that is a 503 before everything else.
   */
  readonly route:
    Request<TypeOf<P, Row>, M, S, E> | ((request: Q) => Request<TypeOf<P, Row>, M, S, E>)
  /** What may be disclosed. */
  readonly policy: Policy<P>
  /**
   * Who is asking. Credentials that are not good are a result: `Authn.rejected`. To throw is to say
   * that nobody can tell: a 503.
   */
  readonly authenticate: (request: Q, signal: Signal) => C | PromiseLike<C>
  /**
   * What a permission engine says of the things that the request names. It is asked whether they
   * exist or not. Default: `undefined`.
   */
  readonly evaluate?:
    ((request: Q, caller: NoInfer<C>, signal: Signal) => Given<V> | PromiseLike<V>) | undefined
  /** What the target stands under, in any order. Default: none. */
  readonly ancestors?:
    | { readonly [K in keyof Ups]: Ancestor<TypeOf<P, Row>, Q, NoInfer<C>, Evaluated<V>, Ups[K]> }
    | undefined
  /** What the request names beside the target, in any order. Default: none. */
  readonly references?: References<TypeOf<P, Row>, Q, NoInfer<C>, Evaluated<V>, Refs, X> | undefined
  /** The words of refusals and of the 503. Default: they stay as they are, for a sender to render. */
  readonly renderer?: W
  /**
   * Waited for. Where it fails, a refusal is the answer all the same, and an `Ok` becomes a 503:
   * nothing is done that was not written down.
   */
  readonly audit: (record: AuditRecord<Q, NoInfer<C>>, signal: Signal) => unknown
  /** Called after `Ok` alone. To refuse (409, 412, 422) is to return so. To throw is a 503. */
  readonly handle: (
    row: Found<Row, E>,
    caller: NoInfer<C>,
    request: Q,
    signal: Signal,
  ) => A | PromiseLike<A>
  /**
   * Milliseconds for all that a request takes. Each record has as many of its own, from when `audit` is
   * called. Default: no limit.
   */
  readonly timeout?: number | undefined
}
