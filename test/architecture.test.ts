/**
 * The folders are the argument: who may import whom, what the core may not touch, and how long
 * it may be.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src', import.meta.url))

/** What each folder may import, besides itself. */
const arrows: Readonly<Record<string, ReadonlyArray<string>>> = {
  lib: [],
  domain: ['lib'],
  wire: ['domain', 'lib'],
  engine: ['domain', 'wire', 'lib'],
  explain: ['engine', 'domain', 'lib'],
  codec: ['domain', 'lib'],
  http: ['wire', 'domain', 'lib'],
  renderers: ['wire', 'domain', 'lib'],
  enforce: ['explain', 'engine', 'wire', 'domain', 'lib'],
  interop: ['domain', 'lib'],
  observe: ['wire', 'domain', 'lib'],
  analysis: ['engine', 'observe', 'domain', 'lib'],
  presets: ['domain'],
  testkit: ['observe', 'wire', 'domain', 'lib'],
  // and the package, by its name
  cli: ['codec', 'analysis', 'testkit', 'observe', 'lib'],
  'index.ts': ['domain', 'engine', 'explain', 'wire'],
}

/** Judges, and has no bytes to look at. */
const decision = 'engine/judge.ts'

const core = ['lib', 'domain', 'engine', 'wire']

/** Lines of code, without comments and blank lines: the most of one file, and of the core. */
const longestFile = 120
const wholeCore = 2_230

/** What the command alone may import. */
const ofTheCommand =
  /^(?:glomar|glomar\/analysis|commander|yaml|@scalar\/openapi-parser|node:(?:crypto|fs|path|url))$/

/** The one file that asks a server, and what it may import for that. */
const ofTheWire = 'cli/sweep/exchange.ts'
const toAsk = /^node:(?:https?|zlib)$/

/** What the command has to do with the world: it loads a function of a person. */
const ofTheWorld = 'cli/main.ts'

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

/** It tells a promise from a value. No other file of the core has anything to do with time. */
const ofPromises = 'lib/promise.ts'

const folderOf = (path: string): string => path.split('/')[0] ?? ''

const parsed = (path: string, text: string): ts.SourceFile =>
  ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)

interface Import {
  readonly specifier: string
  /** Is it gone once compiled? An `import { type A }` is not. */
  readonly typeOnly: boolean
}

const importIn = (node: ts.Node): Import | undefined => {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier))
    return {
      specifier: node.moduleSpecifier.text,
      typeOnly: node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword,
    }
  if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  )
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly }
  return undefined
}

/** The file below `src` that a relative import of `path` names. */
const targetOf = (path: string, specifier: string): string =>
  relative(src, resolve(src, dirname(path), specifier)).replace(/\.js$/, '.ts')

/** The lines that hold a token. */
const linesOfCode = (source: ts.SourceFile): number => {
  const lines = new Set<number>()
  const mark = (node: ts.Node): void => {
    if (node.kind === ts.SyntaxKind.EndOfFileToken || ts.isJSDoc(node)) return
    const children = node.getChildren(source)
    if (children.length > 0) children.forEach(mark)
    else if (node.getWidth(source) > 0) {
      const at = (position: number): number => source.getLineAndCharacterOfPosition(position).line
      for (let line = at(node.getStart(source)); line <= at(node.getEnd()); line++) lines.add(line)
    }
  }
  mark(source)
  return lines.size
}

