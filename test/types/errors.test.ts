/**
 * What the compiler says of a mistake: of which member, in which words, and with which suggestion.
 */
import { join } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { programOf, root } from '../docs/code.js'

const given = `
import { pipe } from 'fp-ts/lib/function.js'
import { right } from 'fp-ts/lib/TaskEither.js'
import { Authn, decide, Facts, Permission, Policy, Route, Verdict } from 'glomar'
import { enforce, fromTaskEither } from 'glomar/enforce'
interface Incoming { readonly id: string; readonly token: string }
interface Document { readonly owner: string; readonly text: string }
interface Folder { readonly members: ReadonlyArray<string> }
interface Who { readonly authn: Authn.Authn; readonly name: string }
declare const row: Document | undefined
declare const find: (id: string) => Promise<Document | undefined>
declare const folderOf: (id: string) => Folder
declare const verify: (incoming: Incoming) => Promise<Who>
const { deny, grant } = Permission
const { anonymous } = Authn
const policy = Policy.of({ document: {}, documents: {}, folder: {} })
const route = { method: 'GET', resource: 'document' } as const
const list = { method: 'GET', resource: 'documents', shape: 'collection' } as const
const rule = (may: boolean) => (may ? grant() : deny())
const verdict = decide(list, anonymous, 'present', deny(), policy)
const ofRow = () => Facts.of(row, () => deny())
`

const folders = `[{
  resource: 'folder',
  lookUp: ({ id }) => folderOf(id),
  authorize: ({ members }: Folder) => rule(members.length > 0),
}]`

/** The members of a route without a mistake, as they are written in place. */
const members: Readonly<Record<string, string>> = {
  route: 'route',
  policy: 'policy',
  authenticate: 'verify',
  evaluate: '({ id }, { name }) => id + name',
  lookUp: '({ id }) => find(id)',
  authorize: '(row: Document, { name }, said) => rule(row.owner === name + said)',
  whenAbsent: '({ name }) => rule(name === "")',
  ancestors: folders,
  references: '[]',
  renderer: '({ code }, { id }) => ({ body: code + id })',
  audit: '({ request, caller }) => request.id + caller?.name',
  handle: '({ text }, { name }, { id }) => text + name + id',
}

/** The route with some members written otherwise. One that is `undefined` is left out. */
const enforcing = (change: Readonly<Record<string, string | undefined>>): string =>
  `enforce({ ${Object.entries({ ...members, ...change })
    .flatMap(([name, code]) => (code === undefined ? [] : [`${name}: ${code},`]))
    .join('\n')} })`

const deciding = (route: string): string => `decide(${route}, anonymous, 'present', deny(), policy)`

const types = '"document" | "documents" | "folder"'
const suggested = (name: string): string => `Did you mean to write '${name}'?`
const likelier = (value: string): string => `Did you mean '"${value}"'?`

interface Mistake {
  readonly name: string
  readonly code: string
  /** Where the error stands. */
  readonly at: string
  /** What is among its words. */
  readonly says: string
}

const mistake = (name: string, code: string, at: string, says: string): Mistake => ({
  name,
  code,
  at,
  says,
})

