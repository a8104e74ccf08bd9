/**
 * Questions about a policy, answered over every class of caller, request, permission and state: with counterexamples or with a
 * certificate.
 */
export { changes, type Change } from './changes.js'
export { disclosesNoMore, type Excess } from './disclosesNoMore.js'
export { neverLeaks, type Distinction, type Glimpse } from './neverLeaks.js'
export { permits } from './permits.js'
export type { Affected, Answered, Certificate } from './Answered.js'
export type { Channel, Difference, Field, Observation } from './Observation.js'
