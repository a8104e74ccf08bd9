/** A PUT creates the document if it is not there, as the RFC allows. */
import { careful, create, fieldsOf, idIn, json, notFound, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

const application =
  (upsert: boolean): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      const id = idIn(request.url)
      if (request.method !== 'PUT' || id === undefined) return careful(world, request, caller)
      const fields = await fieldsOf(request.clone())
      if (typeof fields['text'] !== 'string') return json(422, { error: 'text is missing' })
      if (world.documents.has(id)) return careful(world, request, caller)
      return upsert ? create(world, id, caller, fields) : notFound()
    })

export const leaky = application(true)
/** Only the server gives ids: a PUT changes what is there. */
export const mended = application(false)
