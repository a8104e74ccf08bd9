/**
 * The presets: what each answers, cell by cell, and that the facts they want matter.
 */
import { Authn, decide, Disclosure, Facts, Permission, Policy, Route } from 'glomar'
import * as presets from 'glomar/presets'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { about, guarded, permissions, read, rows, seenUnder, type Name } from './presets.js'

const names = Object.keys(presets) as ReadonlyArray<Name>

/** For each row of the table: of a thing that exists, and of one that does not. */
type Cells = readonly [string, string, string, string, string]
const items: Readonly<Record<Name, Cells>> = {
  hidden: ['401 401', '404 404', '403 404*', 'ok 404', 'ok 404*'],
  hiddenFromAll: ['404 404', '404 404', '403 404*', 'ok 404', 'ok 404*'],
  uniform403: ['401 401', '403 403', '403 404*', 'ok 403', 'ok 404*'],
  uniform403ForAll: ['403 403', '403 403', '403 404*', 'ok 403', 'ok 404*'],
  sealed: ['401 401', '404 404', '404 404', 'ok 404', 'ok 404*'],
  sealedFromAll: ['404 404', '404 404', '404 404', 'ok 404', 'ok 404*'],
  emptyLists: ['401 401', '404 404', '403 404*', 'ok 404', 'ok 404*'],
  emptyListsForAll: ['404 404', '404 404', '403 404*', 'ok 404', 'ok 404*'],
  openToMembers: ['401 401', '403 404*', '403 404*', 'ok 404*', 'ok 404*'],
  open: ['401 404*', '403 404*', '403 404*', 'ok 404*', 'ok 404*'],
}
/** Where a list is answered otherwise than an item. */
const lists: Partial<Record<Name, Cells>> = {
  emptyLists: ['401 401', 'empty empty', '403 404*', 'ok empty', 'ok 404*'],
  emptyListsForAll: ['empty empty', 'empty empty', '403 404*', 'ok empty', 'ok 404*'],
}

const word = (name: Name, shape: 'item' | 'collection', i: number, state: 'present' | 'absent') => {
  const policy = Policy.of({ document: presets[name] })
  const { authn, code } = rows[i] as (typeof rows)[number]
  const route = Route.of({ method: 'GET', resource: 'document', shape })
  const verdict = decide(route, authn, state, permissions[code], policy)
  if (!('status' in verdict)) return verdict._tag.toLowerCase()
  return `${String(verdict.status)}${verdict.code === 'does-not-exist' ? '*' : ''}`
}

describe.each(names)('%s', (name) => {
  test.each(rows.map(({ name: who, code }, i) => [who, code, i] as const))(
    'gives %s, who are %s, what its table says',
    (_who, _code, i) => {
      for (const shape of ['item', 'collection'] as const) {
        const cells = shape === 'item' ? items[name] : (lists[name] ?? items[name])
        const given = (['present', 'absent'] as const).map((state) => word(name, shape, i, state))
        expect(given.join(' ')).toBe(cells[i])
      }
    },
  )

  test('is frozen, and a disclosure of Policy.of as it is', () => {
    expect(Object.isFrozen(presets[name])).toBe(true)
    const policy = Policy.of({ document: presets[name] })
    expect(policy.types.document).toBe(Disclosure.of(presets[name]))
  })

  test('stands on the page, with each row of the analysis', () => {
    expect(about.filter((each) => each.name === name)).toHaveLength(1)
    for (const { requests, cells } of seenUnder(name)) {
      const words = cells.map(({ exists, missing }) => `${exists.word} ${missing.word}`)
      const mine = requests.includes('item') ? items[name] : lists[name]
      expect(words).toEqual(mine)
    }
  })
})

test('no two presets disclose alike', () => {
  const numbers = names.map((name) => Disclosure.numberOf(presets[name]))
  expect(new Set(numbers).size).toBe(10)
})

test('a preset has literal types, and takes further knobs by a spread', () => {
  expectTypeOf(presets.uniform403.existence).toEqualTypeOf<'if-may-know'>()
  const policy = Policy.of({ document: { ...presets.hidden, list: 'empty' }, user: presets.sealed })
  expectTypeOf(policy).toEqualTypeOf<Policy.Policy<'document' | 'user'>>()
  expect(policy.types.document).toBe(Disclosure.of(presets.emptyLists))
})

describe('other facts than a preset wants give another answer', () => {
  const cases = about.flatMap(({ name, warnings }) =>
    warnings.map((warning) => ({ name, ...warning })),
  )
  test.each(cases)('$name: $when', ({ name, route, authn, state, wanted, otherwise }) => {
    const policy: Policy.Policy = Policy.of({ document: presets[name] })
    const answer = (code: keyof typeof permissions) =>
      decide(route, authn, state, permissions[code], policy)
    expect(answer(otherwise)).not.toEqual(answer(wanted))
  })

  test('a visitor on a guarded route gets a 404 even of a public document under hiddenFromAll', () => {
    const under = (document: Partial<Disclosure.Disclosure>) =>
      decide(guarded, Authn.anonymous, 'present', Permission.grant(), Policy.of({ document }))
    expect(under(presets.hiddenFromAll)).toMatchObject({ status: 404 })
    expect(under(presets.hidden)).toMatchObject({ status: 401 })
  })

  test('a remedy reaches every signed-in caller under openToMembers, and no stranger under hidden', () => {
    const denial = Permission.deny({ mayKnow: false, missingPermissions: ['documents:read'] })
    const under = (document: Partial<Disclosure.Disclosure>) =>
      decide(read, Authn.authenticated(), 'present', denial, Policy.of({ document }))
    const body = { missing_permissions: ['documents:read'] }
    expect(under(presets.openToMembers)).toMatchObject({ status: 403, body })
    expect(under(presets.hidden)).toMatchObject({ body: { type: 'about:blank' } })
  })

  test('a visitor below a missing ancestor gets a 401 under open, and none with `conceal`', () => {
    const [, permission] = Facts.of({}, () => Permission.grant(), {
      ancestors: [{ resource: 'document', facts: ['absent', Permission.grant()] }],
    })
    const under = (document: Partial<Disclosure.Disclosure>) =>
      decide(read, Authn.anonymous, 'present', permission, Policy.of({ document }))
    expect(under(presets.open)).toMatchObject({ status: 401 })
    expect(under({ ...presets.open, anonymous: 'conceal' })).toMatchObject({ status: 404 })
  })
})
