/**
 * The table of who sees what is held against the engine, and a faulty engine shows in it.
 */
import {
  Authn,
  decide,
  Disclosure,
  Facts,
  Permission,
  Policy,
  type ResourceState,
  type Verdict,
} from 'glomar'
import { personas, whoSeesWhat, type Cell, type Persona, type WhoSeesWhat } from 'glomar/analysis'
import { describe, expect, test } from 'vitest'
import type { Decide } from '../../src/analysis/answers.js'
import { tableBy } from '../../src/analysis/whoSeesWhat.js'

const { grant, deny } = Permission

/** The default personas once more, by hand. */
const byHand = {
  visitors: [Authn.anonymous, deny()],
  strangers: [Authn.authenticated(), deny()],
  'those who may know': [Authn.authenticated(), deny({ mayKnow: true })],
  'those who may act': [Authn.authenticated(), grant()],
} as const

const asDecide: Decide = decide

const wordOf = (verdict: Verdict): string => {
  if (!('status' in verdict)) return verdict._tag.toLowerCase()
  return `${String(verdict.status)}${verdict.code === 'does-not-exist' ? '*' : ''}`
}

/** The cells of a type by one request, in the words of a reader. */
const cellsOf = (table: WhoSeesWhat, type: string | null, request: 'item' | 'list') => {
  const rows = table.types.find((each) => each.type === type)?.rows ?? []
  const cells = rows.find(({ requests }) => requests.includes(request))?.cells ?? []
  return Object.fromEntries(table.personas.map(({ name }, i) => [name, cells[i] as Cell]))
}

const inShort = ({ exists, missing, alike }: Cell): string =>
  `${exists.word} / ${missing.word}${alike ? ' alike' : ''}`

describe.each(Disclosure.values().map((each) => [Disclosure.Show.show(each), each] as const))(
  '%s',
  (_, disclosure) => {
    const policy: Policy.Policy = Policy.of({ document: disclosure })
    const table = whoSeesWhat(policy)

    test.each(['item', 'list'] as const)('shows what the engine answers: %s', (request) => {
      const shape = request === 'item' ? 'item' : 'collection'
      const route = { method: 'GET', resource: 'document', shape } as const
      const below = (row: object | null) =>
        Facts.of(row, () => grant(), {
          whenAbsent: grant(),
          ancestors: [{ resource: 'unnamed', facts: ['absent', grant()] }],
        })
      const expected = Object.fromEntries(
        [
          ...Object.entries(byHand).map(([name, [authn, permission]]) => {
            const answer = (state: ResourceState): Verdict =>
              asDecide(route as never, authn, state, permission, policy)
            return [name, answer('present'), answer('absent')] as const
          }),
          [
            'those whom an ancestor stops',
            asDecide(route as never, Authn.authenticated(), ...below({}), policy),
            asDecide(route as never, Authn.authenticated(), ...below(null), policy),
          ] as const,
        ].map(([name, present, absent]) => {
          // leave to act shows the thing, and an empty list does not
          const alike = present._tag !== 'Ok' && JSON.stringify(present) === JSON.stringify(absent)
          return [name, inShort({ exists: said(present), missing: said(absent), alike })]
        }),
      )
      const cells = Object.entries(cellsOf(table, 'document', request))
      expect(Object.fromEntries(cells.map(([name, cell]) => [name, inShort(cell)]))).toEqual(
        expected,
      )
    })

    test('shows the types that it does not name at their strictest', () => {
      const strictest = whoSeesWhat(Policy.of({ document: {} }))
      expect(table.types.at(-1)).toEqual({ ...strictest.types[0], type: null })
    })

    test('conceals from those who may not know, unless it says otherwise', () => {
      const { visitors, strangers } = cellsOf(table, 'document', 'item')
      const { existence } = disclosure
      expect([visitors?.alike, strangers?.alike]).toEqual([
        existence !== 'public',
        existence !== 'public' && existence !== 'authenticated',
      ])
    })
  },
)

const said = (verdict: Verdict): Cell['exists'] => ({ word: wordOf(verdict), code: '' })

test('requests share a row where they are answered alike', () => {
  const requestsOf = (disclosure: Partial<Disclosure.Disclosure>) =>
    whoSeesWhat(Policy.of({ page: disclosure })).types[0]?.rows.map(({ requests }) => requests)
  expect(requestsOf({ existence: 'public' })).toEqual([['item', 'list']])
  expect(requestsOf({ list: 'empty' })).toEqual([['item'], ['list']])
})

