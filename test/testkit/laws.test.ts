/**
 * The laws, asked of decisions that answer what they are told to.
 */
import { Authn, decide, Permission, Policy, type Facts, type ResourceState, type Verdict } from 'glomar'
import { law, type Decide, type Setting } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

const policy = Policy.of({ secret: {}, known: { existence: 'known' } })
const emma = Authn.authenticated()

const setting = (rest: Partial<Setting> = {}, request: Partial<Setting['request']> = {}): Setting => ({
  authn: emma,
  policy,
  ...rest,
  request: { method: 'GET', resource: 'secret', ...request },
})

const refusal = (status: 401 | 403 | 404, challenge?: string): Verdict => {
  const headers = { 'content-type': 'a', 'cache-control': 'b', ...(challenge !== undefined && { 'www-authenticate': challenge }) }
  const body = { type: 'about:blank', title: 'x', status }
  if (status === 401) return { _tag: 'Unauthenticated', status, headers, body }
  return status === 403 ? { _tag: 'Forbidden', status, headers, body } : { _tag: 'NotFound', status, headers, body }
}

const always =
  (verdict: Verdict): Decide =>
  () =>
    verdict

/** 403 where it is present, 404 elsewhere. */
const careless: Decide = (_request, _authn, state) => refusal(state === 'present' ? 403 : 404)

const hidden: Facts.Facts = ['present', Permission.denied]
const missing: Facts.Facts = ['absent', Permission.denied]

describe('strangers, and those whom the route stops', () => {
  test('are recognised', () => {
    expect(law.stranger(setting(), hidden)).toBe(true)
    expect(law.stranger(setting(), ['present', Permission.granted])).toBe(false)
    expect(law.stranger(setting({}, { resource: 'known' }), ['present', Permission.deniedKnown()])).toBe(false)
    expect(law.stoppedEarly(setting())).toBe(false)
    expect(law.stoppedEarly(setting({ authn: Authn.rejected('expired') }))).toBe(true)
    expect(law.stoppedEarly(setting({}, { requires: { scopes: ['a'] } }))).toBe(true)
  })
})

describe('absenceEquivalence', () => {
  test('is broken by a state that strangers see', () => {
    expect(law.absenceEquivalence(careless)(setting(), hidden, missing)).toBe(false)
    expect(law.absenceEquivalence(careless)(setting(), missing, ['gone', Permission.denied])).toBe(true)
    expect(law.absenceEquivalence(decide)(setting(), hidden, missing)).toBe(true)
  })
  test('is not about anyone else', () => {
    const known: Facts.Facts = ['present', Permission.deniedKnown()]
    expect(law.absenceEquivalence(careless)(setting({}, { resource: 'known' }), known, missing)).toBe(true)
    expect(law.absenceEquivalence(careless)(setting({}, { resource: 'known' }), missing, known)).toBe(true)
  })
})

describe('callerFirst', () => {
  test('is broken by a state that rejected callers see, and is not about others', () => {
    const rejected = setting({ authn: Authn.rejected('expired') })
    expect(law.callerFirst(careless)(rejected, hidden, missing)).toBe(false)
    expect(law.callerFirst(always(refusal(401, 'Bearer')))(rejected, hidden, missing)).toBe(true)
    expect(law.callerFirst(careless)(setting(), hidden, missing)).toBe(true)
  })
})

describe('credentialsOnly', () => {
  const stepUp = Permission.deniedUntil({ acrValues: ['mfa'] })
  const weak = setting({}, { requires: { acrValues: ['mfa'] } })
  test.each<[string, Setting, Permission.Permission, Verdict, boolean]>([
    ['a 401 to the anonymous', setting({ authn: Authn.anonymous }), Permission.denied, refusal(401, 'Bearer'), true],
    ['a 401 without a challenge', setting({ authn: Authn.anonymous }), Permission.denied, refusal(401), false],
    ['a 401 with an empty challenge', setting({ authn: Authn.anonymous }), Permission.denied, refusal(401, ''), false],
    ['a 404 to the anonymous', setting({ authn: Authn.anonymous }), Permission.denied, refusal(404), true],
    ['a 401 to the rejected', setting({ authn: Authn.rejected('expired') }), Permission.denied, refusal(401, 'Bearer'), true],
    ['a 404 to the rejected', setting({ authn: Authn.rejected('expired') }), Permission.denied, refusal(404), false],
    ['a 401 to the weak', weak, Permission.denied, refusal(401, 'Bearer'), true],
    ['a 403 to the weak', weak, Permission.denied, refusal(403), false],
    ['a 401 to whoever lacks a scope', setting({}, { requires: { scopes: ['a'] } }), Permission.denied, refusal(401, 'Bearer'), false],
    ['a 401 to whoever lacks a permission', setting(), Permission.denied, refusal(401, 'Bearer'), false],
    ['a 401 to whoever is granted', setting(), Permission.granted, refusal(401, 'Bearer'), false],
    [
      'a 401 for a remedy that is none of authentication',
      setting({}, { resource: 'known' }),
      Permission.deniedKnown(),
      refusal(401, 'Bearer'),
      false,
    ],
    ['a 401 for a stronger authentication', setting({}, { resource: 'known' }), stepUp, refusal(401, 'Bearer'), true],
    ['the same to a stranger', setting(), stepUp, refusal(401, 'Bearer'), false],
    ['the same without a remedy', setting({}, { resource: 'known' }), { _tag: 'Denied', mayKnow: true }, refusal(401, 'Bearer'), false],
  ])('%s', (_what, about, permission, verdict, expected) => {
    expect(law.credentialsOnly(always(verdict))(about, ['present', permission])).toBe(expected)
  })
})

