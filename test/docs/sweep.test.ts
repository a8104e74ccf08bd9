/**
 * The page about sweeps shows its outputs as they are. The service of the page answers here.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Exchange } from '../../src/cli/sweep/exchange.js'
import { glomar } from '../cli/world.js'
import { root } from './code.js'

const path = join(root, 'docs/sweep.md')
const page = readFileSync(path, 'utf8')

/** A fence that begins with a name in a comment is a file. */
const files = Object.fromEntries(
  [...page.matchAll(/^```yaml\n(# (\w+\.yaml)\n[^]*?)^```/gm)].map(([, text = '', name = '']) => [
    name,
    text,
  ]),
)

const consoles = /^```console\n\$ npx glomar ([^\n;]*)(; echo \$\?)?\n([^]*?)^```/gm

/** 403 where a document exists, 404 where none does. */
const service: Exchange = (_, { path, headers }) => {
  const answer = (status: number, text: string) =>
    Promise.resolve({
      ...{ status, reason: '', headers: [], trailers: [], interim: [] },
      body: new TextEncoder().encode(text),
    })
  if (path.replace(/\?.*$/, '') !== '/documents/emmas-document') return answer(404, 'not found')
  return headers['authorization'] === 'Bearer e-token'
    ? answer(200, 'a text')
    : answer(403, 'forbidden')
}

const shown = async (args: string, code: string | undefined): Promise<string> => {
  const env = { EMMA_TOKEN: 'e-token', TARA_TOKEN: 't-token' }
  const done = await glomar(args.split(' '), files, { exchange: service, env })
  return `${done.err}${done.out}${code === undefined ? '' : `${String(done.code)}\n`}`
}

test('each output of the page is what the command prints', async () => {
  let expected = page
  for (const [whole, args = '', code] of page.matchAll(consoles)) {
    const output = await shown(args, code)
    expected = expected.replace(
      whole,
      () => `\`\`\`console\n$ npx glomar ${args}${code ?? ''}\n${output}\`\`\``,
    )
  }
  if (process.env['UPDATE_DOCS']) writeFileSync(path, expected)
  expect(page).toBe(expected)
})
