/**
 * What is too large or too slow for `npm test`, one row each: Next.js as it is started, Elysia on
 * Bun; and docs/mcp.md, asked by version 1 of the SDK and by the conformance suite of the protocol.
 */
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { report, type World } from 'glomar/testkit'
import { installed } from '../installed.js'
import { askAt, path, worlds, type Running } from '../servers/matrix.js'
import { conformance } from './conformance.js'
import { clientOfVersion1 } from './sdk1.js'

const here = fileURLToPath(new URL('.', import.meta.url))
const bin = (name: string): string => join(here, 'node_modules', name)

installed(here)

// below `test/frameworks`, where the packages are found
const app = join(here, '.app')
rmSync(app, { recursive: true, force: true })
const started: Array<() => void> = []
const stop = (): void => {
  for (const each of started.splice(0)) each()
}
process.on('exit', () => {
  stop()
  rmSync(app, { recursive: true, force: true })
})

const write = (name: string, text: string): void => {
  mkdirSync(join(app, name, '..'), { recursive: true })
  writeFileSync(join(app, name), text)
}

/** A module with glomar and the recipe in it, in plain JavaScript. */
const bundle = (name: string, contents: string) =>
  build({
    stdin: { contents, resolveDir: here, loader: 'ts' },
    outfile: join(app, name),
    bundle: true,
    format: 'esm',
    platform: 'node',
    external: ['elysia', '@hono/node-server'],
    logLevel: 'error',
  })

const documents = 'new Map(JSON.parse(process.env.DOCUMENTS ?? "[]"))'

// ------------------------------------------------------------------ servers of their own

const freePort = async (): Promise<number> => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Starts one process for each world, and waits until each listens. */
const inWorlds = async (
  command: (port: number) => readonly [file: string, ...args: ReadonlyArray<string>],
  cwd: string,
): Promise<Running> => {
  const start = async (world: World): Promise<number> => {
    const port = await freePort()
    const [file, ...args] = command(port)
    const env = {
      ...process.env,
      PORT: String(port),
      DOCUMENTS: JSON.stringify([...worlds[world]]),
      NEXT_TELEMETRY_DISABLED: '1',
    }
    const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'ignore'] })
    started.push(() => child.kill())
    let said = ''
    for await (const text of child.stdout as AsyncIterable<Buffer>) {
      said += text.toString()
      if (/ready/i.test(said)) {
        child.stdout.resume()
        return port
      }
    }
    throw new Error(`it did not start: ${said}`)
  }
  return askAt({ hidden: await start('hidden'), missing: await start('missing') })
}

const compared = async (running: Running): Promise<string> => {
  const get = { method: 'GET', path, headers: {} }
  const told: Array<string> = []
  for (const stranger of ['tara', 'anonymous'] as const)
    told.push(report(await running.leaks(stranger)))
  const statuses = [
    (await running.ask('hidden', 'Bearer emma', get)).status,
    (await running.ask('hidden', 'Bearer tara', get)).status,
    (await running.ask('hidden', undefined, get)).status,
  ]
  const asked = running.asked()
  running.close()
  stop()
  // every question, of two strangers, in two worlds
  if (asked < 2_000) told.push(`only ${String(asked)} requests were answered`)
  if (String(statuses) !== '200,404,401') told.push(`the statuses are ${String(statuses)}`)
  return told.join('')
}

const next = async (handlers: string): Promise<Running> => {
  const folder = join(app, 'next')
  await bundle('next/recipe.js', handlers)
  write('next/package.json', '{ "private": true, "type": "module" }')
  write('next/next.config.js', `export default { turbopack: { root: ${JSON.stringify(here)} } }`)
  write('next/app/documents/[id]/route.js', "export { GET, PUT } from '../../../recipe.js'")
  const cli = bin('next/dist/bin/next')
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' }
  execFileSync(process.execPath, [cli, 'build'], { cwd: folder, env, stdio: 'pipe' })
  return inWorlds(
    (port) => [process.execPath, cli, 'start', '-H', '127.0.0.1', '-p', String(port)],
    folder,
  )
}

const rightHandlers = `
  import { nextHandlers } from '../servers/next.js'
  export const { GET, PUT } = nextHandlers(${documents})`

const wrongHandlers = `${rightHandlers.replace('{ GET, PUT }', '{ PUT }')}
  const documents = ${documents}
  export const GET = async (request, { params }) => {
    const { id } = await params
    const isTheirs = request.headers.get('authorization') === 'Bearer ' + documents.get(id)?.owner
    if (isTheirs) return Response.json(documents.get(id))
    return Response.json({}, { status: documents.has(id) ? 403 : 404 })
  }`

const elysia = async (): Promise<Running> => {
  await bundle(
    'bun/main.js',
    `import { elysiaApp } from '../servers/elysia.js'
     elysiaApp(${documents}).listen({ port: process.env.PORT, hostname: '127.0.0.1' })
     console.log('ready')`,
  )
  return inWorlds(() => [bin('@oven/bun-linux-x64-baseline/bin/bun'), 'main.js'], join(app, 'bun'))
}

// ------------------------------------------------------------------ what came of it

const rows: ReadonlyArray<readonly [name: string, run: () => Promise<string>]> = [
  ['Next.js', async () => compared(await next(rightHandlers))],
  [
    'Next.js with a mistake',
    async () => {
      const said = await compared(await next(wrongHandlers))
      return said.includes('status 403 against 404') ? '' : `it was not found: ${said}`
    },
  ],
  ['Elysia on Bun', async () => compared(await elysia())],
  ['MCP client of version 1', () => clientOfVersion1(bin('@modelcontextprotocol/sdk'))],
  [
    'MCP conformance',
    () =>
      conformance(bin('node22/bin/node'), bin('@modelcontextprotocol/conformance/dist/index.js')),
  ],
]

let failed = 0
for (const [name, run] of rows) {
  const since = Date.now()
  const said = await run().catch((error: unknown) => String(error))
  failed += said === '' ? 0 : 1
  const seconds = ((Date.now() - since) / 1000).toFixed(1)
  console.log(`${said === '' ? 'ok    ' : 'FAILED'}  ${name.padEnd(24)}  ${seconds} s`)
  if (said !== '') console.log(said)
}
console.log(`${String(rows.length - failed)} passed, ${String(failed)} failed`)
process.exit(failed === 0 ? 0 : 1)