/** What is wrong with one file, given by its path below `src`. */
const faults = (path: string, text: string): ReadonlyArray<string> => {
  const source = parsed(path, text)
  const from = folderOf(path)
  const found: Array<string> = []

  const onImport = ({ specifier, typeOnly }: Import): void => {
    if (specifier.startsWith('.')) {
      const target = targetOf(path, specifier)
      const to = folderOf(target)
      if (to !== from && !arrows[from]?.includes(to)) found.push(`${from} imports ${to}`)
      // or everyone would have to install fast-check
      if (target.startsWith('testkit/properties/') && !path.startsWith('testkit/properties/'))
        found.push('imports the properties')
      if (path === decision && to === 'wire') found.push('looks at bytes')
    } else if (/^fp-ts(?:\/|$)/.test(specifier)) {
      // plain Node cannot resolve `fp-ts/Either` from ESM, and everyone would load a value
      if (!/^fp-ts\/lib\/\w+\.js$/.test(specifier))
        found.push(`imports ${specifier}, not fp-ts/lib/….js`)
      if (!typeOnly) found.push(`imports ${specifier} as a value`)
    } else if (specifier === 'io-ts') {
      if (from !== 'codec') found.push('imports io-ts outside the codecs')
    } else if (specifier === 'fast-check') {
      if (!path.startsWith('testkit/properties/'))
        found.push('imports fast-check outside the properties')
    } else if (path === ofTheWire && toAsk.test(specifier)) {
      return
    } else if (!(from === 'cli' && ofTheCommand.test(specifier))) found.push(`imports ${specifier}`)
  }

  const visit = (node: ts.Node): void => {
    const imported = importIn(node)
    if (imported !== undefined) onImport(imported)
    else if (
      ts.isCallExpression(node) &&
      node.expression.kind === ts.SyntaxKind.ImportKeyword &&
      path !== ofTheWorld
    )
      found.push('imports at run time')
    else if (core.includes(from) && ts.isIdentifier(node) && isAmbient(path, node))
      found.push(`touches ${node.text}`)
    else if (core.includes(from) && node.getText(source) === 'Math.random')
      found.push('touches Math.random')
    ts.forEachChild(node, visit)
  }
  visit(source)

  if (!text.startsWith('/**\n * ')) found.push('does not open by saying what it is')
  if (core.includes(from) && linesOfCode(source) > longestFile)
    found.push(`has over ${String(longestFile)} lines of code`)
  return found
}

const isAmbient = (path: string, node: ts.Identifier): boolean =>
  ambient.includes(node.text) && !isName(node) && !(path === ofPromises && node.text === 'Promise')

/** Is the identifier the name of a member, as in `x.Date` or `{ Date: 1 }`, and not a reference? */
const isName = (node: ts.Identifier): boolean =>
  (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) ||
  ((ts.isPropertyAssignment(node.parent) || ts.isPropertySignature(node.parent)) &&
    node.parent.name === node)

type Graph = ReadonlyMap<string, ReadonlyArray<string>>

/** What each file loads of the others. */
const loads = (files: Readonly<Record<string, string>>): Graph =>
  new Map(
    Object.entries(files).map(([path, text]) => [
      path,
      parsed(path, text).statements.flatMap((statement) => {
        const imported = importIn(statement)
        return imported === undefined || imported.typeOnly || !imported.specifier.startsWith('.')
          ? []
          : [targetOf(path, imported.specifier)]
      }),
    ]),
  )

/** A way from a file back to itself; `undefined` where there is none. */
const cycleIn = (graph: Graph): ReadonlyArray<string> | undefined => {
  const done = new Set<string>()
  const follow = (way: ReadonlyArray<string>, file: string): ReadonlyArray<string> | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const next of graph.get(file) ?? []) {
      const cycle = follow([...way, file], next)
      if (cycle !== undefined) return cycle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const cycle = follow([], file)
    if (cycle !== undefined) return cycle
  }
  return undefined
}

const files = Object.fromEntries(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => [path, readFileSync(join(src, path), 'utf8')]),
)

test.each(Object.entries(files))('%s keeps to its place', (path, text) => {
  expect(faults(path, text)).toEqual([])
})

test('the files that the rules name exist', () => {
  const named = [decision, ofPromises]
  expect(named.filter((path) => !existsSync(join(src, path)))).toEqual([])
  expect(Object.keys(arrows).filter((folder) => !existsSync(join(src, folder)))).toEqual([])
})

