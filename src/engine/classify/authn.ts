/**
 * The class of an authentication result, held against what the route requires.
 */
import { reasons, type Authn, type Reason, type Rejected } from '../../domain/Authn.js'
import { isString, listOf } from '../../domain/grammar.js'
import type { Requirements } from '../../domain/Request.js'
import type { Caller } from '../Situation.js'
import { isRecord, optional, total, type Read } from './total.js'

export interface AuthnClass {
  readonly caller: Caller
  /** The scheme that authenticated, where it is known. */
  readonly scheme?: string
  /** Of credentials that were rejected. */
  readonly rejection?: Pick<Rejected, 'reason' | 'scheme' | 'nonce'>
}

const unknownAuthn: Read<AuthnClass> = { caller: 'rejected', rejection: { reason: 'invalid' }, understood: false }

export const classifyAuthn: (u: unknown, requires: Requirements) => Read<AuthnClass> = total(
  (u: unknown, requires: Requirements): Read<AuthnClass> => {
    if (!isRecord(u)) return unknownAuthn
    switch (u['_tag'] as Authn['_tag']) {
      case 'Anonymous':
        return { caller: 'anonymous', understood: true }
      case 'Authenticated': {
        const { scopes: held, acr, age, scheme } = u
        const scopes = listOf(isString)(held)
        if (scopes === undefined || !optional(isString)(acr) || !optional(isFinite)(age) || !optional(isString)(scheme)) return unknownAuthn
        return { caller: callerOf(scopes, acr, age, requires), ...(scheme !== undefined && { scheme }), understood: true }
      }
      case 'Rejected': {
        const { reason, scheme, nonce } = u
        if (!isReason(reason) || !optional(isString)(scheme) || !optional(isString)(nonce)) return unknownAuthn
        const rejection = { reason, ...(scheme !== undefined && { scheme }), ...(nonce !== undefined && { nonce }) }
        return { caller: 'rejected', rejection, understood: true }
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
  return scopes.every((scope) => held.includes(scope)) ? 'authenticated' : 'underscoped'
}
