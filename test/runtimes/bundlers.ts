/**
 * The bundlers, each as an application uses it: a script for a browser, a module for a worker.
 */
import { build } from 'esbuild'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { rollup, type Plugin } from '@rollup/wasm-node'
import { build as viteBuild } from 'vite'
import webpack from 'webpack'

export interface Bundle {
  /** The file to start from; its folder has what it imports in `node_modules`. */
  readonly from: string
  readonly to: string
  readonly form: 'script' | 'module'
}

export const bundlers: Readonly<Record<string, (bundle: Bundle) => Promise<unknown>>> = {
  esbuild: ({ from, to, form }) =>
    build({
      entryPoints: [from],
      outfile: to,
      bundle: true,
      minify: true,
      platform: 'browser',
      format: form === 'script' ? 'iife' : 'esm',
      ...(form === 'module' && { conditions: ['workerd', 'worker', 'browser'] }),
    }),

  Rollup: async ({ from, to, form }) => {
    const bundle = await rollup({
      input: from,
      plugins: [installed(join(dirname(from), 'node_modules'))],
      logLevel: 'silent',
    })
    await bundle.write({ file: to, format: form === 'script' ? 'iife' : 'es' })
  },

  Vite: ({ from, to, form }) =>
    viteBuild({
      root: dirname(from),
      configFile: false,
      logLevel: 'silent',
      build: {
        outDir: dirname(to),
        emptyOutDir: false,
        lib: {
          entry: from,
          name: 'smoke',
          formats: [form === 'script' ? 'iife' : 'es'],
          fileName: () => to.slice(dirname(to).length + 1),
        },
      },
    }),

  webpack: ({ from, to, form }) =>
    new Promise<void>((done, failed) => {
      webpack(
        {
          mode: 'production',
          context: dirname(from),
          entry: from,
          target: form === 'script' ? 'web' : 'webworker',
          performance: false,
          // it takes seconds, and the other bundlers do it
          optimization: { minimize: false },
          output: {
            path: dirname(to),
            filename: to.slice(dirname(to).length + 1),
            ...(form === 'module' && { module: true, library: { type: 'module' } }),
          },
          experiments: { outputModule: form === 'module' },
        },
        (error, stats) => {
          if (error === null && stats?.hasErrors() === false) done()
          else failed(error ?? new Error(stats?.toString('errors-only')))
        },
      )
    }),
}

interface Manifest {
  readonly module?: string
  readonly exports?: Readonly<
    Record<string, { readonly import: string | { readonly default: string } } | string>
  >
}

/**
 * Rollup by itself finds no packages. This finds what `exports` names, or else `module`; and files
 * that are named without their ending.
 */
const installed = (modules: string): Plugin => ({
  name: 'installed',
  resolveId: (id, importer) => {
    if (importer === undefined) return id
    if (/^[./]/.test(id)) return fileAt(join(dirname(importer), id))
    const [, name = '', path = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(id) ?? []
    const { module: main = '', exports } = JSON.parse(
      readFileSync(join(modules, name, 'package.json'), 'utf8'),
    ) as Manifest
    const target = exports?.[`.${path}`]
    if (target === undefined) return fileAt(join(modules, name, path || main))
    const file =
      typeof target === 'string'
        ? target
        : typeof target.import === 'string'
          ? target.import
          : target.import.default
    return join(modules, name, file)
  },
})

const fileAt = (path: string): string | null =>
  [path, `${path}.js`, join(path, 'index.js')].find(
    (file) => existsSync(file) && statSync(file).isFile(),
  ) ?? null
