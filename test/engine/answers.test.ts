/**
 * What is remembered. An answer without a remedy or a nonce is made once, so that no answer about a
 * hidden thing takes longer than one about a missing thing.
 */
import { Authn, decide, Facts, Permission, Policy, Route } from 'glomar'
import { describe, expect, test } from 'vitest'

const policy = Policy.of({ document: { existence: 'if-may-know' }, folder: {} })
const tara = Authn.authenticated({ scopes: ['documents:read'] })
const { deny, grant } = Permission
const ask = { missingPermissions: ['documents:write'], requestAccess: '/ask' }

const get = { method: 'GET', resource: 'document' } as const
const reading = { ...get, requires: { scopes: ['documents:read'] } } as const

describe.each([
  ['a route that requires nothing', Route.of(get)],
  ['a route that requires a scope', Route.of(reading)],
])('%s', (_name, route) => {
  const concealed = decide(route, tara, 'absent', deny(), policy)
  const folder = { resource: 'folder', facts: Facts.of(undefined, grant) } as const

  test.each([
    ['hidden', () => decide(route, tara, 'present', deny(), policy)],
    [
      'hidden, with a remedy',
      () => decide(route, tara, 'present', deny({ mayKnow: false, ...ask }), policy),
    ],
    [
      'under an ancestor that is missing',
      () => decide(route, tara, ...Facts.of({}, () => grant(), { ancestors: [folder] }), policy),
    ],
    [
      'under an ancestor that is missing, and denied with a remedy',
      () =>
        decide(
          route,
          tara,
          ...Facts.of({}, () => deny({ mayKnow: true, ...ask }), { ancestors: [folder] }),
          policy,
        ),
    ],
  ])('gives a stranger one object for what is missing and what is %s', (_thing, decided) => {
    expect(decided()).toBe(concealed)
  })

  test.each([
    ['an honest denial', () => decide(route, tara, 'present', deny({ mayKnow: true }), policy)],
    ['a rejection', () => decide(route, Authn.rejected('expired'), 'present', grant(), policy)],
    ['a challenge', () => decide(route, Authn.anonymous, 'present', deny(), policy)],
    [
      'a denial by an ancestor',
      () => {
        const known = Facts.of({}, () => deny({ mayKnow: true }))
        const ancestors = [{ resource: 'document', facts: known }] as const
        return decide(route, tara, ...Facts.of({}, () => grant(), { ancestors }), policy)
      },
    ],
  ])('makes %s once', (_answer, decided) => {
    expect(decided()).not.toBe(concealed)
    expect(decided()).toBe(decided())
  })

  test('makes a denial with a remedy, and one with a nonce, each time', () => {
    const honest = () => decide(route, tara, 'present', deny({ mayKnow: true, ...ask }), policy)
    const wanted = () => decide(route, Authn.nonceWanted('n-1'), 'present', grant(), dpop)
    const dpop = Policy.of({ document: {} }, { schemes: ['DPoP'] })
    expect(honest()).toEqual(honest())
    expect(honest()).not.toBe(honest())
    expect(wanted()).toEqual(wanted())
    expect(wanted()).not.toBe(wanted())
  })

  test('remembers what it answered under a policy while another is asked about', () => {
    const [first, second, third] = ['first', 'second', 'third'].map((realm) =>
      Policy.of({ document: {} }, { realm }),
    ) as [typeof policy, typeof policy, typeof policy]
    const under = (one: typeof policy) => decide(route, tara, 'absent', deny(), one)
    const answers = [under(first), under(second), under(third)]
    expect(new Set(answers).size).toBe(3)
    expect([under(first), under(second), under(third)].map((x, i) => x === answers[i])).toEqual([
      true,
      true,
      true,
    ])
    expect(under(second)).toBe(answers[1])
  })
})

describe('two routes', () => {
  const answer = (route: Route.RouteInWords<'document' | 'folder'>) =>
    decide(Route.of(route), tara, 'absent', deny({ mayKnow: true }), policy)

  test('share their answers where they require nothing and are disclosed alike', () => {
    expect(answer({ ...get, method: 'DELETE' })).toBe(answer(get))
  })

  test.each<[string, Route.RouteInWords<'document' | 'folder'>]>([
    ['are disclosed otherwise', { ...get, resource: 'folder' }],
    ['expect otherwise', { ...get, method: 'PUT', expects: 'absent' }],
    ['require something', reading],
    ['list', { ...get, shape: 'collection' }],
  ])('share none where they %s', (_name, route) => {
    expect(answer(route)).not.toBe(answer(get))
  })
})

test('a plain object is answered as its route is, and remembers nothing', () => {
  const plain = () => decide(reading, tara, 'absent', deny(), policy)
  expect(plain()).toEqual(decide(Route.of(reading), tara, 'absent', deny(), policy))
  expect(plain()).not.toBe(plain())
})
