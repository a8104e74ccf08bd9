/**
 * What was wrong with the arguments of a decision. For `explain`: `decide` has no use for it.
 */
import * as Authn from '../domain/Authn.js'
import type { Fault } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import * as Policy from '../domain/Policy.js'
import { resourceStates } from '../domain/ResourceState.js'
import * as Route from '../domain/Route.js'
import { noSuch, show } from '../lib/show.js'

export interface Arguments {
  readonly request: unknown
  readonly authn: unknown
  readonly state: unknown
  readonly permission: unknown
  readonly policy: unknown
}

const copies = 'a copy, a proxy and what comes from JSON are not made; the codecs make them'

const unmade = (path: string, by: string, u: unknown, counts: string): Fault => ({
  path,
  message: `expected what ${by} makes, got ${show(u)}: ${counts} (${copies})`,
})

/** All of them, the arguments in their order. */
export const faultsOf = (u: Arguments): ReadonlyArray<Fault> => [
  ...routeFaults(u.request),
  ...(Authn.is(u.authn)
    ? carried(u.authn.faults)
    : [unmade('authn', 'Authn', u.authn, 'it counts as rejected')]),
  ...((resourceStates as ReadonlyArray<unknown>).includes(u.state)
    ? []
    : [
        {
          path: 'state',
          message: `${noSuch('state', u.state, resourceStates)}: it counts as absent`,
        },
      ]),
  ...(Permission.is(u.permission)
    ? carried(u.permission.faults)
    : [unmade('permission', 'Permission', u.permission, 'it counts as denied')]),
  ...(Policy.is(u.policy)
    ? []
    : [unmade('policy', 'Policy.of', u.policy, 'the strictest stands in, nothing is granted')]),
]

const routeFaults = (request: unknown): ReadonlyArray<Fault> => {
  try {
    Route.of(request as Route.RouteInWords)
    return []
  } catch (cause) {
    const why = (cause as TypeError).message
    return [
      { path: 'route', message: `${why}: the strictest stands in, nothing is granted`, cause },
    ]
  }
}

/** The faults that a made value carries. */
const carried = (u: unknown): ReadonlyArray<Fault> =>
  Array.isArray(u) ? (u as ReadonlyArray<Fault>) : []
