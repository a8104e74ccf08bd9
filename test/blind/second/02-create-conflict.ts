/** A client may choose the id of a new document; ids are unique over all people. */
import { careful, create, fieldsOf, json, pathOf, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

/** The key under which the store keeps a document that the caller names. */
type Key = (caller: string, id: string) => string

const application =
  (key: Key): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents')
        return careful(world, request, caller)
      const fields = await fieldsOf(request.clone())
      const { id } = fields
      if (id === undefined) return careful(world, request, caller)
      if (typeof id !== 'string' || !/^[\w.-]{1,64}$/.test(id))
        return json(422, {
          error: 'id must be 1 to 64 letters, digits, dots, dashes or underscores',
        })
      const stored = key(caller, id)
      if (world.documents.has(stored))
        return json(409, { error: `a document with the id ${id} exists` })
      return create(world, stored, caller, fields)
    })

export const leaky = application((_caller, id) => id)
/** Every person has a name space, so only the caller's own documents can be in the way. */
export const mended = application((caller, id) => `${caller}:${id}`)
