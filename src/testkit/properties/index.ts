/**
 * Laws, generators and sequences for fast-check. Install fast-check yourself: the rest of the test
 * kit does without.
 */
export * as arbitrary from './arbitraries.js'
export {
  absenceEquivalence,
  callerFirst,
  credentialsOnly,
  indistinguishable,
  leaveToAct,
  monotone,
  policyGrantsNothing,
  referenceEquivalence,
} from './properties.js'
export { rendersAlike } from './renderers.js'
export { sequences } from './sequences.js'
