/**
 * `Eq` and `Show` for facts and routes. Faults do not count: they are for the operator.
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { Show } from 'fp-ts/lib/Show.js'
import { sameMembers } from '../lib/same.js'
import type { Authn } from './Authn.js'
import type { Any } from './PermissionValue.js'
import type { Denial } from './Remedy.js'
import type { Route } from './Route.js'

/** The parts that there are. */
const list = (...parts: ReadonlyArray<string | undefined>): string =>
  parts.filter((part) => part !== undefined && part !== '').join(', ')

const named = (name: string, value: string | number | undefined): string =>
  value === undefined ? '' : `${name} ${String(value)}`
const namedAll = (name: string, all: ReadonlyArray<string>): string =>
  all.length === 0 ? '' : `${name} ${all.join(' ')}`

/** Equal in every member. */
export const authnEq: Eq<Authn> = sameMembers

/** Equal in both facts, in the remedy, and in what is judged along. */
export const permissionEq: Eq<Any> = sameMembers

/** Both facts and the remedy: `Denied, may know, missing documents:write`. */
export const permissionShow: Show<Any> = {
  show: ({ _tag, mayKnow, remedy, ancestors, references }) =>
    list(
      _tag,
      mayKnow ? 'may know' : 'may not know',
      remedyIn(remedy),
      namedAll(
        'ancestors',
        ancestors.map(({ resource }) => resource),
      ),
      namedAll(
        'references',
        references.map(({ resource }) => resource),
      ),
    ),
}

const remedyIn = (remedy: Denial): string => {
  if (remedy === undefined) return ''
  return remedy._tag === 'StepUp'
    ? list('step-up', namedAll('acr', remedy.acrValues), named('max age', remedy.maxAge))
    : list(namedAll('missing', remedy.missingPermissions), namedAll('ask', remedy.links))
}

/** Equal in every member. */
export const routeEq: Eq<Route> = sameMembers

/** The method, the resource type, and what is no default: `PUT document, expects absent`. */
export const routeShow: Show<Route> = {
  show: ({ method, resource, shape, expects }) =>
    list(
      `${method} ${resource}`,
      shape === 'item' ? '' : shape,
      expects === 'present' ? '' : `expects ${expects}`,
    ),
}
