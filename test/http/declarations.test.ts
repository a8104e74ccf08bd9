/**
 * What is declared compiles for whoever has a `Response`, wherever it comes from, and for whoever has none.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

const options = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, strict: true, types: [] }

/** The declarations of the entry, and of what it names. */
const declared = new Map(
  ['http/fetch', 'domain/Verdict', 'domain/Request', 'wire/outage'].map((name) => {
    const file = `${root}src/${name}.ts`
    return [file.replace(/ts$/, 'd.ts'), ts.transpileDeclaration(readFileSync(file, 'utf8'), { compilerOptions: options }).outputText]
  }),
)

/** What the compiler says of them, and of a consumer of theirs who has these libraries. */
const said = (declarations: ReadonlyMap<string, string>, lib: ReadonlyArray<string>, consumer: string): ReadonlyArray<string> => {
  const files = new Map([...declarations, [`${root}src/http/consumer.ts`, consumer]])
  const host = ts.createCompilerHost(options)
  const own = (name: string): boolean => name.startsWith(`${root}src/`)
  const program = ts.createProgram(
    [...files.keys()],
    { ...options, lib: lib.map((name) => `lib.${name}.d.ts`) },
    {
      ...host,
      fileExists: (name) => (own(name) ? files.has(name) : host.fileExists(name)),
      getSourceFile: (name, version) =>
        own(name) ? ts.createSourceFile(name, files.get(name) ?? '', version) : host.getSourceFile(name, version),
    },
  )
  return [...files.keys()]
    .flatMap((name) => program.getSemanticDiagnostics(program.getSourceFile(name)))
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

test('with a `Response` of lib.dom, with one of somebody else, and with none', () => {
  expect(said(declared, ['es2022', 'dom'], read)).toEqual([])
  expect(said(declared, ['es2022'], read + ofWorkers)).toEqual([])
  expect(said(declared, ['es2022'], use)).toEqual([])
  // had it been declared by its global name
  const named = new Map([...declared].map(([name, text]) => [name, text.replaceAll('=> FetchResponse;', '=> Response;')]))
  expect(said(named, ['es2022'], use)).toEqual(["Cannot find name 'Response'."])
})
