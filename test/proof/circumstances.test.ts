/**
 * The domain of the analysis is whole, and its words are about what it does.
 */
import { decide, Disclosure, explain, Policy } from 'glomar'
import { expect, test } from 'vitest'
import { approaches, attempts, checks, checksOf, circumstances, describe, remedy } from '../../src/proof/circumstances.js'

const policy = Policy.of({ thing: { ...Disclosure.loosest, existence: 'known' } })

test('each caller is to the table what they are said to be, and heard where the permission counts', () => {
  for (const { authn, requires, caller, heard } of approaches) {
    const of = (permission: (typeof checks)[number]['permission']): ReturnType<typeof explain> =>
      explain({ method: 'GET', resource: 'thing', requires }, authn, 'present', permission, policy)
    expect(of(checks[0]?.permission as never).caller).toBe(caller)
    const rows = new Set(checks.map(({ permission }) => of(permission).row))
    expect(rows.size > 1).toBe(heard)
  }
  expect(new Set(approaches.map(({ caller }) => caller)).size).toBe(5)
})

test('a weak caller holds the scope, and one without the scope is strong', () => {
  const row = (reads: string): string | undefined => {
    const approach = approaches.find((each) => each.reads === reads)
    return (
      approach &&
      explain(
        { method: 'GET', resource: 'thing', requires: approach.requires },
        approach.authn,
        'present',
        checks[0]?.permission as never,
        policy,
      ).row
    )
  }
  expect(row('a caller who is too weakly authenticated for the route')).toBe('2')
  expect(row('a caller who lacks a scope of the route')).toBe('3')
  const held = approaches.flatMap(({ authn }) => (authn._tag === 'Authenticated' ? [[authn.scopes, authn.acr]] : []))
  expect(held).toEqual([
    [['things:read'], undefined],
    [[], 'mfa'],
    [[], undefined],
  ])
  expect(approaches.map(({ requires }) => requires).filter(({ scopes }) => scopes !== undefined)).toEqual(
    Array.from({ length: 3 }, () => ({ scopes: ['things:read'], acrValues: ['mfa'] })),
  )
})

test('every class of request: what is expected, of an item and of a list', () => {
  expect(attempts.map(({ method, shape = 'item', expects = 'present' }) => `${method} ${shape} ${expects}`)).toEqual([
    'GET item present',
    'PUT item absent',
    'PUT item either',
    'GET collection present',
    'GET collection absent',
    'GET collection either',
  ])
})

test('every class of permission, and a remedy that is told', () => {
  expect(checks.map(({ permission }) => [permission._tag, permission.mayKnow, 'remedy' in permission && permission.remedy?._tag])).toEqual([
    ['Denied', false, false],
    ['Denied', true, false],
    ['Denied', false, 'Ask'],
    ['Denied', true, 'Ask'],
    ['Denied', false, 'StepUp'],
    ['Denied', true, 'StepUp'],
    ['Granted', false, false],
    ['Granted', true, false],
  ])
  const emma = approaches.find(({ caller }) => caller === 'authenticated')
  const bodies = [3, 5].map((i) =>
    JSON.stringify(decide({ method: 'GET', resource: 'thing' }, emma?.authn as never, 'present', checks[i]?.permission as never, policy)),
  )
  expect(bodies[0]).toContain(`"missing":${JSON.stringify(remedy.missing)},"ask":"${remedy.ask}"`)
  expect(bodies[1]).toContain(`"acr_values":"${remedy.acrValues.join(' ')}","max_age":${String(remedy.maxAge)}`)
  expect(remedy.missing).toEqual(['things.use'])
})

test('where the permission does not count, the least and the most that it could say', () => {
  expect(approaches.map((approach) => checksOf(approach).length)).toEqual([8, 2, 2, 2, 2, 8])
  expect(checksOf(approaches[1] as never)).toEqual([checks[0], checks[7]])
  expect(circumstances).toHaveLength((2 * 8 + 4 * 2) * 6)
})

test('in words', () => {
  expect([...new Set(circumstances.filter(({ attempt }) => attempt === attempts[0]).map(describe))]).toEqual([
    'GET by an anonymous caller without permission',
    'GET by an anonymous caller without permission who may know',
    'GET by an anonymous caller without a permission that can be asked for',
    'GET by an anonymous caller without a permission that can be asked for who may know',
    'GET by an anonymous caller for whom a stronger authentication would do',
    'GET by an anonymous caller for whom a stronger authentication would do who may know',
    'GET by an anonymous caller with permission who may not know',
    'GET by an anonymous caller with permission',
    'GET by an anonymous caller on a guarded route',
    'GET by a caller with rejected credentials',
    'GET by a caller who is too weakly authenticated for the route',
    'GET by a caller who lacks a scope of the route',
    'GET by an authenticated caller without permission',
    'GET by an authenticated caller without permission who may know',
    'GET by an authenticated caller without a permission that can be asked for',
    'GET by an authenticated caller without a permission that can be asked for who may know',
    'GET by an authenticated caller for whom a stronger authentication would do',
    'GET by an authenticated caller for whom a stronger authentication would do who may know',
    'GET by an authenticated caller with permission who may not know',
    'GET by an authenticated caller with permission',
  ])
  expect(attempts.map(({ reads }) => reads)).toEqual([
    'GET',
    'PUT of a new one',
    'PUT of a new or an old one',
    'GET of a collection',
    'GET of a collection that should not be there',
    'GET of a collection, there or not',
  ])
})
