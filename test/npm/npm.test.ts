/**
 * The npm client of this machine, asked about a private package and about one that is missing: the
 * registry is the recipe in docs/recipes.md.
 */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { npmRegistry, type Package } from './registry.js'

const name = '@emma/notes'
const packument = {
  name,
  'dist-tags': { latest: '1.0.0' },
  versions: { '1.0.0': { name, version: '1.0.0', description: 'Dear diary', dist: {} } },
}
const packages = new Map<string, Package>()

/** One server for both worlds, so that npm says the same address in both. */
const inWorld = async (world: 'private' | 'missing', use: () => Promise<Said>): Promise<Said> => {
  if (world === 'private') packages.set(name, { readers: ['emma'], packument })
  else packages.clear()
  return use()
}

interface Said {
  readonly code: number | string
  readonly stdout: string
  readonly stderr: string
}

let home: string
let registry: Server
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'npm-'))
  registry = await started(npmRegistry(packages))
})
afterAll(() => {
  registry.close()
  rmSync(home, { recursive: true, force: true })
})

const started = async (server: Server): Promise<Server> => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return server
}

/** npm, with no configuration but its own, and a cache that is new each time. */
const npm = (server: Server, user: string | undefined, args: ReadonlyArray<string>) => {
  const { port } = server.address() as AddressInfo
  const at = `//127.0.0.1:${String(port)}/`
  const folder = mkdtempSync(join(home, 'run-'))
  writeFileSync(
    join(folder, '.npmrc'),
    [
      `registry=http:${at}`,
      ...(user === undefined ? [] : [`${at}:_authToken=${user}`]),
      `cache=${join(folder, 'cache')}`,
      'logs-max=0',
      'fetch-retries=0',
      'update-notifier=false',
      'audit=false',
    ].join('\n'),
  )
  writeFileSync(join(folder, 'package.json'), '{"name":"app","version":"1.0.0"}')
  const { PATH } = process.env
  const env = { PATH, HOME: folder, npm_config_userconfig: join(folder, '.npmrc') }
  return new Promise<Said>((resolve) => {
    execFile('npm', [...args], { cwd: folder, env }, (error, stdout, stderr) => {
      const clean = (text: string): string => text.replaceAll(folder, '<folder>')
      resolve({ code: error?.code ?? 0, stdout: clean(stdout), stderr: clean(stderr) })
    })
  })
}

const commands: ReadonlyArray<ReadonlyArray<string>> = [
  ['view', name],
  ['view', `${name}@1.0.0`, '--json'],
  ['install', name],
  ['dist-tag', 'ls', name],
]

describe.each([
  ['a stranger', 'tara'],
  ['nobody', undefined],
])('npm says the same of both to %s:', (_, user) => {
  test.each(commands)('npm %s', async (...args) => {
    const ofPrivate = await inWorld('private', () => npm(registry, user, args))
    const ofMissing = await inWorld('missing', () => npm(registry, user, args))
    expect(ofPrivate).toEqual(ofMissing)
    expect(ofPrivate.code).toBe(1)
    expect(ofPrivate.stdout + ofPrivate.stderr).toMatch(/E404|404 Not Found/)
  })
})

test('npm view shows the package to whoever may read it', async () => {
  const said = await inWorld('private', () => npm(registry, 'emma', ['view', name, 'description']))
  expect(said).toEqual({ code: 0, stdout: 'Dear diary\n', stderr: '' })
})

test('a registry that forbids what it hides is told from one that has none', async () => {
  const forbidding = await started(
    createServer((_, response) => response.writeHead(packages.has(name) ? 403 : 404).end('{}')),
  )
  const view = () => npm(forbidding, 'tara', ['view', name])
  const ofPrivate = await inWorld('private', view)
  const ofMissing = await inWorld('missing', view)
  forbidding.close()
  expect(ofPrivate.stderr).toMatch(/E403/)
  expect(ofMissing.stderr).toMatch(/E404/)
})

test('docs/recipes.md shows what is tested', () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
  const code = read('registry.ts')
    .replace(/^\/\*\*[^]*?\*\/\n/, '')
    .replaceAll(/^import [^]*? from '.*'\n/gm, '')
    .replaceAll(/^export /gm, '')
  expect(read('../../docs/recipes.md')).toContain(`\n${code.trim()}\n\`\`\`\n`)
})
