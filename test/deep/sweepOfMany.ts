/**
 * How long a sweep of two hundred operations takes, as three identities and nobody, without a limit;
 * and whether its memory stays flat. The service is a process of its own on loopback.
 */
import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { exchange } from '../../src/cli/sweep/exchange.js'
import { readConfig } from '../../src/cli/sweep/readConfig.js'
import { readOpenApi } from '../../src/cli/sweep/openapi.js'
import { shareOf } from '../../src/cli/sweep/share.js'
import { sweep } from '../../src/cli/sweep/sweep.js'

const types = Array.from({ length: 40 }, (_, i) => `things-${String(i + 10)}`)

/** Emma makes, reads, changes and removes things. For all others, nothing is there. */
const serve = (): void => {
  const ids = new Set<string>()
  let made = 0
  const server = createServer((request, response) => {
    const { method = 'GET', url = '/' } = request
    const [, type = '', id] = url.replace(/\?.*$/, '').split('/')
    const key = `${type} ${String(id)}`
    const isEmma = request.headers.authorization === 'Bearer token-of-emma'
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json')
      if (isEmma && method === 'POST' && id === undefined) {
        const name = `thing-${String((made += 1)).padStart(6, '0')}`
        ids.add(`${type} ${name}`)
        response.writeHead(201).end(JSON.stringify({ id: name }))
        return
      }
      if (!isEmma || !ids.has(key)) {
        response.writeHead(404).end('{"message":"not found"}')
        return
      }
      if (method === 'DELETE') ids.delete(key)
      response.writeHead(200).end(JSON.stringify({ id, text: 'a text of Emma' }))
    })
  })
  server.listen(0, '127.0.0.1', () => {
    process.stdout.write(`${String((server.address() as AddressInfo).port)}\n`)
  })
  process.stdin.resume().on('end', () => process.exit())
}

const body = {
  content: {
    'application/json': {
      schema: { type: 'object', required: ['text'], properties: { text: { type: 'string' } } },
    },
  },
}

/** Five operations for each type. */
const documentOf = (atMost: number) => ({
  openapi: '3.1.0',
  paths: Object.fromEntries<unknown>(
    types.slice(0, atMost).flatMap((type): ReadonlyArray<readonly [string, unknown]> => [
      [`/${type}/{id}`, { get: {}, put: { requestBody: body }, delete: {} }],
      [`/${type}/{id}/history`, { get: {} }],
      [`/${type}/{id}/comments`, { post: { requestBody: body } }],
    ]),
  ),
})

const configOf = (server: string, questions: string, atMost: number) => ({
  version: 1,
  server,
  api: 'openapi.json',
  identities: Object.fromEntries(
    ['emma', 'tara', 'nick'].map((name) => [
      name,
      { headers: { authorization: `Bearer \${${name.toUpperCase()}}` } },
    ]),
  ),
  types: Object.fromEntries(
    types.slice(0, atMost).map((type) => [
      type,
      {
        entitled: ['emma'],
        in: [`/${type}/{id}`],
        create: { as: 'emma', method: 'POST', path: `/${type}`, take: { id: 'body.id' } },
        remove: { as: 'emma', method: 'DELETE', path: `/${type}/\${id}` },
      },
    ]),
  ),
  methods: 'all',
  questions,
})

const env = { EMMA: 'token-of-emma', TARA: 'token-of-tara', NICK: 'token-of-nick' }

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1)

/** The heap after all garbage is collected. */
const heap = (): number => {
  if (globalThis.gc === undefined) throw new Error('run it with node --expose-gc')
  globalThis.gc()
  return process.memoryUsage().heapUsed
}

/** Sweeps, prints what it took, and says what is wrong. */
const measured = async (
  origin: string,
  questions: 'declared' | 'all',
  atMost: number,
): Promise<ReadonlyArray<string>> => {
  const read = readConfig(configOf(origin, questions, atMost), env)
  if (read.issues !== undefined) throw new Error(JSON.stringify(read.issues))
  const { operations } = readOpenApi(documentOf(atMost))
  const heaps: Array<number> = []
  const start = performance.now()
  const result = await sweep(read.value, operations, {
    ...{ env, exchange, now: Date.now, stop: new AbortController().signal },
    load: () => Promise.reject(new Error('there is no module')),
    // no limit
    sleep: () => Promise.resolve(),
    onEstimate: (requests) => {
      console.log(`${questions}: up to about ${String(requests)} requests`)
    },
    onProgress: (done, of) => {
      if (done >= ((heaps.length + 1) * of) / 4) heaps.push(heap())
    },
  })
  heaps.push(heap())
  const seconds = (performance.now() - start) / 1_000
  const [first = 0, ...later] = heaps
  console.log(
    `${questions}: ${String(result.requests)} requests in ${seconds.toFixed(1)} s, ` +
      `heap after each quarter: ${heaps.map(megabytes).join(', ')} MB`,
  )
  const growth = Math.max(...later) - first
  return [
    ...(result.findings.length > 0 ? ['there are findings where nothing tells'] : []),
    ...(shareOf(result.coverage) < 1 ? ['not all is covered'] : []),
    ...(questions === 'declared' && seconds > 60 ? ['it took more than 60 seconds'] : []),
    ...(growth > 20_000_000 ? [`the heap grew by ${megabytes(growth)} MB`] : []),
  ]
}

if (process.argv[2] === 'serve') serve()
else {
  const args = ['--import', 'tsx', fileURLToPath(import.meta.url), 'serve']
  const service = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const port = await new Promise<string>((resolve) => {
    service.stdout.once('data', (chunk: Buffer) => {
      resolve(String(chunk).trim())
    })
  })
  const origin = `http://127.0.0.1:${port}`
  const wrongs = [
    ...(await measured(origin, 'declared', types.length)),
    // all questions about two types, which are as many for each
    ...(await measured(origin, 'all', 2)),
  ]
  service.stdin.end()
  for (const wrong of wrongs) console.error(wrong)
  process.exitCode = wrongs.length === 0 ? 0 : 1
}
