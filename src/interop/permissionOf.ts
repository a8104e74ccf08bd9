/**
 * A permission from what an engine says, once about acting and once about knowing.
 */
import * as Permission from '../domain/Permission.js'
import { own } from '../domain/grammar.js'

/** What is asked beside the act, and what the application itself says to a caller who may not act: the same text for everyone. */
export interface Options<Question> {
  /** What shows that the thing exists: an action such as `read`, or the answer about it. Without it, a denied caller may not know. */
  readonly knows?: Question | undefined
  /** The names of the permissions that are missing. */
  readonly missing?: ReadonlyArray<string> | undefined
  /** Where to ask for them, a URI reference. */
  readonly ask?: string | undefined
}

/**
 * Where nobody asks whether the caller may know that the thing exists, a grant implies it and a denial says no: a permission that was not
 * asked about is not guessed from another (AIP-211).
 */
export const permissionOf = <Question>(
  says: (question: Question) => boolean,
  act: Question,
  options: Options<Question>,
): Permission.Permission => {
  const knows = own(options, 'knows') as Question | undefined
  const acts = says(act)
  const known = knows === undefined ? acts : says(knows)
  if (acts) return known ? Permission.granted : Permission.grantedBlind
  const missing = own(options, 'missing') as Options<Question>['missing']
  const ask = own(options, 'ask') as Options<Question>['ask']
  const remedy = missing === undefined && ask === undefined ? undefined : { missing, ask }
  if (known) return Permission.deniedKnown(remedy)
  return remedy === undefined ? Permission.denied : Permission.deniedWith(remedy)
}
