/**
 * The tarball, installed as by a stranger, on every runtime that it is for: one row for each
 * runtime. Servers load it from `node_modules`. For browsers and workers it is bundled first, and
 * runs where there is no Node.
 */
import { build } from 'esbuild'
import { execFileSync, spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createContext, runInContext } from 'node:vm'
import { stranger } from '../stranger.js'
import { bundlers } from './bundlers.js'

const here = fileURLToPath(new URL('.', import.meta.url))

// ------------------------------------------------------------------ what is needed

const lock = join(here, 'package-lock.json')
const lockOfInstalled = join(here, 'node_modules/.package-lock.json')
if (!existsSync(lockOfInstalled) || statSync(lockOfInstalled).mtimeMs < statSync(lock).mtimeMs)
  execFileSync('npm', ['ci'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] })

const { home } = stranger()
process.on('exit', () => {
  rmSync(home, { recursive: true, force: true })
})

const file = (name: string): string => join(home, name)
copyFileSync(join(here, 'smoke.js'), file('smoke.mjs'))
const start = "import { smoke } from './smoke.mjs'\n"
writeFileSync(file('main.mjs'), `${start}smoke().then((said) => console.log(said))`)
writeFileSync(
  file('worker.mjs'),
  `${start}export default { test: async () => { console.log(await smoke()) } }`,
)
await build({
  entryPoints: [file('main.mjs')],
  outfile: file('main.cjs'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  packages: 'external',
})

// ------------------------------------------------------------------ how it is run

/** All that was said. */
type Run = () => string | Promise<string>

const command =
  (path: string, ...args: ReadonlyArray<string>): Run =>
  () => {
    const options = {
      cwd: home,
      encoding: 'utf8',
      timeout: 120_000,
      env: { ...process.env, NO_COLOR: '1' },
    } as const
    const { stdout, stderr, error } = spawnSync(join(here, 'node_modules', path), args, options)
    return [stdout, stderr, error?.message].join('\n')
  }

/** What a page has and the package uses, and no more. */
const page = (script: string): Promise<string> =>
  new Promise((said) => {
    const context = createContext({
      TextEncoder,
      btoa,
      TextDecoder,
      setTimeout,
      clearTimeout,
      AbortController,
      DOMException,
      Response,
      console: { log: said },
    })
    runInContext('globalThis.window = globalThis.self = globalThis', context)
    runInContext(script, context, { timeout: 120_000 })
  })

const workerd = (folder: string): Run => {
  const config = join(folder, 'workerd.capnp')
  writeFileSync(
    config,
    `using Workerd = import "/workerd/workerd.capnp";
     const config :Workerd.Config = (services = [(name = "smoke", worker = .smoke)]);
     const smoke :Workerd.Worker = (
       modules = [(name = "worker.js", esModule = embed "worker.js")],
       compatibilityDate = "2026-01-01",
     );`,
  )
  return command('@cloudflare/workerd-linux-64/bin/workerd', 'test', config)
}

const bundled = Object.entries(bundlers).flatMap(
  ([name, bundle]): ReadonlyArray<readonly [string, Run]> => {
    const folder = file(name)
    mkdirSync(folder)
    return [
      [
        `a browser, by ${name}`,
        async () => {
          const to = join(folder, 'page.js')
          await bundle({ from: file('main.mjs'), to, form: 'script' })
          return page(readFileSync(to, 'utf8'))
        },
      ],
      [
        `workerd, by ${name}`,
        async () => {
          await bundle({ from: file('worker.mjs'), to: join(folder, 'worker.js'), form: 'module' })
          return workerd(folder)()
        },
      ],
    ]
  },
)

const rows: ReadonlyArray<readonly [runtime: string, run: Run]> = [
  ...['20', '22', '26'].flatMap((version) => [
    [`Node ${version}, ESM`, command(`node${version}/bin/node`, 'main.mjs')] as const,
    [`Node ${version}, CommonJS`, command(`node${version}/bin/node`, 'main.cjs')] as const,
  ]),
  ['Bun, ESM', command('@oven/bun-linux-x64-baseline/bin/bun', 'main.mjs')],
  ['Bun, CommonJS', command('@oven/bun-linux-x64-baseline/bin/bun', 'main.cjs')],
  [
    'Deno, ESM',
    command(
      '@deno/linux-x64-glibc/deno',
      'run',
      '--no-remote',
      '--node-modules-dir=manual',
      'main.mjs',
    ),
  ],
  [
    'Deno, CommonJS',
    command(
      '@deno/linux-x64-glibc/deno',
      'run',
      '--no-remote',
      '--node-modules-dir=manual',
      '--allow-read',
      'main.cjs',
    ),
  ],
  ...bundled,
]

// ------------------------------------------------------------------ what came of it

let passed = 0
let failed = 0

const report = (runtime: string, ok: boolean, text: string, since: number): void => {
  const seconds = ((Date.now() - since) / 1000).toFixed(1)
  console.log(`${ok ? 'ok    ' : 'FAILED'}  ${runtime.padEnd(24)}  ${text}  ${seconds} s`)
}

for (const [runtime, run] of rows) {
  const since = Date.now()
  const said = await Promise.resolve()
    .then(run)
    .catch((error: unknown) => String(error))
  const [, p, f] = /^(\d+) passed, (\d+) failed$/m.exec(said) ?? []
  // a row without a total has failed
  const ok = f === '0' && Number(p) > 0
  passed += Number(p ?? 0)
  failed += ok ? 0 : Math.max(1, Number(f ?? 0))
  report(runtime, ok, p === undefined ? 'no result' : `${p} passed, ${String(f)} failed`, since)
  if (!ok) console.log(said)
}

// a suite that could not fail would say the same
const built = file('node_modules/glomar/dist/index.js')
writeFileSync(built, readFileSync(built, 'utf8').replaceAll('no-store', 'no-cache'))
const since = Date.now()
const found =
  Number(/(\d+) failed$/m.exec(await command('node20/bin/node', 'main.mjs')())?.[1] ?? 0) > 0
passed += found ? 1 : 0
failed += found ? 0 : 1
report('a package with a fault', found, found ? 'found' : 'not found', since)

console.log(`${String(passed)} passed, ${String(failed)} failed`)
process.exitCode = failed === 0 ? 0 : 1
