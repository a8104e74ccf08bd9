/**
 * What `leaks` gives back: the leaks as a list, and beside them what was asked.
 */
import type { Leak } from './judge.js'

/** A question that could tell nothing. */
export interface Dead {
  /** The request in words. */
  readonly request: string
  /** Why it could tell nothing. */
  readonly why: string
}

/** What was asked, and what was not. */
export interface Survey {
  /** How many questions there were. */
  readonly planned: number
  /** How many were asked and compared. The variations of a question that tells are not asked. */
  readonly asked: number
  /**
   * Those that could tell nothing: not sent by the client, not answered, answered with a limit, of no
   * difference to the entitled either, or left out because something had changed.
   */
  readonly dead: ReadonlyArray<Dead>
  /** What was learnt to be noise, because two missing things differ in it, in words. */
  readonly learnt: ReadonlyArray<string>
  /** The requests of a stranger that made or removed something, in words. */
  readonly changed: ReadonlyArray<string>
}

/** The leaks as a list, and what was asked. */
export interface Findings extends ReadonlyArray<Leak> {
  /** What was asked, what was not, and what was learnt. */
  readonly survey: Survey
}

/** The list, with the survey beside it, where a comparison of lists does not look. */
export const findings = (leaks: ReadonlyArray<Leak>, survey: Survey): Findings =>
  Object.defineProperty([...leaks], 'survey', { value: survey }) as unknown as Findings
