/**
 * The table, row by row. The conditions are written out once more, in words. The first row whose
 * words hold is the answer, in every situation that there is.
 */
import { Disclosure } from 'glomar'
import { describe, expect, test } from 'vitest'
import {
  isDenial,
  isEntitled,
  judge,
  tellsRemedy,
  type Row,
  type Situation,
} from '../../src/engine/judge.js'

const both = [false, true]
const callers = ['anonymous', 'rejected', 'weak', 'underscoped', 'authenticated'] as const
const states = ['present', 'absent', 'blocked'] as const
const expectations = ['present', 'absent', 'either'] as const

/** Every situation there is. */
const situations: ReadonlyArray<Situation> = callers.flatMap((caller) =>
  both.flatMap((guarded) =>
    both.flatMap((understood) =>
      states.flatMap((state) =>
        expectations.flatMap((expects) =>
          Disclosure.values().flatMap((disclosure) =>
            both.flatMap((granted) =>
              both.flatMap((mayKnow) =>
                both.flatMap((stepUpWouldDo) =>
                  both.map((listing) => ({
                    caller,
                    guarded,
                    understood,
                    state,
                    expects,
                    disclosure,
                    granted,
                    mayKnow,
                    stepUpWouldDo,
                    listing,
                  })),
                ),
              ),
            ),
          ),
        ),
      ),
    ),
  ),
)

/** A caller without credentials on a route that requires anything. */
const isNobody = (s: Situation): boolean => s.caller === 'anonymous' && s.guarded

const isGranted = (s: Situation): boolean => s.granted && s.understood && !isNobody(s)
const mayKnow = (s: Situation): boolean => s.mayKnow && !isNobody(s)

const expectedStates = { present: ['present'], absent: ['absent'], either: ['present', 'absent'] }

const entitledBy: Readonly<Record<string, (s: Situation) => boolean>> = {
  secret: (s) => isGranted(s) && mayKnow(s),
  'if-may-know': mayKnow,
  authenticated: (s) => mayKnow(s) || !['anonymous', 'rejected'].includes(s.caller),
  public: () => true,
}

const words: Readonly<Record<string, (s: Situation) => boolean>> = {
  'credentials rejected': (s) => s.caller === 'rejected',
  'weaker than the route requires': (s) => s.caller === 'weak',
  'no alternative of scopes is held': (s) => s.caller === 'underscoped',
  granted: isGranted,
  'the state is expected': (s) => expectedStates[s.expects].includes(s.state),
  'not entitled': (s) => s.state === 'blocked' || !entitledBy[s.disclosure.existence]?.(s),
  'without credentials': (s) => s.caller === 'anonymous',
  'under challenge': (s) => s.disclosure.anonymous === 'challenge',
  'lists a collection': (s) => s.listing,
  'under list: empty': (s) => s.disclosure.list === 'empty',
  'under concealAs: forbidden': (s) => s.disclosure.concealAs === 'forbidden',
  'not present where presence was expected': (s) =>
    s.state !== 'present' && s.expects === 'present',
  'only a stronger authentication is missing': (s) => s.stepUpWouldDo,
}

/** The rows in their order. The last of a rule is what is left of the rule. */
const rows: ReadonlyArray<readonly [Row, ...ReadonlyArray<string>]> = [
  ['1', 'credentials rejected'],
  ['2', 'weaker than the route requires'],
  ['3', 'no alternative of scopes is held'],
  ['4', 'granted', 'the state is expected'],
  ['5a', 'not entitled', 'without credentials', 'under challenge'],
  ['5b', 'not entitled', 'lists a collection', 'under list: empty'],
  ['5c', 'not entitled', 'under concealAs: forbidden'],
  ['5d', 'not entitled'],
  ['6', 'not present where presence was expected'],
  ['7', 'granted'],
  ['8', 'without credentials'],
  ['9a', 'only a stronger authentication is missing'],
  ['9b'],
]

const holds = ([, ...conditions]: (typeof rows)[number], s: Situation): boolean =>
  conditions.every((condition) => words[condition]?.(s))

test('there are 92,160 situations, and the words of each row are known', () => {
  expect(situations).toHaveLength(92_160)
  for (const [, ...conditions] of rows)
    expect(Object.keys(words)).toEqual(expect.arrayContaining(conditions))
})

describe.each(rows.map((row) => [row[0], row] as const))('row %s', (id, row) => {
  const place = rows.indexOf(row)
  const here = situations.filter((s) => judge(s) === id)

  test('is the answer somewhere, and its words hold wherever it is', () => {
    expect(here.length).toBeGreaterThan(0)
    expect(here.find((s) => !holds(row, s))).toBeUndefined()
  })

  test('is the answer wherever its words hold and those of no row before it', () => {
    const first = situations.filter(
      (s) => holds(row, s) && !rows.slice(0, place).some((before) => holds(before, s)),
    )
    expect(first.find((s) => judge(s) !== id)).toBeUndefined()
    expect(first).toHaveLength(here.length)
  })
})

test('entitled is who the knob says, and nobody is entitled to a blocked thing', () => {
  const late = situations.filter((s) => ['anonymous', 'authenticated'].includes(s.caller))
  expect(late.find((s) => isEntitled(s) === words['not entitled']?.(s))).toBeUndefined()
})

test('a denial is row 8 or 9, and a remedy is told in row 9 alone', () => {
  const ids = rows.map(([id]) => id)
  expect(ids.filter(isDenial)).toEqual(['8', '9a', '9b'])
  expect(ids.filter(tellsRemedy)).toEqual(['9a', '9b'])
})

test('where an argument was not made, no situation is ok or a conflict', () => {
  const answers = new Set(situations.filter((s) => !s.understood).map(judge))
  expect([answers.has('4'), answers.has('7')]).toEqual([false, false])
})

test('no disclosure turns ok into a refusal, or a refusal into ok', () => {
  const of = (s: Situation): string => JSON.stringify({ ...s, disclosure: undefined })
  const oks = new Map<string, Set<boolean>>()
  for (const s of situations) oks.set(of(s), (oks.get(of(s)) ?? new Set()).add(judge(s) === '4'))
  expect([...oks.values()].filter((answers) => answers.size > 1)).toEqual([])
})
