/**
 * What a decision allocates, and what a policy keeps: each measured in a process that has room enough never to collect garbage meanwhile.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Report } from './Report.js'

/** Bytes, by what they are of. */
export type Bytes = Readonly<Record<string, number>>

// megabytes; below the least, the young generation shrinks while it is measured, and hundreds of bytes read as none
const room = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=128']

/** Runs a file that prints bytes as JSON, by the same loader as this one. */
const child = (name: string): Bytes => {
  const file = fileURLToPath(new URL(name, import.meta.url))
  const { stdout, stderr } = spawnSync(process.execPath, [...process.execArgv, ...room, file], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return JSON.parse(stdout) as Bytes
}

export const memory = (): Promise<Report> => {
  const calls = child('allocation.ts')
  const types = child('retention.ts')
  const table = (title: string, head: string, bytes: Bytes) => ({ title, head: ['', head], rows: Object.entries(bytes) })
  return Promise.resolve({
    tables: [table('Allocated, prepared route', 'bytes a call', calls), table('Kept', 'bytes a type', types)],
    measured: {
      allocation: Math.max(...Object.entries(calls).flatMap(([name, bytes]) => (/^(?:ok|concealed|401)/.test(name) ? [bytes] : []))),
    },
  })
}
