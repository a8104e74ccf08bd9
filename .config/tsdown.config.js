/**
 * Builds the code. Each entry of the package is one file, and shares no file with the others. To
 * import one entry is to load one file. Only the tools, which no server loads, share what they have in
 * common: it is half of them. The command is one file as well: it imports the package by its
 * name, and holds the rest of what it needs.
 *
 * The declarations have the docstrings, and the code has none. The code is shortened. In the ES
 * modules for servers, what tells a bundler that it may drop a call stays.
 */
import { defineConfig } from 'tsdown'
import { entries, root } from './entries.js'

const common = { cwd: root, target: 'es2022', clean: false, dts: false }
const short = { compress: true, mangle: true }
const comments = { legal: true, annotation: true, jsdoc: false }

const isTool = (entry) => /^(?:analysis|testkit)\//.test(entry)
const apart = entries.filter((entry) => !isTool(entry)).map((entry) => [entry])

const library = [...apart, entries.filter(isTool)].flatMap((group) => {
  const all = {
    ...common,
    entry: Object.fromEntries(group.map((entry) => [entry, `src/${entry}.ts`])),
    platform: 'neutral',
  }
  return [
    {
      ...all,
      format: 'esm',
      minify: { ...short, codegen: group.every(isTool) },
      outputOptions: { comments, chunkFileNames: 'shared/[name].js' },
    },
    {
      ...all,
      format: 'cjs',
      minify: { ...short, codegen: true },
      outputOptions: { chunkFileNames: 'shared/[name].cjs' },
    },
  ]
})

const command = {
  ...common,
  entry: { 'cli/main': 'src/cli/main.ts' },
  platform: 'node',
  format: 'esm',
  outExtensions: () => ({ js: '.js' }),
  minify: true,
  // the package is there, by its name, and nothing else needs to be: the peers neither
  deps: { alwaysBundle: [/^(?!glomar)/], neverBundle: [/^glomar/], onlyBundle: false },
  // of what has ES modules, only what is used
  inputOptions: {
    resolve: { mainFields: ['module', 'main'], conditionNames: ['import', 'default'] },
  },
  outputOptions: { banner: '#!/usr/bin/env node' },
}

export default defineConfig([...library, command])
