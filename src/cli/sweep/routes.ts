/**
 * The operations of a plain list: a method, a path with its query, and perhaps a body.
 */
import type { Operation, Parameter } from './Operation.js'
import { isParameter, segmentsOf } from './places.js'
import { listsOf, membersOf } from './sample.js'

const line = /^([A-Za-z]+) +(\/[^\s?]*)(?:\?(\S+))?(?: +([{[].*))?$/s

/** An operation, or `undefined` where the text is none. */
export const readRoute = (text: string): Operation | undefined => {
  const [, method, path, query = '', body] = line.exec(text.trim()) ?? []
  if (method === undefined || path === undefined) return undefined
  const example = body === undefined ? undefined : parsed(body)
  if (body !== undefined && example === undefined) return undefined
  const parameters: ReadonlyArray<Parameter> = [
    ...segmentsOf(path)
      .filter(isParameter)
      .map((segment) => parameter('path', segment.slice(1, -1))),
    ...[...new URLSearchParams(query)].map(([name, value]) => parameter('query', name, value)),
  ]
  return {
    method: method.toUpperCase(),
    path,
    parameters,
    ...(example && { body: { mediaType: 'application/json', schema: { example } } }),
    members: membersOf({ example }),
    lists: listsOf({ example }),
  }
}

const parameter = (where: Parameter['in'], name: string, example?: string): Parameter => ({
  name,
  in: where,
  required: true,
  schema: example === undefined ? {} : { example },
  ...(example?.includes(',') === true ? { between: ',' } : {}),
})

const parsed = (text: string): object | undefined => {
  try {
    return JSON.parse(text) as object
  } catch {
    return undefined
  }
}