const mistakes: ReadonlyArray<Mistake> = [
  mistake(
    'a misspelt knob',
    "Policy.of({ document: { existance: 'public' } })",
    "existance: 'public'",
    suggested('existence'),
  ),
  mistake(
    'a misspelt value of a knob',
    "Policy.of({ document: { existence: 'if-may-now' } })",
    "existence: 'if-may-now'",
    likelier('if-may-know'),
  ),
  mistake(
    'a value of another knob',
    "Policy.of({ document: { concealAs: 'empty' } })",
    "concealAs: 'empty'",
    `Type '"empty"' is not assignable to type '"forbidden" | "not-found"'.`,
  ),
  mistake(
    'a misspelt constant',
    "Policy.of({ document: {} }, { relm: 'archive' })",
    "relm: 'archive'",
    suggested('realm'),
  ),
  mistake(
    'a misspelt member of a route',
    "Route.of({ ...route, expect: 'absent' })",
    "expect: 'absent'",
    suggested('expects'),
  ),
  mistake(
    'a misspelt requirement',
    "Route.of({ ...route, requires: { scope: ['documents:read'] } })",
    'scope: [',
    suggested('scopes'),
  ),
  mistake(
    'a misspelt resource type',
    deciding("{ method: 'GET', resource: 'documnet' }"),
    "resource: 'documnet'",
    `Type '"documnet"' is not assignable to type '${types}'. ${likelier('document')}`,
  ),
  mistake(
    'a resource type that is near to none',
    deciding("{ method: 'GET', resource: 'shelf' }"),
    "resource: 'shelf'",
    `Type '"shelf"' is not assignable to type '${types}'.`,
  ),
  mistake(
    'a misspelt resource type of a route that was made',
    deciding("Route.of({ method: 'GET', resource: 'documnet' })"),
    'Route.of(',
    likelier('document'),
  ),
  mistake(
    'a misspelt resource type of an ancestor',
    `decide(route, anonymous, ...Facts.of(row, () => deny(), {
      ancestors: [{ resource: 'foldr', facts: ofRow() }],
    }), policy)`,
    '...Facts.of(',
    likelier('folder'),
  ),
  mistake(
    'a denial that does not say whether the caller may know',
    "deny({ missingPermissions: ['documents:write'] })",
    '{ missingPermissions',
    "Property 'mayKnow' is missing",
  ),
  mistake(
    'a misspelt member of a denial',
    "deny({ mayKnow: true, missingPermission: ['documents:write'] })",
    'missingPermission: [',
    suggested('missingPermissions'),
  ),
  mistake(
    'a misspelt member of credentials',
    "Authn.authenticated({ scope: ['documents:read'] })",
    'scope: [',
    suggested('scopes'),
  ),
  mistake(
    'a case that is missing',
    'pipe(verdict, Verdict.match({ Ok: () => 200, Refusal: ({ status }) => status }))',
    '{ Ok',
    "Property 'Empty' is missing",
  ),
  mistake(
    'a misspelt case',
    'pipe(verdict, Verdict.match({ Ok: () => 200, Refusal: () => 404, Empty: () => 200, Conflit: () => 409 }))',
    'Conflit: ',
    suggested('Conflict'),
  ),
  mistake(
    'a misspelt resource type of a route of `enforce`',
    enforcing({ route: "{ method: 'GET', resource: 'documnet' }" }),
    "resource: 'documnet'",
    likelier('document'),
  ),
  mistake(
    'a misspelt resource type of a route that is a function',
    enforcing({
      route: "({ id }) => ({ method: 'GET', resource: 'documnet', requires: { scopes: [id] } })",
    }),
    'route: ({ id }) =>',
    likelier('document'),
  ),
  mistake(
    'a misspelt resource type of an ancestor of `enforce`',
    enforcing({ ancestors: folders.replace('folder', 'foldr') }),
    "resource: 'foldr'",
    likelier('folder'),
  ),
  mistake(
    'a misspelt resource type of a reference of `enforce`',
    enforcing({ references: folders.replace('folder', 'foldr') }),
    "resource: 'foldr'",
    likelier('folder'),
  ),
  mistake(
    'a rule of another row',
    enforcing({ authorize: '(row: Folder, { name }) => rule(row.members.includes(name))' }),
    'authorize: (row: Folder',
    "Property 'members' is missing in type 'Document' but required in type 'Folder'",
  ),
  mistake(
    'a rule of another row, which takes nothing else',
    enforcing({ authorize: '({ members }: Folder) => rule(members.length > 0)' }),
    'authorize: ({ members }',
    "Property 'members' is missing in type 'Document' but required in type 'Folder'",
  ),
  mistake(
    'a rule of another row, of an ancestor',
    enforcing({
      ancestors: folders.replace(/members.*0/, 'text }: Document) => rule(text === ""'),
    }),
    'authorize: ({ text }',
    "Type 'Folder' is missing the following properties from type 'Document': owner, text",
  ),
  mistake(
    'a rule that gives no permission',
    enforcing({ authorize: '(row: Document, { name }) => row.owner === name' }),
    'authorize: (row: Document',
    "Type 'boolean' is not assignable to type 'Permission<never, never>'",
  ),
  mistake(
    'a misspelt member of the row',
    enforcing({ handle: '({ txt }) => txt' }),
    'txt }',
    "Property 'txt' does not exist on type 'Document'",
  ),
  mistake(
    'a misspelt member of the caller',
    enforcing({ whenAbsent: '(caller) => rule(caller.nam === "")' }),
    'nam === ',
    "Did you mean 'name'?",
  ),
  mistake(
    'a misspelt member of the request',
    enforcing({ renderer: '(refusal, request) => ({ body: request.tokn })' }),
    'tokn })',
    "Did you mean 'token'?",
  ),
  mistake(
    'a misspelt member of `enforce`',
    enforcing({ timeot: '1_000' }),
    'timeot: ',
    suggested('timeout'),
  ),
  mistake(
    'a requirement beside the route',
    enforcing({ requires: "{ scopes: ['documents:read'] }" }),
    'requires: ',
    "'requires' does not exist in type 'Enforcement<",
  ),
  mistake(
    'a task without parameters that are annotated',
    enforcing({ lookUp: 'fromTaskEither((request) => right(request.id))' }),
    'request.id',
    "'request' is of type 'unknown'",
  ),
]

