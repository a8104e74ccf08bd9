/**
 * The example application, as its reader runs it.
 */
import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { acts, type Scenario } from '../docs/examples/scenarios.js'
import { walk } from '../docs/examples/walk.js'

const root = fileURLToPath(new URL('..', import.meta.url))

test('the walk notices a wrong answer', async () => {
  const wrong: Scenario = {
    who: 'Emma',
    method: 'GET',
    path: '/calls/emmas-call',
    exists: 'yes',
    wire: '404 Not Found',
    says: ['allow: GET'],
    row: '5d',
  }
  const differs: Scenario = {
    ...wrong,
    path: '/calls/missing-call',
    says: [],
    sameAs: '/calls/emmas-call',
  }
  const alone: Scenario = { ...differs, exists: 'no', sameAs: '/calls/johns-call' }
  const scenarios = [wrong, differs, alone]
  const results = await walk([{ title: '', deployment: 'closed', scenarios }])
  expect(results.map(({ wrong }) => wrong.map((text) => text.split(':')[0]))).toEqual([
    ['expected 404 Not Found, got 200 Dentist', 'expected [allow', 'expected row 5d, got 4'],
    ['the audit says absent', 'differs from /calls/emmas-call'],
    ['there is no answer to /calls/johns-call to compare with'],
  ])
})

const hasCurl = (): boolean => {
  try {
    execFileSync('curl', ['--version'])
    return true
  } catch {
    return false
  }
}

describe('npm start', () => {
  const output = execFileSync('npm', ['start', '--silent'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

  test('every scenario of both articles comes out right over HTTP', () => {
    const all = String(acts.flatMap(({ scenarios }) => scenarios).length)
    expect(output).toContain(`${all} of ${all} scenarios right`)
  })

  test('every line that it prints fits 120 columns', () => {
    expect(output.split('\n').filter((line) => line.length > 120)).toEqual([])
  })

  test.skipIf(!hasCurl())('-- --serve prints lines of curl that work', async () => {
    const command = ['--import', 'tsx', 'docs/examples/main.ts', '--serve']
    const server = spawn(process.execPath, command, { cwd: root })
    try {
      const lines = await new Promise<ReadonlyArray<string>>((resolve, reject) => {
        let output = ''
        server.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          const all = output.split('\n').filter((line) => /^(?:export|curl) /.test(line))
          if (all.length === 10 && output.endsWith('\n\n')) resolve(all)
        })
        server.on('exit', () => {
          reject(new Error(output))
        })
      })
      const [exports, commands] = [lines.slice(0, 3), lines.slice(3)]
      const statuses = commands.map((line) => {
        const script = [...exports, `${line} --silent`].join('\n')
        const answer = execFileSync('sh', ['-c', script], { encoding: 'utf8' })
        return /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1]
      })
      expect(statuses).toEqual(['200', '403', '202', '200', '404', '404', '401'])
    } finally {
      server.kill('SIGTERM')
    }
  })
})
