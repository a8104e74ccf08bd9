/** A new document may hang below another one; the foreign key must hold. */
import type { Doc, World } from '../World.js'
import { careful, create, fieldsOf, json, newId, pathOf, readable, signedIn } from '../careful.js'
import type { Handler } from '../careful.js'

type Find = (world: World, id: string, caller: string) => Doc | undefined

const application =
  (find: Find): Handler =>
  (world) =>
    signedIn(async (request, caller) => {
      if (request.method !== 'POST' || pathOf(request) !== '/documents')
        return careful(world, request, caller)
      const fields = await fieldsOf(request)
      const { parent } = fields
      if (parent !== undefined && typeof parent !== 'string')
        return json(422, { error: 'parent must be the id of a document' })
      if (parent !== undefined && find(world, parent, caller) === undefined)
        return json(422, { error: 'parent does not exist' })
      return create(world, newId(world, caller), caller, fields)
    })

export const leaky = application((world, id) => world.documents.get(id))
export const mended = application(readable)
