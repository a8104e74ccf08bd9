import { Authn, decide, Permission, Policy } from 'glomar'
import { matrix, matrixDiff } from 'glomar/testkit'
import { expect, test } from 'vitest'

const policy = Policy.of({ call: { existence: 'known' }, secret: {} })

const table = (allowed: string): string =>
  matrix({
    principals: ['emma', 'tara', 'nobody'],
    actions: ['GET', 'DELETE'],
    resources: ['call', 'secret'],
    decide: (principal, method, resource, exists) =>
      decide(
        { method, resource },
        principal === 'nobody' ? Authn.anonymous : Authn.authenticated(),
        exists ? 'present' : 'absent',
        principal === allowed
          ? Permission.granted
          : principal === 'tara' && method === 'DELETE'
            ? Permission.deniedKnown()
            : Permission.denied,
        policy,
      ),
  })

test('who does what to what, there / not there', () => {
  expect(
    matrixDiff(
      `
                     emma        tara         nobody
      GET call       ok / 404!   404 / 404    401 / 401
      DELETE call    ok / 404!   403 / 404!   401 / 401
      GET secret     ok / 404!   404 / 404    401 / 401
      DELETE secret  ok / 404!   404 / 404    401 / 401
      `,
      table('emma'),
    ),
  ).toBe('')
})

test('what differs is shown line by line', () => {
  expect(matrixDiff(table('emma'), table('emma').replace('ok / 404!', '404 / 404'))).toBe(
    '- GET call ok / 404! 404 / 404 401 / 401\n+ GET call 404 / 404 404 / 404 401 / 401',
  )
  expect(matrixDiff('a', 'a\nb')).toBe('+ b')
})

test('columns are as wide as their longest cell, and every kind of verdict has a word', () => {
  const tags = ['Ok', 'Empty', 'Conflict'] as const
  const decided = matrix({
    principals: ['e', 'longest name'],
    actions: tags,
    resources: ['call'],
    decide: (principal, _tag) =>
      principal === 'e' ? { _tag } : decide({ method: 'GET', resource: 'call' }, Authn.anonymous, 'absent', Permission.denied, policy),
  })
  expect(decided.split('\n')).toEqual([
    '               e                    longest name',
    'Ok call        ok / ok              401 / 401',
    'Empty call     empty / empty        401 / 401',
    'Conflict call  conflict / conflict  401 / 401',
  ])
})

test('of tables that agree nothing is said, and of lines that only one has, that line', () => {
  expect(matrixDiff('\n  a   b\n\n', 'a b')).toBe('')
  expect(matrixDiff('a\nb', 'a')).toBe('- b')
})
