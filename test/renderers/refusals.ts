/**
 * A refusal of each code, as `decide` gives them.
 */
import {
  Authn,
  decide,
  Permission,
  Policy,
  unavailable,
  type Refusal,
  type Unavailable,
  type Verdict,
} from 'glomar'
import type { PerCode } from 'glomar/renderers'

const policy = Policy.of(
  {
    document: { existence: 'if-may-know' },
    folder: { existence: 'if-may-know', concealAs: 'forbidden' },
  },
  { vary: ['Cookie'] },
)

const refused = (verdict: Verdict): Refusal => {
  if ('status' in verdict) return verdict
  throw new Error(`expected a refusal, got ${verdict._tag}`)
}

const read = { method: 'GET', resource: 'document' } as const
const tara = Authn.authenticated()
const deny = Permission.deny()

export const refusals: PerCode<Refusal | Unavailable> = {
  'authentication-required': refused(decide(read, Authn.anonymous, 'absent', deny, policy)),
  'invalid-credentials': refused(decide(read, Authn.rejected('expired'), 'absent', deny, policy)),
  'step-up-required': refused(
    decide(
      { ...read, requires: { acrValues: ['mfa'], maxAge: 300 } },
      tara,
      'absent',
      deny,
      policy,
    ),
  ),
  'insufficient-scope': refused(
    decide({ ...read, requires: { scopes: ['documents:read'] } }, tara, 'absent', deny, policy),
  ),
  'not-found': refused(decide(read, tara, 'present', deny, policy)),
  forbidden: refused(decide({ ...read, resource: 'folder' }, tara, 'present', deny, policy)),
  'does-not-exist': refused(
    decide(read, tara, 'absent', Permission.deny({ mayKnow: true }), policy),
  ),
  'permission-denied': refused(
    decide(
      read,
      tara,
      'present',
      Permission.deny({
        mayKnow: true,
        missingPermissions: ['documents:<read>'],
        requestAccess: '/access-requests?for=a&by=b',
      }),
      policy,
    ),
  ),
  unavailable,
}
