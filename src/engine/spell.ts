/**
 * Which speller has which answer; each is given no more than it may tell.
 */
import type { Answer } from '../domain/Answer.js'
import type { Remedy } from '../domain/Permission.js'
import type { Verdict } from '../domain/Verdict.js'
import type { RouteConstants } from '../wire/RouteConstants.js'
import * as Spell from '../wire/spell.js'
import type { AuthnClass } from './classify/authn.js'

/** The answer to a caller of this class. A remedy and a nonce are no part of any class: they are data, and come on top. */
export const spell = (
  answer: Answer,
  route: RouteConstants,
  { scheme, reason = 'invalid' }: AuthnClass,
  remedy?: Remedy,
  nonce?: unknown,
): Verdict => {
  switch (answer) {
    case 'ok':
      return ok
    case 'empty':
      return empty
    case 'conflict':
      return conflict
    case 'challenge':
      return Spell.challenge(route)
    case 'rejected':
      return Spell.rejected(route, reason, scheme, nonce)
    case 'step-up':
      return Spell.stepUp(route, scheme)
    case 'insufficient-scope':
      return Spell.insufficientScope(route, scheme)
    case 'concealed-not-found':
      return Spell.concealedNotFound(route)
    case 'concealed-forbidden':
      return Spell.concealedForbidden(route)
    case 'not-found':
      return Spell.notFound(route)
    case 'forbidden':
      return Spell.forbidden(route, remedy?._tag === 'Ask' ? remedy : undefined)
    case 'step-up-for-this':
      return Spell.stepUpForThis(route, scheme, remedy?._tag === 'StepUp' ? remedy : undefined)
  }
}

const ok: Verdict = Object.freeze({ _tag: 'Ok' })
const empty: Verdict = Object.freeze({ _tag: 'Empty' })
const conflict: Verdict = Object.freeze({ _tag: 'Conflict' })

/** Those that depend on the class of the caller: the scheme and the reason stand in the challenge. The others are one for a route. */
export const ofCaller = new Set<Answer>(['rejected', 'step-up', 'insufficient-scope', 'step-up-for-this'])
