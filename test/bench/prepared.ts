/**
 * The prepared route that several parts measure, and the facts that have constant answers there: all together, and each kind alone.
 */
import { prepare } from 'glomar'
import { guardedRoute, mix, policy, type Fact } from './facts.js'
import { subject, type Subject } from './Subject.js'

export const getGuarded = prepare(guardedRoute, policy)

export const prepared = (facts: ReadonlyArray<Fact>): Subject =>
  subject('prepared', facts, ({ authn, state, permission }) => getGuarded(authn, state, permission))

export const constant = mix()

/** Each kind of constant answer, alone. */
export const kinds: Readonly<Record<string, ReadonlyArray<Fact>>> = {
  ok: mix({ callers: ['authenticated'], states: ['present'], permissions: ['granted', 'grantedBlind'] }),
  concealed: mix({ callers: ['authenticated'], permissions: ['denied'] }),
  '401, no credentials': mix({ callers: ['anonymous'] }),
  '401, rejected': mix({ callers: ['rejected'] }),
  '401, step-up': mix({ callers: ['weak'] }),
}
