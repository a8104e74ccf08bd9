/**
 * What came instead of a made value, and what to do about it.
 */
import * as Authn from '../domain/Authn.js'
import * as Permission from '../domain/Permission.js'
import * as Policy from '../domain/Policy.js'
import * as Route from '../domain/Route.js'
import { routeBrand } from '../domain/seals.js'
import { own } from '../lib/read.js'
import { show } from '../lib/show.js'

type Kind = 'route' | 'authn result' | 'permission' | 'policy'

const makers: Readonly<Record<Kind, string>> = {
  route: 'Route.of',
  'authn result': 'Authn',
  permission: 'Permission',
  policy: 'Policy.of',
}

const kindByTag = new Map<unknown, Kind>([
  ['Anonymous', 'authn result'],
  ['Rejected', 'authn result'],
  ['Authenticated', 'authn result'],
  ['Granted', 'permission'],
  ['Denied', 'permission'],
  ['Policy', 'policy'],
])

/** What a value is, or is a copy of. Routes have no tag, and a spread copy has the seal. */
const kindOf = (u: unknown): Kind | undefined =>
  own(u, routeBrand as never) === undefined ? kindByTag.get(own(u, '_tag')) : 'route'

const an = (kind: Kind): string => (kind === 'authn result' ? `an ${kind}` : `a ${kind}`)

/** The kind of a value, and whether it was made: a copy looks like one, and does not count. */
const read = (u: unknown): { readonly kind: Kind | undefined; readonly isCopy: boolean } => {
  try {
    const kind = kindOf(u)
    const isMade = [Route, Authn, Permission, Policy].some(({ is }) => is(u))
    return { kind, isCopy: kind !== undefined && !isMade }
  } catch {
    // a proxy that throws
    return { kind: undefined, isCopy: false }
  }
}

/** What a value is, in words. */
export const shown = (u: unknown): string => {
  const { kind, isCopy } = read(u)
  return kind === undefined ? show(u) : `${isCopy ? 'a copy of ' : ''}${an(kind)}`
}

/** What was expected, what came, and how to mend it. */
export const unmade = (expected: Kind, u: unknown): string => {
  const { kind, isCopy } = read(u)
  const got = isCopy && kind === expected ? 'a copy of one' : shown(u)
  const how = isCopy
    ? 'pass the original, or decode JSON with `glomar/codec`'
    : `make one with \`${makers[expected]}\``
  return `expected ${an(expected)}, got ${got} (${how})`
}

/** What is wrong with a route of which `Route.of` threw this. */
export const whyNoRoute = (u: unknown, cause: unknown): string =>
  read(u).isCopy
    ? unmade('route', u)
    : (cause as TypeError).message.replace(/^Route\.of: (?:\(the value itself\): )?/, '')
