/**
 * The rows of the table in words, and what each rests on: for the audit log and for people. No answer
 * is made of it.
 */
import type { Refusal } from '../domain/Verdict.js'
import type { Outcome } from './several.js'

export interface Reason {
  /** The condition, in words. */
  readonly reads: string
  /** What the caller is told: the code of the refusal, or the tag of the verdict. */
  readonly answer: Answer
  /** The clauses that the row rests on. */
  readonly cites: ReadonlyArray<string>
}

export type Answer =
  'Ok' | 'Empty' | 'Conflict' | 'UnresolvedReference' | Exclude<Refusal['code'], 'unavailable'>

const reason = (reads: string, answer: Answer, ...cites: ReadonlyArray<string>): Reason => ({
  reads,
  answer,
  cites,
})

export const reasons: Readonly<Record<Outcome, Reason>> = {
  1: reason(
    'the credentials are rejected',
    'invalid-credentials',
    'RFC 9110 §15.5.2',
    'RFC 6750 §3.1',
    'RFC 9449 §7.1',
  ),
  2: reason(
    'the caller is authenticated, but more weakly than the route requires',
    'step-up-required',
    'RFC 9470 §3',
  ),
  3: reason(
    'the caller is authenticated, but holds no alternative of the scopes of the route',
    'insufficient-scope',
    'RFC 6750 §3.1',
  ),
  4: reason('the caller is granted, and the state is one that the request expects', 'Ok'),
  '5a': reason(
    'the caller has no credentials and is not entitled, under `anonymous: challenge`',
    'authentication-required',
    'RFC 9110 §15.5.2',
    'RFC 6750 §3.1',
  ),
  '5b': reason('the caller is not entitled and lists a collection, under `list: empty`', 'Empty'),
  '5c': reason(
    'the caller is not entitled, under `concealAs: forbidden`',
    'forbidden',
    'RFC 9110 §15.5.4',
    'AIP-211',
  ),
  '5d': reason(
    'the caller is not entitled, under `concealAs: not-found`',
    'not-found',
    'RFC 9110 §15.5.4',
    'RFC 9110 §15.5.5',
  ),
  6: reason(
    'the caller is entitled, and the thing that should be there is not',
    'does-not-exist',
    'RFC 9110 §15.5.5',
    'RFC 9457 §3.1.1',
  ),
  7: reason(
    'the caller is entitled and granted, and a thing is there that should not be',
    'Conflict',
    'RFC 9110 §15.5.10',
    'RFC 9110 §15.5.13',
  ),
  8: reason(
    'the caller is entitled and denied, and has no credentials',
    'authentication-required',
    'RFC 9110 §15.5.2',
    'RFC 6750 §3.1',
  ),
  '9a': reason(
    'the caller is entitled and denied, and only a stronger authentication is missing',
    'step-up-required',
    'RFC 9470 §3',
    'RFC 9470 §9',
  ),
  '9b': reason('the caller is entitled and denied', 'permission-denied', 'RFC 9110 §15.5.4'),
  unresolved: reason(
    'the target is granted, and a reference is missing or hidden from the caller',
    'UnresolvedReference',
  ),
}
