/**
 * What came instead of a made value, and what to do about it.
 */
import * as Authn from '../domain/Authn.js'
import * as Permission from '../domain/Permission.js'
import * as Policy from '../domain/Policy.js'
import * as Route from '../domain/Route.js'
import { routeBrand } from '../lib/brand.js'
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

/** What a value is, in words: a copy of a made value looks like one, and does not count as one. */
export const shown = (u: unknown): string => {
  try {
    const kind = kindOf(u)
    if (kind === undefined) return show(u)
    const isMade = [Route, Authn, Permission, Policy].some(({ is }) => is(u))
    return `${isMade ? '' : 'a copy of '}${an(kind)}`
  } catch {
    // a proxy that throws
    return show(u)
  }
}

/** What was expected, what came, and how to mend it. */
export const unmade = (kind: Kind, u: unknown): string => {
  const got = shown(u)
  const make = `make one with \`${makers[kind]}\``
  const how = got.startsWith('a copy')
    ? `pass the original, or ${make}, or from JSON with \`glomar/codec\``
    : make
  return `expected ${an(kind)}, got ${got} (${how})`
}

/** What is wrong with a route of which `Route.of` threw this. */
export const whyNoRoute = (u: unknown, cause: unknown): string =>
  shown(u).startsWith('a copy')
    ? unmade('route', u)
    : (cause as TypeError).message.replace(/^Route\.of: (?:\(the value itself\): )?/, '')
