/**
 * What `explain` tells the operator. It holds the secret, and no part of it is ever sent.
 */
import type { Reason } from '../domain/Authn.js'
import type { Disclosure } from '../domain/Disclosure.js'
import type { Fault } from '../domain/Fault.js'
import type { Remedy } from '../domain/Remedy.js'
import type { ResourceState } from '../domain/ResourceState.js'
import type { Caller, Row } from '../engine/judge.js'
import type { Answer } from './reasons.js'
import type { Outcome } from '../engine/several.js'

/** Plain data, frozen, for `JSON.stringify`. */
export interface Explanation {
  /** The row of the decision table; `unresolved` where a reference is missing or hidden. */
  readonly row: Outcome
  /** Its condition, in words. */
  readonly because: string
  /** What the caller is told: the code of the refusal, or the tag of the verdict. */
  readonly answer: Answer
  /** The clauses that the row rests on. */
  readonly cites: ReadonlyArray<string>
  /** What the answer keeps from the caller. */
  readonly concealed: ReadonlyArray<'state' | 'missing-permissions' | 'request-access' | 'step-up'>
  /** `undefined` where the request is no route. */
  readonly resource: string | undefined
  /** Whether the policy names the resource type. If not, it got the strictest disclosure. */
  readonly named: boolean
  /** What may be disclosed about the resource type. */
  readonly disclosure: Disclosure
  /** What authentication and the route made of the caller. */
  readonly caller: Caller
  /** Why the credentials were rejected. */
  readonly reason: Reason | undefined
  /** Whether the thing is there: the secret. */
  readonly state: ResourceState
  /** Whether an ancestor is missing, or hidden from the caller. Then nobody is entitled. */
  readonly blocked: boolean
  /** As it counts: not for anonymous callers on a route that requires anything, and so on. */
  readonly granted: boolean
  /** As it counts, likewise. */
  readonly mayKnow: boolean
  /** Whether the caller may learn that the thing exists. */
  readonly entitled: boolean
  /** What the permissions say about a denial, whether it was told or not. */
  readonly remedy: Remedy | undefined
  /** What the target stands under. Rows 1 to 3 look at no ancestor. */
  readonly ancestors: ReadonlyArray<Explained>
  /** What the request names beside the target. Looked at where the target alone is `Ok`. */
  readonly references: ReadonlyArray<Explained>
  /** Arguments that were not made, what constructors dropped or mended, what rules threw. */
  readonly faults: ReadonlyArray<Fault>
  /** All of it in sentences: what stood in the way, and what to change. The row comes first. */
  readonly says: ReadonlyArray<string>
}

/** An explanation without what depends on the facts: none were had. */
export type ExplanationBeforeLookup = Omit<
  Explanation,
  | 'concealed'
  | 'state'
  | 'blocked'
  | 'granted'
  | 'mayKnow'
  | 'entitled'
  | 'remedy'
  | 'ancestors'
  | 'references'
>

/** A thing that was judged along with the target: an ancestor, or a reference. */
export interface Explained {
  /** Its resource type. */
  readonly resource: string
  /** Whether the policy names the resource type. If not, it got the strictest disclosure. */
  readonly named: boolean
  /** What may be disclosed about the resource type. */
  readonly disclosure: Disclosure
  /** What the request expects of it: an ancestor is to be present. */
  readonly expects: string
  /** Whether it is there. */
  readonly state: ResourceState
  /** As it counts. */
  readonly granted: boolean
  /** As it counts. */
  readonly mayKnow: boolean
  /** Whether the caller may learn that it exists. */
  readonly entitled: boolean
  /** What the permission says about a denial, whether it was told or not. */
  readonly remedy: Remedy | undefined
  /** The row of the decision table that holds for it alone. */
  readonly row: Row
  /** What it does to the answer. */
  readonly effect: 'passes' | 'denies' | 'blocks' | 'challenges' | 'is unresolved' | 'conflicts'
  /** What a reference stands under. */
  readonly ancestors: ReadonlyArray<Explained>
}
