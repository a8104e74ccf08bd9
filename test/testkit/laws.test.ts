/**
 * The laws, asked of decisions that answer what they are told to.
 */
import {
  Authn,
  decide,
  Facts,
  Permission,
  Policy,
  Route,
  type ResourceState,
  type Verdict,
} from 'glomar'
import { law, type AnyFacts, type Decide, type Setting } from 'glomar/testkit'
import { describe, expect, test } from 'vitest'

const { grant, deny, stepUp } = Permission
const knows = deny({ mayKnow: true })
const policy = Policy.of({ secret: {}, document: { existence: 'if-may-know' } })
const emma = Authn.authenticated()

type Words = Partial<Route.RouteInWords>

const setting = (rest: Partial<Setting> = {}, words: Words = {}): Setting => ({
  authn: emma,
  policy,
  ...rest,
  request: { method: 'GET', resource: 'secret', ...words },
})

const document = (words: Words = {}): Setting => setting({}, { resource: 'document', ...words })

const refusal = (status: 401 | 403 | 404, challenge?: string): Verdict => {
  const headers = {
    'content-type': 'a',
    'cache-control': 'b',
    ...(challenge !== undefined && { 'www-authenticate': challenge }),
  }
  const body = { type: 'about:blank', title: 'x', status }
  if (status === 401)
    return { _tag: 'Unauthenticated', status, code: 'authentication-required', headers, body }
  return status === 403
    ? { _tag: 'Forbidden', status, code: 'forbidden', headers, body }
    : { _tag: 'NotFound', status, code: 'not-found', headers, body }
}

const always =
  (verdict: Verdict): Decide =>
  () =>
    verdict

/** 403 where it is present, 404 elsewhere. */
const careless: Decide = (_request, _authn, state) => refusal(state === 'present' ? 403 : 404)

const hidden: Facts.Facts = ['present', deny()]
const missing: Facts.Facts = ['absent', deny()]

/** Granted facts, below an ancestor. */
const below = (resource: string, ...facts: Facts.Facts): AnyFacts =>
  Facts.of({}, () => grant(), { ancestors: [{ resource, facts }] })

/** Granted facts, in a request that names another thing. */
const naming = (...references: ReadonlyArray<Facts.Reference>): AnyFacts =>
  Facts.of({}, () => grant(), { references })

describe('the law knows', () => {
  test('strangers', () => {
    expect(law.stranger(setting(), hidden)).toBe(true)
    expect(law.stranger(setting(), ['present', grant()])).toBe(false)
    expect(law.stranger(document(), ['present', knows])).toBe(false)
    expect(law.stranger(setting(), below('document', ...missing))).toBe(true)
    expect(law.stranger(setting(), below('document', 'present', grant()))).toBe(false)
  })
  test('those whom the route stops, whether the route was made or is in words', () => {
    expect(law.stoppedEarly(setting())).toBe(false)
    expect(law.stoppedEarly(setting({ authn: Authn.rejected('expired') }))).toBe(true)
    const words = { method: 'GET', resource: 'secret', requires: { scopes: ['a'] } } as const
    expect(law.stoppedEarly(setting({}, words))).toBe(true)
    expect(law.stoppedEarly({ ...setting(), request: Route.of(words) })).toBe(true)
  })
})

describe('absenceEquivalence', () => {
  test('is broken by a state that strangers see', () => {
    expect(law.absenceEquivalence(careless)(setting(), hidden, missing)).toBe(false)
    expect(law.absenceEquivalence(careless)(setting(), missing, missing)).toBe(true)
    expect(law.absenceEquivalence(decide)(setting(), hidden, missing)).toBe(true)
  })
  test('is broken by an ancestor that strangers see', () => {
    const [noFolder, hiddenFolder] = [missing, hidden].map((facts) => below('document', ...facts))
    const sees: Decide = (_request, _authn, _state, { ancestors }) =>
      refusal(ancestors.some(({ state }) => state === 'present') ? 403 : 404)
    const worlds = [noFolder as AnyFacts, hiddenFolder as AnyFacts] as const
    expect(law.absenceEquivalence(sees)(setting(), ...worlds)).toBe(false)
    expect(law.absenceEquivalence(decide)(setting(), ...worlds)).toBe(true)
  })
  test('is not about anyone else', () => {
    const known: Facts.Facts = ['present', knows]
    expect(law.absenceEquivalence(careless)(document(), known, missing)).toBe(true)
    expect(law.absenceEquivalence(careless)(document(), missing, known)).toBe(true)
  })
})

