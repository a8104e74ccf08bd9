/**
 * What Cedar 4.13 answers, compiled to WebAssembly.
 */
import {
  isAuthorized,
  type AuthorizationAnswer,
  type EntityJson,
} from '@cedar-policy/cedar-wasm/nodejs'
import { Permission } from 'glomar'
import { permission, type Answer } from 'glomar/interop/cedar'
import { describe, expect, test } from 'vitest'

const policies = `
  permit (principal, action, resource);
  forbid (principal, action == Action::"delete", resource) unless { principal == resource.owner };
  forbid (principal, action, resource) when { resource.secret };
`
const document = { type: 'Document', id: 'emmas-document' }
const row = (secret: EntityJson['attrs'][string]): EntityJson => ({
  uid: document,
  attrs: { secret, owner: { __entity: { type: 'User', id: 'emma' } } },
  parents: [],
})

const ask = (entities: unknown, action = 'read', staticPolicies = policies): AuthorizationAnswer =>
  isAuthorized({
    principal: { type: 'User', id: 'tara' },
    action: { type: 'Action', id: action },
    resource: document,
    context: {},
    policies: { staticPolicies },
    entities: entities as Array<EntityJson>,
  })

const decisionOf = (answer: AuthorizationAnswer): string =>
  answer.type === 'success' ? answer.response.decision : answer.type

test.each<[string, Permission.Permission, Permission.Permission]>([
  ['allow', permission(ask([row(false)])), Permission.grant()],
  ['deny', permission(ask([row(true)])), Permission.deny()],
  [
    'deny, and allow to know',
    permission(ask([row(false)], 'delete'), { mayKnow: ask([row(false)]) }),
    Permission.deny({ mayKnow: true }),
  ],
  [
    'deny, twice',
    permission(ask([row(true)], 'delete'), { mayKnow: ask([row(true)]) }),
    Permission.deny(),
  ],
  [
    'allow, and deny to know',
    permission(ask([row(false)]), { mayKnow: ask([row(true)]) }),
    Permission.grant({ mayKnow: false }),
  ],
  [
    'deny, with a text of the application',
    permission(ask([row(false)], 'delete'), {
      mayKnow: ask([row(false)]),
      missingPermissions: ['documents:delete'],
    }),
    Permission.deny({ mayKnow: true, missingPermissions: ['documents:delete'] }),
  ],
])('%s', (_said, said, expected) => {
  expect(said).toStrictEqual(expected)
})

test('the trap: without the row among the entities, a forbid errs, and Cedar says allow', () => {
  const answer = ask([])
  expect(decisionOf(answer)).toBe('allow')
  expect(JSON.stringify(answer)).toContain('does not exist')
  expect(permission(answer)).toBe(Permission.deny())
  expect(permission(ask([row(false)]), { mayKnow: answer })).toBe(
    Permission.grant({ mayKnow: false }),
  )
  expect(permission(ask([row(true)]), { mayKnow: answer })).toBe(Permission.deny())
})

test('the same where an attribute is missing', () => {
  const answer = ask([{ ...row(true), attrs: {} }])
  expect(decisionOf(answer)).toBe('allow')
  expect(permission(answer)).toBe(Permission.deny())
})

describe('a failure is a denial', () => {
  test.each<[string, AuthorizationAnswer]>([
    ['a null in one row, which Cedar does not have', ask([row(null)])],
    ['a fraction in one row, which it has not either', ask([row(1.5)])],
    ['entities that are none', ask('none')],
    ['policies that do not parse', ask([row(false)], 'read', 'permit (')],
  ])('%s', (_name, answer) => {
    expect(decisionOf(answer)).toBe('failure')
    expect(permission(answer)).toBe(Permission.deny())
  })
})

describe('what is no answer of its type is a denial', () => {
  const response = { decision: 'allow', diagnostics: { reason: [], errors: [] } }
  const whole = { type: 'success', response, warnings: [] }
  test('while this is one', () => {
    expect(permission(whole as Answer)).toBe(Permission.grant())
  })
  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['true', true],
    ['a response alone', response],
    ['no type', { response }],
    ['an unknown type', { ...whole, type: 'residuals' }],
    ['an unknown decision', { ...whole, response: { ...response, decision: 'Allow' } }],
    ['a decision true', { ...whole, response: { ...response, decision: true } }],
    ['no diagnostics', { ...whole, response: { decision: 'allow' } }],
    ['no errors', { ...whole, response: { decision: 'allow', diagnostics: {} } }],
    [
      'errors that are no list',
      { ...whole, response: { decision: 'allow', diagnostics: { errors: { length: 0 } } } },
    ],
    [
      'an error',
      { ...whole, response: { decision: 'allow', diagnostics: { errors: [undefined] } } },
    ],
    ['what all objects have', Object.create(whole)],
  ])('%s', (_name, answer) => {
    expect(permission(answer as Answer)).toBe(Permission.deny())
  })
})
