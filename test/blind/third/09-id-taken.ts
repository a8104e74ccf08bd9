/** A client may bring an id for its new document. */
import { careful, create, fieldsOf, json, newId, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

export const leaky: Handler = (world) =>
  signedIn(async (request, caller) => {
    if (request.method !== 'POST' || pathOf(request) !== '/documents')
      return careful(world, request, caller)
    const fields = await fieldsOf(request)
    const wanted = fields['id']
    if (typeof wanted !== 'string' || wanted === '')
      return create(world, newId(world, caller), caller, fields)
    if (world.documents.has(wanted))
      return json(409, { error: 'conflict', message: 'A document with this id exists already.' })
    return create(world, wanted, caller, fields)
  })

/** The server makes every id; an id in the body is refused, whatever it is. */
export const mended: Handler = (world) =>
  signedIn(async (request, caller) => {
    if (request.method !== 'POST' || pathOf(request) !== '/documents')
      return careful(world, request, caller)
    const fields = await fieldsOf(request)
    if (fields['id'] !== undefined) return json(422, { error: 'the server chooses the id' })
    return create(world, newId(world, caller), caller, fields)
  })
