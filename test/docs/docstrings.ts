/**
 * The docstrings of what entries export: what they lack, and the examples in them.
 */
import ts from 'typescript'

/** One declaration of an export, such as `Facts.of`. */
export interface Exported {
  readonly entry: string
  readonly name: string
  readonly declaration: ts.Declaration
}

const isOurs = (program: ts.Program, node: ts.Node): boolean =>
  !program.isSourceFileFromExternalLibrary(node.getSourceFile()) &&
  !program.isSourceFileDefaultLibrary(node.getSourceFile())

/** What an entry exports, and what the namespaces in it export. */
export const exportsOf = (program: ts.Program, entry: string): ReadonlyArray<Exported> => {
  const checker = program.getTypeChecker()
  const visit = (module: ts.Symbol, prefix: string): ReadonlyArray<Exported> =>
    checker.getExportsOfModule(module).flatMap((symbol): ReadonlyArray<Exported> => {
      const name = `${prefix}${symbol.name}`
      const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0
      const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol
      if (target.flags & ts.SymbolFlags.ValueModule) return visit(target, `${name}.`)
      const declarations = target.declarations?.filter((node) => isOurs(program, node)) ?? []
      return declarations.map((declaration) => ({ entry, name, declaration }))
    })
  const file = program.getSourceFile(entry)
  const module = file && checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${entry} exports no names`)
  return visit(module, '')
}

/** The docstrings of a declaration. The comment that opens a file is about the file. */
const docsOf = (node: ts.Node): ReadonlyArray<ts.JSDoc> =>
  ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .filter((doc) => doc.getStart() > 0)

const textOf = (comment: ts.JSDoc['comment']): string => ts.getTextOfJSDocComment(comment) ?? ''

const tagsOf = (node: ts.Node): ReadonlyArray<ts.JSDocTag> =>
  docsOf(node).flatMap((doc) => [...(doc.tags ?? [])])

const lacksText = (node: ts.Node): ReadonlyArray<string> =>
  docsOf(node).some(({ comment }) => textOf(comment).trim() !== '') ? [] : ['no docstring']

/** A parameter that is taken apart has no name of its own: any will do. */
const parametersOf = (signature: ts.Signature): ReadonlyArray<string> =>
  signature.getParameters().map((parameter) => {
    const { valueDeclaration } = parameter
    const isApart =
      valueDeclaration !== undefined &&
      ts.isParameter(valueDeclaration) &&
      !ts.isIdentifier(valueDeclaration.name)
    return isApart ? '{}' : parameter.name
  })

const throws = (node: ts.Node): boolean =>
  ts.isThrowStatement(node) ||
  (ts.forEachChild(node, (child) => throws(child) || undefined) ?? false)

/** What the tags of a function lack. */
const lacksTags = (
  node: ts.Declaration,
  signatures: ReadonlyArray<ts.Signature>,
): ReadonlyArray<string> => {
  const tags = tagsOf(node)
  const documented = tags.filter(ts.isJSDocParameterTag)
  const parameters = [...new Set(signatures.flatMap(parametersOf))]
  const isVoid = signatures.every(
    (signature) => (signature.getReturnType().flags & ts.TypeFlags.Void) !== 0,
  )
  return [
    ...parameters.flatMap((name, i) => {
      const isNamed =
        name === '{}'
          ? documented.length > i
          : documented.some((tag) => tag.name.getText() === name)
      return isNamed ? [] : [`no @param ${name}`]
    }),
    ...documented
      .filter((tag) => !parameters.includes('{}') && !parameters.includes(tag.name.getText()))
      .map((tag) => `no parameter ${tag.name.getText()}`),
    ...(isVoid || tags.some(ts.isJSDocReturnTag) ? [] : ['no @returns']),
    ...(throws(node) && !tags.some(ts.isJSDocThrowsTag) ? ['no @throws'] : []),
    ...tags
      .filter((tag) => textOf(tag.comment).replace(/^-/, '').trim() === '')
      .map((tag) => `no words after @${tag.tagName.text}`),
  ]
}

/** Tags of unions: their names say what they are. */
const isPlain = (name: string): boolean => name === '_tag'

/** What one export lacks, its members included. */
const lacks = (program: ts.Program, { declaration, name }: Exported): ReadonlyArray<string> => {
  const checker = program.getTypeChecker()
  const named = (whose: string, all: ReadonlyArray<string>): ReadonlyArray<string> =>
    all.map((lack) => `${whose}: ${lack}`)
  const membersOf = (type: ts.Type) =>
    type
      .getProperties()
      .filter((member) => !isPlain(member.name))
      .flatMap((member) =>
        (member.declarations ?? [])
          .filter((node) => isOurs(program, node))
          .map((node) => ({ node, whose: `${name}.${member.name}` })),
      )
  const ofFunction = (node: ts.Declaration): ReadonlyArray<string> => {
    const signatures = checker.getTypeAtLocation(node).getCallSignatures()
    return signatures.length > 0 ? lacksTags(node, signatures) : []
  }
  if (ts.isTypeAliasDeclaration(declaration)) return named(name, lacksText(declaration))
  if (ts.isInterfaceDeclaration(declaration)) {
    const members = membersOf(checker.getTypeAtLocation(declaration))
    return [
      ...named(name, lacksText(declaration)),
      ...members.flatMap(({ node, whose }) => named(whose, lacksText(node))),
    ]
  }
  const functions = membersOf(checker.getTypeAtLocation(declaration)).filter(
    ({ node }) => checker.getTypeAtLocation(node).getCallSignatures().length > 0,
  )
  return [
    ...named(name, [...lacksText(declaration), ...ofFunction(declaration)]),
    ...functions.flatMap(({ node, whose }) =>
      named(whose, [...lacksText(node), ...ofFunction(node)]),
    ),
  ]
}

/** What the docstrings of these exports lack, each thing once. */
export const lacksOf = (
  program: ts.Program,
  exported: ReadonlyArray<Exported>,
): ReadonlyArray<string> => [...new Set(exported.flatMap((one) => lacks(program, one)))]

/** One example in the docstring of an export. */
export interface Example {
  readonly entry: string
  readonly name: string
  readonly code: string
}

/** Each example once, with the first entry that exports it. */
export const examplesOf = (exported: ReadonlyArray<Exported>): ReadonlyArray<Example> => {
  const all = exported.flatMap(({ entry, name, declaration }) =>
    tagsOf(declaration)
      .filter((tag) => tag.tagName.text === 'example')
      .map((tag) => ({ entry, name, code: textOf(tag.comment), tag })),
  )
  return all.filter(({ tag }, i) => all.findIndex((other) => other.tag === tag) === i)
}
