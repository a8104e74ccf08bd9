/**
 * What has to be said of a route once, so that each of its requests is answered in order. The members are named in that order, which is also
 * the one in which TypeScript infers what they hand to each other.
 */
import type { Authn } from '../domain/Authn.js'
import { show } from '../domain/show.js'
import type { Permission } from '../domain/Permission.js'
import type { Policy } from '../domain/Policy.js'
import type { Expects, Route, Sent, Shape } from '../domain/Request.js'
import { readRoute } from '../engine/classify/request.js'
import type { AuditRecord } from './AuditRecord.js'

/** An `AbortSignal`, wherever the types of a platform are there to say what that is. */
export type Signal = typeof globalThis extends { readonly AbortSignal: { readonly prototype: infer S } } ? S : { readonly aborted: boolean }

/** Whatever authentication found out, of which the verdict needs this. */
export interface Caller {
  readonly authn: Authn
}

/** One thing that is looked up: the target, or a link above it. */
export interface Sought<R, C, V, Row> {
  /** The row, or `null` or `undefined`. Asked for every caller alike: whether they may have it is asked of `permission`. */
  readonly lookUp: (request: R, caller: C, signal: Signal) => Row
  /**
   * Asked about a row that is there, and about nothing else; at once, and of what is at hand. What can be down belongs in `evaluate`: a rule
   * that throws, or answers with a promise, counts as a denial, because a 503 would tell that there is a row.
   */
  readonly permission: (row: NonNullable<Awaited<Row>>, caller: C, evaluation: V) => Permission
  /** What holds of everything that could stand there, the hidden things included. Default: denied. */
  readonly whenAbsent?: ((caller: C, evaluation: V) => Permission) | undefined
}

/** A link above the target, as in `/users/{phone}/calls/{id}`: `granted` there means that the caller may pass through. */
export interface Link<P extends string, R, C, V, Row> extends Sought<R, C, V, Row> {
  readonly resource: P
}

/** What a handler is handed: what was looked up, as far as its route expects anything. */
export type Found<Row, E extends Expects> = E extends 'present'
  ? NonNullable<Awaited<Row>>
  : E extends 'absent'
    ? undefined
    : NonNullable<Awaited<Row>> | undefined

export interface Enforcement<
  P extends string,
  M extends string,
  S extends Shape,
  E extends Expects,
  R,
  C extends Caller,
  V,
  Rows extends ReadonlyArray<unknown>,
  Row,
  A,
> extends Sought<R, C, V, Row> {
  readonly route: Route<NoInfer<P>, M, S, E>
  readonly policy: Policy<P>
  /** What of the request an answer may repeat. Default: nothing. */
  readonly sent?: ((request: R) => Sent) | undefined
  /** Who is asking. Credentials that are not good are a result, `Authn.rejected`; to throw is to say that nobody can tell: an outage. */
  readonly authenticate: (request: R, signal: Signal) => C | PromiseLike<C>
  /** What a permission engine says of what the request names: asked whether it exists or not. Default: nothing. */
  readonly evaluate?: ((request: R, caller: C, signal: Signal) => V | PromiseLike<V>) | undefined
  /** What stands above the target, from the root down. Default: nothing. */
  readonly above?: { readonly [K in keyof Rows]: Link<NoInfer<P>, R, C, V, Rows[K]> } | undefined
  /** Waited for. Where it fails, a refusal is sent all the same, and nothing is done that was not written down. */
  readonly audit: (record: AuditRecord<R, C>, signal: Signal) => unknown
  /** Called after `Ok` alone. To refuse (412, 409, 422) is to return so; to throw is an outage. */
  readonly handle: (row: Found<Row, E>, caller: C, request: R, signal: Signal) => A | PromiseLike<A>
  /** Milliseconds for all that a request takes, and as many again for a record that is still to be written then. Default: none. */
  readonly timeout?: number | undefined
}

/** What timers can count: a longer time would be up at once. */
const longest = 2 ** 31 - 1

type Members = Readonly<Partial<Record<string, unknown>>>

/** @throws TypeError, RangeError naming the member that does not fit: once, at the start, and not with every request. */
export const check = (u: Members): void => {
  members(u, '', ['authenticate', 'lookUp', 'permission', 'audit', 'handle'], ['sent', 'evaluate', 'whenAbsent'], known)
  const { route, above = [], timeout } = u
  if (readRoute(route) === undefined)
    throw new TypeError('enforce: route: expected `method`, `resource` and perhaps `shape`, `expects` and `requires`, each of its type')
  if (!Array.isArray(above)) throw new TypeError(`enforce: above: expected a list or undefined, got ${show(above)}`)
  for (const [i, link] of above.entries()) {
    const path = `above[${String(i)}].`
    members({ ...(link as Members) }, path, ['lookUp', 'permission'], ['whenAbsent'], ['resource'])
    const { resource } = link as Members
    if (typeof resource !== 'string') throw new TypeError(`enforce: ${path}resource: expected a resource type, got ${show(resource)}`)
  }
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0 && timeout <= longest))
    throw new RangeError(`enforce: timeout: expected milliseconds above 0 and up to ${String(longest)}, or undefined, got ${show(timeout)}`)
}

/** Those that are no functions. */
const known = ['route', 'policy', 'above', 'timeout']

type Names = ReadonlyArray<string>

/** A member that is not known must not be ignored: `requires` beside `route` would leave the route open. */
const members = (u: Members, path: string, functions: Names, perhaps: Names, others: Names): void => {
  const all = [...functions, ...perhaps, ...others]
  for (const name of Object.keys(u))
    if (!all.includes(name)) throw new TypeError(`enforce: ${path}${name}: no such member (only ${all.join(', ')})`)
  for (const name of [...functions, ...perhaps])
    if (typeof u[name] !== 'function' && !(perhaps.includes(name) && u[name] === undefined))
      throw new TypeError(`enforce: ${path}${name}: expected a function, got ${show(u[name])}`)
}
