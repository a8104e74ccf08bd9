/**
 * What a policy tells though nobody expects it.
 */
import { Disclosure, Policy } from 'glomar'
import { unexpected } from 'glomar/analysis'
import { describe, expect, test } from 'vitest'

describe.each([undefined, 'authenticated', 'public'] as const)(
  'where %s is expected',
  (expected) => {
    const allowed = { undefined: 1, authenticated: 2, public: 3 }[String(expected)] ?? -1
    const expectations = expected === undefined ? {} : { document: expected }

    test('each disclosure keeps to it that entitles no more strangers, and no other', () => {
      for (const document of Disclosure.values()) {
        const told = unexpected(Policy.of({ document }), expectations)
        const keeps = Disclosure.knobs.existence.indexOf(document.existence) <= allowed
        expect([document, told.length === 0]).toEqual([document, keeps])
      }
    })
  },
)

test('only what goes beyond is told, in sentences and for the type alone', () => {
  const policy = Policy.of({
    invoice: { existence: 'public' },
    document: { existence: 'authenticated' },
    folder: { existence: 'if-may-know' },
  })
  const told = unexpected(policy, { invoice: 'authenticated', document: 'authenticated' })
  expect(told).toEqual([
    {
      kind: 'tells',
      types: ['invoice'],
      personas: [{ persona: 'visitors', learns: ['existence'] }],
      says: 'Visitors learn that an `invoice` exists.',
    },
  ])
  expect(Object.isFrozen(told)).toBe(true)
  expect(unexpected(policy, {}).map(({ types, says }) => [types, says])).toEqual([
    [['invoice'], 'Visitors and strangers learn that an `invoice` exists.'],
    [['document'], 'Strangers learn that a `document` exists.'],
  ])
})

test('types of which the same is told share a finding', () => {
  const policy = Policy.of({
    invoice: { existence: 'public' },
    document: { existence: 'public', list: 'empty' },
  })
  expect(unexpected(policy, {}).map(({ types }) => types)).toEqual([['invoice', 'document']])
})

test('an action is a type of its own', () => {
  const policy = Policy.of({ 'document:delete': { existence: 'public' } })
  expect(unexpected(policy, { document: 'public' })).not.toEqual([])
  expect(unexpected(policy, { 'document:delete': 'public' })).toEqual([])
})

test('a type of any name is expected to tell nothing, unless it is listed', () => {
  const policy = Policy.of(
    JSON.parse('{ "__proto__": { "existence": "public" }, "constructor": {} }') as object,
  )
  expect(unexpected(policy, {}).flatMap(({ types }) => types)).toEqual(['__proto__'])
  expect(
    unexpected(policy, JSON.parse('{ "__proto__": "public" }') as Record<string, 'public'>),
  ).toEqual([])
})

test('a policy that was not made is refused', () => {
  expect(() => unexpected({ ...Policy.of({}) } as never, {})).toThrow(TypeError)
})
