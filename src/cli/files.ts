/**
 * Reading files, and no more of them than is wanted.
 */
import { createReadStream, statSync } from 'node:fs'
import type { Io } from './Io.js'

/** Reads a file, a pipe or the standard input, which is `-`. */
export const readFrom =
  (stdin: AsyncIterable<Uint8Array | string>): Io['read'] =>
  async (source, most) => {
    if (source !== '-' && statSync(source).isDirectory())
      throw Object.assign(new Error('a folder'), { code: 'EISDIR' })
    const chunks: Array<Uint8Array> = []
    let length = 0
    for await (const chunk of source === '-' ? stdin : createReadStream(source)) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array)
      chunks.push(bytes)
      length += bytes.length
      // a device has no end
      if (length > most) break
    }
    return Buffer.concat(chunks)
  }
