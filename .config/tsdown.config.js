/**
 * Builds the code. Each entry of the package is one file, and shares no file with the others. To
 * import one entry is to load one file.
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