describe('referenceEquivalence', () => {
  const granted: Facts.Facts = ['present', grant()]
  const named = (facts: Facts.Facts, expects?: 'absent'): Facts.Reference => ({
    resource: 'document',
    facts,
    ...(expects && { expects }),
  })
  /** A 403 for a reference that is there, and `UnresolvedReference` for one that is not. */
  const sees: Decide = (_request, _authn, _state, { references }) =>
    references.some(({ state }) => state === 'present')
      ? refusal(403)
      : { _tag: 'UnresolvedReference' }

  test('is broken by a reference that strangers see', () => {
    const [x, y] = [named(hidden), named(missing)]
    expect(law.referenceEquivalence(sees)(setting(), granted, x, y)).toBe(false)
    expect(law.referenceEquivalence(decide)(setting(), granted, x, y)).toBe(true)
  })
  test('is not about anyone else, nor about requests that name other things', () => {
    const holds = (x: Facts.Reference, y: Facts.Reference): boolean =>
      law.referenceEquivalence(sees)(setting(), granted, x, y)
    expect(holds(named(['present', knows]), named(missing))).toBe(true)
    expect(holds(named(hidden), named(['absent', knows]))).toBe(true)
    expect(holds(named(hidden), named(missing, 'absent'))).toBe(true)
    expect(holds(named(hidden), { ...named(missing), resource: 'secret' })).toBe(true)
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
  const stronger = stepUp({ mayKnow: true, acrValues: ['mfa'] })
  const anonymous = setting({ authn: Authn.anonymous })
  const rejected = setting({ authn: Authn.rejected('expired') })
  const weak = setting({}, { requires: { acrValues: ['mfa'] } })
  const underscoped = setting({}, { requires: { scopes: ['a'] } })
  const challenge = refusal(401, 'Bearer')
  const lone = (permission: Permission.Permission): AnyFacts => ['present', permission]

  test.each<[string, Setting, AnyFacts, Verdict, boolean]>([
    ['a 401 to the anonymous is right', anonymous, hidden, challenge, true],
    ['a 401 without a challenge is wrong', anonymous, hidden, refusal(401), false],
    ['a 401 with an empty challenge is wrong', anonymous, hidden, refusal(401, ''), false],
    ['a 404 to the anonymous is right', anonymous, hidden, refusal(404), true],
    ['a 401 to the rejected is right', rejected, hidden, challenge, true],
    ['a 404 to the rejected is wrong', rejected, hidden, refusal(404), false],
    ['a 401 to the weak is right', weak, hidden, challenge, true],
    ['a 403 to the weak is wrong', weak, hidden, refusal(403), false],
    ['a 401 to whoever lacks a scope is wrong', underscoped, hidden, challenge, false],
    ['a 401 to whoever lacks a permission is wrong', setting(), hidden, challenge, false],
    ['a 401 to the granted is wrong', setting(), lone(grant()), challenge, false],
    ['a 401 to whoever may know is wrong', document(), lone(knows), challenge, false],
    ['a step-up where it would do is right', document(), lone(stronger), challenge, true],
    ['a step-up to a stranger is wrong', setting(), lone(stronger), challenge, false],
    [
      'a step-up for an ancestor is right',
      document(),
      below('document', 'present', stronger),
      challenge,
      true,
    ],
    [
      'a step-up for a reference is right',
      document(),
      naming({ resource: 'document', facts: ['present', stronger] }),
      challenge,
      true,
    ],
    [
      'a step-up for a hidden reference is wrong',
      document(),
      naming({ resource: 'secret', facts: ['present', stronger] }),
      challenge,
      false,
    ],
  ])('%s', (_what, about, facts, verdict, expected) => {
    expect(law.credentialsOnly(always(verdict))(about, facts)).toBe(expected)
  })
})

describe('leaveToAct', () => {
  const ok: Verdict = { _tag: 'Ok' }
  const conflict: Verdict = { _tag: 'Conflict' }
  const empty: Verdict = { _tag: 'Empty' }
  const unresolved: Verdict = { _tag: 'UnresolvedReference' }
  const there: Facts.Facts = ['present', grant()]
  const free: Facts.Facts = ['absent', grant()]
  const create = setting({}, { expects: 'absent' })
  const upsert = setting({}, { expects: 'either' })
  const underscoped = setting({}, { requires: { scopes: ['a'] } })
  const good: Facts.Reference = { resource: 'document', facts: there }
  const gap: Facts.Reference = { resource: 'document', facts: missing }
  const taken: Facts.Reference = { resource: 'document', facts: there, expects: 'absent' }

  test.each<[string, Setting, AnyFacts, Verdict, boolean]>([
    ['ok to the granted is right', setting(), there, ok, true],
    ['no ok to the granted is wrong', setting(), there, refusal(404), false],
    ['ok to the denied is wrong', setting(), hidden, ok, false],
    ['no ok to the denied is right', setting(), hidden, refusal(404), true],
    ['ok about what is not there is wrong', setting(), free, ok, false],
    ['ok about a free name is right', create, free, ok, true],
    ['ok about a name that is taken is wrong', create, there, ok, false],
    ['ok about something is right where either will do', upsert, there, ok, true],
    ['ok about nothing is right where either will do', upsert, free, ok, true],
    ['ok to whoever lacks a scope is wrong', underscoped, there, ok, false],
    ['ok below a missing ancestor is wrong', setting(), below('secret', ...missing), ok, false],
    [
      'ok below an ancestor that is denied and known is wrong',
      setting(),
      below('document', 'present', knows),
      ok,
      false,
    ],
    ['ok below a granted ancestor is right', setting(), below('secret', ...there), ok, true],
    ['a conflict is right where absence is expected', create, there, conflict, true],
    ['a conflict to the denied is wrong', create, hidden, conflict, false],
    ['a conflict with nothing is wrong', create, free, conflict, false],
    ['a conflict is wrong where presence is expected', setting(), there, conflict, false],
    [
      'a conflict to whoever lacks a scope is wrong',
      setting({}, { expects: 'absent', requires: { scopes: ['a'] } }),
      there,
      conflict,
      false,
    ],
    ['a conflict with a reference is right', setting(), naming(taken), conflict, true],
    ['a conflict with no reference is wrong', setting(), naming(good), conflict, false],
    ['an empty list is right', setting({}, { shape: 'collection' }), hidden, empty, true],
    [
      'an empty list for a HEAD is right',
      setting({}, { shape: 'collection', method: 'HEAD' }),
      hidden,
      empty,
      true,
    ],
    [
      'an empty list for a POST is wrong',
      setting({}, { shape: 'collection', method: 'POST' }),
      hidden,
      empty,
      false,
    ],
    ['an empty list for an item is wrong', setting(), hidden, empty, false],
    ['ok with references that are ok is right', setting(), naming(good, good), ok, true],
    ['ok with one that is not is wrong', setting(), naming(good, gap), ok, false],
    ['no ok with references that are ok is wrong', setting(), naming(good), refusal(404), false],
    ['an unresolved reference is right', setting(), naming(good, gap), unresolved, true],
    ['one where all are resolved is wrong', setting(), naming(good), unresolved, false],
    ['one where nothing is named is wrong', setting(), there, unresolved, false],
    [
      'one to a caller who is denied the target is wrong',
      setting(),
      Facts.of({}, () => deny(), { references: [gap] }),
      unresolved,
      false,
    ],
  ])('%s', (_what, about, facts, verdict, expected) => {
    expect(law.leaveToAct(always(verdict))(about, facts)).toBe(expected)
  })
})

describe('monotone', () => {
  const open = Policy.of({ secret: { existence: 'public' } })
  /** Shows the state under one policy alone. */
  const under =
    (existence: 'secret' | 'public'): Decide =>
    (_request, _authn, state, _permission, p) => {
      const shows = Policy.disclosureOf(p, 'secret').existence === existence
      return refusal(shows && state === 'present' ? 403 : 404)
    }
  const holds = (decision: Decide, p: Policy.Policy, x: ResourceState, y: ResourceState): boolean =>
    law.monotone(decision)(setting({ policy: p }), policy, deny(), x, y)

  test('is broken by a stricter policy that shows what a looser one does not', () => {
    expect(holds(under('secret'), open, 'present', 'absent')).toBe(false)
    expect(holds(under('public'), open, 'present', 'absent')).toBe(true)
    expect(holds(under('secret'), open, 'absent', 'absent')).toBe(true)
    expect(holds(decide, open, 'present', 'absent')).toBe(true)
  })
  test('asks about the permission and the setting that it is given', () => {
    const asked: Array<unknown> = []
    law.monotone((request, authn, state, permission) => {
      asked.push([request.resource, authn._tag, state, permission.mayKnow])
      return refusal(404)
    })(setting(), policy, knows, 'present', 'absent')
    const present = ['secret', 'Authenticated', 'present', true]
    const absent = ['secret', 'Authenticated', 'absent', true]
    expect(asked).toEqual([present, absent, present, absent])
  })
})

describe('policyGrantsNothing', () => {
  test('is broken by a policy that makes a refusal ok, or ok a refusal', () => {
    const open = Policy.of({ secret: { existence: 'public' } })
    const grants: Decide = (_request, _authn, _state, _permission, p) =>
      Policy.disclosureOf(p, 'secret').existence === 'public' ? { _tag: 'Ok' } : refusal(404)
    expect(law.policyGrantsNothing(grants)(setting(), open, hidden)).toBe(false)
    expect(law.policyGrantsNothing(grants)(setting({ policy: open }), policy, hidden)).toBe(false)
    expect(law.policyGrantsNothing(grants)(setting(), policy, hidden)).toBe(true)
    expect(law.policyGrantsNothing(decide)(setting(), open, hidden)).toBe(true)
  })
})
