/**
 * `glomar`, the command: `run` in the real world.
 */
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { readFrom } from './files.js'
import { exitCodes, type Io } from './Io.js'
import { run } from './run.js'
import { exchange } from './sweep/exchange.js'

const { stdin, stdout, stderr, env } = process

// who reads may have seen enough, as in `glomar show policy.yaml | head -1`
for (const stream of [stdout, stderr])
  stream.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') return
    process.exitCode = exitCodes.cannotRun
    if (stream === stdout)
      stderr.write(`glomar: the result cannot be written (${cause.message}).\n`)
  })

const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')

const narrowest = 20

/** The exit code of a command that a signal ends: 128, and the number of the signal. */
const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const
let stoppedBy: number | undefined

const stop = (): AbortSignal => {
  const controller = new AbortController()
  for (const [signal, code] of Object.entries(codes))
    // the second one ends the process
    process.once(signal, () => {
      stoppedBy = code
      stderr.write('glomar: stopping, and removing what was made. Once more stops at once.\n')
      controller.abort()
    })
  return controller.signal
}

const io: Io = {
  read: readFrom(stdin),
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  // https://no-color.org
  color: stdout.isTTY && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb',
  // a terminal that does not know its width has 0
  columns: Math.max(narrowest, stdout.columns || 100),
  isTyped: stdin.isTTY,
  version: (JSON.parse(manifest) as { readonly version: string }).version,
  write: (path, text) => {
    writeFileSync(path, text)
  },
  isFolder: (path) => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true,
  env,
  load: (path) => import(pathToFileURL(path).href),
  exchange,
  now: Date.now,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  stop,
}

try {
  // unless a stream has failed before
  process.exitCode = Math.max(await run(process.argv.slice(2), io), Number(process.exitCode ?? 0))
} catch (cause) {
  // a mistake of our own: never a stack trace, and never a yes
  stderr.write(`glomar: this should not happen: ${String(cause)}. Report it, with what you ran.\n`)
  process.exitCode = exitCodes.cannotRun
}
// a request that nobody answers would keep the process
if (stoppedBy !== undefined) process.exit(stoppedBy)
