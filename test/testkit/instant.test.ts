/**
 * Another time, for as long as a function runs.
 */
import { describe, expect, test } from 'vitest'
import { at } from '../../src/testkit/instant.js'

const instant = Date.UTC(2031, 10, 23, 13, 47, 29, 531)

describe('at an instant', () => {
  const own = (): unknown => Object.getOwnPropertyDescriptor(performance, 'now')

  test('all clocks tell that time, and no trace is left of it', () => {
    expect(own()).toBeUndefined()
    const told = at(instant, () => [
      Date.now(),
      new Date().getTime(),
      performance.now(),
      new Date(Date()).getTime(),
    ])
    expect(own()).toBeUndefined()
    expect(told).toEqual([instant, instant, instant, instant - 531])
  })
  test('a date that is given stays as it is, and is a date', () => {
    const [given, parsed, parts, utc] = at(instant, () => [
      new Date(0),
      new Date('2020-01-01T00:00:00Z'),
      new Date(2020, 1, 2),
      Date.UTC(2020, 1, 2),
    ])
    expect([given, parsed, parts, utc]).toEqual([
      new Date(0),
      new Date('2020-01-01T00:00:00Z'),
      new Date(2020, 1, 2),
      Date.UTC(2020, 1, 2),
    ])
    expect(at(instant, () => new Date() instanceof Date)).toBe(true)
    expect(at(instant, () => new Date())).toBeInstanceOf(Date)
  })
  test('the clocks go on afterwards, also where the function throws', () => {
    const [date, before] = [Date, own()]
    expect(() =>
      at(instant, () => {
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(Date).toBe(date)
    expect(own()).toEqual(before)
    expect(Date.now()).not.toBe(instant)
  })
  test('a clock of a test runner stays in its place', () => {
    const fake = (): number => 7
    performance.now = fake
    try {
      expect(at(instant, () => performance.now())).toBe(instant)
      expect(performance.now()).toBe(7)
    } finally {
      Reflect.deleteProperty(performance, 'now')
    }
  })
})
