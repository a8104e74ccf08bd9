/**
 * Every export has a docstring with its parameters and its result, and the examples in docstrings
 * run.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { asserting, programOf, root, saidOf, writeModules } from './code.js'
import { examplesOf, exportsOf, lacksOf, type Example } from './docstrings.js'

const { exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  readonly exports: Readonly<Record<string, unknown>>
}

/** The name of each entry, and its file in the program. */
const entries = Object.keys(exports)
  .filter((path) => !path.endsWith('.json'))
  .map((path) => {
    const files = [`${path}.ts`, `${path}/index.ts`].map((name) => join(root, 'src', name))
    const file = files.find((name) => ts.sys.fileExists(name))
    if (file === undefined) throw new Error(`no file of ${path}`)
    return { name: path.replace('.', 'glomar'), file }
  })

const program = programOf(entries.map(({ file }) => file))
const exported = entries.map(({ name, file }) => [name, exportsOf(program, file)] as const)

describe('docstrings', () => {
  test.each(exported)('those of %s are whole', (_, all) => {
    expect(all.length).toBeGreaterThan(0)
    expect(lacksOf(program, all)).toEqual([])
  })
})

describe('what is looked for', () => {
  const opening = '/** What the file is. */\n'

  /** What the docstrings of a module lack. It may export from a second module. */
  const lacksIn = (text: string, part = ''): ReadonlyArray<string> => {
    const modules: Readonly<Record<string, string>> = {
      '/index.ts': `${opening}${text}`,
      '/part.ts': `${opening}${part}`,
    }
    const options: ts.CompilerOptions = { noLib: true, target: ts.ScriptTarget.ES2022 }
    const host: ts.CompilerHost = {
      ...ts.createCompilerHost(options),
      fileExists: (path) => path in modules,
      readFile: (path) => modules[path],
      getSourceFile: (path, version) =>
        modules[path] === undefined
          ? undefined
          : ts.createSourceFile(path, modules[path], version, true),
    }
    const inMemory = ts.createProgram(['/index.ts'], options, host)
    return lacksOf(inMemory, exportsOf(inMemory, '/index.ts'))
  }

  /** An export with a docstring of these lines. */
  const documented = (code: string, ...lines: ReadonlyArray<string>): string =>
    ['/**', ...lines.map((line) => ` * ${line}`), ' */', `export ${code}`].join('\n')

  const add = 'const add = (x: number, y: number): number => x + y'

  test('a module that lacks nothing passes', () => {
    const lines = ['Adds.', '@param x - A number.', '@param y - Another.', '@returns The sum.']
    expect(lacksIn(documented(add, ...lines))).toEqual([])
  })

  test('a docstring is missed, and what opens the file is none', () => {
    expect(lacksIn('export const one = 1')).toEqual(['one: no docstring'])
    expect(lacksIn('export type One = 1')).toEqual(['One: no docstring'])
    expect(lacksIn('export interface One {}')).toEqual(['One: no docstring'])
  })

  test('a docstring of tags alone is missed', () => {
    const one = documented('const one = (): number => 1', '@returns One.')
    expect(lacksIn(one)).toEqual(['one: no docstring'])
  })

  test('a parameter and a result are missed', () => {
    const lacking = lacksIn(documented(add, 'Adds.', '@param x - A number.'))
    expect(lacking).toEqual(['add: no @param y', 'add: no @returns'])
    const declared = documented('function one(): number { return 1 }', 'Is one.')
    expect(lacksIn(declared)).toEqual(['one: no @returns'])
  })

  test('a parameter that is taken apart goes by any name', () => {
    const code = 'const xOf = ({ x }: { x: number }): number => x'
    const lines = ['Takes it.', '@returns The x.']
    expect(lacksIn(documented(code, ...lines))).toEqual(['xOf: no @param {}'])
    expect(lacksIn(documented(code, ...lines, '@param point - It.'))).toEqual([])
  })

  test('a parameter that is no longer there is found', () => {
    const lines = ['Is one.', '@param x - A number.', '@returns One.']
    const lacking = lacksIn(documented('const one = (): number => 1', ...lines))
    expect(lacking).toEqual(['one: no parameter x'])
  })

  test('a tag without words is found', () => {
    const lacking = lacksIn(documented('const one = (): number => 1', 'Is one.', '@returns'))
    expect(lacking).toEqual(['one: no words after @returns'])
  })

  test('a function that says `throw` needs @throws', () => {
    const code = 'const fail = (): void => { throw 1 }'
    expect(lacksIn(documented(code, 'Fails.'))).toEqual(['fail: no @throws'])
    expect(lacksIn(documented(code, 'Fails.', '@throws 1, always.'))).toEqual([])
  })

  test('a member is missed, an inherited one as well, and a tag is not', () => {
    const two = documented('interface Two extends One { _tag: 1; b: 1 }', 'Two members.')
    const lacking = lacksIn(`interface One { a: 1 }\n${two}`)
    expect(lacking).toEqual(['Two.b: no docstring', 'Two.a: no docstring'])
  })

  test('a function among the members of a value is looked at', () => {
    const all = documented('const all = { one: (): number => 1, two: 2 }', 'Numbers.')
    expect(lacksIn(all)).toEqual(['all.one: no docstring', 'all.one: no @returns'])
  })

  test('the exports of namespaces and of other files are looked at', () => {
    const text = "export * as Part from './part.js'\nexport { one } from './part.js'"
    const part = `export const one = 1\n${documented('const two = 2', 'Two.')}`
    expect(lacksIn(text, part)).toEqual(['Part.one: no docstring', 'one: no docstring'])
  })
})

