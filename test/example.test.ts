/**
 * The example application, as its reader runs it.
 */
import { execFileSync, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { acts } from '../docs/examples/scenarios.js'
import { walk } from '../docs/examples/walk.js'

const root = fileURLToPath(new URL('..', import.meta.url))

test('a wrong answer is noticed', async () => {
  const wrong = {
    title: '',
    deployment: 'closed',
    scenarios: [{ who: 'Emma', method: 'GET', path: '/calls/Bnwgab', exists: 'yes', wire: '404', row: '5d' }],
  } as const
  const differs = {
    ...wrong,
    scenarios: [...wrong.scenarios, { ...wrong.scenarios[0], path: '/calls/Zz00Zz', sameAs: '/calls/Bnwgab' }],
  } as const
  const results = await walk([wrong, differs])
  expect(results.map(({ faults }) => faults.map((fault) => fault.split(':')[0]))).toEqual([
    ['expected 404', 'expected row 5d'],
    ['expected 404', 'expected row 5d'],
    ['expected 404', 'the audit says absent', 'differs from /calls/Bnwgab'],
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
  test('every scenario of both texts comes out right over HTTP', () => {
    const output = execFileSync('npm', ['start', '--silent'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
    const all = String(acts.flatMap(({ scenarios }) => scenarios).length)
    expect(output).toContain(`${all} of ${all} scenarios right`)
  })

  test.skipIf(!hasCurl())('-- --serve prints lines of curl that work', async () => {
    const server = spawn(process.execPath, ['--import', 'tsx', 'docs/examples/main.ts', '--serve'], { cwd: root })
    try {
      const lines = await new Promise<ReadonlyArray<string>>((resolve, reject) => {
        let output = ''
        server.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          const commands = output.split('\n').filter((line) => line.startsWith('curl '))
          if (commands.length === 7 && output.endsWith('\n\n')) resolve(commands)
        })
        server.on('exit', () => {
          reject(new Error(output))
        })
      })
      const statuses = lines.map(
        (line) => /^HTTP\/1\.1 (\d+)/.exec(execFileSync('sh', ['-c', `${line} --silent`], { encoding: 'utf8' }))?.[1],
      )
      expect(statuses).toEqual(['200', '403', '202', '200', '404', '404', '401'])
    } finally {
      server.kill('SIGTERM')
    }
  })
})
