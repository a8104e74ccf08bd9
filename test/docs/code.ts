/**
 * Code in documents and docstrings: how it asserts, and how it is compiled.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

/** The folder of the package. */
export const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * A line that ends in `// → value` asserts that its expression is that value. So does a line that
 * is followed by such a remark, which may go on over lines that are set in.
 */
export const asserting = (code: string): string =>
  code
    .replaceAll(
      /^( *)([^\n/]+)\n\1\/\/ → ([^\n]+(?:\n\1\/\/ {3}[^\n]+)*)$/gm,
      (_, space: string, expression: string, value: string) =>
        `${space}assert.deepStrictEqual(${expression}, ${value.replaceAll(/^ *\/\/ /gm, '')})`,
    )
    .replaceAll(/^( *)([^\n]*?)\s*\/\/ → ([^\n]+)$/gm, '$1assert.deepStrictEqual($2, $3)')

/** Writes modules, which may assert. */
export const writeModules = (
  modules: ReadonlyArray<{ readonly file: string; readonly code: string }>,
): void => {
  for (const { file, code } of modules) {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(
      file,
      `import assert from 'node:assert/strict'\n${code}\nvoid assert\nexport {}\n`,
    )
  }
}

/** A program by the options of the package, but for names that are not used. */
export const programOf = (files: ReadonlyArray<string>, old?: ts.Program): ts.Program => {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (path) =>
    ts.sys.readFile(path),
  ) as { readonly config: object }
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  const lenient = { ...options, noUnusedLocals: false, noUnusedParameters: false }
  return ts.createProgram(files, lenient, undefined, old)
}

/** What the compiler says of the files of a program, and not of those that they import. */
export const saidOf = (program: ts.Program): ReadonlyArray<string> =>
  program
    .getRootFileNames()
    .flatMap((name) => ts.getPreEmitDiagnostics(program, program.getSourceFile(name)))
    .map(({ file, start, messageText }) => {
      const line =
        file === undefined || start === undefined ? '' : file.text.slice(start, start + 80)
      const text = ts.flattenDiagnosticMessageText(messageText, '\n')
      return `${file?.fileName ?? ''}: ${text} at ${line}`
    })