test('the actions on one thing stand together, and the other types come last', () => {
  const policy = Policy.of({ 'document:read': {}, folder: {}, document: {}, other: {} })
  expect(whoSeesWhat(policy).types.map(({ type }) => type)).toEqual([
    'document:read',
    'document',
    'folder',
    'other',
    null,
  ])
  expect(whoSeesWhat(Policy.of({})).types.map(({ type }) => type)).toEqual([null])
})

test('the codes of the answers are there, and the legend has the words that occur', () => {
  const table = whoSeesWhat(Policy.of({ invoice: { existence: 'authenticated' } }))
  expect(cellsOf(table, 'invoice', 'item')['strangers']).toEqual({
    exists: { word: '403', code: 'permission-denied' },
    missing: { word: '404*', code: 'does-not-exist' },
    alike: false,
  })
  const terms = (policy: Policy.Policy): ReadonlyArray<string> =>
    whoSeesWhat(policy).legend.map(({ term }) => term)
  expect(terms(Policy.of({}))).toEqual([
    '401',
    'ok ≠ 404*',
    '404*',
    'ok',
    'item, list',
    ...personas.map(({ name }) => name),
  ])
  expect(terms(Policy.of({ page: { list: 'empty' } }))).toContain('empty')
  const alone = (name: string): ReadonlyArray<string> =>
    whoSeesWhat(Policy.of({}), {
      personas: personas.filter((each) => each.name === name),
    }).legend.map(({ term, says }) => `${term}: ${says}`)
  expect(alone('strangers')).toEqual([
    '404: one answer: existing and missing things look alike',
    'item, list: a GET of one thing, a GET of a collection',
    'strangers: signed in, denied, may not know',
  ])
  expect(alone('those who may act').slice(0, 2)).toEqual([
    'ok ≠ 404*: two answers: existing and missing things can be told apart',
    '404*: a definitive 404: the thing does not exist, and the answer says so',
  ])
})

describe('personas of your own', () => {
  const policy = Policy.of({ document: { existence: 'if-may-know', concealAs: 'forbidden' } })
  const emma = { authn: Authn.authenticated({ scopes: ['read'] }), permission: grant() } as const
  const cell = (persona: Omit<Persona, 'name'>): string => {
    const table = whoSeesWhat(policy, { personas: [{ name: 'Emma', ...persona }] })
    return inShort(cellsOf(table, 'document', 'item')['Emma'] as Cell)
  }

  test('are the columns', () => {
    const table = whoSeesWhat(policy, { personas: [{ name: 'Emma', ...emma }] })
    expect(table.personas).toEqual([{ name: 'Emma', says: 'signed in, granted, may know' }])
    expect(table.types[0]?.rows[0]?.cells).toHaveLength(1)
    expect(cell(emma)).toBe('ok / 404*')
  })

  test('are held against what their route requires', () => {
    expect(cell({ ...emma, requires: { scopes: ['read'] } })).toBe('ok / 404*')
    expect(cell({ ...emma, requires: { scopes: ['write'] } })).toBe('403 / 403 alike')
    expect(cell({ ...emma, requires: { acrValues: ['mfa'] } })).toBe('401 / 401 alike')
  })

  test('may have other facts about a missing thing', () => {
    const reader = { ...emma, permission: deny({ mayKnow: true }) }
    expect(cell(reader)).toBe('403 / 404*')
    // one status, and a caller can tell the bodies apart
    expect(cell({ ...reader, whenAbsent: deny() })).toBe('403 / 403')
  })

  test('may stand below ancestors', () => {
    const below = (...facts: Facts.Facts) => ({
      ...emma,
      ancestors: [{ resource: 'document', facts }],
    })
    expect(cell(below('present', grant()))).toBe('ok / 404*')
    expect(cell(below('present', deny({ mayKnow: true })))).toBe('403 / 404*')
    expect(cell(below('present', deny()))).toBe('403 / 403 alike')
    expect(cell(below('absent', grant()))).toBe('403 / 403 alike')
  })

  test('are said in words', () => {
    const ancestor = { resource: 'document', facts: ['present', grant()] } as const
    const all: ReadonlyArray<Persona> = [
      { name: 'a', authn: Authn.rejected('expired'), permission: deny({ mayKnow: true }) },
      { name: 'b', ...emma, permission: Permission.stepUp({ mayKnow: true }) },
      { name: 'c', ...emma, whenAbsent: deny(), ancestors: [ancestor] },
      { name: 'd', ...emma, ancestors: [ancestor, ancestor] },
      { name: 'e', ...emma, requires: { authenticated: true } },
    ]
    expect(whoSeesWhat(policy, { personas: all }).personas.map(({ says }) => says)).toEqual([
      'with rejected credentials, denied, may know',
      'signed in, denied, may know, a stronger authentication would do',
      'signed in, granted, may know, below an ancestor, of a missing thing denied, may not know',
      'signed in, granted, may know, below 2 ancestors',
      'signed in, on a guarded route, granted, may know',
    ])
  })

  test('are given by their name', () => {
    expect(() => whoSeesWhat(policy, { persona: [] } as never)).toThrow(
      'whoSeesWhat: persona: no such option; did you mean personas?',
    )
  })

  test.each([
    [[], 'personas: expected a list with something in it, got a list'],
    ['Emma', 'personas: expected a list with something in it, got "Emma"'],
    [[{ name: '', ...emma }], 'personas[0].name: expected a text, got ""'],
    [
      [
        { name: 'Emma', ...emma },
        { name: 'Emma', ...emma },
      ],
      'personas[1].name: expected a name of its own, got "Emma"',
    ],
    [
      [{ name: 'Emma', ...emma, permision: deny() }],
      'personas[0].permision: no such member; did you mean permission?',
    ],
    [
      [{ name: 'Emma', ...emma, authn: { _tag: 'Anonymous' } }],
      'personas[0].authn: expected what Authn made, got an object',
    ],
    [
      [{ name: 'Emma', ...emma, permission: { ...deny() } }],
      'personas[0].permission: expected what Permission made, got an object',
    ],
    [
      [{ name: 'Emma', ...emma, whenAbsent: 'deny' }],
      'personas[0].whenAbsent: expected what Permission made, got "deny"',
    ],
    [
      [{ name: 'Emma', ...emma, ancestors: [{ resource: 'folder' }] }],
      'personas[0].ancestors[0].facts[0]: expected present | absent, got undefined',
    ],
    [
      [{ name: 'Emma', ...emma, requires: { scopes: [] } }],
      'personas[0].requires.scopes: expected a list with something in it, got a list',
    ],
  ])('that do not fit are a clear error: %#', (wrong, message) => {
    expect(() => whoSeesWhat(policy, { personas: wrong as never })).toThrow(
      expect.objectContaining({
        name: 'TypeError',
        message: expect.stringContaining(`whoSeesWhat: ${message}`) as string,
      }) as TypeError,
    )
  })
})

