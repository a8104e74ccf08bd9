/**
 * Each entry of the package is built as one file, which shares nothing with the others: to import one is to load one. `dist` mirrors
 * `src`, so that `exports` in package.json is the list of what to build.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'tsdown'

const cwd = fileURLToPath(new URL('..', import.meta.url))
const { exports } = JSON.parse(readFileSync(`${cwd}package.json`, 'utf8'))
const entries = Object.values(exports).flatMap((target) =>
  typeof target === 'string' ? [] : [target.import.default.slice('./dist/'.length, -'.js'.length)],
)

const config = { cwd, format: ['esm', 'cjs'], platform: 'neutral', target: 'es2022', clean: false }

export default defineConfig(
  entries.flatMap((entry) => {
    const one = { ...config, entry: { [entry]: `src/${entry}.ts` } }
    // apart, or the code would be split into chunks to suit the types
    return [
      { ...one, dts: { emitDtsOnly: true } },
      { ...one, dts: false },
    ]
  }),
)
