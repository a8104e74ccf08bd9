/**
 * The rows of the table in words, and what each rests on: for the audit log and for people. No answer
 * is made of it.
 */
import type { Refusal } from '../domain/Verdict.js'
import type { Outcome } from '../engine/several.js'

/** What the caller is told: the code of the refusal, or the tag of the verdict. */
export type Answer = Refusal['code'] | 'Ok' | 'Empty' | 'Conflict' | 'UnresolvedReference'

export interface Reason {
  /** The condition, in words. */
  readonly reads: string
  readonly answer: Answer
  /** The clauses that the row rests on. */
  readonly cites: ReadonlyArray<string>
}

// prettier-ignore
const rows: ReadonlyArray<readonly [Outcome, Answer, reads: string, cites?: string]> = [
  ['1', 'invalid-credentials', 'the credentials are rejected',
    'RFC 9110 §15.5.2, RFC 6750 §3.1, RFC 9449 §7.1'],
  ['2', 'step-up-required', 'the caller is authenticated, but more weakly than the route requires',
    'RFC 9470 §3'],
  ['3', 'insufficient-scope', 'the caller is authenticated, but holds none of the route’s scope sets',
    'RFC 6750 §3.1'],
  ['4', 'Ok', 'the caller is granted, and the state is one that the request expects'],
  ['5a', 'authentication-required',
    'the caller has no credentials and is not entitled, under `anonymous: challenge`',
    'RFC 9110 §15.5.2, RFC 6750 §3.1'],
  ['5b', 'Empty', 'the caller is not entitled and lists a collection, under `list: empty`'],
  ['5c', 'forbidden', 'the caller is not entitled, under `concealAs: forbidden`',
    'RFC 9110 §15.5.4, AIP-211'],
  ['5d', 'not-found', 'the caller is not entitled, under `concealAs: not-found`',
    'RFC 9110 §15.5.4, RFC 9110 §15.5.5'],
  ['6', 'does-not-exist', 'the caller is entitled, and the thing that should be there is not',
    'RFC 9110 §15.5.5, RFC 9457 §3.1.1'],
  ['7', 'Conflict', 'the caller is entitled and granted, and a thing is there that should not be',
    'RFC 9110 §15.5.10, RFC 9110 §15.5.13'],
  ['8', 'authentication-required', 'the caller is entitled and denied, and has no credentials',
    'RFC 9110 §15.5.2, RFC 6750 §3.1'],
  ['9a', 'step-up-required',
    'the caller is entitled and denied, and only a stronger authentication is missing',
    'RFC 9470 §3, RFC 9470 §9'],
  ['9b', 'permission-denied', 'the caller is entitled and denied', 'RFC 9110 §15.5.4'],
  ['unresolved', 'UnresolvedReference',
    'the target is granted, and a reference is missing or hidden from the caller'],
]

/** Of rows 7 to 9, where the target alone would be `Ok`. */
export const ofReference = 'the target is granted, and a reference calls for this answer'

export const reasons = Object.fromEntries(
  rows.map(([row, answer, reads, cites]) => [
    row,
    Object.freeze({ reads, answer, cites: Object.freeze(cites?.split(', ') ?? []) }),
  ]),
) as Readonly<Record<Outcome, Reason>>
