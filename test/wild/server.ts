/**
 * A real server in a process of its own, until it is stopped. It listens on a socket in a folder of
 * its own. A port on loopback leads there, so that the server may be named by a URL.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { Agent, request, type OutgoingHttpHeaders } from 'node:http'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Field, Probe, Recorded } from 'glomar/testkit'

const modules = fileURLToPath(new URL('node_modules', import.meta.url))

/** Where a server is, before it has started. */
export interface Place {
  /** A folder of its own, which is removed in the end. */
  readonly folder: string
  /** The socket to listen on. */
  readonly socket: string
  readonly origin: string
}

export interface Server extends Place {
  /** Sends a request as it is: nothing is followed, and nothing is left out of the path. */
  readonly send: (sent: Sent) => Promise<Heard>
  /** The same, and throws where the answer is a refusal. */
  readonly must: (sent: Sent) => Promise<Heard>
  readonly stop: () => Promise<void>
}

export type Sent = Pick<Probe, 'method' | 'path'> & Partial<Probe>

export interface Heard extends Recorded {
  readonly headers: ReadonlyArray<Field>
  readonly body: Buffer
}

const pairs = (raw: ReadonlyArray<string>): ReadonlyArray<Field> =>
  raw.flatMap((name, i) => (i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : []))

/** So long, at most, may a server take to start: 60 seconds. */
const patience = 60_000

/**
 * Starts the script of an installed package with Node, and waits until it answers a GET of the path
 * `ready` with 200.
 */
export const start = async (
  script: string,
  argumentsFor: (place: Place) => ReadonlyArray<string>,
  ready: string,
): Promise<Server> => {
  const folder = mkdtempSync(join(tmpdir(), 'glomar-wild-'))
  const socket = join(folder, 'socket')
  const door = createServer((caller) => {
    const server = connect(socket)
    caller.pipe(server).pipe(caller)
    caller.on('error', () => server.destroy())
    server.on('error', () => caller.destroy())
  })
  await once(door.listen(0, '127.0.0.1'), 'listening')
  const { port } = door.address() as AddressInfo
  const place: Place = { folder, socket, origin: `http://localhost:${String(port)}` }

  const child = spawn(process.execPath, [join(modules, script), ...argumentsFor(place)], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const kill = (): unknown => child.kill('SIGTERM')
  process.once('exit', kill)
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-5_000)))

  const agent = new Agent({ keepAlive: true })
  const send = ({ method, path, headers = {}, body }: Sent): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const options = { agent, method, path, headers: headers as OutgoingHttpHeaders }
      const outgoing = request(place.origin, { ...options, family: 4 }, (incoming) => {
        const chunks: Array<Buffer> = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        incoming.on('error', reject)
        incoming.on('end', () => {
          resolve({
            status: incoming.statusCode ?? 0,
            reason: incoming.statusMessage ?? '',
            headers: pairs(incoming.rawHeaders),
            trailers: pairs(incoming.rawTrailers),
            body: Buffer.concat(chunks),
          })
        })
      })
      outgoing.on('error', reject)
      outgoing.on('close', () => {
        reject(new Error('the connection was closed'))
      })
      outgoing.end(body)
    })

  const must = async (sent: Sent): Promise<Heard> => {
    const heard = await send(sent)
    if (heard.status < 300) return heard
    const { method, path } = sent
    throw new Error(`${method} ${path}: ${String(heard.status)} ${heard.body.toString()}`)
  }

  const stop = async (): Promise<void> => {
    const ended = child.exitCode === null ? once(child, 'exit') : undefined
    kill()
    await ended
    process.off('exit', kill)
    agent.destroy()
    door.close()
    rmSync(folder, { recursive: true, force: true })
  }

  const isReady = (): Promise<boolean> =>
    send({ method: 'GET', path: ready }).then(
      ({ status }) => status === 200,
      () => false,
    )
  const deadline = Date.now() + patience
  while (!(await isReady())) {
    if (child.exitCode === null && Date.now() < deadline) await sleep(100)
    else {
      await stop()
      throw new Error(`${script} did not start: ${said}`)
    }
  }
  return { ...place, send, must, stop }
}
