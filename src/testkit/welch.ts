/**
 * Welch's t test on two samples of times, after dudect (Reparaz, Balasch and Verbauwhede, 2017): raw,
 * and cropped at several percentiles, since what is slow is slow for reasons of its own.
 */

/** Above it, two samples are said to differ. By chance alone, one pair in 100,000 does. */
export const bound = 4.5

interface Moments {
  readonly n: number
  readonly mean: number
  readonly variance: number
}

const momentsOf = (xs: Float64Array): Moments => {
  const n = xs.length
  const mean = xs.reduce((sum, x) => sum + x, 0) / n
  return { n, mean, variance: xs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (n - 1) }
}

/** Welch's t: positive where the first sample is the slower one. Infinite where nothing varies. */
export const welch = (xs: Float64Array, ys: Float64Array): number => {
  const [x, y] = [momentsOf(xs), momentsOf(ys)]
  const difference = x.mean - y.mean
  return difference === 0 ? 0 : difference / Math.sqrt(x.variance / x.n + y.variance / y.n)
}

/** Shares of both samples together, of which the fastest are kept. */
export const crops: ReadonlyArray<number> = [1, 0.99, 0.95, 0.9, 0.75, 0.5]

/**
 * Welch's t for each crop. Infinite where a crop holds one of the samples nearly alone: so far apart
 * are they. Either sample should have 200 times or more.
 */
export const ofEachCrop = (xs: Float64Array, ys: Float64Array): ReadonlyArray<number> => {
  const pooled = Float64Array.from([...xs, ...ys]).sort()
  return crops.map((share) => {
    const limit = pooled[Math.floor(share * (pooled.length - 1))] ?? Infinity
    const [x, y] = [xs.filter((time) => time <= limit), ys.filter((time) => time <= limit)]
    if (x.length < y.length / 10) return Infinity
    return y.length < x.length / 10 ? -Infinity : welch(x, y)
  })
}

/** The t of the crop that tells the two apart best. What is no number is the largest of all. */
export const largest = (ts: ReadonlyArray<number>): number =>
  ts.reduce((most, t) => (Number.isNaN(most) || Math.abs(t) <= Math.abs(most) ? most : t), 0)

/** The one in the middle. */
export const median = (xs: ArrayLike<number>): number =>
  Float64Array.from(xs).sort()[Math.floor(xs.length / 2)] ?? NaN
