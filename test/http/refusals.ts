/**
 * One refusal of each kind, with every header field that a refusal may have, and renderers.
 */
import {
  Authn,
  decide,
  Permission,
  Policy,
  Route,
  unavailable,
  type Refusal,
  type Renderer,
  type Unavailable,
} from 'glomar'

const policy = Policy.of(
  { document: { existence: 'if-may-know' } },
  { schemes: ['DPoP', 'Bearer'], algs: ['ES256'], vary: ['Cookie'] },
)
const route = Route.of({
  method: 'GET',
  resource: 'document',
  requires: { scopes: ['documents:read'] },
})
const emma = Authn.authenticated({ scopes: ['documents:read'] })

const refused = (
  authn: Authn.Authn,
  permission: Permission.Permission,
  state: 'present' | 'absent' = 'present',
): Refusal => {
  const verdict = decide(route, authn, state, permission, policy)
  if (verdict._tag === 'Ok') throw new Error('expected a refusal')
  return verdict
}

export const refusals = {
  challenge: refused(Authn.anonymous, Permission.deny()),
  nonce: refused(Authn.nonceWanted('n-1'), Permission.deny()),
  scope: refused(Authn.authenticated(), Permission.deny()),
  concealed: refused(emma, Permission.deny()),
  definitive: refused(emma, Permission.grant(), 'absent'),
  denied: refused(emma, Permission.deny({ mayKnow: true })),
  remedy: refused(
    emma,
    Permission.deny({
      mayKnow: true,
      missingPermissions: ['écouter'],
      requestAccess: '/access-requests',
    }),
  ),
  stepUp: refused(
    emma,
    Permission.stepUp({ mayKnow: true, acrValues: ['urn:example:mfa'], maxAge: 300 }),
  ),
  unavailable,
} satisfies Readonly<Record<string, Refusal | Unavailable>>

/** What a request carried, as far as the renderers of these tests look at it. */
export interface Carried {
  readonly language: string
}

/** A page in the language of the request. It has a header field of each kind that it may set. */
export const page: Renderer<Carried> = ({ code, status }, { language }) => ({
  status: status === 404 ? 410 : status,
  headers: {
    'Content-Type': 'text/html; charset=utf-8',
    'content-language': language,
    Vary: 'Accept-Language',
    'x-request-id': 'r-1',
  },
  body: `<p>défense: ${code}</p>`,
})

/** Leads to a page where people log in. */
export const redirect: Renderer = () => ({ status: 302, headers: { location: '/login' }, body: '' })

/** Renderers that do not fit, and the message of the fault. */
export const misfits: Readonly<Record<string, readonly [Renderer, string]>> = {
  'a renderer that throws': [
    () => {
      throw new Error('no template')
    },
    'it threw: the default was sent',
  ],
  'a renderer that answers with a promise': [
    (() => Promise.reject(new Error('too late'))) as never,
    'expected { status, headers, body }, got an object: the default was sent',
  ],
  'a renderer that makes a success of it without content': [
    () => ({ status: 204 }),
    'status: expected one that may be sent, got 204: the default was sent',
  ],
}
