/**
 * The knobs, and how they are read from what may be anything. The lattice laws are tried on all 32.
 */
import { Disclosure } from 'glomar'
import { describe, expect, test } from 'vitest'
import { laws } from './laws.js'

const { strictest, loosest, Lattice, Eq, leq } = Disclosure
const all = Disclosure.values()

test('the ends of the order disclose the least and the most', () => {
  expect(strictest).toStrictEqual({
    existence: 'secret',
    anonymous: 'challenge',
    concealAs: 'not-found',
    list: 'conceal',
  })
  expect(loosest).toStrictEqual({
    existence: 'public',
    anonymous: 'conceal',
    concealAs: 'forbidden',
    list: 'empty',
  })
})

test('each knob has its values, the strictest first', () => {
  expect(Disclosure.knobs).toStrictEqual({
    existence: ['secret', 'if-may-know', 'authenticated', 'public'],
    anonymous: ['challenge', 'conceal'],
    concealAs: ['not-found', 'forbidden'],
    list: ['conceal', 'empty'],
  })
})

test('no part of it can be changed', () => {
  const values = [Disclosure.knobs, ...Object.values(Disclosure.knobs), ...all, Lattice]
  expect(values.every(Object.isFrozen)).toBe(true)
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
    const odd = { existence: 'everyone', list: 'empty' } as never
    expect(Disclosure.of(odd)).toStrictEqual({ ...strictest, list: 'empty' })
    expect(Disclosure.of(Object.create(loosest) as object)).toBe(strictest)
  })

  test('makes one object of equal disclosures', () => {
    expect(Disclosure.of({ ...loosest })).toBe(loosest)
    expect(new Set([...all, ...all.map(Disclosure.of)]).size).toBe(32)
  })
})

test('`values` are all 32 combinations, each whole', () => {
  expect(all.every(Disclosure.is)).toBe(true)
  expect(new Set(all.map((d) => JSON.stringify(d))).size).toBe(4 * 2 * 2 * 2)
  expect(Disclosure.count).toBe(32)
})

test('each disclosure has a number, 0 for the strictest', () => {
  expect(all.map(Disclosure.numberOf)).toEqual(all.map((_, number) => number))
  expect(all.map((_, number) => Disclosure.at(number))).toEqual(all)
  expect(Disclosure.numberOf({})).toBe(0)
})

test.each([
  [{ ...loosest }, true],
  [Object.create(loosest), false],
  [{ ...loosest, list: undefined }, false],
  [{ ...loosest, anonymous: 'maybe' }, false],
  [(({ list: _, ...rest }) => rest)(loosest), false],
  [Object.assign(() => undefined, loosest), false],
  [null, false],
  [undefined, false],
])('`is` wants all four knobs of the object itself: %j', (u, whole) => {
  expect(Disclosure.is(u)).toBe(whole)
})

describe('disclosures are a bounded distributive lattice', () => {
  test.each(Object.entries(laws(Lattice, Eq.equals, leq)))('%s', (_name, law) => {
    // all 32,768 triples
    const broken = all.flatMap((x) =>
      all.flatMap((y) => all.filter((z) => !law(x, y, z)).map((z) => [x, y, z])),
    )
    expect(broken).toEqual([])
  })

  test('the strictest is below all, the loosest above', () => {
    for (const d of all) expect(leq(Lattice.zero, d) && leq(d, Lattice.one)).toBe(true)
    expect([Lattice.zero, Lattice.one]).toEqual([strictest, loosest])
  })

  test('two meet in the stricter value of each knob, and join in the looser', () => {
    const x = Disclosure.of({ existence: 'public', anonymous: 'conceal' })
    const y = Disclosure.of({ existence: 'if-may-know', anonymous: 'conceal', list: 'empty' })
    const both = { ...strictest, anonymous: 'conceal' }
    expect(Disclosure.meet(x, y)).toStrictEqual({ ...both, existence: 'if-may-know' })
    expect(Disclosure.join(x, y)).toStrictEqual({ ...both, existence: 'public', list: 'empty' })
    expect([leq(x, y), leq(y, x), leq(x, x)]).toEqual([false, false, true])
  })
})

test('two disclosures are equal where each knob is, and not the object', () => {
  for (const x of all) for (const y of all) expect(Eq.equals(x, { ...y })).toBe(x === y)
})

test('a disclosure is shown by the knobs that are not at their strictest', () => {
  expect(Disclosure.Show.show(strictest)).toBe('strictest')
  expect(Disclosure.Show.show(Disclosure.of({ existence: 'public', list: 'empty' }))).toBe(
    'existence: public, list: empty',
  )
  expect(new Set(all.map(Disclosure.Show.show)).size).toBe(32)
})
