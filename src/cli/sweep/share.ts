/**
 * How much of the service was covered.
 */
import type { Coverage, Result } from './Result.js'
import { exitCodes, type ExitCode } from '../Io.js'

/**
 * The entitled are the control. A route that names no thing has nothing to hide, and one that is
 * skipped was left out on purpose.
 */
const counts = ({ status, why, isEntitled }: Coverage): boolean =>
  isEntitled !== true && status !== 'skipped' && (status !== 'without an id' || why !== undefined)

/** What share of the lines is covered, 0 to 1. */
export const shareOf = (coverage: ReadonlyArray<Coverage>): number => {
  const counted = coverage.filter(counts)
  const covered = counted.filter(({ status }) => status === 'covered')
  return counted.length === 0 ? 0 : covered.length / counted.length
}

/** The share as a person reads it, and never more than it is. */
export const percentOf = (coverage: ReadonlyArray<Coverage>): string =>
  `${String(Math.floor(shareOf(coverage) * 100))} %`

/** The findings that are not accepted. */
export const openOf = ({ findings }: Pick<Result, 'findings'>) =>
  findings.filter(({ kind }) => kind !== 'accepted')

/** What the exit code says of a result. */
export const exitCodeOf = (result: Result, least: number): ExitCode => {
  if (openOf(result).length > 0) return exitCodes.no
  const share = shareOf(result.coverage)
  if (share === 0) return exitCodes.cannotRun
  return share < least ? exitCodes.tooLittle : exitCodes.yes
}
