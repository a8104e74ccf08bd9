/**
 * Two answers, as the caller sees them.
 */
import { differences, type Difference, type Volatile } from '../observe/Observation.js'
import { observe, type Answer } from './Answer.js'

/** Left out always: the clock is the same for what exists and for what does not. */
export const clock: Volatile = ['date']

/**
 * What tells two answers apart: the empty list of a stranger, say, and a granted list without rows.
 * Both count as answers to a GET. The field `date` is left out.
 *
 * @param first - The first answer.
 * @param second - The second answer.
 * @param volatile - What differs from one answer to the next whatever the resource. Default: none.
 * @returns The differences. The list is empty where the two look alike.
 * @throws TypeError where one of the two is no answer.
 * @example
 * await compare(unavailable, render(unavailable)) // → []
 */
export const compare = async (
  first: Answer,
  second: Answer,
  volatile: Volatile = [],
): Promise<ReadonlyArray<Difference>> =>
  differences(await observe(first, 'GET'), await observe(second, 'GET'), [...clock, ...volatile])
