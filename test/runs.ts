/**
 * How often a property is tried. Where the tests themselves are tested, less often and on the same
 * data every time.
 */
export const runs = (numRuns: number): { readonly numRuns: number; readonly seed?: number } =>
  process.env['MUTATION'] === undefined
    ? { numRuns }
    : { numRuns: Math.ceil(numRuns / 100), seed: 404 }
