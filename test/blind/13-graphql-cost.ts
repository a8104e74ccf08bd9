/**
 * The query's cost counts the rows loaded, also those then made null: POST /graphql with
 * `{"query":"query($id: ID!) { document(id: $id) { title } }","variables":{"id":"ID"}}`.
 */
import { careful, fieldsOf, json, mayRead, pathOf, signedIn, type Handler } from './careful.js'

const field = /\bdocument\s*\(\s*id\s*:\s*(?:"([^"]*)"|\$id)\s*\)/

const build =
  (countHidden: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/graphql')
        return careful(world, request, caller)
      const { query, variables } = await fieldsOf(request)
      const asked = field.exec(typeof query === 'string' ? query : '')
      if (asked === null) return json(400, { errors: [{ message: 'Cannot query this field' }] })
      const given: unknown = Object(variables).id
      const doc = world.documents.get(asked[1] ?? (typeof given === 'string' ? given : ''))
      const visible = doc !== undefined && mayRead(doc, caller)
      const document = visible ? { title: doc.title, text: doc.text } : null
      const rows = countHidden ? doc !== undefined : visible
      const cost = { limit: 1000, actual: rows ? 2 : 1 }
      return json(200, { data: { document }, extensions: { cost } })
    })

export const handler = build(true)
export const mended = build(false)
