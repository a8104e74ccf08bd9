/**
 * A permission from what an engine says, once about acting and once about knowing.
 */
import * as Permission from '../domain/Permission.js'
import { ownOf } from '../lib/read.js'

/**
 * What is said beside the act: whether the caller may know, and what the application itself says to a
 * caller who may not act. The latter is the same for everyone.
 */
export interface Options<Question> extends Omit<Permission.Denial, 'mayKnow'> {
  /**
   * May the caller know that the thing exists? It has to be said: as a fact of your own, or as the
   * question that answers it, such as the action `read`, or what the engine answered about it.
   */
  readonly mayKnow: boolean | Question
}

/**
 * Where nobody asks whether the caller may know that the thing exists, a grant implies it and a
 * denial says no. A permission that was not asked about is not guessed from another (AIP-211).
 */
export const permissionOf = <Question>(
  says: (question: Question) => boolean,
  act: Question,
  options: Options<Question> | undefined,
): Permission.Permission => {
  const acts = says(act)
  if (options === undefined) return acts ? Permission.grant() : Permission.deny()
  // an option that there is not goes along, and so becomes a fault of the denial
  const { mayKnow: asked, ...said } = ownOf(options)
  // so does a `mayKnow` that nobody said, as null: to leave it out would let a grant imply it
  const mayKnow = asked === undefined ? null : typeof asked === 'boolean' ? asked : says(asked)
  return acts
    ? Permission.grant(ownOf({ mayKnow } as never))
    : Permission.deny({ ...said, mayKnow } as never)
}