const valuesOf = async (file: string): Promise<ReadonlyArray<string>> =>
  Object.keys((await import(/* @vite-ignore */ file)) as object)

/** Where an example has its names from. Of the same name, the later one counts. */
const sources: Readonly<Record<string, ReadonlyArray<string>>> = Object.fromEntries(
  await Promise.all(
    [{ name: '../../docs/given.js', file: join(root, 'test/docs/given.ts') }, ...entries].map(
      async ({ name, file }) => [name, await valuesOf(file)] as const,
    ),
  ),
)

/** What is given, what the root exports, and what the entry exports. */
const importsOf = (entry: string): string => {
  const from = new Map(
    ['../../docs/given.js', 'glomar', entry].flatMap((source) =>
      (sources[source] ?? []).map((name) => [name, source] as const),
    ),
  )
  return [...from].map(([name, source]) => `import { ${name} } from '${source}'`).join('\n')
}

const isImport = (line: string): boolean => line.startsWith('import ')

/** An example as a module. It runs when its function is called. */
const moduleOf = ({ code }: Example, entry: string): string => {
  const lines = code.split('\n')
  const rest = asserting(lines.filter((line) => !isImport(line)).join('\n'))
  const imports = [importsOf(entry), ...lines.filter(isImport)].join('\n')
  return `${imports}\nexport const run = async () => {\n${rest}\n}`
}

const examples = exported.flatMap(([entry, all]) =>
  examplesOf(all).map((example, i) => {
    const name = `${entry}, ${example.name}`
    const file = join(
      root,
      'test/.fences/examples',
      `${`${entry}-${String(i)}`.replaceAll('/', '-')}.ts`,
    )
    return { name, file, code: moduleOf(example, entry) }
  }),
)
writeModules(examples)

describe('examples', () => {
  test('those of every entry are found', () => {
    const found = examples.map(({ name }) => name)
    expect(found).toContain('glomar, Facts.of')
    expect(found).toContain('glomar/interop/cedar, permission')
  })

  test('examples compile', () => {
    const files = examples.map(({ file }) => file)
    expect(saidOf(programOf(files, program))).toEqual([])
  })

  test.each(examples)('the example of $name runs', async ({ file }) => {
    const { run } = (await import(/* @vite-ignore */ file)) as { readonly run: () => Promise<void> }
    await run()
  })
})
