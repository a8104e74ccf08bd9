/**
 * What was wrong with the arguments of a decision. For `explain`: `decide` has no use for it.
 */
import * as Authn from '../domain/Authn.js'
import type { Fault } from '../domain/Fault.js'
import * as Permission from '../domain/Permission.js'
import * as Policy from '../domain/Policy.js'
import { resourceStates } from '../domain/ResourceState.js'
import * as Route from '../domain/Route.js'
import { shown, unmade, whyNoRoute } from './unmade.js'

export interface Arguments {
  readonly request: unknown
  readonly authn: unknown
  readonly state: unknown
  readonly permission: unknown
  readonly policy: unknown
}

/** All of them, the arguments in their order. */
export const faultsOf = (u: Arguments): ReadonlyArray<Fault> => [
  ...routeFaults(u.request),
  ...(Authn.is(u.authn)
    ? carried(u.authn.faults)
    : [{ path: 'authn', message: `${unmade('authn result', u.authn)}: it counts as rejected` }]),
  ...((resourceStates as ReadonlyArray<unknown>).includes(u.state) ? [] : [noState(u.state)]),
  ...(Permission.is(u.permission)
    ? carried(u.permission.faults)
    : [{ path: 'permission', message: `${unmade('permission', u.permission)}: denied` }]),
  ...(Policy.is(u.policy)
    ? []
    : [{ path: 'policy', message: `${unmade('policy', u.policy)}: ${strictest}` }]),
]

const strictest = 'the strictest stands in, and nothing is granted'

const noState = (u: unknown): Fault => ({
  path: 'state',
  message:
    `expected present or absent, got ${shown(u)}: ` + 'it counts as absent, and nothing is granted',
})

const routeFaults = (request: unknown): ReadonlyArray<Fault> => {
  try {
    Route.of(request as Route.RouteInWords)
    return []
  } catch (error) {
    const message = `${whyNoRoute(request, error)}: ${strictest}`
    const { cause } = error as TypeError
    return [{ path: 'route', message, cause }]
  }
}

/** The faults that a made value carries. */
const carried = (u: unknown): ReadonlyArray<Fault> =>
  Array.isArray(u) ? (u as ReadonlyArray<Fault>) : []
