/**
 * The decision matrix, as people write it down.
 */
import { Authn, decide, Permission, Policy } from 'glomar'
import { matrix, matrixDiff } from 'glomar/testkit'
import { expect, test } from 'vitest'

const policy = Policy.of({ document: { existence: 'if-may-know' }, secret: {} })

const table = (allowed: string): string =>
  matrix({
    principals: ['emma', 'tara', 'nobody'],
    actions: ['GET', 'DELETE'],
    resources: ['document', 'secret'],
    decide: (principal, method, resource, exists) =>
      decide(
        { method, resource },
        principal === 'nobody' ? Authn.anonymous : Authn.authenticated(),
        exists ? 'present' : 'absent',
        principal === allowed
          ? Permission.grant()
          : principal === 'tara' && method === 'DELETE'
            ? Permission.deny({ mayKnow: true })
            : Permission.deny(),
        policy,
      ),
  })

test('the matrix says who does what to what, there / not there', () => {
  expect(
    matrixDiff(
      `
                       emma        tara         nobody
      GET document     ok / 404!   404 / 404    401 / 401
      DELETE document  ok / 404!   403 / 404!   401 / 401
      GET secret       ok / 404!   404 / 404    401 / 401
      DELETE secret    ok / 404!   404 / 404    401 / 401
      `,
      table('emma'),
    ),
  ).toBe('')
})

test('what differs is shown line by line', () => {
  expect(matrixDiff(table('emma'), table('emma').replace('ok / 404!', '404 / 404'))).toBe(
    '- GET document ok / 404! 404 / 404 401 / 401\n+ GET document 404 / 404 404 / 404 401 / 401',
  )
  expect(matrixDiff('a', 'a\nb')).toBe('+ b')
})

test('columns are as wide as their longest cell, and every kind of verdict has a word', () => {
  const tags = ['Ok', 'Empty', 'Conflict', 'UnresolvedReference'] as const
  const decided = matrix({
    principals: ['e', 'longest name'],
    actions: tags,
    resources: ['document'],
    decide: (principal, _tag) =>
      principal === 'e'
        ? { _tag }
        : decide(
            { method: 'GET', resource: 'document' },
            Authn.anonymous,
            'absent',
            Permission.deny(),
            policy,
          ),
  })
  expect(decided.split('\n')).toEqual([
    '                              e                        longest name',
    'Ok document                   ok / ok                  401 / 401',
    'Empty document                empty / empty            401 / 401',
    'Conflict document             conflict / conflict      401 / 401',
    'UnresolvedReference document  unresolved / unresolved  401 / 401',
  ])
})

test('tables that agree have no difference, and a line that only one has is one', () => {
  expect(matrixDiff('\n  a   b\n\n', 'a b')).toBe('')
  expect(matrixDiff('a\nb', 'a')).toBe('- b')
})
