/**
 * Certificates and counterexamples, for the engine and for faulty ones.
 */
import { decide, Policy, type Refusal } from 'glomar'
import { neverLeaks, type Counterexample } from 'glomar/analysis'
import { describe, expect, test } from 'vitest'
import type { Decide } from '../../src/analysis/answers.js'
import { leaksOf } from '../../src/analysis/neverLeaks.js'

const secret = Policy.of({ secret: {} })

const found = (answered: ReturnType<typeof neverLeaks>): ReadonlyArray<Counterexample> =>
  answered._tag === 'Left' ? answered.left : []

test('a policy that leaves it to the permission who may know is certified', () => {
  const keeping = { existence: 'if-may-know', list: 'empty' } as const
  expect(neverLeaks(Policy.of({ document: keeping, user: {}, other: keeping }))).toEqual({
    _tag: 'Right',
    right: {
      holds: 'visitors, strangers and those whom an ancestor stops see the same in all worlds',
      types: 3,
      answers: 2 * 6 * 6 * 8 * 6,
    },
  })
})

test.each([
  ['authenticated', ['signed-in callers']],
  ['public', ['visitors', 'visitors on a guarded route', 'signed-in callers']],
] as const)('`existence: %s` leaks, and it is said to whom', (existence, who) => {
  const leaks = found(neverLeaks(Policy.of({ open: { existence }, secret: {} })))
  expect(new Set(leaks.map(({ types }) => types.join()))).toEqual(new Set(['open']))
  expect([...new Set(leaks.map(({ callers }) => callers))]).toEqual(who)
})

/** What a faulty engine does to a refusal. */
type Fault = (refusal: Refusal, ...facts: Parameters<Decide>) => object

/** The engine, with something done to its refusals. */
const faulty =
  (fault: Fault): Decide =>
  (...facts) => {
    const asDecide: Decide = decide
    const verdict = asDecide(...facts)
    return 'status' in verdict ? { ...verdict, ...fault(verdict, ...facts) } : verdict
  }

const leaking = (fault: Fault): ReadonlyArray<Counterexample> =>
  found(leaksOf(secret, faulty(fault)))

describe('a faulty engine is found', () => {
  test('that tells two states apart, with where and by what', () => {
    const leaks = leaking(({ headers }, _route, _authn, state) =>
      state === 'present' ? { headers: { ...headers, etag: '"7"' } } : {},
    )
    expect(leaks[0]).toMatchObject({
      types: ['secret'],
      others: true,
      callers: 'visitors',
      request: 'GET of an item',
      worlds: [
        { world: 'present', permission: 'denied and may not know' },
        { world: 'absent', permission: 'denied and may not know' },
      ],
      differences: [{ channel: 'header', field: 'etag', says: 'header `etag` only in the first' }],
    })
    // every caller, by every request
    expect(leaks).toHaveLength(36)
  })

  test('that tells two permissions apart', () => {
    const leaks = leaking(({ body }, _route, _authn, _state, { remedy }) =>
      remedy === undefined ? {} : { body: { ...body, detail: 'ask' } },
    )
    expect(leaks[0]?.worlds.map(({ world, permission }) => [world, permission])).toEqual([
      ['present', 'denied and may not know'],
      ['present', 'denied with a way to ask for access and may not know'],
    ])
  })

  test('that tells an ancestor that is missing from one that is hidden', () => {
    const leaks = leaking(({ body }, _route, _authn, _state, { ancestors }) =>
      ancestors.some(({ state }) => state === 'absent') ? { body: { ...body, detail: 'gap' } } : {},
    )
    expect(leaks[0]?.worlds.map(({ world }) => world)).toEqual([
      'present',
      'present, below a missing ancestor',
    ])
    expect(leaks).toHaveLength(36)
  })

  test('that tells whoever is granted that an ancestor is missing', () => {
    const leaks = leaking(({ body }, _route, _authn, _state, { ancestors, _tag }) =>
      _tag === 'Granted' && ancestors.some(({ state }) => state === 'absent')
        ? { body: { ...body, detail: 'gap' } }
        : {},
    )
    expect(leaks).toHaveLength(36)
  })

  test('that tells those whom rows 1 to 3 stop what they would be granted', () => {
    const leaks = leaking(({ body }, _route, _authn, state, { _tag, ancestors }) =>
      _tag === 'Granted' && state === 'present' && ancestors.length === 0
        ? { body: { ...body, detail: 'granted' } }
        : {},
    )
    expect([...new Set(leaks.map(({ callers }) => callers))]).toEqual([
      'visitors on a guarded route',
      'callers with rejected credentials',
      'callers who are too weakly authenticated for the route',
      'callers who lack a scope of the route',
    ])
  })
})

test('answers are frozen, and a policy that was not made is refused', () => {
  const [leak] = found(neverLeaks(Policy.of({ page: { existence: 'public' } })))
  for (const each of [leak, leak?.worlds, leak?.worlds[0], leak?.differences])
    expect(Object.isFrozen(each)).toBe(true)
  expect(Object.isFrozen(neverLeaks(secret))).toBe(true)
  expect(() => neverLeaks({ ...secret } as never)).toThrow(TypeError)
})
