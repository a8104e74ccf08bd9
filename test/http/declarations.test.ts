/**
 * The declarations compile for whoever has a `Response`, wherever it comes from, and for whoever has
 * none.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

const options = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  strict: true,
  types: [],
}

const declarations = new Map<string, string>()

/** The declarations of a source file, made when they are first wanted. */
const declarationOf = (name: string): string | undefined => {
  const source = name.replace(/\.d\.ts$/, '.ts')
  if (source === name || !existsSync(source)) return undefined
  const text =
    declarations.get(name) ??
    ts.transpileDeclaration(readFileSync(source, 'utf8'), { compilerOptions: options }).outputText
  declarations.set(name, text)
  return text
}

const consumerFile = `${root}src/http/consumer.ts`

/** What the compiler says of the entry, and of a consumer of it who has these libraries. */
const said = (
  lib: ReadonlyArray<string>,
  consumer: string,
  edit: (declaration: string) => string = (text) => text,
): ReadonlyArray<string> => {
  const host = ts.createCompilerHost(options)
  const textOf = (name: string): string | undefined => {
    if (name === consumerFile) return consumer
    const declaration = declarationOf(name)
    return declaration === undefined ? undefined : edit(declaration)
  }
  const isOurs = (name: string): boolean => name.startsWith(`${root}src/`)
  const program = ts.createProgram(
    [consumerFile],
    { ...options, lib: lib.map((name) => `lib.${name}.d.ts`) },
    {
      ...host,
      fileExists: (name) => (isOurs(name) ? textOf(name) !== undefined : host.fileExists(name)),
      getSourceFile: (name, version) =>
        isOurs(name)
          ? ts.createSourceFile(name, textOf(name) ?? '', version)
          : host.getSourceFile(name, version),
    },
  )
  return program
    .getSourceFiles()
    .filter(({ fileName }) => isOurs(fileName))
    .flatMap((file) => program.getSemanticDiagnostics(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'))
}

const use = `
  import { toResponse } from './fetch.js'
  declare const refusal: Parameters<typeof toResponse>[0]
  const response = toResponse(refusal, 'GET')
`
const read = `${use}
  export const status: number = response.status
  // @ts-expect-error it is not any
  export const words: string = response.status
`
const ofWorkers = `
  declare global {
    interface Response { readonly status: number }
    var Response: { prototype: Response; new (body?: string): Response }
  }
`

test('it compiles with a `Response` of lib.dom, with one of somebody else, and with none', () => {
  expect(said(['es2022', 'dom'], read)).toEqual([])
  expect(said(['es2022'], read + ofWorkers)).toEqual([])
  expect(said(['es2022'], use)).toEqual([])
  // had it been declared by its global name
  const byName = (text: string): string => text.replaceAll('=> FetchResponse;', '=> Response;')
  expect(said(['es2022'], use, byName)).toEqual(["Cannot find name 'Response'."])
})
