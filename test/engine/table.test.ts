/**
 * The tables say what `judge` says: every setting has a number and a table of its own, and every cell
 * stands for one situation.
 */
import { Disclosure, Permission } from 'glomar'
import { expect, test } from 'vitest'
import { resourceStates } from '../../src/domain/ResourceState.js'
import { isGranted, judge, type Caller } from '../../src/engine/judge.js'
import {
  blocked,
  cellAt,
  columnOf,
  hasRemedy,
  numberOfSetting,
  situationAt,
  standingOf,
  tableOf,
  type Setting,
} from '../../src/engine/table.js'

const callers: ReadonlyArray<Caller> = [
  'rejected',
  'weak',
  'underscoped',
  'anonymous',
  'authenticated',
]
const both = [false, true]

const settings: ReadonlyArray<Setting> = Disclosure.values().flatMap((disclosure) =>
  (['present', 'absent', 'either'] as const).flatMap((expects) =>
    both.flatMap((guarded) =>
      both.flatMap((understood) =>
        both.flatMap((listing) =>
          callers.map((caller) => ({
            caller,
            guarded,
            understood,
            expects,
            listing,
            disclosure,
          })),
        ),
      ),
    ),
  ),
)

test('every setting has a number of its own, whoever the caller is', () => {
  const numbers = new Set(settings.map(numberOfSetting))
  expect(numbers.size).toBe(768)
  expect(Math.min(...numbers)).toBe(0)
  expect(Math.max(...numbers)).toBe(767)
})

test('every table holds what `judge` says of its cells', () => {
  expect(settings).toHaveLength(3_840)
  const wrong = settings.filter((setting) => {
    const table = tableOf(setting)
    const cells = table.map((_, cell) => judge(situationAt(setting, cell)))
    return table.length !== 64 || table.some((row, cell) => row !== cells[cell])
  })
  expect(wrong).toEqual([])
})

const permissions = {
  granted: Permission.grant(),
  'granted blind': Permission.grant({ mayKnow: false }),
  denied: Permission.deny(),
  'denied with a link': Permission.deny({ mayKnow: true, requestAccess: '/ask' }),
  'a step-up': Permission.stepUp({ mayKnow: true, maxAge: 60 }),
}

test.each([
  ['granted', { granted: true, mayKnow: true, stepUpWouldDo: false }, false],
  ['granted blind', { granted: true, mayKnow: false, stepUpWouldDo: false }, false],
  ['denied', { granted: false, mayKnow: false, stepUpWouldDo: false }, false],
  ['denied with a link', { granted: false, mayKnow: true, stepUpWouldDo: false }, true],
  ['a step-up', { granted: false, mayKnow: true, stepUpWouldDo: true }, true],
] as const)('the cell of %s stands for it', (name, facts, remedy) => {
  const [setting] = settings as [Setting]
  for (const state of resourceStates) {
    const cell = cellAt(standingOf(permissions[name]), columnOf(state))
    expect(situationAt(setting, cell)).toEqual({
      ...setting,
      ...facts,
      state,
      // the first of the settings is not understood
      understood: false,
    })
    expect(hasRemedy(cell)).toBe(remedy)
  }
})

test('a state that is none is absent and not understood, and a blocked one is blocked', () => {
  const setting = settings.find(({ understood }) => understood) as Setting
  for (const odd of ['presents', 'presenT', 'abcent', '', 'x'.repeat(99), 7, null, undefined]) {
    const situation = situationAt(setting, cellAt(standingOf(Permission.grant()), columnOf(odd)))
    expect(situation).toMatchObject({ state: 'absent', understood: false })
    expect(isGranted(situation)).toBe(false)
  }
  expect(situationAt(setting, cellAt(0, blocked))).toMatchObject({
    state: 'blocked',
    understood: true,
  })
})
