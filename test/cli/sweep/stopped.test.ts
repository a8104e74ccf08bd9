/**
 * A sweep that is stopped, or fails in the middle: what it made is removed, or is named as still
 * there. The command runs as a process of its own.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exchange } from '../../../src/cli/sweep/exchange.js'
import { readConfig } from '../../../src/cli/sweep/readConfig.js'
import { readRoute } from '../../../src/cli/sweep/routes.js'
import { sweep } from '../../../src/cli/sweep/sweep.js'
import { root } from '../../stranger.js'
import { env, served } from './service.js'

const configOf = (server: string) => ({
  version: 1,
  server,
  routes: ['GET /documents/{id}'],
  identities: {
    emma: { headers: { authorization: 'Bearer ${EMMA}' } },
    tara: { headers: { authorization: 'Bearer ${TARA}' } },
  },
  types: {
    document: {
      entitled: ['emma'],
      in: ['/documents/{id}'],
      create: { as: 'emma', method: 'POST', path: '/documents', take: { id: 'body.id' } },
      remove: { as: 'emma', method: 'DELETE', path: '/documents/${id}' },
      missing: 'nicks-document',
    },
  },
})

/** A service that keeps what is made, and can be told when to answer. */
const keeping = async (
  hold: (request: Request, count: number) => Promise<Response | undefined>,
) => {
  const ids = new Set<string>()
  let count = 0
  const service = await served(async (request) => {
    const id = new URL(request.url).pathname.slice('/documents/'.length)
    count += 1
    if (request.method === 'POST') ids.add('emmas-document')
    const held = await hold(request, count)
    if (held !== undefined) return held
    if (request.method === 'POST') return Response.json({ id: 'emmas-document' })
    const isTheirs = request.headers.get('authorization') === `Bearer ${env.EMMA}` && ids.has(id)
    if (request.method === 'DELETE' && isTheirs) ids.delete(id)
    return new Response('', { status: isTheirs ? 200 : 404 })
  })
  return { ...service, ids }
}

/** Runs the command. `start` is called with a way to stop it. */
const started = (origin: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'glomar-'))
  const path = join(folder, 'sweep.json')
  writeFileSync(path, JSON.stringify(configOf(origin)))
  const args = ['--import', 'tsx', 'src/cli/main.ts', 'sweep', path]
  const child = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env } })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += String(chunk)))
  child.stderr.on('data', (chunk: Buffer) => (err += String(chunk)))
  const ended = new Promise<{ code: number | null; out: string; lines: ReadonlyArray<string> }>(
    (resolve) => {
      child.on('close', (code) => {
        rmSync(folder, { recursive: true })
        const lines = err.split('\n').filter((line) => line.startsWith('glomar: '))
        resolve({ code, out, lines })
      })
    },
  )
  return { child, ended }
}

const stopping = 'glomar: stopping, and removing what was made. Once more stops at once.'
const over = 'glomar: The sweep was stopped before its end, and says nothing.'

describe('a sweep that a signal stops', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('by %s removes what it made', async (signal, expected) => {
    let stop: () => void = () => undefined
    const service = await keeping((_, count) => {
      if (count === 60) stop()
      return Promise.resolve(undefined)
    })
    const { child, ended } = started(service.origin)
    stop = () => child.kill(signal)
    const { code, out, lines } = await ended
    service.close()
    expect({ code, out, lines }).toEqual({ code: expected, out: '', lines: [stopping, over] })
    expect([...service.ids]).toEqual([])
    expect(service.requests.filter((line) => line.startsWith('DELETE')).length).toBe(1)
  })

  test('removes what is being made at that moment', async () => {
    let stop: () => void = () => undefined
    const service = await keeping(async (request) => {
      if (request.method !== 'POST') return undefined
      stop()
      await new Promise((resolve) => setTimeout(resolve, 300))
      return undefined
    })
    const { child, ended } = started(service.origin)
    stop = () => child.kill('SIGINT')
    const { code } = await ended
    service.close()
    expect([code, [...service.ids]]).toEqual([130, []])
    expect(service.requests.map((line) => line.split(' ')[0])).toEqual(['POST', 'DELETE'])
  })

  test('says what is still there, if it cannot be removed', async () => {
    let stop: () => void = () => undefined
    const service = await keeping((request, count) => {
      if (count === 60) stop()
      const isRemoval = request.method === 'DELETE'
      return Promise.resolve(isRemoval ? new Response('', { status: 500 }) : undefined)
    })
    const { child, ended } = started(service.origin)
    stop = () => child.kill('SIGINT')
    const { code, lines } = await ended
    service.close()
    expect([code, lines]).toEqual([
      130,
      [
        stopping,
        over,
        'glomar: The document emmas-document was made and is left behind. `remove` of document: DELETE /documents/${id} was answered 500. Check what it sends. It is not tried again.',
      ],
    ])
  })

  test('does not wait for a request that nobody answers', async () => {
    let stop: () => void = () => undefined
    const service = await keeping((_, count) => {
      if (count !== 60) return Promise.resolve(undefined)
      stop()
      return new Promise(() => undefined)
    })
    const { child, ended } = started(service.origin)
    stop = () => child.kill('SIGINT')
    const { code } = await ended
    service.close()
    expect([code, [...service.ids]]).toEqual([130, []])
  })
})

test.each([1, 4])(
  'a sweep that fails in the middle, %i at once, removes what it made',
  async (atOnce) => {
    const service = await keeping(() => Promise.resolve(undefined))
    const read = readConfig({ ...configOf(service.origin), limits: { atOnce } }, env)
    if (read.issues !== undefined) throw new Error('the configuration has a mistake')
    const world = {
      ...{ env, exchange, now: Date.now, stop: new AbortController().signal },
      load: () => Promise.reject(new Error('there is no module')),
      sleep: () => Promise.resolve(),
      onEstimate: () => undefined,
      onProgress: (done: number) => {
        if (done === 1) throw new Error('a mistake')
      },
    }
    await expect(
      sweep(read.value, [readRoute('GET /documents/{id}') as never], world),
    ).rejects.toThrow('a mistake')
    const count = service.requests.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    service.close()
    expect([...service.ids]).toEqual([])
    expect(service.requests.at(-1)).toMatch(/^DELETE/)
    expect(service.requests.length).toBe(count)
  },
)
