/**
 * What `--help` says, as a person reads it in `help.txt`. After a change:
 *
 *     UPDATE_DOCS=1 npx vitest run --config .config/vitest.config.ts test/cli/help.test.ts
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { glomar } from './world.js'

const file = new URL('help.txt', import.meta.url)

test('the help is as it was written down, in lines of at most 100 columns', async () => {
  const pages: Array<string> = []
  for (const command of [[], ['show'], ['check'], ['diff'], ['explain'], ['sweep']]) {
    const { code, out, err } = await glomar([...command, '--help'])
    expect([code, err]).toEqual([0, ''])
    pages.push(`$ glomar ${[...command, '--help'].join(' ')}\n${out}`)
  }
  const text = pages.join('\n')
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, text)
  expect(text).toBe(readFileSync(file, 'utf8'))
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
})

test('options that exclude each other are refused', async () => {
  const files = { p: 'version: 1\ntypes: {}\n' }
  const exclusive = ['--json', '--markdown', '--html', '--svg']
  for (const first of exclusive)
    for (const second of exclusive.filter((each) => each !== first)) {
      const { code, out, err } = await glomar(['show', 'p', first, second], files)
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain('cannot be used with option')
    }
  const { code } = await glomar(['diff', 'p', 'p', '--json', '--markdown'], files)
  expect(code).toBe(2)
})
