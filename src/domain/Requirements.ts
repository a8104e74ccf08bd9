/**
 * What a route asks of every caller, whatever the resource.
 *
 * On a route that requires anything, a caller without credentials counts as denied and without
 * `mayKnow`. So dropping a weak token never helps.
 */
import { isNqchars, isSeconds } from '../lib/grammar.js'
import { isPlainObject, itemsOf, ownOf } from '../lib/read.js'
import { noSuch } from '../lib/show.js'

/** A list is all of its scopes. `anyOf` is alternatives, of which the challenge names the first. */
export type Scopes =
  ReadonlyArray<string> | { readonly anyOf: ReadonlyArray<string | ReadonlyArray<string>> }

export interface Requirements {
  /** Credentials, of whatever strength. */
  readonly authenticated?: true
  /** Scopes to be held. Missing: 403 `insufficient_scope` (RFC 6750 §3.1). */
  readonly scopes?: Scopes
  /** One of these must be the authentication context. Missing: 401 step-up (RFC 9470 §3). */
  readonly acrValues?: ReadonlyArray<string>
  /** Seconds since the authentication, at most. Older or unknown: 401 step-up (RFC 9470 §3). */
  readonly maxAge?: number
}

/** The same in full, as a made route has it. */
export interface AllRequirements {
  /** Whether anything is required. */
  readonly authenticated: boolean
  /** Alternatives; all scopes of one of them must be held. An empty list requires none. */
  readonly scopes: ReadonlyArray<ReadonlyArray<string>>
  readonly acrValues: ReadonlyArray<string>
  readonly maxAge: number | undefined
}

export const nothing: AllRequirements = Object.freeze({
  authenticated: false,
  scopes: Object.freeze([]),
  acrValues: Object.freeze([]),
  maxAge: undefined,
})

const members = ['authenticated', 'scopes', 'acrValues', 'maxAge']

type Fail = (path: string, message: string, ...got: ReadonlyArray<unknown>) => never

/** Copied and checked. A member that is there and undefined was meant to be there: it is an error. */
export const readRequirements = (u: unknown, fail: Fail): AllRequirements => {
  if (!isPlainObject(u)) return fail('requires', 'expected a plain object', u)
  const given = ownOf(u)
  const names = Reflect.ownKeys(given)
  for (const name of names)
    if (!members.includes(name as string))
      fail(`requires.${String(name)}`, noSuch('member', name, members))
  const read = <A>(name: string, absent: A, value: (u: unknown, path: string) => A): A =>
    names.includes(name) ? value(given[name], `requires.${name}`) : absent

  const texts = (list: unknown, path: string): ReadonlyArray<string> => {
    const items = itemsOf(list)
    if (items === undefined || items.length === 0)
      return fail(path, 'expected a list with something in it', list)
    items.forEach((item, i) => {
      if (!isNqchars(item))
        fail(`${path}[${String(i)}]`, 'expected text without spaces, quotes and backslashes', item)
    })
    return Object.freeze(items) as ReadonlyArray<string>
  }
  const scopes = (scope: unknown, path: string): AllRequirements['scopes'] => {
    if (!isPlainObject(scope)) return Object.freeze([texts(scope, path)])
    for (const name of Reflect.ownKeys(scope))
      if (name !== 'anyOf') fail(`${path}.${String(name)}`, noSuch('member', name, ['anyOf']))
    const items = itemsOf(scope['anyOf'])
    if (items === undefined || items.length === 0)
      return fail(`${path}.anyOf`, 'expected a list with something in it', scope['anyOf'])
    return Object.freeze(
      items.map((item, i) =>
        texts(typeof item === 'string' ? [item] : item, `${path}.anyOf[${String(i)}]`),
      ),
    )
  }
  const required = names.length > 0
  return Object.freeze({
    authenticated: read('authenticated', required, (flag, path) =>
      flag === true ? true : fail(path, 'expected true, or no such member', flag),
    ),
    scopes: read('scopes', nothing.scopes, scopes),
    acrValues: read('acrValues', nothing.acrValues, texts),
    maxAge: read('maxAge', undefined as number | undefined, (age, path) =>
      isSeconds(age) ? age : fail(path, 'expected whole seconds, 0 or more', age),
    ),
  })
}
