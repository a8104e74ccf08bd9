/**
 * What the five applications have in common: the calls, the routes, and who may do what.
 */
import { Authn, Facts, Permission, Policy, prepare } from 'glomar'

export interface Call {
  readonly owner: string
  readonly title: string
  readonly etag: string
  readonly modified: string
}
export type Calls = ReadonlyMap<string, Call>

export const policy = Policy.of({ call: { existence: 'known' } })
export const hear = prepare({ method: 'GET', resource: 'call', requires: { scopes: ['calls:read'] } }, policy)
export const change = prepare({ method: 'PUT', resource: 'call', requires: { scopes: ['calls:write'] } }, policy)

const scopes = ['calls:read', 'calls:write']

/** Who asks, whether the call is there, and what they may do. The token is the name of the user; a real one would be verified. */
export const facts = (authorization: string | undefined, call: Call | undefined): readonly [Authn.Authn, ...Facts.Facts] => {
  const user = authorization?.replace('Bearer ', '')
  const authn =
    user === undefined ? Authn.anonymous : user === 'expired' ? Authn.rejected('expired', 'Bearer') : Authn.authenticated({ scopes })
  return [authn, ...Facts.of(call, ({ owner }) => (owner === user ? Permission.granted : Permission.denied))]
}

/** Is the condition of the request that the call is still the one they know? To be asked after `Ok`. */
export const isStale = (ifMatch: string | undefined, { etag }: Call): boolean => ![undefined, '*', etag].includes(ifMatch)
