/**
 * The tests. They run on the sources: `glomar` and its subpaths are what tsconfig.json says.
 */
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

export default defineConfig({
  root,
  resolve: { tsconfigPaths: true },
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './.config/totals.ts'],
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
})
