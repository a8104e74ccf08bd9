/**
 * Laws, generators and sequences for fast-check, which is yours to install: the rest of the test kit does without.
 */
export * as arbitrary from './arbitraries.js'
export { absenceEquivalence, callerFirst, credentialsOnly, indistinguishable, leaveToAct, monotone } from './properties.js'
export { sequences } from './sequences.js'
