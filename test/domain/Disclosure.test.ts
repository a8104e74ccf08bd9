/**
 * The knobs, and how they are read from what may be anything. The lattice laws are in `Policy.test.ts`.
 */
import { Disclosure } from 'glomar'
import { describe, expect, test } from 'vitest'

const { strictest, loosest } = Disclosure

test('the ends of the order say the least and the most', () => {
  expect(strictest).toStrictEqual({
    existence: 'secret',
    tell: 'nothing',
    anonymous: 'challenge',
    concealAs: 'not-found',
    list: 'conceal',
    blindAsk: 'off',
  })
  expect(loosest).toStrictEqual({
    existence: 'public',
    tell: 'remedy',
    anonymous: 'conceal',
    concealAs: 'forbidden',
    list: 'empty',
    blindAsk: 'on',
  })
  expect(Disclosure.knobs.existence).toEqual(['secret', 'known', 'authenticated', 'public'])
  expect(Disclosure.knobs.tell).toEqual(['nothing', 'missing', 'remedy'])
})

test('nothing of it can be changed', () => {
  for (const value of [Disclosure.knobs, ...Object.values(Disclosure.knobs), strictest, Disclosure.Lattice])
    expect(Object.isFrozen(value)).toBe(true)
})

describe('of', () => {
  test('takes what is given, and leaves the rest at its strictest', () => {
    expect(Disclosure.of({ existence: 'authenticated', list: 'empty' })).toStrictEqual({
      ...strictest,
      existence: 'authenticated',
      list: 'empty',
    })
  })

  test('takes no value that the knob does not have, and nothing from a prototype', () => {
    expect(Disclosure.of({ existence: 'everyone', tell: 'remedy' } as never)).toStrictEqual({ ...strictest, tell: 'remedy' })
    expect(Disclosure.of(Object.create(loosest) as object)).toBe(strictest)
  })

  test('of equal disclosures makes one', () => {
    expect(Disclosure.of({ ...loosest })).toBe(loosest)
    expect(new Set(Disclosure.values().map(Disclosure.of)).size).toBe(192)
  })
})

test('`values` are all combinations, each whole', () => {
  expect(Disclosure.values().every(Disclosure.is)).toBe(true)
  expect(new Set(Disclosure.values().map((d) => JSON.stringify(d))).size).toBe(4 * 3 * 2 * 2 * 2 * 2)
})

test.each([
  [{ ...loosest }, true],
  [Object.create(loosest), false],
  [{ ...loosest, tell: undefined }, false],
  [{ ...loosest, blindAsk: 'maybe' }, false],
  [(({ blindAsk: _, ...rest }) => rest)(loosest), false],
  [Object.assign(() => undefined, loosest), false],
  [null, false],
  [undefined, false],
])('`is` wants all six knobs of the thing itself: %j', (u, whole) => {
  expect(Disclosure.is(u)).toBe(whole)
})

describe('two disclosures', () => {
  const x = Disclosure.of({ existence: 'public', tell: 'missing', anonymous: 'conceal' })
  const y = Disclosure.of({ existence: 'known', tell: 'remedy', anonymous: 'conceal' })

  test('meet in the stricter of each knob, and join in the looser', () => {
    expect(Disclosure.meet(x, y)).toStrictEqual({ ...strictest, existence: 'known', tell: 'missing', anonymous: 'conceal' })
    expect(Disclosure.join(x, y)).toStrictEqual({ ...strictest, existence: 'public', tell: 'remedy', anonymous: 'conceal' })
  })

  test('are ordered where one is at least as strict in every knob, and equal where both are', () => {
    expect([Disclosure.leq(x, y), Disclosure.leq(y, x), Disclosure.leq(x, x), Disclosure.leq(Disclosure.meet(x, y), x)]).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect(Disclosure.Eq.equals(x, y)).toBe(false)
    expect(Disclosure.Eq.equals(x, { ...x })).toBe(true)
  })
})
