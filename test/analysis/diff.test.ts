/**
 * What is said of two versions of a policy.
 */
import { Authn, Disclosure, Permission, Policy } from 'glomar'
import { asText, diff } from 'glomar/analysis'
import { describe, expect, test } from 'vitest'

const policy = Policy.of({
  invoice: { existence: 'authenticated', list: 'empty' },
  document: { existence: 'if-may-know' },
})

const stricter = Policy.of({ ...policy.types, invoice: { existence: 'if-may-know' } })

test('nothing changes where only the text differs', () => {
  const rewritten = Policy.of({
    document: { ...Disclosure.strictest, ...policy.types.document },
    invoice: policy.types.invoice,
  })
  const same = diff(policy, rewritten)
  const none = { tells: [], conceals: [], added: [], removed: [], types: [], service: [], says: [] }
  expect(same).toEqual({ _tag: 'Diff', ...none })
  expect(asText(same)).toBe('Nothing changes.\n')
})

test('types that are new, and types that are no longer named, are told though no answer changes', () => {
  const tagged = Policy.of({ ...policy.types, tag: {}, label: {} })
  expect(diff(policy, tagged)).toMatchObject({
    added: ['tag', 'label'],
    removed: [],
    types: [],
    says: ['`tag` and `label` are new.'],
  })
  expect(diff(tagged, policy)).toMatchObject({
    added: [],
    removed: ['tag', 'label'],
    says: ['`tag` and `label` are no longer named, and at their strictest.'],
  })
  const { says } = diff(policy, Policy.of({ document: policy.types.document }))
  expect(says.slice(0, 2)).toEqual([
    '`invoice` is no longer named, and at its strictest.',
    '`invoice`: existence authenticated → secret (stricter); list empty → conceal',
  ])
})

test('two knobs that differ are said in ten lines at the most', () => {
  expect(asText(diff(policy, stricter))).toBe(
    [
      '`invoice`: existence authenticated → if-may-know (stricter); list empty → conceal',
      'Strangers no longer learn that an `invoice` exists.',
      'item: strangers 403 ≠ 404* → 404',
      'list: strangers 403 ≠ 404* → 404; those whom an ancestor stops empty → 404',
      '',
    ].join('\n'),
  )
  const two = { invoice: { existence: 'public', list: 'empty' }, document: {} } as const
  expect(asText(diff(policy, Policy.of(two))).split('\n').length - 1).toBeLessThanOrEqual(10)
})

describe('what is told', () => {
  test('is no longer told to those who lose it', () => {
    const { tells, conceals } = diff(policy, stricter)
    expect(tells).toEqual([])
    expect(conceals).toEqual([
      {
        type: 'invoice',
        persona: 'strangers',
        learns: ['existence', 'missing-permissions', 'request-access', 'step-up'],
      },
    ])
  })

  test('is told anew to those who gain it', () => {
    const { tells, conceals, says } = diff(stricter, policy)
    expect(conceals).toEqual([])
    expect(tells.map(({ type, persona }) => [type, persona])).toEqual([['invoice', 'strangers']])
    expect(says[1]).toBe('Strangers learn that an `invoice` exists.')
  })

  test('is lost and gained type by type', () => {
    const swapped = Policy.of({ document: { existence: 'authenticated' }, invoice: {} })
    const { tells, conceals } = diff(policy, swapped)
    expect(new Set(tells.map(({ type }) => type))).toEqual(new Set(['document']))
    expect(new Set(conceals.map(({ type }) => type))).toEqual(new Set(['invoice']))
  })

  test('a type that is no longer named is at its strictest', () => {
    const { conceals, types } = diff(policy, Policy.of({ document: policy.types.document }))
    expect(new Set(conceals.map(({ type }) => type))).toEqual(new Set(['invoice']))
    expect(types[0]?.knobs).toEqual([
      { knob: 'existence', before: 'authenticated', after: 'secret', change: 'stricter' },
      { knob: 'list', before: 'empty', after: 'conceal', change: 'alike' },
    ])
  })
})

