/**
 * A world for the command: files are in a record, and what it writes is kept.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Io } from '../../src/cli/Io.js'
import { run } from '../../src/cli/run.js'
import { exchange } from '../../src/cli/sweep/exchange.js'
import { root } from '../stranger.js'

export type Files = Readonly<Record<string, string | Uint8Array | Error>>

/** What the command did. */
export interface Done {
  readonly code: number
  readonly out: string
  readonly err: string
}

export const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly version: string
}

/** Runs the command in a world of these files. `-` is the standard input. */
export const glomar = async (
  args: ReadonlyArray<string>,
  files: Files = {},
  look: Partial<Omit<Io, 'read' | 'out' | 'err'>> = {},
): Promise<Done> => {
  let [out, err] = ['', '']
  const code = await run(args, {
    read: (source, most) => {
      const file = Object.hasOwn(files, source) ? files[source] : undefined
      if (file instanceof Error) return Promise.reject(file)
      if (file === undefined)
        return Promise.reject(Object.assign(new Error('none'), { code: 'ENOENT' }))
      const bytes = typeof file === 'string' ? new TextEncoder().encode(file) : file
      return Promise.resolve(bytes.subarray(0, most + 1))
    },
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
    columns: 100,
    isTyped: false,
    version,
    write: () => undefined,
    isFolder: (path) => path === '.',
    env: {},
    load: () => Promise.reject(new Error('there is no module')),
    exchange,
    now: Date.now,
    // nothing here has to be slow
    sleep: () => Promise.resolve(),
    stop: () => new AbortController().signal,
    ...look,
  })
  return { code, out, err }
}
