/** A new document may lie below another one: the body names the parent. */
import { careful, create, fieldsOf, json, newId, pathOf, readable } from '../careful.js'
import { signedIn, type Handler } from '../careful.js'
import type { Doc, World } from '../World.js'

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
        return json(422, { errors: { parent: ['must be a string'] } })
      if (parent !== undefined && find(world, parent, caller) === undefined)
        return json(422, { errors: { parent: ['does not exist'] } })
      return create(world, newId(world, caller), caller, fields)
    })

export const leaky = application((world, id) => world.documents.get(id))

export const mended = application(readable)
