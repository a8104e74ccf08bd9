/**
 * What is said of two versions of a policy.
 */
import { Disclosure, Policy } from 'glomar'
import { diff } from 'glomar/analysis'
import { describe, expect, test } from 'vitest'

const policy = Policy.of({
  invoice: { existence: 'authenticated' },
  document: { existence: 'if-may-know' },
})

const statuses = (before: Policy.Policy, after: Policy.Policy): ReadonlyArray<unknown> =>
  diff(before, after).answers.map((change) =>
    [change.before, change.after].map((verdict) =>
      'status' in verdict ? verdict.status : verdict._tag,
    ),
  )

test('nothing changes where only the text differs', () => {
  const rewritten = Policy.of({ unheard: Disclosure.strictest, ...policy.types })
  expect(diff(policy, rewritten)).toEqual({ tells: [], conceals: [], answers: [] })
})

describe('what is told', () => {
  const stricter = Policy.of({ ...policy.types, invoice: { existence: 'if-may-know' } })

  test('is no longer told to those who lose it', () => {
    const { tells, conceals } = diff(policy, stricter)
    expect(tells).toEqual([])
    expect(conceals.map(({ resource, who, learns }) => [resource, who, learns])).toEqual([
      [
        'invoice',
        'an authenticated caller who is denied',
        ['existence', 'missing-permissions', 'request-access', 'step-up'],
      ],
    ])
    expect(conceals[0]?.says).toMatch(
      /^An authenticated caller who is denied no longer learns that an `invoice` exists, /,
    )
  })

  test('is told anew to those who gain it', () => {
    const { tells, conceals } = diff(stricter, policy)
    expect(conceals).toEqual([])
    expect(tells.map(({ says }) => says)).toEqual([
      expect.stringMatching(
        /^An authenticated caller who is denied learns that an `invoice` exists/,
      ),
    ])
  })

  test('is lost and gained type by type', () => {
    const swapped = Policy.of({ document: { existence: 'authenticated' }, invoice: {} })
    const { tells, conceals } = diff(policy, swapped)
    expect(new Set(tells.map(({ resource }) => resource))).toEqual(new Set(['document']))
    expect(new Set(conceals.map(({ resource }) => resource))).toEqual(new Set(['invoice']))
  })

  test('a type that is no longer named is at its strictest', () => {
    const { conceals } = diff(policy, Policy.of({ document: { existence: 'if-may-know' } }))
    expect(new Set(conceals.map(({ resource }) => resource))).toEqual(new Set(['invoice']))
  })
})

describe('each answer that changes', () => {
  test('is listed with the situations in which it does', () => {
    const uniform = { existence: 'if-may-know', concealAs: 'forbidden' } as const
    const { answers } = diff(policy, Policy.of({ ...policy.types, document: uniform }))
    const [change, ...rest] = answers
    expect(rest).toEqual([])
    expect(change).toMatchObject({
      types: ['document'],
      others: false,
      before: { status: 404 },
      after: { status: 403 },
    })
    const listed = change?.situations ?? []
    const item = 'GET of an item by an authenticated caller'
    expect(listed).toContain(`${item} who is denied and may not know: present`)
    expect(listed).toContain(`${item} who is granted and may not know: absent`)
    expect(listed).toContain(`${item}: an ancestor is in the way`)
    expect(listed).not.toContain(`${item} who is denied and may know: present`)
    expect(new Set(listed).size).toBe(listed.length)
  })

  test('is kept apart from the others', () => {
    const loose = { anonymous: 'conceal', concealAs: 'forbidden' } as const
    expect(statuses(Policy.of({ document: {} }), Policy.of({ document: loose }))).toEqual([
      [401, 403],
      // on a guarded route, where the challenge is another
      [401, 403],
      [404, 403],
    ])
  })

  test('is listed where only an ancestor in the way shows it', () => {
    const before = Policy.of({ page: { existence: 'public' } })
    const after = Policy.of({ page: { existence: 'public', list: 'empty' } })
    const { answers } = diff(before, after)
    expect(statuses(before, after)).toEqual([[404, 'Empty']])
    expect(answers[0]?.situations).toEqual([
      'GET of a collection by an authenticated caller: an ancestor is in the way',
      'GET of a collection that should not be there by an authenticated caller: ' +
        'an ancestor is in the way',
      'GET of a collection, there or not by an authenticated caller: an ancestor is in the way',
    ])
  })

  test('is listed for the types without a name where the service changes', () => {
    const { answers, tells, conceals } = diff(Policy.of({}), Policy.of({}, { realm: 'other' }))
    expect([...tells, ...conceals]).toEqual([])
    expect(answers[0]).toMatchObject({
      types: [],
      others: true,
      before: { headers: { 'www-authenticate': 'Bearer realm="api"' } },
      after: { headers: { 'www-authenticate': 'Bearer realm="other"' } },
    })
    const situations = answers.flatMap((change) => change.situations)
    expect(situations).toContain('GET of an item by an authenticated caller who is granted: absent')
    // what is granted is granted as before
    expect(situations).not.toContain(
      'GET of an item by an authenticated caller who is granted: present',
    )
  })
})

test('a diff is frozen, and refuses a policy that was not made', () => {
  const found = diff(policy, Policy.of({}))
  for (const each of [
    found,
    found.tells,
    found.conceals,
    found.answers,
    ...found.answers,
    found.answers[0]?.before,
  ])
    expect(Object.isFrozen(each)).toBe(true)
  expect(() => diff(policy, JSON.parse(JSON.stringify(policy)) as never)).toThrow(TypeError)
  expect(() => diff({ ...policy } as never, policy)).toThrow(TypeError)
})
