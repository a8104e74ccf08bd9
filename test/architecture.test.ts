/**
 * The folders are the argument: who may import whom, and what the core may not touch.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** What each folder may import, besides itself. */
const arrows: Readonly<Record<string, ReadonlyArray<string>>> = {
  domain: [],
  wire: ['domain'],
  engine: ['domain', 'wire'],
  codec: ['domain'],
  http: ['domain', 'wire'],
  enforce: ['domain', 'engine', 'wire'],
  interop: ['domain'],
  proof: ['domain', 'wire', 'engine'],
  testkit: ['domain', 'proof'],
  'index.ts': ['domain', 'engine', 'wire'],
}

const core = ['domain', 'engine', 'wire']

/** What would make a decision depend on anything but its arguments. */
const ambient = [
  'Date',
  'performance',
  'process',
  'console',
  'fetch',
  'crypto',
  'globalThis',
  'setTimeout',
  'setInterval',
  'queueMicrotask',
  'require',
  'Promise',
]

const folderOf = (path: string): string => path.split('/')[0] ?? ''

/** What is wrong with one file, given by its path below `src`. */
const faults = (path: string, text: string): ReadonlyArray<string> => {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const from = folderOf(path)
  const found: Array<string> = []

  const onImport = (specifier: string, typeOnly: boolean): void => {
    if (specifier.startsWith('.')) {
      const target = relative(src, resolve(src, dirname(path), specifier)).replace(/\.js$/, '.ts')
      const to = folderOf(target)
      if (to !== from && !arrows[from]?.includes(to)) found.push(`${from} imports ${to}`)
      // or everyone would have to install fast-check
      if (target.startsWith('testkit/properties/') && !path.startsWith('testkit/properties/')) found.push('imports the properties')
      // for those who tell the operator
      if (target === 'engine/explain.ts' && path !== 'index.ts' && from !== 'enforce') found.push('imports explain')
      if (target === 'engine/reasons.ts' && path !== 'engine/explain.ts') found.push('imports the reasons')
      if (/^engine\/(?:Situation|table|classify)/.test(path) && to === 'wire') found.push('looks at bytes before they are spelt')
    } else if (/^fp-ts(?:\/|$)/.test(specifier)) {
      // plain Node cannot resolve `fp-ts/Either` from ESM, and a value import would be loaded by everyone
      if (!/^fp-ts\/lib\/\w+\.js$/.test(specifier)) found.push(`imports ${specifier}, not fp-ts/lib/….js`)
      if (!typeOnly) found.push(`imports ${specifier} as a value`)
    } else if (specifier === 'io-ts') {
      if (from !== 'codec') found.push('imports io-ts outside the codecs')
    } else if (specifier === 'fast-check') {
      if (!path.startsWith('testkit/properties/')) found.push('imports fast-check outside the properties')
    } else found.push(`imports ${specifier}`)
  }

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
      onImport(node.moduleSpecifier.text, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword)
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier))
      onImport(node.moduleSpecifier.text, node.isTypeOnly)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) found.push('imports at run time')
    else if (core.includes(from) && ts.isIdentifier(node) && ambient.includes(node.text) && !isName(node))
      found.push(`touches ${node.text}`)
    else if (core.includes(from) && node.getText(source) === 'Math.random') found.push('touches Math.random')
    ts.forEachChild(node, visit)
  }
  visit(source)

  if (!text.startsWith('/**\n * ')) found.push('does not open by saying what it is')
  if (core.includes(from) && text.split('\n').length > 200) found.push('is longer than 200 lines')
  return found
}

/** Is the identifier the name of a member, as in `x.Date` or `{ Date: 1 }`, and not a reference? */
const isName = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  ((ts.isPropertyAssignment(node.parent) || ts.isPropertySignature(node.parent)) && node.parent.name === node)

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'))

test.each(files)('%s keeps to its place', (path) => {
  expect(faults(path, readFileSync(join(src, path), 'utf8'))).toEqual([])
})

describe('a file out of place is found', () => {
  const header = '/**\n * A file.\n */\n'
  test.each([
    ['domain/X.ts', "import { judge } from '../engine/table.js'", 'domain imports engine'],
    ['wire/X.ts', "import { judge } from '../engine/table.js'", 'wire imports engine'],
    ['wire/X.ts', "export { explain } from '../engine/explain.js'", 'imports explain'],
    ['http/X.ts', "import type { Explanation } from '../engine/explain.js'", 'imports explain'],
    ['enforce/X.ts', "import { toResponse } from '../http/fetch.js'", 'enforce imports http'],
    ['engine/decide.ts', "import type { Explanation } from './explain.js'", 'imports explain'],
    ['engine/spell.ts', "import { reasons } from './reasons.js'", 'imports the reasons'],
    ['engine/table.ts', "import * as Spell from '../wire/spell.js'", 'looks at bytes before they are spelt'],
    ['engine/X.ts', "import * as E from 'fp-ts/Either'", 'imports fp-ts/Either, not fp-ts/lib/….js'],
    ['engine/X.ts', "import * as E from 'fp-ts/lib/Either.js'", 'imports fp-ts/lib/Either.js as a value'],
    ['domain/X.ts', "import * as t from 'io-ts'", 'imports io-ts outside the codecs'],
    ['testkit/X.ts', "import * as fc from 'fast-check'", 'imports fast-check outside the properties'],
    ['testkit/X.ts', "export * from './properties/index.js'", 'imports the properties'],
    ['wire/X.ts', "import { createHash } from 'node:crypto'", 'imports node:crypto'],
    ['engine/X.ts', 'const now = Date.now()', 'touches Date'],
    ['engine/X.ts', 'const id = Math.random()', 'touches Math.random'],
    ['engine/X.ts', "const later = import('./decide.js')", 'imports at run time'],
    ['wire/X.ts', 'console.log(1)', 'touches console'],
    ['domain/X.ts', '\n'.repeat(200), 'is longer than 200 lines'],
  ])('%s: %s', (path, text, fault) => {
    expect(faults(path, header + text)).toContain(fault)
  })
  test('a file that does not say what it is', () => {
    expect(faults('domain/X.ts', 'export const x = 1')).toEqual(['does not open by saying what it is'])
  })
})
