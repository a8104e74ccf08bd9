/**
 * `docs/gallery.md` is what the exhibits and the kit say. `npm run docs` rewrites it.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { galleryPage } from './gallery.js'

const file = new URL('../../docs/gallery.md', import.meta.url)

test('docs/gallery.md is what the exhibits say (`npm run docs` rewrites it)', async () => {
  const written = await galleryPage()
  if (process.env['UPDATE_DOCS'] !== undefined) writeFileSync(file, written)
  expect(readFileSync(file, 'utf8')).toBe(written)
})
