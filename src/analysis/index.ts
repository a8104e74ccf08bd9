/**
 * Questions about a policy, answered over every class of caller, request, permission and world.
 */
export { diff, type Change, type Diff } from './diff.js'
export { findings, type Finding } from './findings.js'
export type { LoosestAction } from './loosestActions.js'
export {
  neverLeaks,
  type Answered,
  type Certificate,
  type Counterexample,
  type Seen,
} from './neverLeaks.js'
export type { NoEffect } from './noEffects.js'
export type { Learnt, Tells } from './tellings.js'
export type { Channel, Difference, Field, Observation } from '../observe/Observation.js'