test(`the core has at most ${String(wholeCore)} lines of code`, () => {
  const lines = Object.entries(files)
    .filter(([path]) => core.includes(folderOf(path)))
    .map(([path, text]) => linesOfCode(parsed(path, text)))
  expect(lines.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(wholeCore)
})

test('no file loads itself by way of others', () => {
  expect(cycleIn(loads(files))).toBeUndefined()
})

describe('a file out of place is found', () => {
  const header = '/**\n * A file.\n */\n'
  test.each(
    [
      ['lib/X.ts', "import type { Route } from '../domain/Route.js'", 'lib imports domain'],
      ['domain/X.ts', "import { judge } from '../engine/judge.js'", 'domain imports engine'],
      ['wire/X.ts', "import { judge } from '../engine/judge.js'", 'wire imports engine'],
      ['observe/X.ts', "import { decide } from '../engine/decide.js'", 'observe imports engine'],
      [
        'testkit/X.ts',
        "import { findings } from '../analysis/index.js'",
        'testkit imports analysis',
      ],
      ['renderers/X.ts', "import { judge } from '../engine/judge.js'", 'renderers imports engine'],
      ['enforce/X.ts', "import { toResponse } from '../http/fetch.js'", 'enforce imports http'],
      ['presets/X.ts', "import { decide } from '../engine/decide.js'", 'presets imports engine'],
      ['wire/X.ts', "export { explain } from '../explain/explain.js'", 'wire imports explain'],
      ['http/X.ts', "import type { X } from '../explain/explain.js'", 'http imports explain'],
      ['engine/X.ts', "import { reasons } from '../explain/reasons.js'", 'engine imports explain'],
      ['engine/judge.ts', "import { unavailable } from '../wire/refusals.js'", 'looks at bytes'],
      [
        'engine/X.ts',
        "import * as E from 'fp-ts/Either'",
        'imports fp-ts/Either, not fp-ts/lib/….js',
      ],
      [
        'engine/X.ts',
        "import * as E from 'fp-ts/lib/Either.js'",
        'imports fp-ts/lib/Either.js as a value',
      ],
      ['domain/X.ts', "import * as t from 'io-ts'", 'imports io-ts outside the codecs'],
      [
        'testkit/X.ts',
        "import * as fc from 'fast-check'",
        'imports fast-check outside the properties',
      ],
      ['testkit/X.ts', "export * from './properties/index.js'", 'imports the properties'],
      ['wire/X.ts', "import { createHash } from 'node:crypto'", 'imports node:crypto'],
      ['testkit/X.ts', "import { run } from '../cli/run.js'", 'testkit imports cli'],
      ['index.ts', "export { run } from './cli/run.js'", 'index.ts imports cli'],
      ['codec/X.ts', "import { parse } from 'yaml'", 'imports yaml'],
      ['analysis/X.ts', "import { Command } from 'commander'", 'imports commander'],
      ['cli/X.ts', "import { request } from 'node:http'", 'imports node:http'],
      ['cli/X.ts', "import { decide } from '../engine/decide.js'", 'cli imports engine'],
      ['engine/X.ts', 'const now = Date.now()', 'touches Date'],
      ['engine/X.ts', 'const id = Math.random()', 'touches Math.random'],
      ['engine/X.ts', "const later = import('./decide.js')", 'imports at run time'],
      ['wire/X.ts', 'console.log(1)', 'touches console'],
      ['lib/X.ts', 'const later = Promise.resolve()', 'touches Promise'],
      ['lib/promise.ts', 'setTimeout(() => 1)', 'touches setTimeout'],
      ['domain/X.ts', 'f(\n1,\n)\n'.repeat(41), 'has over 120 lines of code'],
    ].map(([path = '', text = '', fault = '']) => ({ path, text, fault })),
  )('$path $fault', ({ path, text, fault }) => {
    expect(faults(path, header + text)).toContain(fault)
  })

  test('a file that does not say what it is', () => {
    expect(faults('domain/X.ts', 'export const x = 1')).toEqual([
      'does not open by saying what it is',
    ])
  })

  test('comments and blank lines are no code, and a text of several lines is', () => {
    const text = '/** A. */\n\nconst a = 1 // one\n/*\n two\n*/\nconst b = `\n${a}\n`\n'
    expect(linesOfCode(parsed('x.ts', text))).toBe(4)
  })

  test('files that load each other, but not those that share types', () => {
    const x = "import { y } from './Y.js'"
    const cycle = { 'domain/X.ts': x, 'domain/Y.ts': "export { x } from './X.js'" }
    expect(cycleIn(loads(cycle))).toEqual(['domain/X.ts', 'domain/Y.ts', 'domain/X.ts'])
    const types = { 'domain/X.ts': x, 'domain/Y.ts': "import type { x } from './X.js'" }
    expect(cycleIn(loads(types))).toBeUndefined()
  })
})
