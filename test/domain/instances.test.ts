/**
 * `Eq` and `Show` for authn results, permissions and routes.
 */
import { Authn, Facts, Permission, Route } from 'glomar'
import { describe, expect, test } from 'vitest'

const { grant, deny, stepUp } = Permission

/** Makes each value anew. No two of these say the same. */
const authns: ReadonlyArray<() => Authn.Authn> = [
  () => Authn.anonymous,
  () => Authn.rejected('expired'),
  () => Authn.rejected('expired', 'Bearer'),
  () => Authn.rejected('revoked'),
  () => Authn.nonceWanted('a-nonce'),
  () => Authn.nonceWanted('another-nonce'),
  () => Authn.authenticated(),
  () => Authn.authenticated({ scopes: ['documents:read'] }),
  () => Authn.authenticated({ acr: 'mfa' }),
  () => Authn.authenticated({ age: 0 }),
  () => Authn.authenticated({ age: Infinity }),
  () => Authn.authenticated({ scheme: 'Bearer' }),
]

const about = (permission: Permission.Permission, resource: 'folder' | 'shelf' = 'folder') => {
  const facts = Facts.of(null, () => grant(), { whenAbsent: permission })
  return { resource, facts }
}
const among = (
  ancestors: ReadonlyArray<ReturnType<typeof about>>,
  references: ReadonlyArray<ReturnType<typeof about>> = [],
) => Facts.of({}, () => grant(), { ancestors, references })[1]

type Any = Permission.Permission<string, string>

const permissions: ReadonlyArray<readonly [shown: string, make: () => Any]> = [
  ['Granted, may know', () => grant({ mayKnow: true })],
  ['Granted, may not know', () => grant({ mayKnow: false })],
  ['Denied, may not know', () => deny()],
  ['Denied, may know', () => deny({ mayKnow: true })],
  [
    'Denied, may know, missing documents:read documents:write',
    () => deny({ mayKnow: true, missingPermissions: ['documents:read', 'documents:write'] }),
  ],
  [
    'Denied, may not know, missing documents:write, ask /access-requests',
    () =>
      deny({
        mayKnow: false,
        missingPermissions: ['documents:write'],
        requestAccess: '/access-requests',
      }),
  ],
  ['Denied, may know, step-up', () => stepUp({ mayKnow: true })],
  [
    'Denied, may know, step-up, acr mfa hwk, max age 0',
    () => stepUp({ mayKnow: true, acrValues: ['mfa', 'hwk'], maxAge: 0 }),
  ],
  ['Granted, may know, ancestors folder', () => among([about(grant())])],
  ['Granted, may know, ancestors folder', () => among([about(deny())])],
  [
    'Granted, may know, ancestors folder shelf, references folder',
    () => among([about(grant()), about(grant(), 'shelf')], [about(grant())]),
  ],
]

/** Plain objects are made into routes. */
const routes: ReadonlyArray<readonly [shown: string, make: () => Route.Route]> = [
  ['GET document', () => Route.of({ method: 'GET', resource: 'document' })],
  ['DELETE document:delete', () => Route.of({ method: 'DELETE', resource: 'document:delete' })],
  [
    'GET documents, collection',
    () => Route.of({ method: 'GET', resource: 'documents', shape: 'collection' }),
  ],
  [
    'PUT document, expects absent',
    () => Route.of({ method: 'PUT', resource: 'document', expects: 'absent' }),
  ],
  [
    'PUT document, expects either',
    () => Route.of({ method: 'PUT', resource: 'document', expects: 'either' }),
  ],
  [
    'GET document',
    () => Route.of({ method: 'GET', resource: 'document', requires: { authenticated: true } }),
  ],
  [
    'GET document',
    () => Route.of({ method: 'GET', resource: 'document', requires: { scopes: ['a'] } }),
  ],
]

const makers = {
  Authn: [Authn.Eq, authns],
  Permission: [Permission.Eq, permissions.map(([, make]) => make)],
  Route: [Route.Eq, routes.map(([, make]) => make)],
} as const

describe.each(Object.entries(makers))('%s.Eq', (_name, [eq, makes]) => {
  const equals = eq.equals as (x: unknown, y: unknown) => boolean

  test('holds for two values that were made alike, and for no others', () => {
    for (const [i, make] of makes.entries())
      for (const [j, other] of makes.entries()) expect(equals(make(), other())).toBe(i === j)
  })
})

test('faults do not count, of whatever they are made', () => {
  const link = '/access-requests'
  const clean = Permission.deny({ mayKnow: true, requestAccess: link })
  const withFault = { mayKnow: true, requestAccess: link, missingPermissions: [5n] } as never
  expect(Permission.deny(withFault).faults).toHaveLength(1)
  expect(Permission.Eq.equals(Permission.deny(withFault), clean)).toBe(true)
  // its cause refers to itself, and no JSON can hold it
  const circular: { self?: unknown } = {}
  circular.self = circular
  const thrown = Facts.of({}, () => {
    // eslint-disable-next-line @typescript-eslint/only-throw-error -- whatever a rule throws
    throw circular
  })[1]
  expect(Permission.Eq.equals(thrown, Permission.deny())).toBe(true)
  expect(Permission.Eq.equals(among([about(thrown)]), among([about(deny())]))).toBe(true)
  const scopes = 'documents:read' as never
  expect(Authn.Eq.equals(Authn.authenticated({ scopes }), Authn.authenticated())).toBe(true)
})

test.each(permissions)('a permission is shown: %s', (shown, make) => {
  expect(Permission.Show.show(make())).toBe(shown)
})

test.each(routes)('a route is shown: %s', (shown, make) => {
  expect(Route.Show.show(make())).toBe(shown)
})
