/**
 * The rows of the table as answers.
 */
import type { Denial } from '../domain/Remedy.js'
import type { Verdict } from '../domain/Verdict.js'
import type { Constants } from '../wire/Constants.js'
import * as Refusals from '../wire/refusals.js'
import type { Described } from './callers.js'
import type { Outcome } from './several.js'

type Spell = (route: Constants, of: Described, remedy: Denial, nonce?: string) => Verdict

/** A verdict that the handler answers. */
const tag = (_tag: 'Ok' | 'Empty' | 'Conflict' | 'UnresolvedReference'): Spell => {
  const verdict: Verdict = Object.freeze({ _tag })
  return () => verdict
}

const challenge: Spell = (route) => Refusals.challenge(route)

const spellings: Readonly<Record<Outcome, Spell>> = {
  '1': (route, { scheme, ofProof }, _, nonce) => Refusals.rejected(route, scheme, ofProof, nonce),
  '2': (route, { scheme }) => Refusals.stepUp(route, scheme, route.requires),
  '3': (route, { scheme }) => Refusals.insufficientScope(route, scheme),
  '4': tag('Ok'),
  '5a': challenge,
  '5b': tag('Empty'),
  '5c': (route) => Refusals.concealedForbidden(route),
  '5d': (route) => Refusals.concealedNotFound(route),
  '6': (route) => Refusals.doesNotExist(route),
  '7': tag('Conflict'),
  '8': challenge,
  '9a': (route, { scheme }, remedy) =>
    Refusals.stepUp(route, scheme, remedy?._tag === 'StepUp' ? remedy : Refusals.noTerms),
  '9b': (route, _, remedy) =>
    Refusals.permissionDenied(route, remedy?._tag === 'RequestAccess' ? remedy : undefined),
  unresolved: tag('UnresolvedReference'),
}

/** The answer of a row. The nonce counts in row 1, the remedy in row 9, and neither elsewhere. */
export const spell = (
  route: Constants,
  of: Described,
  outcome: Outcome,
  remedy?: Denial,
  nonce?: string,
): Verdict => spellings[outcome](route, of, remedy, nonce)
