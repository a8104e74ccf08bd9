/**
 * Which speller has which answer; each is given no more than it may tell.
 */
import type { Answer } from '../domain/Answer.js'
import type { Disclosure } from '../domain/Disclosure.js'

import type { Verdict } from '../domain/Verdict.js'
import type { RouteConstants } from '../wire/RouteConstants.js'
import * as Spell from '../wire/spell.js'
import type { AuthnClass } from './classify/authn.js'
import type { Remedy } from './classify/facts.js'

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
      return Spell.stepUp(route, scheme, route.requires)
    case 'insufficient-scope':
      return Spell.insufficientScope(route, scheme)
    case 'concealed-not-found':
      return Spell.concealedNotFound(route)
    case 'concealed-forbidden':
      return Spell.concealedForbidden(route)
    case 'not-found':
      return Spell.notFound(route)
    case 'forbidden':
      return remedy?._tag === 'Ask' ? Spell.forbidden(route, remedy.missing, remedy.ask) : Spell.forbidden(route, [], undefined)
    case 'step-up-for-this':
      return Spell.stepUp(route, scheme, remedy?._tag === 'StepUp' ? remedy : Spell.noTerms)
  }
}

/** As much of a remedy as a policy tells. */
export const tellable = (remedy: Remedy, tell: Disclosure['tell']): Remedy | undefined => {
  if (tell === 'nothing') return undefined
  return remedy._tag === 'Ask' && tell === 'missing' ? { _tag: 'Ask', missing: remedy.missing, ask: undefined } : remedy
}

const ok: Verdict = Object.freeze({ _tag: 'Ok' })
const empty: Verdict = Object.freeze({ _tag: 'Empty' })
const conflict: Verdict = Object.freeze({ _tag: 'Conflict' })
