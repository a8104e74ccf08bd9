/**
 * The documents run: their fences are compiled and executed, their links lead somewhere.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { faults } from '../guarantees/faults.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const documents = ['README.md', ...readdirSync(join(root, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : []))]
const read = (name: string): string => readFileSync(join(root, name), 'utf8')

const fences = (text: string, language: string): ReadonlyArray<string> =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, code = '']) => code)

/** A line that ends in `// → value` asserts that its expression is that value. */
const asserting = (code: string): string => code.replaceAll(/^( *)([^\n]*?)\s*\/\/ → ([^\n]+)$/gm, '$1assert.deepStrictEqual($2, $3)')

// all fences of a document are one module, so that a later one may build on an earlier one
const modules = documents.flatMap((name) => {
  const code = fences(read(name), 'ts')
  return code.length === 0
    ? []
    : [{ name, file: join(root, 'test/.fences', `${name.replaceAll(/\W/g, '-')}.ts`), code: code.map(asserting).join('\n') }]
})

rmSync(join(root, 'test/.fences'), { recursive: true, force: true })
mkdirSync(join(root, 'test/.fences'))
for (const { file, code } of modules) writeFileSync(file, `import assert from 'node:assert/strict'\n${code}\nvoid assert\nexport {}\n`)

describe('fences', () => {
  test('there are some', () => {
    expect(modules.map(({ name }) => name)).toContain('README.md')
  })

  test('compile', () => {
    const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as { readonly config: object }
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
    const program = ts.createProgram(
      modules.map(({ file }) => file),
      { ...options, noUnusedLocals: false, noUnusedParameters: false },
    )
    const said = ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
      const line = file === undefined || start === undefined ? '' : file.text.slice(start, start + 80)
      return `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')} at ${line}`
    })
    expect(said).toEqual([])
  })

  test.each(modules)('of $name run', async ({ file }) => {
    await import(/* @vite-ignore */ file)
  })

  test.each(documents)('of commands in %s name scripts that exist', (name) => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> }
    for (const command of fences(read(name), 'sh')
      .join('\n')
      .matchAll(/npm (?:run )?([\w:-]+)/g)) {
      expect([...Object.keys(scripts), 'ci', 'install']).toContain(command[1])
    }
  })
})

test('the figures in the documents are those of the tests', () => {
  const points = (10 * 3 * 2 * 3 * 4 * 8 * 192).toLocaleString('en')
  expect(read('README.md')).toContain(`${points} points`)
  expect(read('docs/guarantees.md')).toContain(`${points} points`)
  expect(read('docs/guarantees.md')).toContain(`${String(faults.length)} planted faults`)
})

test.each(documents)('the links and the files named in %s exist', (name) => {
  const text = read(name).replaceAll(/^```[^]*?^```/gm, '')
  const links = [...text.matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => resolve(root, dirname(name), path))
  const files = [...text.matchAll(/`((?:src|test|docs)\/[\w./-]+\.\w+)`/g)].map(([, path = '']) => join(root, path))
  expect([...links, ...files].filter((path) => !existsSync(path))).toEqual([])
})
