/**
 * Who is entitled, and which states are expected: the law's words, case by case.
 */
import { Disclosure, type ResourceState } from 'glomar'
import { describe, expect, test } from 'vitest'
import { entitled, expected, type Situation } from '../../src/engine/Situation.js'

describe('entitled to learn that it exists', () => {
  const as = (existence: Disclosure.Disclosure['existence'], caller: Situation['caller'], granted: boolean, mayKnow: boolean) =>
    ({ caller, state: 'present', granted, mayKnow, disclosure: Disclosure.of({ existence }) }) as const

  test.each([
    ['secret', 'authenticated', true, true, true],
    ['secret', 'authenticated', true, false, false],
    ['secret', 'authenticated', false, true, false],
    ['known', 'anonymous', false, true, true],
    ['known', 'authenticated', true, false, false],
    ['authenticated', 'authenticated', false, false, true],
    ['authenticated', 'anonymous', false, false, false],
    ['authenticated', 'anonymous', false, true, true],
    ['public', 'anonymous', false, false, true],
  ] as const)('under %s: %s, granted %s, may know %s: %s', (existence, caller, granted, mayKnow, is) => {
    expect(entitled(as(existence, caller, granted, mayKnow))).toBe(is)
  })

  test.each(Disclosure.knobs.existence)('of an unreachable thing, nobody is, even under %s', (existence) => {
    expect(entitled({ ...as(existence, 'authenticated', true, true), state: 'unreachable' })).toBe(false)
  })
})

test.each<[Situation['expects'], ReadonlyArray<ResourceState>]>([
  ['present', ['present']],
  ['absent', ['absent', 'gone']],
  ['either', ['present', 'absent', 'gone']],
])('where %s is expected, so are the states %j', (expects, states) => {
  const all: ReadonlyArray<ResourceState> = ['present', 'absent', 'gone', 'unreachable']
  expect(all.filter((state) => expected({ state, expects }))).toEqual(states)
})
