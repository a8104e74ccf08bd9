/**
 * `docs/systems.md` is what the systems and the engine say. `npm run docs` rewrites it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { systemsPage } from './systems.js'

const file = new URL('../../docs/systems.md', import.meta.url)

test('docs/systems.md is what the engine says (`npm run docs` rewrites it)', () => {
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, systemsPage())
  expect(readFileSync(file, 'utf8')).toBe(systemsPage())
})
