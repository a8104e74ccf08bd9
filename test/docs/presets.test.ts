/**
 * `docs/presets.md` is what the presets and the engine say. `npm run docs` rewrites it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { presetsPage } from './presets.js'

const file = new URL('../../docs/presets.md', import.meta.url)

test('docs/presets.md is what the engine says (`npm run docs` rewrites it)', () => {
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, presetsPage())
  expect(readFileSync(file, 'utf8')).toBe(presetsPage())
})
