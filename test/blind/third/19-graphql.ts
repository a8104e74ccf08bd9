/** A GraphQL endpoint with one field, `document(id)`, beside the REST endpoints. */
import { careful, empty, fieldsOf, json, mayRead, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc } from '../World.js'

type Resolve = (doc: Doc | undefined, caller: string) => Doc | 'forbidden' | null

/** The id in the query, or in the variables. */
const argument = (source: string, variables: unknown): string | undefined => {
  const [, literal, name = ''] = /\bdocument\s*\(\s*id:\s*(?:"([^"]*)"|\$(\w+))/.exec(source) ?? []
  if (literal !== undefined) return literal
  const values: Readonly<Record<string, unknown>> =
    typeof variables === 'object' && variables !== null ? { ...variables } : {}
  return typeof values[name] === 'string' ? values[name] : undefined
}

const failed = (message: string, code: string, data?: unknown): Response =>
  json(200, { errors: [{ message, path: ['document'], extensions: { code } }], data })

const application =
  (resolve: Resolve): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/graphql') return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const { query: source, variables } = await fieldsOf(request)
      const id = typeof source === 'string' ? argument(source, variables) : undefined
      if (typeof source !== 'string' || id === undefined)
        return failed('Ask for document(id).', 'GRAPHQL_VALIDATION_FAILED')
      const found = resolve(world.documents.get(id), caller)
      if (found === 'forbidden') return failed('Not allowed.', 'FORBIDDEN', { document: null })
      if (found === null) return json(200, { data: { document: null } })
      const fields = (['id', 'title', 'text', 'version'] as const).filter((name) =>
        new RegExp(`\\{[^}]*\\b${name}\\b[^{}]*\\}`).test(source),
      )
      const document = Object.fromEntries(fields.map((name) => [name, found[name]]))
      return json(200, { data: { document } })
    })

export const leaky = application((doc, caller) => {
  if (doc === undefined) return null
  return mayRead(doc, caller) ? doc : 'forbidden'
})

export const mended = application((doc, caller) =>
  doc !== undefined && mayRead(doc, caller) ? doc : null,
)
