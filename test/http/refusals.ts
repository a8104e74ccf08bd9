/**
 * One refusal of each kind, with every header field that a refusal may have.
 */
import { Authn, decide, outage, Permission, Policy, type Outage, type Refusal } from 'glomar'

const policy = Policy.of(
  { call: { existence: 'known', tell: 'remedy' }, secret: {} },
  { schemes: ['DPoP', 'Bearer'], algs: ['ES256'], vary: ['Cookie'] },
)
const route = { method: 'GET', resource: 'call', requires: { scopes: ['calls:read'] } } as const
const emma = Authn.authenticated({ scopes: ['calls:read'] })

const refused = (...facts: Parameters<typeof decide<'call' | 'secret', 'GET'>>): Refusal => {
  const verdict = decide(...facts)
  if (verdict._tag === 'Ok') throw new Error('expected a refusal')
  return verdict
}

export const refusals = {
  challenge: refused(route, Authn.anonymous, 'present', Permission.denied, policy),
  nonce: refused(route, Authn.nonceWanted('n-1'), 'present', Permission.denied, policy),
  scope: refused(route, Authn.authenticated(), 'present', Permission.denied, policy),
  concealed: refused({ ...route, correlationId: 'c-1' }, emma, 'present', Permission.denied, policy),
  definitive: refused(route, emma, 'absent', Permission.granted, policy),
  forbidden: refused(route, emma, 'present', Permission.deniedKnown(), policy),
  remedy: refused(route, emma, 'present', Permission.deniedKnown({ missing: ['écouter'], ask: '/requests' }), policy),
  outage,
} satisfies Readonly<Record<string, Refusal | Outage>>
