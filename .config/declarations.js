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

const statementsOf = new Map(
  [...declarations].map(([file, text]) => [
    file,
    [...ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true).statements],
  ]),
)

/** The names that a statement makes known in its file, and to others where it exports them. */
const namesOf = (statement) => {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.text)
  const clause = statement.importClause ?? statement.exportClause
  const bindings = clause?.namedBindings ?? clause
  return [statement, clause, bindings, ...(bindings?.elements ?? [])].flatMap((node) =>
    node?.name ? [node.name.text] : [],
  )
}

/** The file of the package that a node leads to. */
const target = (file, specifier) =>
  specifier?.text.startsWith('.')
    ? `${join(dirname(file), specifier.text.replace(/\.js$/, ''))}.d.ts`
    : undefined

// what only code leads to is left out: whole files, and of the others what nobody names
const kept = new Set()
const keep = (file, isWanted) => {
  for (const statement of statementsOf.get(file))
    if (!kept.has(statement) && isWanted(statement)) {
      kept.add(statement)
      follow(file, statement)
    }
}
const everything = (statement) => !ts.isImportDeclaration(statement)
const named = (name) => (statement) =>
  namesOf(statement).includes(name) || (statement.moduleSpecifier && !namesOf(statement).length)

/** Keeps what a statement names: in other files, and here. */
const follow = (file, statement) => {
  const to = target(file, statement.moduleSpecifier)
  const clause = statement.importClause?.namedBindings ?? statement.exportClause
  if (to && clause?.elements)
    for (const { name, propertyName } of clause.elements)
      keep(to, named((propertyName ?? name).text))
  else if (to) keep(to, everything)
  if (statement.moduleSpecifier) return
  const visit = (node) => {
    const from = ts.isImportTypeNode(node) && target(file, node.argument.literal)
    if (from) keep(from, everything)
    if (ts.isIdentifier(node)) keep(file, named(node.text))
    ts.forEachChild(node, visit)
  }
  visit(statement)
}

for (const entry of entries) keep(`${entry}.d.ts`, everything)

/** Where a declaration names another file of the package. */
const paths = /(["'])(\.\.?\/[^"'\n]*)\.js\1/g

for (const [file, statements] of statementsOf) {
  const text = statements
    .filter((statement) => kept.has(statement))
    .map((statement) => statement.getFullText())
    .join('')
    .trim()
  if (text === '') continue
  // a file without an import or an export is no module
  const module = /^(?:import|export)\b/m.test(text) ? `${text}\n` : `${text}\nexport {};\n`
  mkdirSync(dirname(join(dist, file)), { recursive: true })
  writeFileSync(join(dist, file), module)
  writeFileSync(
    join(dist, file.replace(/\.d\.ts$/, '.d.cts')),
    module.replaceAll(paths, '$1$2.cjs$1'),
  )
}
