/**
 * One departure from a plain request, and what to change in a handler whose answer it alters.
 */
import type { Probe } from '../Probe.js'

/** One departure from the plain request. */
export interface Variation {
  /** In words, for the report. */
  readonly name: string
  readonly mend: string
  readonly apply: (probe: Probe) => Probe
}
