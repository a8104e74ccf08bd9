/**
 * What the permission check said: two independent facts. May the caller act? May they know whether the thing exists?
 *
 * Neither is guessed from the other: AIP-211 forbids it, and S3 grants GetObject without ListBucket.
 * About a thing that is not there, both are those of the least favoured thing that could stand there.
 */

export interface Granted {
  readonly _tag: 'Granted'
  readonly mayKnow: boolean
}

/** What would turn a denial into a grant. It reaches only a caller who is entitled to know that the thing exists. */
export type Remedy = Ask | StepUp

/** More rights, and where to ask for them. A 403 tells as much of it as the policy's `tell` allows. */
export interface Ask {
  readonly _tag: 'Ask'
  /** The permissions that are missing. */
  readonly missing: ReadonlyArray<string>
  /** A URI reference. */
  readonly ask?: string
}

/** Nothing but a stronger or fresher authentication (RFC 9470 §3). The answer is a 401, with these under `tell` `missing` or `remedy`. */
export interface StepUp {
  readonly _tag: 'StepUp'
  readonly acrValues: ReadonlyArray<string>
  /** Seconds. */
  readonly maxAge?: number
}

export interface Denied {
  readonly _tag: 'Denied'
  readonly mayKnow: boolean
  readonly remedy?: Remedy
}

export type Permission = Granted | Denied

/** May act, and therefore may know. */
export const granted: Permission = Object.freeze({ _tag: 'Granted', mayKnow: true })

/** May act on the thing if it is there, but may not learn that it is not (S3: GetObject without ListBucket). */
export const grantedBlind: Permission = Object.freeze({ _tag: 'Granted', mayKnow: false })

/** May not act and may not know. The safe default. */
export const denied: Permission = Object.freeze({ _tag: 'Denied', mayKnow: false })

interface AskFor {
  readonly missing?: ReadonlyArray<string> | undefined
  readonly ask?: string | undefined
}

const ask = (remedy: AskFor): Ask => ({
  _tag: 'Ask',
  missing: remedy.missing ?? [],
  ...(remedy.ask !== undefined && { ask: remedy.ask }),
})

/** May not act, and is not known to know. The remedy is for a policy under which they may know all the same. */
export const deniedWith = (remedy: AskFor): Permission => ({ _tag: 'Denied', mayKnow: false, remedy: ask(remedy) })

const known: Permission = Object.freeze({ _tag: 'Denied', mayKnow: true })

/** May not act, but may know that the thing exists. */
export const deniedKnown = (remedy?: AskFor): Permission =>
  remedy === undefined ? known : { _tag: 'Denied', mayKnow: true, remedy: ask(remedy) }

/** May know, and may act after a stronger or fresher authentication. */
export const deniedUntil = (stepUp: {
  readonly acrValues?: ReadonlyArray<string> | undefined
  readonly maxAge?: number | undefined
}): Permission => ({
  _tag: 'Denied',
  mayKnow: true,
  remedy: {
    _tag: 'StepUp',
    acrValues: stepUp.acrValues ?? [],
    ...(stepUp.maxAge !== undefined && { maxAge: stepUp.maxAge }),
  },
})
