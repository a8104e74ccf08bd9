/**
 * A permission from what an engine says, once about acting and once about knowing.
 */
import * as Permission from '../domain/Permission.js'
import { ownOf } from '../lib/read.js'

/**
 * What is asked beside the act, and what the application itself says to a caller who may not act:
 * the same for everyone.
 */
export interface Options<Question> extends Omit<Permission.Denial, 'mayKnow'> {
  /**
   * What shows that the thing exists: an action such as `read`, or the answer about it. Without it,
   * a denied caller may not know.
   */
  readonly knows?: Question | undefined
}

/**
 * Where nobody asks whether the caller may know that the thing exists, a grant implies it and a
 * denial says no. A permission that was not asked about is not guessed from another (AIP-211).
 */
export const permissionOf = <Question>(
  says: (question: Question) => boolean,
  act: Question,
  options: Options<Question>,
): Permission.Permission => {
  // an option that there is not goes along, and so becomes a fault of the denial
  const { knows, ...said } = ownOf(options)
  const acts = says(act)
  const mayKnow = knows === undefined ? acts : says(knows)
  return acts ? Permission.grant(ownOf({ mayKnow })) : Permission.deny(ownOf({ ...said, mayKnow }))
}
