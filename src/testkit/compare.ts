/**
 * Two answers, as the caller sees them.
 */
import { differences, type Difference, type Volatile } from '../proof/Observation.js'
import { observe, type Answer } from './Answer.js'

/** Fields that differ from one answer to the next whatever the resource. What a server adds beyond `Date` is declared by its owner. */
export const usuallyVolatile: Volatile = ['date']

/**
 * What tells the two apart: nothing, if they look alike. An empty list for a stranger, say, against a granted one without rows.
 */
export const compare = async (first: Answer, second: Answer, volatile: Volatile = usuallyVolatile): Promise<ReadonlyArray<Difference>> =>
  differences(await observe(first, 'GET'), await observe(second, 'GET'), volatile)
