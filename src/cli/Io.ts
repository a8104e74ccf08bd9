/**
 * What the command has to do with the world. Tests hand in another one.
 */
import type { Exchange } from './sweep/exchange.js'

/** The world of the command. */
export interface Io {
  /** The bytes of a file, or of the standard input for `-`; at most so many, and one more. */
  readonly read: (source: string, most: number) => Promise<Uint8Array>
  /** Writes a result. */
  readonly out: (text: string) => void
  /** Writes what is not a result. */
  readonly err: (text: string) => void
  /** Whether results may be coloured. */
  readonly color: boolean
  /** How wide results may be. */
  readonly columns: number
  /** Whether a person types the standard input. */
  readonly isTyped: boolean
  /** The version of the package. */
  readonly version: string
  /** Writes a file. */
  readonly write: (path: string, text: string) => void
  /** Whether a folder is at a path. */
  readonly isFolder: (path: string) => boolean
  /** The variables of the environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Loads a module, by the path of its file. */
  readonly load: (path: string) => Promise<unknown>
  /** Sends a request. */
  readonly exchange: Exchange
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Resolves after so many milliseconds. */
  readonly sleep: (milliseconds: number) => Promise<void>
  /**
   * Aborted where a person stops the command. Until this is asked for, a signal ends the process at
   * once.
   */
  readonly stop: () => AbortSignal
}

/**
 * The command cannot do what it was asked for. The message says why, and how to mend it; lines to
 * copy may follow.
 */
export class CannotRun extends Error {
  readonly example: string
  constructor(message: string, example = '') {
    super(message)
    this.example = example
  }
}

/** What the command was asked is true, is not true, could not be found out, or only in part. */
export const exitCodes = { yes: 0, no: 1, cannotRun: 2, tooLittle: 3 } as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]
