/**
 * Welch's t test, on samples whose t is known.
 */
import { describe, expect, test } from 'vitest'
import { bound, crops, largest, median, ofEachCrop, welch } from '../../src/testkit/welch.js'

const of = (...xs: ReadonlyArray<number>): Float64Array => Float64Array.from(xs)
const times = (n: number, f: (i: number) => number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => f(i))

describe("Welch's t", () => {
  test('is the difference of the means over its standard error', () => {
    // means 2 and 5, variances 1 and 20/3: -3 / √(1/3 + 5/3)
    expect(welch(of(1, 2, 3), of(2, 4, 6, 8))).toBeCloseTo(-3 / Math.SQRT2, 12)
    expect(welch(of(2, 4, 6, 8), of(1, 2, 3))).toBeCloseTo(3 / Math.SQRT2, 12)
  })
  test('is 0 where the means agree, and infinite where nothing else varies', () => {
    expect(welch(of(1, 3), of(2, 2))).toBe(0)
    expect(welch(of(2, 2), of(2, 2))).toBe(0)
    expect(welch(of(3, 3), of(2, 2))).toBe(Infinity)
    expect(welch(of(2, 2), of(3, 3))).toBe(-Infinity)
  })
  test('is no number where a time is none, and that counts as the largest', () => {
    expect(welch(of(NaN, 1), of(1, 2))).toBeNaN()
    expect(largest([1, NaN, -9])).toBeNaN()
    expect(largest([NaN])).toBeNaN()
  })
})

describe('the crops', () => {
  test('are each of the fastest of both samples, and the first is of all', () => {
    const [xs, ys] = [times(1_000, (i) => i), times(1_000, (i) => i + 0.5)]
    const ts = ofEachCrop(xs, ys)
    expect(ts).toHaveLength(crops.length)
    expect(ts[0]).toBe(welch(xs, ys))
    // the fastest half of 2,000: half of each sample, the limit included
    expect(ts.at(-1)).toBe(welch(xs.slice(0, 500), ys.slice(0, 500)))
    expect(ts[1]).toBe(welch(xs.slice(0, 990), ys.slice(0, 990)))
  })
  test('find what a few slow answers hide', () => {
    const slow = (i: number): number => (i % 20 === 0 ? 5_000 * (i % 7) : 0)
    const ts = ofEachCrop(
      times(1_000, (i) => 10 + (i % 10) + slow(i)),
      times(1_000, (i) => 8 + (i % 10) + slow(i + 10)),
    )
    expect(Math.abs(ts[0] ?? NaN)).toBeLessThan(bound)
    expect(largest(ts)).toBeGreaterThan(bound)
  })
  test('are infinite where they hold one sample nearly alone', () => {
    const fast = (n: number): Float64Array => times(200, (i) => (i < n ? i : 1_000 + i))
    // the fastest half of 400: 18 of the one and 182 of the other; and 19 with 181
    const [some, many, more, few] = [fast(18), fast(182), fast(181), fast(19)]
    expect(ofEachCrop(some, many).at(-1)).toBe(Infinity)
    expect(ofEachCrop(many, some).at(-1)).toBe(-Infinity)
    expect(Number.isFinite(ofEachCrop(few, more).at(-1))).toBe(true)
    expect(Number.isFinite(ofEachCrop(more, few).at(-1))).toBe(true)
    // a tenth is enough: 20 of the one and 200 of the other
    const of220 = (n: number): Float64Array => times(220, (i) => (i < n ? i : 1_000 + i))
    expect(Number.isFinite(ofEachCrop(of220(20), of220(200)).at(-1))).toBe(true)
    expect(Number.isFinite(ofEachCrop(of220(200), of220(20)).at(-1))).toBe(true)
  })
  test('leave the samples as they are', () => {
    const [xs, ys] = [of(3, 1, 2), of(2, 3, 1)]
    ofEachCrop(xs, ys)
    expect([xs, ys]).toEqual([of(3, 1, 2), of(2, 3, 1)])
  })
})

test('the largest t is that of the largest size, with its sign', () => {
  expect(largest([1, -3, 2])).toBe(-3)
  expect(largest([1, 3, -2])).toBe(3)
  expect(largest([3, -3])).toBe(3)
  expect(largest([])).toBe(0)
})

test('the median is in the middle, the upper one of two', () => {
  expect(median([9, 1, 5])).toBe(5)
  expect(median([10, 9])).toBe(10)
  expect(median([])).toBeNaN()
})
