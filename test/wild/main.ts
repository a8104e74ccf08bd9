/**
 * The test kit and the sweep against real servers, which nobody wrote for it. Each runs in a process of its own, and
 * listens on loopback. What the two must not say of them is asserted, and what they must find.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installed } from '../installed.js'
import type { Tried } from './checks.js'
import { solid } from './solid.js'
import { solidSwept } from './solidSwept.js'
import { verdaccio } from './verdaccio.js'
import { verdaccioSwept } from './verdaccioSwept.js'

const here = fileURLToPath(new URL('.', import.meta.url))

installed(here, '--ignore-scripts')

const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>
}

const servers: ReadonlyArray<readonly [name: string, start: () => Promise<Tried>]> = [
  ['verdaccio', verdaccio],
  ['verdaccio', verdaccioSwept],
  ['@solid/community-server', solid],
  ['@solid/community-server', solidSwept],
]

let passed = 0
let failed = 0
for (const [name, start] of servers) {
  console.log(`${name} ${String(dependencies[name])}`)
  const { checks, stop } = await start()
  try {
    for (const [says, wrong] of checks) {
      const since = Date.now()
      const why = await wrong().catch((error: unknown) => String(error))
      const ok = why === ''
      passed += ok ? 1 : 0
      failed += ok ? 0 : 1
      const seconds = ((Date.now() - since) / 1000).toFixed(1)
      console.log(`${ok ? 'ok    ' : 'FAILED'}  ${says}  ${seconds} s`)
      if (!ok) console.log(why)
    }
  } finally {
    await stop()
  }
}

console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1
