/**
 * The page about the command shows its outputs as they are. The files of the page are the files that
 * the command reads.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { glomar } from '../cli/world.js'
import { root } from './code.js'

const path = join(root, 'docs/command.md')
const page = readFileSync(path, 'utf8')

/** A fence that begins with a name in a comment is a file. */
const filesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...text.matchAll(/^```(?:yaml|json)\n((?:#|\/\/) (\S+\.(?:yaml|json))\n[^]*?)^```/gm)].map(
      ([, file = '', name = '']) => [name, file],
    ),
  )
const files = filesOf(page)

const consoles = /^```console\n\$ npx glomar ([^\n;]*)(; echo \$\?)?\n([^]*?)^```/gm

/** What a terminal shows: both outputs, and the exit code where the page asks for it. */
const shown = async (args: string, code: string | undefined): Promise<string> => {
  const done = await glomar(args.split(' '), files)
  return `${done.err}${done.out}${code === undefined ? '' : `${String(done.code)}\n`}`
}

test('each output of the page is what the command prints', async () => {
  let expected = page
  for (const [whole, args = '', code] of page.matchAll(consoles))
    expected = expected
      .replace(whole, () => `\`\`\`console\n$ npx glomar ${args}${code ?? ''}\nOUTPUT\`\`\``)
      .replace('OUTPUT', await shown(args, code).then((text) => text.replaceAll('$', '$$$$')))
  if (process.env['UPDATE_DOCS']) writeFileSync(path, expected)
  expect(page).toBe(expected)
})

test('every command is on the page with an output', () => {
  const commands = [...page.matchAll(consoles)].map(([, args = '']) => args.split(' ')[0])
  expect([...new Set(commands)].sort()).toEqual(['check', 'diff', 'explain', 'show'])
  expect(Object.keys(files).length).toBeGreaterThan(3)
})

test('the output in the README is the beginning of what the command prints', async () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const [[, args = '', , output = ''] = [], ...rest] = [...readme.matchAll(consoles)]
  const { out } = await glomar(args.split(' '), filesOf(readme))
  expect(output).not.toBe('')
  expect(out.slice(0, output.length)).toBe(output)
  expect(rest).toEqual([])
})
