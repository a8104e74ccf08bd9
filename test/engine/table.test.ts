/**
 * Each row checks what it says, by itself and not only by its place in the table. The answers are held against the twin, the words
 * and clauses against `docs/decision-table.md`.
 */
import { Disclosure } from 'glomar'
import { expect, test } from 'vitest'
import { entitled, expected, type Situation } from '../../src/engine/Situation.js'
import { reasons } from '../../src/engine/reasons.js'
import { judge, rows } from '../../src/engine/table.js'

const words: Readonly<Record<string, (s: Situation) => boolean>> = {
  'credentials rejected': (s) => s.caller === 'rejected',
  authenticated: (s) => !['anonymous', 'rejected'].includes(s.caller),
  'but weaker than the route requires': (s) => s.caller === 'weak',
  'but a scope of the route is missing': (s) => s.caller === 'underscoped',
  anonymous: (s) => s.caller === 'anonymous',
  granted: (s) => s.granted,
  denied: (s) => !s.granted,
  entitled,
  'not entitled': (s) => !entitled(s),
  'the state is one that the request expects': expected,
  'a GET of a collection': (s) => s.listing,
  'not present where presence was expected': (s) => s.expects === 'present' && s.state !== 'present',
  'present where absence was expected': (s) => s.expects === 'absent' && s.state === 'present',
  'a stronger authentication is all that is missing': (s) => s.stepUpWouldDo,
  '`anonymous: challenge`': (s) => s.disclosure.anonymous === 'challenge',
  '`list: empty`': (s) => s.disclosure.list === 'empty',
  '`concealAs: forbidden`': (s) => s.disclosure.concealAs === 'forbidden',
  '`concealAs: not-found`': (s) => s.disclosure.concealAs === 'not-found',
}

const sayings = rows
  .map((row) => ({ ...row, ...reasons[row.id] }))
  .map((row) => ({ ...row, says: row.reads.split(/; |, and |, under | and |, /).map((word) => words[word]) }))

const both = [false, true]

/** Every situation, under the knobs that rows look at themselves: `existence` is the matter of `entitled`. */
const situations = (['anonymous', 'rejected', 'weak', 'underscoped', 'authenticated'] as const).flatMap((caller) =>
  (['present', 'absent', 'gone', 'unreachable'] as const).flatMap((state) =>
    (['present', 'absent', 'either'] as const).flatMap((expects) =>
      Disclosure.values()
        .filter(({ existence, tell, blindAsk }) => existence === 'known' && tell === 'nothing' && blindAsk === 'off')
        .flatMap((disclosure) =>
          both.flatMap((granted) =>
            both.flatMap((mayKnow) =>
              both.flatMap((stepUpWouldDo) =>
                both.map((listing): Situation => ({ caller, state, expects, disclosure, granted, mayKnow, stepUpWouldDo, listing })),
              ),
            ),
          ),
        ),
    ),
  ),
)

test.each(sayings)('row $id: $reads', ({ id, when, says }) => {
  expect(says).not.toContain(undefined)
  const holds = (s: Situation): boolean => says.every((is) => is?.(s))
  // 5d is what is left of those who are not entitled: its words hold at its place alone
  const offender = situations.find((s) => when(s) !== holds(s) && !(id === '5d' && s.disclosure.concealAs === 'forbidden'))
  expect(offender).toBeUndefined()
})

test('in every situation a row holds, and the first is the answer', () => {
  expect(situations.filter((s) => judge(s) !== rows.find(({ when }) => when(s)))).toEqual([])
})
