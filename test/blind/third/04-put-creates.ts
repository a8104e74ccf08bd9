/** PUT creates a document under the id the client chose, if the id is free. */
import { careful, create, fieldsOf, idIn, json, signedIn, type Handler } from '../careful.js'

export const leaky: Handler = (world) =>
  signedIn(async (request, caller) => {
    const id = idIn(request.url)
    if (request.method !== 'PUT' || id === undefined) return careful(world, request, caller)
    const doc = world.documents.get(id)
    if (doc !== undefined && doc.owner === caller) return careful(world, request, caller)
    const fields = await fieldsOf(request)
    if (typeof fields['text'] !== 'string') return json(422, { error: 'text is missing' })
    return doc === undefined
      ? create(world, id, caller, fields)
      : json(403, { error: 'only the owner may replace a document' })
  })

/** PUT replaces only; a new document gets its id from the server, by POST. */
export const mended: Handler = (world) =>
  signedIn((request, caller) => careful(world, request, caller))
