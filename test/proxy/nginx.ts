/**
 * A real nginx in front of an application, until it is stopped. It listens on a socket in a folder of
 * its own, and on no port.
 */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Where Debian puts it is in the path of the administrator alone. */
const path = [process.env['PATH'], '/usr/sbin', '/usr/local/sbin'].join(delimiter)
const env = { ...process.env, PATH: path }

/** The version in nginx's own words; `undefined` where there is no nginx. */
export const version = (): string | undefined => {
  const { stderr, status } = spawnSync('nginx', ['-v'], { env, encoding: 'utf8' })
  return status === 0 ? stderr.trim() : undefined
}

/** The file that only its owner may read. It can be had by way of the application, and not directly. */
export const file = 'Dear lawyer, this is my will.\n'

const configuration = (folder: string, port: number): string => `
  daemon off;
  master_process off;
  error_log ${folder}/error.log;
  pid ${folder}/pid;
  events {}
  http {
    access_log off;
    client_body_temp_path ${folder}/body;
    fastcgi_temp_path ${folder}/fastcgi;
    proxy_temp_path ${folder}/proxy;
    scgi_temp_path ${folder}/scgi;
    uwsgi_temp_path ${folder}/uwsgi;
    proxy_cache_path ${folder}/cache keys_zone=documents:1m;
    server {
      listen unix:${folder}/socket;
      location /files/ {
        internal;
        root ${folder};
      }
      location / {
        proxy_cache documents;
        proxy_pass http://127.0.0.1:${String(port)};
      }
    }
  }
`

export interface Answer {
  readonly status: number
  /** Names and values as they were sent, but for the date. */
  readonly headers: ReadonlyArray<readonly [name: string, value: string]>
  readonly body: string
}

export interface Nginx {
  readonly get: (path: string, user: string) => Promise<Answer>
  readonly stop: () => Promise<void>
}

/** Starts nginx in front of the application at this port. */
export const nginx = async (port: number): Promise<Nginx> => {
  const folder = mkdtempSync(join(tmpdir(), 'glomar-nginx-'))
  mkdirSync(join(folder, 'files'))
  writeFileSync(join(folder, 'files/emmas-document'), file)
  writeFileSync(join(folder, 'nginx.conf'), configuration(folder, port))
  const child = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf')], { env })
  const kill = (): unknown => child.kill('SIGTERM')
  process.once('exit', kill)
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const socketPath = join(folder, 'socket')
  while (!existsSync(socketPath)) {
    if (child.exitCode !== null) throw new Error(`nginx did not start: ${said}`)
    await sleep(20)
  }
  return {
    get: async (path, user) => {
      const headers = { authorization: `Bearer ${user}`, host: 'documents.example' }
      const sent = request({ socketPath, path, headers, agent: false }).end()
      const [response] = (await once(sent, 'response')) as [IncomingMessage]
      const chunks: Array<Buffer> = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      await once(response, 'end')
      const raw = response.rawHeaders
      const fields = raw.flatMap((name, i) =>
        i % 2 === 0 ? [[name, raw[i + 1] ?? ''] as const] : [],
      )
      return {
        status: response.statusCode ?? 0,
        headers: fields.filter(([name]) => name !== 'Date'),
        body: Buffer.concat(chunks).toString(),
      }
    },
    stop: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : undefined
      kill()
      await ended
      process.off('exit', kill)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