describe('the tables', () => {
  test('differ cell by cell', () => {
    const { types } = diff(policy, stricter)
    const [item, list] = types[0]?.rows ?? []
    expect(item).toMatchObject({
      requests: ['item'],
      cells: [
        {
          persona: 'strangers',
          before: { exists: { word: '403' }, missing: { word: '404*' }, alike: false },
          after: { exists: { word: '404' }, missing: { word: '404' }, alike: true },
        },
      ],
    })
    expect(list?.cells.map(({ persona }) => persona)).toEqual([
      'strangers',
      'those whom an ancestor stops',
    ])
  })

  test('have one row of requests that change alike, and types that change alike are one', () => {
    const open = { existence: 'public' } as const
    const { types, says } = diff(Policy.of({}), Policy.of({ page: open, image: open }))
    expect(types.map((change) => change.types)).toEqual([['page', 'image']])
    expect(types[0]?.rows.map(({ requests }) => requests)).toEqual([['item', 'list']])
    expect(says[0]).toBe('`page` and `image` are new.')
    expect(says[1]).toBe('`page` and `image`: existence secret → public (looser)')
    expect(says[3]).toMatch(/^item, list: visitors 401 → 401 ≠ 404\*; strangers 404 → /)
    const forbidding = diff(
      Policy.of({ page: {} }),
      Policy.of({ page: { concealAs: 'forbidden' } }),
    )
    expect(forbidding.says[0]).toBe('`page`: concealAs not-found → forbidden')
  })

  test('may be alike where the knobs are not, and it is said', () => {
    const open = { existence: 'public' } as const
    const concealing = Policy.of({ page: { ...open, anonymous: 'conceal' } })
    expect(diff(Policy.of({ page: open }), concealing).says).toEqual([
      '`page`: anonymous challenge → conceal (looser, but nobody learns more)',
      'No persona of the table sees a change.',
    ])
  })

  test('are of personas of your own', () => {
    const tara = { name: 'Tara', authn: Authn.authenticated(), permission: Permission.deny() }
    const { types } = diff(policy, stricter, { personas: [tara] })
    const names = types[0]?.rows.flatMap(({ cells }) => cells.map(({ persona }) => persona))
    expect(new Set(names)).toEqual(new Set(['Tara']))
    expect(() => diff(policy, stricter, { personas: [] })).toThrow(/^diff: personas: /)
  })
})

test('the constants of the service that change are told with their values', () => {
  const resourceMetadata = 'https://a.example/metadata'
  const other = Policy.of(policy.types, { realm: 'other', vary: ['Cookie'], resourceMetadata })
  const changed = diff(policy, other)
  expect(changed).toMatchObject({
    types: [],
    service: [
      { name: 'realm', before: 'api', after: 'other' },
      { name: 'resourceMetadata', before: null, after: resourceMetadata },
      { name: 'vary', before: [], after: ['Cookie'] },
    ],
    says: [
      '`realm`: "api" → "other"',
      '`resourceMetadata`: none → "https://a.example/metadata"',
      '`vary`: [] → ["Cookie"]',
    ],
  })
  expect(diff(other, policy).says[1]).toBe(
    '`resourceMetadata`: "https://a.example/metadata" → none',
  )
})

test('a diff is plain data, frozen, and refuses a policy that was not made', () => {
  const found = diff(policy, Policy.of({}))
  const [change] = found.types
  for (const each of [found, found.tells, found.conceals, found.types, change, change?.knobs[0]])
    expect(Object.isFrozen(each)).toBe(true)
  expect(JSON.parse(JSON.stringify(found))).toEqual(found)
  expect(() => diff(policy, JSON.parse(JSON.stringify(policy)) as never)).toThrow(TypeError)
  expect(() => diff({ ...policy } as never, policy)).toThrow(TypeError)
})
