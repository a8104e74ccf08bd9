/**
 * `docs/decision-table.md` is what the engine says. `npm run docs` rewrites it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decisionTable } from './decisionTable.js'

const file = new URL('../../docs/decision-table.md', import.meta.url)

test('docs/decision-table.md is what the engine says (`npm run docs` rewrites it)', () => {
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, decisionTable())
  expect(readFileSync(file, 'utf8')).toBe(decisionTable())
})
