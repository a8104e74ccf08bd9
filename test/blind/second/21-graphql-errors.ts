/** A GraphQL endpoint beside the REST one, with `document(id: "ID")` and `documents`. */
import type { World } from '../World.js'
import { allReadable, careful, empty, fieldsOf, json, pathOf, readable } from '../careful.js'
import { signedIn, view } from '../careful.js'
import type { Handler } from '../careful.js'

type Errors = ReadonlyArray<Readonly<Record<string, unknown>>>
type ErrorsFor = (world: World, id: string) => Errors

const forbidden: Errors = [
  { message: 'Not authorized', path: ['document'], extensions: { code: 'FORBIDDEN' } },
]

const answer = (data: unknown, errors: Errors = []): Response =>
  json(200, errors.length > 0 ? { data, errors } : { data })

/** The id that a query names, as a literal or by its variable. */
const wanted = (text: string, variables: unknown): string | undefined => {
  const [, literal, variable = ''] = /\bdocument\(id: *(?:"([^"]*)"|\$(\w+))\)/.exec(text) ?? []
  if (literal !== undefined || typeof variables !== 'object' || variables === null) return literal
  const value = new Map<string, unknown>(Object.entries(variables)).get(variable)
  return typeof value === 'string' ? value : undefined
}

const application =
  (errorsFor: ErrorsFor): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/graphql') return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const { query: text, variables } = await fieldsOf(request)
      if (typeof text !== 'string') return json(400, { errors: [{ message: 'no query' }] })
      if (/\bdocuments\b/.test(text))
        return answer({ documents: allReadable(world, caller).map(view) })
      const id = wanted(text, variables)
      if (id === undefined) return json(400, { errors: [{ message: 'cannot read the query' }] })
      const doc = readable(world, id, caller)
      return doc === undefined
        ? answer({ document: null }, errorsFor(world, id))
        : answer({ document: view(doc) })
    })

export const leaky = application((world, id) => (world.documents.has(id) ? forbidden : []))
export const mended = application(() => [])
