/**
 * The code. Each entry of the package is built as one file, which shares nothing with the others: to import one is to load one.
 */
import { defineConfig } from 'tsdown'
import { entries, root } from './entries.js'

export default defineConfig(
  entries.map((entry) => ({
    cwd: root,
    entry: { [entry]: `src/${entry}.ts` },
    format: ['esm', 'cjs'],
    platform: 'neutral',
    target: 'es2022',
    clean: false,
    dts: false,
  })),
)
