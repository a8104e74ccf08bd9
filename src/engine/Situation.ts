/**
 * The finite class of the five arguments that a decision depends on: what the table looks at, and nothing more.
 */
import type { Disclosure } from '../domain/Disclosure.js'
import type { Expects } from '../domain/Request.js'
import type { ResourceState } from '../domain/ResourceState.js'

/** The caller, held against the route: `weak` lacks the acr or the age, `underscoped` a scope. */
export type Caller = 'anonymous' | 'rejected' | 'weak' | 'underscoped' | 'authenticated'

/** What the permission check said, held against the caller. */
export interface Standing {
  readonly granted: boolean
  readonly mayKnow: boolean
  /** Denied, and only a stronger authentication is missing. */
  readonly stepUpWouldDo: boolean
}

export interface Situation extends Standing {
  readonly caller: Caller
  readonly state: ResourceState
  readonly expects: Expects
  /** A GET of a collection. */
  readonly listing: boolean
  readonly disclosure: Disclosure
}

/** May this caller learn that the thing exists? Of an unreachable thing, nobody may. */
export const entitled = (s: Pick<Situation, 'caller' | 'state' | 'granted' | 'mayKnow' | 'disclosure'>): boolean => {
  if (s.state === 'unreachable') return false
  switch (s.disclosure.existence) {
    case 'secret':
      return s.granted && s.mayKnow
    case 'known':
      return s.mayKnow
    case 'authenticated':
      return s.mayKnow || s.caller === 'authenticated'
    case 'public':
      return true
  }
}

/** Is the state one that the request expects? */
export const expected = ({ state, expects }: Pick<Situation, 'state' | 'expects'>): boolean => {
  switch (state) {
    case 'present':
      return expects !== 'absent'
    case 'absent':
    case 'gone':
      return expects !== 'present'
    case 'unreachable':
      return false
  }
}
