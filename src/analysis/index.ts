/**
 * Questions about a policy, answered over every class of caller, request, permission and world.
 */
export {
  diff,
  type CellChange,
  type ConstantChange,
  type ConstantValue,
  type Diff,
  type KnobChange,
  type RowChange,
  type TypeChange,
} from './diff.js'
export { findings, type Finding, type Tells } from './findings.js'
export { asHtml } from './html.js'
export type { Term } from './legend.js'
export type { Disagreement, LoosestAction } from './loosestActions.js'
export { asMarkdown } from './markdown.js'
export {
  neverLeaks,
  type Answered,
  type Certificate,
  type Counterexample,
  type Witness,
} from './neverLeaks.js'
export type { NoEffect } from './noEffects.js'
export { personas, type Persona, type TableOptions } from './personas.js'
export { asSvg } from './svg.js'
export { asText, type TextOptions } from './text.js'
export { unexpected } from './unexpected.js'
export { whoLearnsWhat, type Learns, type Learnt } from './whoLearnsWhat.js'
export {
  whoSeesWhat,
  type Cell,
  type PersonaInWords,
  type RequestName,
  type Row,
  type Seen,
  type TypeRows,
  type WhoSeesWhat,
} from './whoSeesWhat.js'
export type { Expectations, Expected } from '../domain/Expectations.js'
export type { Channel, Difference, Field, Observation } from '../observe/Observation.js'
