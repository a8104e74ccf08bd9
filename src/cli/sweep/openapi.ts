/**
 * The operations of an OpenAPI document. Nothing is fetched for it: a reference that leads out of
 * the document is named, and stays.
 */
import { dereference, upgrade } from '@scalar/openapi-parser'
import { isPlainObject, own } from '../../lib/read.js'
import { show } from '../../lib/show.js'
import type { Operation, Parameter } from './Operation.js'
import { isListOfValues, listsOf, membersOf } from './sample.js'

/** What a document says, or what is wrong with it. */
export interface Api {
  readonly operations: ReadonlyArray<Operation>
  /** Where the service says that it is. */
  readonly servers: ReadonlyArray<string>
  readonly faults: ReadonlyArray<string>
}

const methods = ['get', 'head', 'options', 'post', 'put', 'patch', 'delete', 'query'] as const

/** Of other methods, from version 3.2 on, the names stand as they are. */
const methodsOf = (item: unknown): ReadonlyArray<readonly [method: string, operation: unknown]> => {
  const others = own(item, 'additionalOperations')
  return [
    ...methods.map((method) => [method.toUpperCase(), own(item, method)] as const),
    ...Object.entries(isPlainObject(others) ? others : {}),
  ]
}
const mend = 'name another document, or list `routes`'

const faulty = (fault: string): Api => ({ operations: [], servers: [], faults: [fault] })

/** The operations of an OpenAPI document of version 3. */
export const readOpenApi = (document: unknown): Api => {
  const swagger = own(document, 'swagger')
  if (swagger !== undefined)
    return faulty(
      `swagger: expected an OpenAPI document from 3.0 on, got Swagger ${show(swagger)}; convert it first`,
    )
  const version = own(document, 'openapi')
  if (typeof version !== 'string' || !/^3\.\d/.test(version))
    return faulty(`openapi: expected a version from 3.0 on, got ${show(version)}; ${mend}`)
  if (!isPlainObject(own(document, 'paths')))
    return faulty(`paths: expected a plain object, got ${show(own(document, 'paths'))}; ${mend}`)
  const latest = upgrade(structuredClone(document) as object).specification
  const { schema, errors = [] } = dereference(latest)
  const paths = own(schema, 'paths')
  const operations = Object.entries(isPlainObject(paths) ? paths : {}).flatMap(([path, item]) =>
    path.startsWith('/') ? operationsAt(path, item) : [],
  )
  return {
    operations,
    servers: list(own(schema, 'servers')).flatMap((server) => {
      const url = own(server, 'url')
      return typeof url === 'string' ? [url] : []
    }),
    faults: [
      ...errors.map(({ message }) => message),
      ...(operations.length === 0
        ? [`paths: expected at least one operation, got none; ${mend}`]
        : []),
    ],
  }
}

const list = (u: unknown): ReadonlyArray<unknown> => (Array.isArray(u) ? u : [])

const operationsAt = (path: string, item: unknown): ReadonlyArray<Operation> =>
  methodsOf(item).flatMap(([method, operation]) => {
    if (!isPlainObject(operation)) return []
    const body = bodyOf(own(operation, 'requestBody'))
    return [
      {
        method,
        path,
        parameters: parametersOf([
          ...list(own(item, 'parameters')),
          ...list(own(operation, 'parameters')),
        ]),
        ...(body && { body }),
        members: body === undefined ? [] : membersOf(body.schema),
        lists: body === undefined ? [] : listsOf(body.schema),
      },
    ]
  })

/** Those of the operation stand in the place of those of its path. */
const parametersOf = (all: ReadonlyArray<unknown>): ReadonlyArray<Parameter> => {
  const read = all.flatMap((each): ReadonlyArray<Parameter> => {
    const [name, where] = [own(each, 'name'), own(each, 'in')]
    if (typeof name !== 'string') return []
    if (where !== 'path' && where !== 'query' && where !== 'header') return []
    const example = own(each, 'example')
    const schema = own(each, 'schema')
    return [
      {
        name,
        in: where,
        required: own(each, 'required') === true,
        schema: example === undefined ? schema : { ...(schema as object | undefined), example },
        ...(isListOfValues(schema) ? { between: betweenOf(each) } : {}),
      },
    ]
  })
  return [...new Map(read.map((each) => [`${each.in} ${each.name}`, each])).values()]
}

/** By the style of a list; a style that has names before its values has `explode`, too. */
const betweenOf = (u: unknown): NonNullable<Parameter['between']> => {
  const [where, style, explode] = [own(u, 'in'), own(u, 'style'), own(u, 'explode')]
  if (where !== 'query') return ','
  if (explode ?? (style === undefined || style === 'form')) return '&'
  return style === 'pipeDelimited' ? '|' : style === 'spaceDelimited' ? ' ' : ','
}

/** Of several forms of a body, JSON, or else a form. */
const bodyOf = (u: unknown): Operation['body'] | undefined => {
  const content = own(u, 'content')
  if (!isPlainObject(content)) return undefined
  const types = Object.keys(content)
  const mediaType =
    types.find((type) => /[/+]json\b/i.test(type)) ??
    types.find((type) => /x-www-form-urlencoded/i.test(type))
  if (mediaType === undefined) return undefined
  const of = content[mediaType]
  const example = own(of, 'example')
  const schema = own(of, 'schema')
  return {
    mediaType,
    schema: example === undefined ? schema : { ...(schema as object | undefined), example },
  }
}
