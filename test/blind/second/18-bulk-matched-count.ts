/** Archives many documents at once, and hands on the counts that the database gave. */
import type { Doc } from '../World.js'
import { careful, fieldsOf, json, mayRead, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Matched = (doc: Doc, caller: string) => boolean

const application =
  (matched: Matched): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents/archive')
        return careful(world, request, caller)
      const { ids } = await fieldsOf(request)
      if (!Array.isArray(ids) || ids.length === 0 || ids.length > 100)
        return json(422, { error: 'ids must be a list of 1 to 100 ids' })
      const docs = [...world.documents.values()].filter(({ id }) => ids.includes(id))
      const mine = docs.filter(({ owner, folder }) => owner === caller && folder !== 'archive')
      for (const doc of mine)
        world.documents.set(doc.id, { ...doc, folder: 'archive', version: doc.version + 1 })
      return json(200, {
        matched: docs.filter((doc) => matched(doc, caller)).length,
        modified: mine.length,
      })
    })

export const leaky = application(() => true)
export const mended = application(mayRead)