describe('leaveToAct', () => {
  const ok: Verdict = { _tag: 'Ok' }
  test.each<[string, Setting, Facts.Facts, Verdict, boolean]>([
    ['ok to the granted, of what is there', setting(), ['present', Permission.granted], ok, true],
    ['no ok to the granted, of what is there', setting(), ['present', Permission.granted], refusal(404), false],
    ['ok to the denied', setting(), hidden, ok, false],
    ['no ok to the denied', setting(), hidden, refusal(404), true],
    ['ok to the granted, of nothing', setting(), ['absent', Permission.granted], ok, false],
    [
      'ok to the granted, of nothing, where absence is expected',
      setting({}, { expects: 'absent' }),
      ['gone', Permission.granted],
      ok,
      true,
    ],
    ['ok of something, where absence is expected', setting({}, { expects: 'absent' }), ['present', Permission.granted], ok, false],
    ['ok of something, where either will do', setting({}, { expects: 'either' }), ['present', Permission.granted], ok, true],
    ['ok of nothing, where either will do', setting({}, { expects: 'either' }), ['absent', Permission.granted], ok, true],
    [
      'ok of an unreachable thing, where either will do',
      setting({}, { expects: 'either' }),
      ['unreachable', Permission.granted],
      ok,
      false,
    ],
    ['ok to whoever lacks a scope', setting({}, { requires: { scopes: ['a'] } }), ['present', Permission.granted], ok, false],
    [
      'a conflict, where absence is expected',
      setting({}, { expects: 'absent' }),
      ['present', Permission.granted],
      { _tag: 'Conflict' },
      true,
    ],
    ['a conflict to the denied', setting({}, { expects: 'absent' }), hidden, { _tag: 'Conflict' }, false],
    ['a conflict with nothing', setting(), ['absent', Permission.granted], { _tag: 'Conflict' }, false],
    ['a conflict where presence is expected', setting(), ['unreachable', Permission.granted], { _tag: 'Conflict' }, false],
    ['an empty list', setting({}, { shape: 'collection' }), hidden, { _tag: 'Empty' }, true],
    ['an empty list for HEAD', setting({}, { shape: 'collection', method: 'HEAD' }), hidden, { _tag: 'Empty' }, true],
    ['an empty list for POST', setting({}, { shape: 'collection', method: 'POST' }), hidden, { _tag: 'Empty' }, false],
    ['an empty list for an item', setting(), hidden, { _tag: 'Empty' }, false],
  ])('%s', (_what, about, facts, verdict, expected) => {
    expect(law.leaveToAct(always(verdict))(about, facts)).toBe(expected)
  })
})

describe('monotone', () => {
  const open = Policy.of({ secret: { existence: 'public' } })
  /** Shows the state under one policy alone. */
  const under =
    (existence: 'secret' | 'public'): Decide =>
    (_request, _authn, state, _permission, p) =>
      refusal(Policy.disclosureOf(p, 'secret').existence === existence && state === 'present' ? 403 : 404)
  const holds = (decision: Decide, p: Policy.Policy, x: ResourceState, y: ResourceState): boolean =>
    law.monotone(decision)(setting({ policy: p }), policy, Permission.denied, x, y)

  test('is broken by a stricter policy that shows what a looser one does not', () => {
    expect(holds(under('secret'), open, 'present', 'absent')).toBe(false)
    expect(holds(under('public'), open, 'present', 'absent')).toBe(true)
    expect(holds(under('secret'), open, 'gone', 'absent')).toBe(true)
    expect(holds(decide, open, 'present', 'absent')).toBe(true)
  })
  test('asks about the permission and the setting that it is given', () => {
    const asked: Array<unknown> = []
    law.monotone((request, authn, state, permission) => {
      asked.push([request.resource, authn._tag, state, permission.mayKnow])
      return refusal(404)
    })(setting(), policy, Permission.deniedKnown(), 'gone', 'absent')
    expect(asked).toEqual([
      ['secret', 'Authenticated', 'gone', true],
      ['secret', 'Authenticated', 'absent', true],
      ['secret', 'Authenticated', 'gone', true],
      ['secret', 'Authenticated', 'absent', true],
    ])
  })
})
