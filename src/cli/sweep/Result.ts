/**
 * What a sweep found, and what it covered.
 */

/**
 * What a finding is about. A caller learns that a hidden thing exists. An answer about something
 * else names it. The caller is served as if entitled. Or the finding is known, and accepted.
 */
export type Kind = 'existence' | 'mention' | 'access' | 'accepted'

/** Something that a caller can find out, and should not. */
export interface Finding {
  readonly kind: Kind
  /** The route, as the document declares it. */
  readonly route: string
  /** Is the route in the document? */
  readonly isDeclared: boolean
  readonly type: string
  readonly caller: string
  /** The smallest request that shows it, in words. */
  readonly request: string
  /** Other requests that show the same. */
  readonly others: ReadonlyArray<string>
  /** What differs: `status`, `header etag`. */
  readonly channel: string
  /** What differs, in words. */
  readonly says: ReadonlyArray<string>
  /** What to change, in one sentence. */
  readonly mend: string
  /**
   * Two lines that show it: about the hidden thing, and about a missing one. What does not name the
   * thing has one line: ask before the thing is there, and while it is.
   */
  readonly curl: ReadonlyArray<string>
  /** It stays the same when ids change. */
  readonly fingerprint: string
  /** Why it may stay, if it may. */
  readonly reason?: string
  /** What it is, if it were not accepted. */
  readonly of?: Exclude<Kind, 'accepted'>
}

/** Whether the questions about a route, as one caller, could have found something. */
export type Status = 'covered' | 'dead' | 'masked' | 'limited' | 'skipped' | 'without an id'

/** One route and one caller. */
export interface Coverage {
  readonly route: string
  /** Undefined where the route names no thing. */
  readonly type?: string
  readonly caller: string
  /** The caller may know. Covered means that this caller can tell: the control of the route. */
  readonly isEntitled?: true
  readonly status: Status
  readonly why?: string
}

/** What a sweep found. */
export interface Result {
  readonly server: string
  readonly findings: ReadonlyArray<Finding>
  readonly coverage: ReadonlyArray<Coverage>
  /** What the sweep changed and could not undo, and what it undid. */
  readonly changed: ReadonlyArray<string>
  /** What else the person should know: an acceptance that expired, a name that is unused. */
  readonly notes: ReadonlyArray<string>
  /** How many requests were sent. */
  readonly requests: number
}
