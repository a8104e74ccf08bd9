/**
 * The class of an authentication result, held against what the route requires.
 */
import { reasons, type Authn, type Rejected } from '../../domain/Authn.js'
import { isListOf, isString } from '../../domain/grammar.js'
import type { Requirements } from '../../domain/Request.js'
import type { Caller } from '../Situation.js'
import { isRecord, optional, total } from './total.js'

export interface AuthnClass {
  readonly caller: Caller
  /** The scheme that authenticated, where it is known. */
  readonly scheme?: string
  /** For rejected credentials that were recognised as such. */
  readonly rejection?: Pick<Rejected, 'reason' | 'scheme' | 'nonce'>
}

const unknownAuthn: AuthnClass = { caller: 'rejected' }

/** What is unknown meets no requirement. */
const callerOf = (
  authn: { readonly scopes: ReadonlyArray<string>; readonly acr?: string; readonly age?: number },
  requires: Requirements,
): Caller => {
  const { scopes = [], acrValues = [], maxAge } = requires
  if (acrValues.length > 0 && (authn.acr === undefined || !acrValues.includes(authn.acr))) return 'weak'
  if (maxAge !== undefined && !(authn.age !== undefined && authn.age <= maxAge)) return 'weak'
  return scopes.every((scope) => authn.scopes.includes(scope)) ? 'authenticated' : 'underscoped'
}

export const classifyAuthn: (u: unknown, requires: Requirements) => AuthnClass = total((u: unknown, requires: Requirements): AuthnClass => {
  if (!isRecord(u)) return unknownAuthn
  switch (u['_tag'] as Authn['_tag']) {
    case 'Anonymous':
      return { caller: 'anonymous' }
    case 'Authenticated': {
      const { scopes, acr, age, scheme } = u
      if (!isListOf(isString)(scopes) || !optional(isString)(acr) || !optional(Number.isFinite)(age) || !optional(isString)(scheme))
        return unknownAuthn
      const known = { scopes, ...(acr !== undefined && { acr: acr as string }), ...(age !== undefined && { age: age as number }) }
      return { caller: callerOf(known, requires), ...(scheme !== undefined && { scheme: scheme as string }) }
    }
    case 'Rejected': {
      const { reason, scheme, nonce } = u as unknown as Rejected
      if (!reasons.includes(reason) || typeof scheme !== 'string') return unknownAuthn
      return { caller: 'rejected', rejection: { reason, scheme, ...(typeof nonce === 'string' && { nonce }) } }
    }
    default:
      return unknownAuthn
  }
}, unknownAuthn)