describe('a faulty engine shows', () => {
  const policy = Policy.of({ secret: {} })
  const strangers = (engine: Decide): string => {
    const table = tableBy(policy, {}, engine)
    return inShort(cellsOf(table, 'secret', 'item')['strangers'] as Cell)
  }

  test('that has another header where the thing exists, though the status is one', () => {
    const faulty: Decide = (route, authn, state, permission, p) => {
      const verdict = asDecide(route, authn, state, permission, p)
      return state === 'present' && 'headers' in verdict
        ? ({ ...verdict, headers: { ...verdict.headers, etag: '"7"' } } as never)
        : verdict
    }
    expect(strangers(asDecide)).toBe('404 / 404 alike')
    expect(strangers(faulty)).toBe('404 / 404')
  })

  test('that grants to whoever asks, and leave to act is never alike', () => {
    expect(strangers(() => ({ _tag: 'Ok' }))).toBe('ok / ok')
    expect(strangers(() => ({ _tag: 'Empty' }))).toBe('empty / empty alike')
  })
})

test('an ancestor stops callers whatever the types of a policy are called', () => {
  const policy = Policy.of({ '(an ancestor)': { existence: 'public' }, ancestor: {} })
  const stopped = cellsOf(whoSeesWhat(policy), 'ancestor', 'item')['those whom an ancestor stops']
  expect(inShort(stopped as Cell)).toBe('404 / 404 alike')
})

test('a table is plain data, frozen, and refuses a policy that was not made', () => {
  const table = whoSeesWhat(Policy.of({ document: {}, __proto__: null } as never))
  expect(JSON.parse(JSON.stringify(table))).toEqual(table)
  const [row] = table.types[0]?.rows ?? []
  for (const each of [table, table.types, table.legend[0], row, row?.cells[0]?.exists])
    expect(Object.isFrozen(each)).toBe(true)
  expect(() => whoSeesWhat({ ...Policy.of({}) } as never)).toThrow(TypeError)
})
