/**
 * Files are read as they are, and no more of them than is wanted.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, expect, test } from 'vitest'
import { readFrom } from '../../src/cli/files.js'

const home = mkdtempSync(join(tmpdir(), 'glomar-files-'))
const file = join(home, 'policy.yaml')
writeFileSync(file, 'version: 1\n')
afterAll(() => {
  rmSync(home, { recursive: true, force: true })
})

const stdin = (...chunks: ReadonlyArray<string | Uint8Array>): Readable => Readable.from(chunks)
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

test('a file is read to its end', async () => {
  expect(text(await readFrom(stdin())(file, 1_000))).toBe('version: 1\n')
})

test('the standard input is read to its end, in however many pieces it comes', async () => {
  const read = readFrom(stdin('vers', new TextEncoder().encode('ion'), ': 1'))
  expect(text(await read('-', 1_000))).toBe('version: 1')
})

test('of what has no end, little more is read than is wanted', async () => {
  const bytes = await readFrom(stdin())('/dev/zero', 100_000)
  expect(bytes.length).toBeGreaterThan(100_000)
  expect(bytes.length).toBeLessThan(1_000_000)
})

test('what is as long as is wanted is read whole', async () => {
  const read = readFrom(stdin('abc', 'def', 'ghi'))
  expect(text(await read('-', 6))).toBe('abcdefghi')
  expect(text(await readFrom(stdin('abc', 'def'))('-', 6))).toBe('abcdef')
})

test.each([
  ['a missing file', join(home, 'nope'), 'ENOENT'],
  ['a folder', home, 'EISDIR'],
  ['a path through a file', join(file, 'x'), 'ENOTDIR'],
  ['a path with a zero', 'a\0b', 'ERR_INVALID_ARG_VALUE'],
])('%s is refused by its code', async (_name, source, code) => {
  await expect(readFrom(stdin())(source, 1_000)).rejects.toMatchObject({ code })
})