/** Mistakes that the compiler has to see first. More errors may follow from them. */
const early: ReadonlyArray<Mistake> = [
  mistake(
    'a member that is missing',
    enforcing({ audit: undefined }),
    '{ route',
    "Property 'audit' is missing",
  ),
  mistake(
    'a caller without a result of authentication',
    enforcing({ authenticate: '({ id }: Incoming) => ({ name: id })' }),
    'authenticate: ',
    "Type '{ name: string; }' is not assignable to type 'Caller | PromiseLike<Caller>'",
  ),
  mistake(
    'a misspelt requirement of a route of `enforce`',
    enforcing({ route: "{ ...route, requires: { scope: ['documents:read'] } }" }),
    'scope: [',
    suggested('scopes'),
  ),
  mistake(
    'a policy that was not made',
    enforcing({ policy: '{ document: {} }' }),
    'document: {}',
    "'document' does not exist in type 'Policy<string>'",
  ),
  mistake(
    'a task that gives no Either',
    enforcing({ lookUp: 'fromTaskEither(({ id }: Incoming) => find(id))' }),
    'lookUp: ',
    "Type 'GivesNoEither' is not assignable to type",
  ),
]

const right: ReadonlyArray<string> = [
  enforcing({}),
  enforcing({ references: folders, timeout: '1_000' }),
  enforcing({
    route: "({ id }) => ({ method: 'GET', resource: id === '' ? 'folder' : 'document' })",
  }),
  enforcing({
    route: '({ id }: Incoming) => (id === "" ? route : { ...route, expects: "present" })',
    authenticate: '({ id }) => verify({ id, token: id })',
  }),
  'pipe(verdict, Verdict.match({ Ok: () => 200, Refusal: ({ status }) => status, Empty: () => 200 }))',
]

/** Modules that exist in memory alone. */
const fileOf = (i: number): string => join(root, `test/types/mistake-${String(i)}.ts`)

const codes = [...right, ...[...mistakes, ...early].map(({ code }) => code)]
const texts = new Map(codes.map((code, i) => [fileOf(i), `${given}\n${code}\nexport {}\n`]))

const program = (() => {
  const options = programOf([]).getCompilerOptions()
  const host = ts.createCompilerHost(options)
  const onDisk = { ...host }
  host.fileExists = (path) => texts.has(path) || onDisk.fileExists(path)
  host.getSourceFile = (path, version) => {
    const text = texts.get(path)
    return text === undefined
      ? onDisk.getSourceFile(path, version)
      : ts.createSourceFile(path, text, version, true)
  }
  return ts.createProgram([...texts.keys()], options, host)
})()

interface Said {
  /** What stands at the place of the error, from there to the end. */
  readonly at: string
  readonly words: string
}

const saidOf = (code: string): ReadonlyArray<Said> => {
  const file = program.getSourceFile(fileOf(codes.indexOf(code)))
  return ts.getPreEmitDiagnostics(program, file).map(({ start, messageText }) => ({
    at: file?.text.slice(start) ?? '',
    words: ts.flattenDiagnosticMessageText(messageText, '\n'),
  }))
}

test.each(right)('what is right compiles', (code) => {
  expect(saidOf(code)).toEqual([])
})

describe('the error', () => {
  test.each(mistakes)('about $name is the only one, and stands at it', ({ code, at, says }) => {
    const said = saidOf(code)
    expect(said.map(({ words }) => words)).toEqual([expect.stringContaining(says)])
    expect(said[0]?.at.slice(0, at.length)).toBe(at)
  })

  test.each(early)('about $name stands at it', ({ code, at, says }) => {
    expect(saidOf(code)).toContainEqual({
      at: expect.stringContaining(at) as string,
      words: expect.stringContaining(says) as string,
    })
  })

  test('never speaks of a row as `{}`', () => {
    const words = codes.flatMap((code) => saidOf(code).map((one) => one.words))
    expect(words.filter((text) => /'\{\}'|row: \{\}/.test(text))).toEqual([])
  })
})
