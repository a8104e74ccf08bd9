/**
 * What can be done with a verdict: `match`, `isRefusal`, `toEither`, `Eq` and `Show`, for each tag.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { Authn, decide, Facts, Permission, Policy, unavailable, Verdict } from 'glomar'
import { describe, expect, test, vi } from 'vitest'

const policy = Policy.of({
  document: { existence: 'if-may-know' },
  documents: { list: 'empty' },
  folder: {},
})
const emma = Authn.authenticated()
const { grant, deny } = Permission
const document = { method: 'GET', resource: 'document' } as const
const named = { method: 'PUT', resource: 'document', expects: 'absent' } as const
const list = { method: 'GET', resource: 'documents', shape: 'collection' } as const
const without = {
  references: [{ resource: 'folder', facts: Facts.of(null, () => grant()) }],
} as const
const moved = Facts.of({}, () => grant(), without)
const missing = Permission.deny({ mayKnow: true, missingPermissions: ['documents:write'] })

/** Each tag, and how a verdict that has it is shown. */
const verdicts: ReadonlyArray<readonly [shown: string, tag: string, verdict: Verdict]> = [
  ['Ok', 'Ok', decide(document, emma, 'present', grant(), policy)],
  ['Empty', 'Empty', decide(list, emma, 'present', deny(), policy)],
  ['Conflict', 'Conflict', decide(named, emma, 'present', grant(), policy)],
  ['UnresolvedReference', 'UnresolvedReference', decide(document, emma, ...moved, policy)],
  [
    '401 authentication-required',
    'Unauthenticated',
    decide(document, Authn.anonymous, 'present', deny(), policy),
  ],
  ['403 permission-denied', 'Forbidden', decide(document, emma, 'present', missing, policy)],
  ['404 not-found', 'NotFound', decide(document, emma, 'present', deny(), policy)],
  ['404 does-not-exist', 'NotFound', decide(document, emma, 'absent', grant(), policy)],
]

const refusals = ['Unauthenticated', 'Forbidden', 'NotFound']

test.each(verdicts)(
  'the verdicts below have the tags that they should have: %s',
  (_, tag, verdict) => {
    expect(verdict._tag).toBe(tag)
  },
)

describe('match', () => {
  test.each(verdicts)(
    'calls the function for the tag, and no other: %s',
    (_shown, tag, verdict) => {
      const cases = {
        Ok: vi.fn(() => 1),
        Empty: vi.fn(() => 2),
        Conflict: vi.fn(() => 3),
        UnresolvedReference: vi.fn(() => 4),
        Refusal: vi.fn(() => 5),
      }
      const name = (refusals.includes(tag) ? 'Refusal' : tag) as keyof typeof cases
      const expected = Object.keys(cases).indexOf(name) + 1
      expect(Verdict.match(cases)(verdict)).toBe(expected)
      expect(cases[name]).toHaveBeenCalledExactlyOnceWith(verdict)
      const called = Object.values(cases).filter(({ mock }) => mock.calls.length > 0)
      expect(called).toHaveLength(1)
    },
  )

  test('knows the tags of the verdict in a pipe', () => {
    const status: number = pipe(
      decide(list, emma, 'present', deny(), policy),
      Verdict.match({ Ok: () => 200, Empty: () => 200, Refusal: ({ status }) => status }),
    )
    expect(status).toBe(200)
  })

  test('throws for a case that is missing, and gives no `undefined`', () => {
    const cases = { Ok: () => 200 } as never
    const refused = decide(document, emma, 'present', deny(), policy)
    expect(() => Verdict.match(cases)(refused)).toThrow(TypeError)
  })
})

describe('isRefusal', () => {
  test.each(verdicts)('is true of a 401, a 403 and a 404 alone: %s', (_shown, tag, verdict) => {
    expect(Verdict.isRefusal(verdict)).toBe(refusals.includes(tag))
  })

  test('is false of `unavailable`, because nothing was decided', () => {
    expect(Verdict.isRefusal(unavailable)).toBe(false)
  })
})

describe('toEither', () => {
  test.each(verdicts)('is right for Ok alone: %s', (_shown, tag, verdict) => {
    const either = tag === 'Ok' ? E.right(verdict) : E.left(verdict)
    expect(Verdict.toEither(verdict)).toStrictEqual(either)
  })
})

describe('Eq', () => {
  test.each(verdicts)('is by what is said, and not by the object: %s', (_shown, _tag, verdict) => {
    const equal = verdicts.filter(([, , other]) => Verdict.Eq.equals(verdict, other))
    expect(equal.map(([, , other]) => other)).toEqual([verdict])
    expect(Verdict.Eq.equals(verdict, structuredClone(verdict))).toBe(true)
  })

  test('tells a header and a member of the body', () => {
    const hidden = decide(document, emma, 'present', deny(), policy)
    if (hidden._tag !== 'NotFound') throw new Error('expected a 404')
    const headers = { ...hidden.headers, vary: 'Cookie' }
    expect(Verdict.Eq.equals(hidden, { ...hidden, headers })).toBe(false)
    const body = { ...hidden.body, detail: 'it was deleted' }
    expect(Verdict.Eq.equals(hidden, { ...hidden, body })).toBe(false)
  })
})

describe('Show', () => {
  test.each(verdicts)('shows a verdict: %s', (shown, _tag, verdict) => {
    expect(Verdict.Show.show(verdict)).toBe(shown)
  })

  test('shows the 503', () => {
    expect(Verdict.Show.show(unavailable)).toBe('503 unavailable')
  })
})

test('no function of it can be replaced', () => {
  expect(Object.isFrozen(Verdict)).toBe(true)
})
