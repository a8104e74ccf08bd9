/** PUT to a free address creates, to somebody else's says 404: PUT /documents/ID with any text. */
import { careful, create, fieldsOf, idIn, json, signedIn, type Handler } from './careful.js'

const build =
  (upsert: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (upsert && request.method === 'PUT' && id !== undefined && !world.documents.has(id)) {
        const fields = await fieldsOf(request)
        if (typeof fields['text'] !== 'string') return json(422, { error: 'text is missing' })
        return create(world, id, caller, fields)
      }
      // Mended, PUT only changes, and POST gives new documents their ids
      return careful(world, request, caller)
    })

export const handler = build(true)
export const mended = build(false)
