/**
 * What Cedar 4.13 answers, compiled to WebAssembly.
 */
import { isAuthorized, type AuthorizationAnswer, type EntityJson } from '@cedar-policy/cedar-wasm/nodejs'
import { Permission } from 'glomar'
import { permission, type Answer } from 'glomar/interop/cedar'
import { describe, expect, test } from 'vitest'

const policies = `
  permit (principal, action, resource);
  forbid (principal, action == Action::"delete", resource) unless { principal == resource.owner };
  forbid (principal, action, resource) when { resource.secret };
`
const call = { type: 'Call', id: 'Bnwgab' }
const row = (secret: EntityJson['attrs'][string]): EntityJson => ({
  uid: call,
  attrs: { secret, owner: { __entity: { type: 'User', id: 'emma' } } },
  parents: [],
})

const ask = (entities: unknown, action = 'read', staticPolicies = policies): AuthorizationAnswer =>
  isAuthorized({
    principal: { type: 'User', id: 'tara' },
    action: { type: 'Action', id: action },
    resource: call,
    context: {},
    policies: { staticPolicies },
    entities: entities as Array<EntityJson>,
  })

const decisionOf = (answer: AuthorizationAnswer): string => (answer.type === 'success' ? answer.response.decision : answer.type)

test.each<[string, Permission.Permission, Permission.Permission]>([
  ['allow', permission(ask([row(false)])), Permission.granted],
  ['deny', permission(ask([row(true)])), Permission.denied],
  ['deny, and allow to know', permission(ask([row(false)], 'delete'), { knows: ask([row(false)]) }), Permission.deniedKnown()],
  ['deny, twice', permission(ask([row(true)], 'delete'), { knows: ask([row(true)]) }), Permission.denied],
  ['allow, and deny to know', permission(ask([row(false)]), { knows: ask([row(true)]) }), Permission.grantedBlind],
  [
    'deny, with a text of the application',
    permission(ask([row(false)], 'delete'), { knows: ask([row(false)]), missing: ['calls.delete'] }),
    Permission.deniedKnown({ missing: ['calls.delete'] }),
  ],
])('%s', (_said, said, expected) => {
  expect(said).toStrictEqual(expected)
})

test('the trap: where the row is not among the entities, a forbid errs, is skipped, and Cedar says allow', () => {
  const answer = ask([])
  expect(decisionOf(answer)).toBe('allow')
  expect(JSON.stringify(answer)).toContain('does not exist')
  expect(permission(answer)).toBe(Permission.denied)
  expect(permission(ask([row(false)]), { knows: answer })).toBe(Permission.grantedBlind)
  expect(permission(ask([row(true)]), { knows: answer })).toBe(Permission.denied)
})

test('the same where an attribute is missing', () => {
  const answer = ask([{ ...row(true), attrs: {} }])
  expect(decisionOf(answer)).toBe('allow')
  expect(permission(answer)).toBe(Permission.denied)
})

describe('a failure is a denial', () => {
  test.each<[string, AuthorizationAnswer]>([
    ['a null in one row, which Cedar does not have', ask([row(null)])],
    ['a fraction in one row, which it has not either', ask([row(1.5)])],
    ['entities that are none', ask('none')],
    ['policies that do not parse', ask([row(false)], 'read', 'permit (')],
  ])('%s', (_name, answer) => {
    expect(decisionOf(answer)).toBe('failure')
    expect(permission(answer)).toBe(Permission.denied)
  })
})

describe('what is no answer of its type is a denial', () => {
  const response = { decision: 'allow', diagnostics: { reason: [], errors: [] } }
  const whole = { type: 'success', response, warnings: [] }
  test('while this is one', () => {
    expect(permission(whole as Answer)).toBe(Permission.granted)
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
    ['errors that are no list', { ...whole, response: { decision: 'allow', diagnostics: { errors: { length: 0 } } } }],
    ['an error', { ...whole, response: { decision: 'allow', diagnostics: { errors: [undefined] } } }],
    ['what all objects have', Object.create(whole)],
  ])('%s', (_name, answer) => {
    expect(permission(answer as Answer)).toBe(Permission.denied)
  })
})
