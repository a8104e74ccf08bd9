/**
 * Writes the types: the declarations of each file that the entries lead to, once for ESM and once
 * for CommonJS. They are not bundled, since types are never loaded.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import ts from 'typescript'
import { entries, root } from './entries.js'

const src = join(root, 'src')
const dist = join(root, 'dist')

const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
const program = ts.createProgram(
  entries.map((entry) => join(src, `${entry}.ts`)),
  {
    ...options,
    noEmit: false,
    declaration: true,
    emitDeclarationOnly: true,
    rootDir: src,
    outDir: dist,
  },
)
const declarations = new Map()
const { diagnostics } = program.emit(undefined, (file, text) =>
  declarations.set(relative(dist, file), text),
)
if (diagnostics.length > 0)
  throw new Error(
    diagnostics
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
      .join('\n'),
  )

/** Where a declaration names another file of the package. */
const named = /(["'])(\.\.?\/[^"'\n]*)\.js\1/g

// what only code leads to is left out
const reached = new Set()
const reach = (file) => {
  if (reached.has(file)) return
  reached.add(file)
  for (const [, , path] of declarations.get(file).matchAll(named))
    reach(`${join(dirname(file), path)}.d.ts`)
}
for (const entry of entries) reach(`${entry}.d.ts`)

for (const file of reached) {
  const text = declarations.get(file)
  mkdirSync(dirname(join(dist, file)), { recursive: true })
  writeFileSync(join(dist, file), text)
  writeFileSync(
    join(dist, file.replace(/\.d\.ts$/, '.d.cts')),
    text.replaceAll(named, '$1$2.cjs$1'),
  )
}
