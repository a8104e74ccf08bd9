/**
 * Two answers, as the caller sees them.
 */
import { differences, type Difference, type Volatile } from '../observe/Observation.js'
import { observe, type Answer } from './Answer.js'

/** Left out always: the clock is the same for what exists and for what does not. */
export const clock: Volatile = ['date']

/**
 * What tells the two apart. The list is empty where they look alike: the empty list of a stranger,
 * say, and a granted list without rows.
 */
export const compare = async (
  first: Answer,
  second: Answer,
  volatile: Volatile = [],
): Promise<ReadonlyArray<Difference>> =>
  differences(await observe(first, 'GET'), await observe(second, 'GET'), [...clock, ...volatile])
