/**
 * What the operator is told.
 */
import { Authn, Disclosure, explain, Permission, Policy } from 'glomar'
import { describe, expect, test } from 'vitest'
import { garbage } from '../guarantees/guarantees.js'

const policy = Policy.of({ call: { existence: 'known', tell: 'missing' } })
const request = { method: 'GET', target: '/calls/1', resource: 'call', correlationId: 'c-1' } as const

test('it tells the operator what the wire does not', () => {
  expect(explain(request, Authn.authenticated(), 'present', Permission.denied, policy)).toEqual({
    row: '5d',
    because: 'not entitled, under `concealAs: not-found`',
    answer: 'concealed-not-found',
    concealed: ['state'],
    cites: ['RFC 9110 §15.5.4', 'RFC 9110 §15.5.5'],
    resource: 'call',
    named: true,
    disclosure: policy.types.call,
    caller: 'authenticated',
    state: 'present',
    granted: false,
    mayKnow: false,
    entitled: false,
    misunderstood: [],
    target: '/calls/1',
    correlationId: 'c-1',
  })
})

test('it keeps the reason of a rejection', () => {
  expect(explain(request, Authn.rejected('revoked'), 'present', Permission.granted, policy)).toMatchObject({
    row: '1',
    caller: 'rejected',
    reason: 'revoked',
  })
})

test('it says when the type fell to the default', () => {
  const open: Policy.Policy = policy
  expect(explain({ method: 'GET', resource: 'user' }, Authn.anonymous, 'absent', Permission.denied, open)).toMatchObject({
    named: false,
    disclosure: Disclosure.strictest,
  })
})

describe('what was concealed', () => {
  const emma = Authn.authenticated()
  const of = (tell: 'nothing' | 'missing' | 'remedy', state: 'present' | 'absent' | 'gone', permission: Permission.Permission): unknown =>
    explain(request, emma, state, permission, Policy.of({ call: { existence: 'known', tell } })).concealed

  const known = Permission.deniedKnown({ missing: ['calls.listen'], ask: '/ask' })
  test.each([
    [
      'whether it is there, of what is out of reach, even to those who may put something there either way',
      () => explain({ method: 'PUT', resource: 'call', expects: 'either' }, emma, 'unreachable', Permission.granted, policy).concealed,
      ['state'],
    ],
    [
      'nothing by a 401 to someone who may know',
      () => explain(request, Authn.anonymous, 'present', Permission.deniedKnown(), policy).concealed,
      [],
    ],
    [
      'the state, by a 401 to a stranger',
      () => explain(request, Authn.anonymous, 'present', Permission.denied, policy).concealed,
      ['state'],
    ],
    ['nothing by an ok', () => of('nothing', 'present', Permission.granted), []],
    ['that it once was, by a definitive 404', () => of('nothing', 'gone', Permission.granted), ['gone']],
    ['nothing by a definitive 404 about what never was', () => of('nothing', 'absent', Permission.granted), []],
    ['the state alone, from a stranger to what once was', () => of('remedy', 'gone', Permission.denied), ['state']],
    [
      'nothing but what is missing, where nobody can be asked',
      () => of('nothing', 'present', Permission.deniedKnown({ missing: ['a'] })),
      ['missing'],
    ],
    ['nothing but where to ask, where nothing is named', () => of('nothing', 'present', Permission.deniedKnown({ ask: '/ask' })), ['ask']],
    ['what is missing and where to ask', () => of('nothing', 'present', known), ['missing', 'ask']],
    ['where to ask', () => of('missing', 'present', known), ['ask']],
    ['nothing, under `remedy`', () => of('remedy', 'present', known), []],
    ['nothing, where there is nothing to tell', () => of('nothing', 'present', Permission.deniedKnown()), []],
    ['the terms of a step-up', () => of('nothing', 'present', Permission.deniedUntil({ maxAge: 5 })), ['step-up']],
    [
      'of a denial by a concealing 404 the state alone',
      () => of('nothing', 'present', Permission.deniedWith({ missing: ['a'], ask: '/ask' })),
      ['state'],
    ],
    ['nothing, where there is no remedy', () => of('nothing', 'present', { _tag: 'Denied', mayKnow: true }), []],
    [
      'nothing by an ok to a request that would have been ok either way',
      () => explain({ method: 'PUT', resource: 'call', expects: 'either' }, emma, 'present', Permission.granted, policy).concealed,
      [],
    ],
    ['nothing of a step-up that is told', () => of('missing', 'present', Permission.deniedUntil({ maxAge: 5 })), []],
  ])('%s', (_what, concealed, expected) => {
    expect(concealed()).toEqual(expected)
  })
})

test('it repeats the remedy as it was understood, and leaves out what is not known', () => {
  const { remedy } = explain(request, Authn.authenticated(), 'present', Permission.deniedKnown({ missing: ['a'], ask: '/ask' }), policy)
  expect(remedy).toStrictEqual({ _tag: 'Ask', missing: ['a'], ask: '/ask' })
  const bare = explain({ method: 'GET', resource: 'call' }, Authn.authenticated(), 'present', Permission.granted, policy)
  expect(bare).toStrictEqual({
    row: '4',
    because: 'granted, and the state is one that the request expects',
    answer: 'ok',
    concealed: [],
    cites: [],
    resource: 'call',
    named: true,
    disclosure: policy.types.call,
    caller: 'authenticated',
    state: 'present',
    granted: true,
    mayKnow: true,
    entitled: true,
    misunderstood: [],
  })
})

test('of a request that was not understood it names no resource', () => {
  expect(explain({ method: 'GET' } as never, Authn.authenticated(), 'present', Permission.denied, policy)).not.toHaveProperty('resource')
})

test('it names the arguments that were not of their type', () => {
  const all = explain as (...facts: ReadonlyArray<unknown>) => unknown
  expect(all(null, {}, 'here', 'yes', undefined)).toMatchObject({
    row: '1',
    misunderstood: ['request', 'authn', 'state', 'permission', 'policy'],
    granted: false,
    state: 'absent',
  })
})

test('it never throws, and what it returns cannot be changed', () => {
  const facts = [request, Authn.authenticated(), 'present', Permission.deniedKnown({ missing: ['x'] }), policy]
  for (const thing of garbage) {
    for (const at of facts.keys()) {
      const explanation = (explain as (...facts: ReadonlyArray<unknown>) => object)(...facts.map((fact, i) => (i === at ? thing : fact)))
      for (const part of [explanation, ...(Object.values(explanation) as ReadonlyArray<unknown>)])
        expect(typeof part !== 'object' || Object.isFrozen(part)).toBe(true)
    }
  }
})
