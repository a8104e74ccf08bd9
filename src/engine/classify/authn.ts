/**
 * The class of an authentication result, held against what the route requires.
 */
import { reasons, type Authn, type Reason, type Rejection } from '../../domain/Authn.js'
import { isString, listOf, own } from '../../domain/grammar.js'
import type { Requirements } from '../../domain/Request.js'
import type { Caller } from '../Situation.js'
import { isRecord, optional, total, type Read } from './total.js'

export interface AuthnClass {
  readonly caller: Caller
  /** The scheme that authenticated, where it is known. */
  readonly scheme: string | undefined
  /** Of credentials that were rejected. */
  readonly rejection: Rejection | undefined
}

/** What nobody gave a reason for. */
export const invalid: Rejection = { reason: 'invalid', scheme: undefined, nonce: undefined }

const unknownAuthn: Read<AuthnClass> = { caller: 'rejected', scheme: undefined, rejection: invalid, understood: false }

export const classifyAuthn: (u: unknown, requires: Requirements) => Read<AuthnClass> = total(
  (u: unknown, requires: Requirements): Read<AuthnClass> => {
    if (!isRecord(u)) return unknownAuthn
    switch (own(u, '_tag') as Authn['_tag']) {
      case 'Anonymous':
        return { caller: 'anonymous', scheme: undefined, rejection: undefined, understood: true }
      case 'Authenticated': {
        const [scopes, acr, age, scheme] = [listOf(isString)(own(u, 'scopes')), own(u, 'acr'), own(u, 'age'), own(u, 'scheme')]
        if (scopes === undefined || !optional(isString)(acr) || !optional(isFinite)(age) || !optional(isString)(scheme)) return unknownAuthn
        return { caller: callerOf(scopes, acr, age, requires), scheme, rejection: undefined, understood: true }
      }
      case 'Rejected': {
        const [reason, scheme, nonce] = [own(u, 'reason'), own(u, 'scheme'), own(u, 'nonce')]
        if (!isReason(reason) || !optional(isString)(scheme) || !optional(isString)(nonce)) return unknownAuthn
        return { caller: 'rejected', scheme: undefined, rejection: { reason, scheme, nonce }, understood: true }
      }
      default:
        return unknownAuthn
    }
  },
  unknownAuthn,
)

const isFinite = (u: unknown): u is number => Number.isFinite(u)
const isReason = (u: unknown): u is Reason => (reasons as ReadonlyArray<unknown>).includes(u)

/** What is unknown meets no requirement. */
const callerOf = (held: ReadonlyArray<string>, acr: string | undefined, age: number | undefined, requires: Requirements): Caller => {
  const { scopes = [], acrValues = [], maxAge } = requires
  if (acrValues.length > 0 && (acr === undefined || !acrValues.includes(acr))) return 'weak'
  // an authentication in the future is one whose age is not known
  if (maxAge !== undefined && (age === undefined || age < 0 || age > maxAge)) return 'weak'
  // many against many would take quadratic time
  const holds = held.length > 32 ? new Set(held) : { has: (scope: string) => held.includes(scope) }
  return scopes.every((scope) => holds.has(scope)) ? 'authenticated' : 'underscoped'
}
