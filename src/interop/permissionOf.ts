/**
 * A permission from what an engine said, once about acting and once about knowing.
 */
import * as Permission from '../domain/Permission.js'

/** What the application itself says to a caller who may not act. It is the same text for everyone: nothing of it comes from an engine. */
export interface Remedy {
  /** The names of the permissions that are missing. */
  readonly missing?: ReadonlyArray<string> | undefined
  /** Where to ask for them, a URI reference. */
  readonly ask?: string | undefined
}

/**
 * `knows` is whether the caller may know that the thing exists. Where nobody asked, a grant implies it and a denial says no: a
 * permission that was not asked about is not guessed from another (AIP-211).
 */
export const permissionOf = (acts: boolean, knows: boolean | undefined, { missing, ask }: Remedy): Permission.Permission => {
  if (acts) return knows === false ? Permission.grantedBlind : Permission.granted
  const remedy = missing === undefined && ask === undefined ? undefined : { missing, ask }
  if (knows === true) return Permission.deniedKnown(remedy)
  return remedy === undefined ? Permission.denied : Permission.deniedWith(remedy)
}
