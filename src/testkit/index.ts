/**
 * The questions that this library answers about itself, asked of your handlers and of your facts.
 * No test runner is needed, and any will do: each function returns what it found.
 */
export { leaks } from './leaks.js'
export type { Arrangement } from './Arrangement.js'
export type { Send, World } from './ask.js'
export type { Dead, Findings, Survey } from './Findings.js'
export type { Leak } from './judge.js'
export { observe, type Answer, type FetchResponse, type Recorded } from './Answer.js'
export type { Handled } from './Handled.js'
export type { LambdaAnswer } from './LambdaAnswer.js'
export { compare } from './compare.js'
export { authorizeLeaks, type AuthorizeLeak, type Pair, type Population } from './facts.js'
export * as law from './laws.js'
export type { AnyFacts, Decide, Setting } from './laws.js'
export { matrix, type Axes } from './matrix.js'
export { matrixDiff } from './matrixDiff.js'
export type { Probe, Question } from './Probe.js'
export { rendererFaults, type Instants, type Renders } from './rendererFaults.js'
export { report } from './report.js'
export { timing, type Thing, type Timed, type Timing } from './timing.js'
export {
  differences,
  type Channel,
  type Difference,
  type Field,
  type Interim,
  type Observation,
  type Volatile,
} from '../observe/Observation.js'
