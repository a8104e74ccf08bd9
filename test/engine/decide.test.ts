import { Authn, decide, Permission, Policy, prepare } from 'glomar'
import { expect, test } from 'vitest'

const policy = Policy.of({ call: { existence: 'known' }, calls: { list: 'empty' } })
const emma = Authn.authenticated()

test('HEAD is decided as GET (RFC 9110 §9.3.2), and methods are case-sensitive (§9.1)', () => {
  const list = (method: string): unknown =>
    decide({ method, resource: 'calls', shape: 'collection' }, emma, 'present', Permission.denied, policy)._tag
  expect(['GET', 'HEAD', 'get', 'POST'].map(list)).toEqual(['Empty', 'Empty', 'NotFound', 'NotFound'])
})

test('a prepared route is not changed by a later edit of its description', () => {
  const scopes = ['calls:read']
  const route = { method: 'GET', resource: 'call', requires: { scopes } } as const
  const answer = prepare(route, policy)
  scopes.pop()
  expect(answer(emma, 'present', Permission.granted)._tag).toBe('Forbidden')
})

test('a prepared route takes what was sent, and does without', () => {
  const answer = prepare({ method: 'GET', resource: 'call' }, policy)
  const refusal = answer(emma, 'present', Permission.denied, { correlationId: 'c-1' })
  expect('body' in refusal && refusal.body.correlation_id).toBe('c-1')
  expect(answer(emma, 'present', Permission.granted)._tag).toBe('Ok')
  expect(answer(emma, 'present', Permission.granted, 'c-1' as never)._tag).toBe('Forbidden')
})

test('a requirement that is not understood is not ignored', () => {
  for (const requires of [{ scope: ['calls:read'] }, { scopes: 'calls:read' }, { maxAge: '60' }, null]) {
    expect(decide({ method: 'GET', resource: 'call', requires } as never, emma, 'present', Permission.granted, policy)._tag).toBe(
      'NotFound',
    )
  }
})

test.each([
  [{ acrValues: ['mfa', 'hwk'] }, { acr: 'hwk' }, 'Ok'],
  [{ acrValues: ['mfa', 'hwk'] }, { acr: 'pwd' }, 'Unauthenticated'],
  [{ acrValues: ['mfa'] }, {}, 'Unauthenticated'],
  [{ maxAge: 60 }, { age: 60 }, 'Ok'],
  [{ maxAge: 60 }, { age: 60.5 }, 'Unauthenticated'],
  [{ maxAge: 60 }, {}, 'Unauthenticated'],
  [{ maxAge: 0 }, { age: 0 }, 'Ok'],
  [{ scopes: ['a', 'b'] }, { scopes: ['b', 'c', 'a'] }, 'Ok'],
  [{ scopes: ['a', 'b'] }, { scopes: ['a'] }, 'Forbidden'],
  [{ scopes: [] }, {}, 'Ok'],
  [{ permission: 'calls.get' }, {}, 'Ok'],
] as const)('of %j, %j meets: %s', (requires, known, tag) => {
  expect(
    decide({ method: 'GET', resource: 'call', requires }, Authn.authenticated(known), 'present', Permission.granted, policy)._tag,
  ).toBe(tag)
})

test.each([{ scopes: ['a'] }, { acrValues: ['mfa'] }, { maxAge: 60 }, { permission: 'calls.get' }])(
  'an anonymous caller on a route that requires %j counts as denied',
  (requires) => {
    expect(decide({ method: 'GET', resource: 'call', requires }, Authn.anonymous, 'present', Permission.granted, policy)._tag).toBe(
      'Unauthenticated',
    )
  },
)

test.each([{}, { scopes: [] }, { acrValues: [] }])('and on one that requires %j does not', (requires) => {
  expect(decide({ method: 'GET', resource: 'call', requires }, Authn.anonymous, 'present', Permission.granted, policy)._tag).toBe('Ok')
})
