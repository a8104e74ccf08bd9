/** Many documents are deleted at once; the answer says what became of each. */
import { careful, empty, fieldsOf, json, mayRead, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'
import type { Doc } from '../World.js'

type Outcome = 'deleted' | 'forbidden' | 'not_found'
type Judge = (doc: Doc | undefined, caller: string) => Outcome

const application =
  (judge: Judge): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (pathOf(request) !== '/documents/bulk-delete') return careful(world, request, caller)
      if (request.method !== 'POST') return empty(405, { allow: 'POST' })
      const { ids } = await fieldsOf(request)
      if (!Array.isArray(ids) || ids.length > 100)
        return json(422, { error: 'ids must be a list of at most 100 ids' })
      const results = ids.map(String).map((id) => {
        const result = judge(world.documents.get(id), caller)
        if (result === 'deleted') world.documents.delete(id)
        return { id, result }
      })
      return json(200, { results })
    })

export const leaky = application((doc, caller) => {
  if (doc === undefined) return 'not_found'
  return doc.owner === caller ? 'deleted' : 'forbidden'
})

export const mended = application((doc, caller) => {
  if (doc === undefined || !mayRead(doc, caller)) return 'not_found'
  return doc.owner === caller ? 'deleted' : 'forbidden'
})
