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
