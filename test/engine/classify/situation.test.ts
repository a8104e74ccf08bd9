/**
 * The five arguments together: nothing is granted unless all are understood.
 */
import { Authn, Disclosure, Permission, Policy } from 'glomar'
import { expect, test } from 'vitest'
import { readPolicy } from '../../../src/engine/classify/policy.js'
import { readRoute, readSent } from '../../../src/engine/classify/request.js'
import { classify, type Classified } from '../../../src/engine/classify/situation.js'

const good = {
  request: { method: 'GET', resource: 'calls', shape: 'collection', expects: 'either' } as unknown,
  authn: Authn.authenticated() as unknown,
  state: 'gone' as unknown,
  permission: { _tag: 'Granted', mayKnow: false } as unknown,
  policy: Policy.of({ calls: Disclosure.loosest }) as unknown,
  sent: { target: '/calls' } as unknown,
}

const situationOf = ({ request, authn, state, permission, policy, sent }: typeof good): Classified => {
  const route = readRoute(request)
  return classify(route, readSent(sent), authn, state, permission, readPolicy(policy, route?.resource))
}

test('what the table looks at', () => {
  const { situation, understood } = situationOf(good)
  expect(situation).toStrictEqual({
    caller: 'authenticated',
    state: 'gone',
    granted: true,
    mayKnow: false,
    stepUpWouldDo: false,
    expects: 'either',
    listing: true,
    disclosure: Disclosure.loosest,
  })
  expect(understood).toStrictEqual({ request: true, authn: true, state: true, permission: true, policy: true })
})

test.each([
  ['request', 'request'],
  ['sent', 'request'],
  ['authn', 'authn'],
  ['state', 'state'],
  ['permission', 'permission'],
  ['policy', 'policy'],
] as const)('with an odd %s nothing is granted, and the %s is said to be misunderstood', (odd, name) => {
  const { situation, understood } = situationOf({ ...good, [odd]: 7 })
  expect(situation.granted).toBe(false)
  expect(Object.entries(understood).flatMap(([argument, is]) => (is ? [] : [argument]))).toEqual([name])
})

test('what may be known stands, whatever else is odd', () => {
  expect(situationOf({ ...good, permission: Permission.granted, state: 7 }).situation).toMatchObject({ granted: false, mayKnow: true })
})

test('an anonymous caller on a guarded route stands as denied', () => {
  const guarded = { ...(good.request as object), requires: { permission: 'p' } }
  const { situation } = situationOf({ ...good, request: guarded, authn: Authn.anonymous, permission: Permission.granted })
  expect(situation).toMatchObject({ caller: 'anonymous', granted: false, mayKnow: false })
})
