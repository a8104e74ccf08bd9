/**
 * What is said of repeated measurements: the median, and the quartiles for their spread.
 */
export interface Summary {
  readonly lower: number
  readonly median: number
  readonly upper: number
}

export const summary = (measured: ReadonlyArray<number>): Summary => {
  const sorted = [...measured].sort((x, y) => x - y)
  const at = (share: number): number => {
    const position = share * (sorted.length - 1)
    const [below, above] = [sorted[Math.floor(position)] ?? NaN, sorted[Math.ceil(position)] ?? NaN]
    return below + (above - below) * (position % 1)
  }
  return { lower: at(0.25), median: at(0.5), upper: at(0.75) }
}

export const median = (measured: ReadonlyArray<number>): number => summary(measured).median

/** Round by round, so that what slows a whole round cancels out. */
export const ratios = (xs: ReadonlyArray<number>, ys: ReadonlyArray<number>): ReadonlyArray<number> => xs.map((x, i) => x / (ys[i] ?? NaN))
